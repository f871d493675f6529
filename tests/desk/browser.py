"""A real browser and a real server for the desk's tests: Chromium of Debian, gunicorn in its own process."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

CHROMIUM = "/usr/bin/chromium"
# Without these Chromium asks its maker's hosts for this and that.
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)
SERVE = "from desk.serve import serve; serve('127.0.0.1', 0, say=lambda address: print(address, flush=True))"


@contextmanager
def chromium() -> Iterator[Browser]:
    """A browser without a window."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=[*FLAGS])
        try:
            yield browser
        finally:
            browser.close()


@contextmanager
def served(home: Path, **settings: str) -> Iterator[str]:
    """The address at which the desk of this home is served; ``settings`` are ``TCD_…`` ones."""
    env = {**os.environ, "TCD_HOME": str(home), "TCD_DATABASE_URL": "", **settings}
    process = subprocess.Popen([sys.executable, "-c", SERVE], env=env, stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout
        match = re.fullmatch(r"(http://127\.0\.0\.1:\d+)/\n", process.stdout.readline())
        assert match
        yield match[1]
    finally:
        process.terminate()
        process.communicate(timeout=30)


def run(module: str, home: Path, *arguments: str) -> None:
    """Run a module of the tests on the archive of this home; Django is set up as it is for users."""
    env = {**os.environ, "TCD_HOME": str(home), "TCD_DATABASE_URL": ""}
    subprocess.run([sys.executable, "-m", module, str(home), *arguments], env=env, check=True)
