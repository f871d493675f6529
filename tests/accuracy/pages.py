"""The real pages of the gold folder, measured by the folder's own scorer through the command line."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path


def run(gold: Path) -> tuple[int, int, list[str]]:
    """(fields right, fields, one line for each miss); the scorer's table is printed."""
    command = [sys.executable, "-m", "cli", "extract", "{file}", "--url", "{url}"]
    scorer = [sys.executable, str(gold / "pages/score"), "--verbose", "--", *command]
    done = subprocess.run(scorer, capture_output=True, text=True, timeout=600, check=False)
    print(done.stdout)  # noqa: T201
    found = re.search(r"fields right: (\d+) of (\d+)", done.stdout)
    if found is None:
        return 0, 1, [done.stderr[-2000:]]
    misses = [line for line in done.stdout.splitlines() if ": want " in line]
    return int(found[1]), int(found[2]), misses
