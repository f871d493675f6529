"""An archive of a benchmark's own, in a process of its own where another benchmark has one already."""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

from django.apps import apps

_NAMES = ("TCD_HOME", "TCD_DATABASE_URL")


def run_in_its_own(module: str, run: Callable[[Sequence[int]], None]) -> None:
    """Call ``run`` with the sizes of the command line (1,000 and 10,000 without any) on the archive of
    ``TCD_DATABASE_URL``, a new one in a temporary folder if that is unset; ``module`` is who asks."""
    if apps.ready:
        own = {name: value for name, value in os.environ.items() if name not in _NAMES}
        subprocess.run([sys.executable, "-m", module], env=own, check=True)
        return
    with tempfile.TemporaryDirectory(prefix="tcd-benchmark-") as home:
        if "TCD_DATABASE_URL" not in os.environ:
            os.environ.setdefault("TCD_HOME", home)
        from archive.ready import ready

        ready()
        run([int(told) for told in sys.argv[1:]] or [1000, 10_000])


def work() -> float:
    """Seconds of work till now, which other programs on the machine do not change: of this process, and of
    the process of PostgreSQL that answers it, where that runs on this machine (Linux)."""
    from django.db import connection

    spent = time.process_time()
    if connection.vendor == "postgresql" and connection.connection is not None:
        with suppress(OSError):
            told = Path(f"/proc/{connection.connection.info.backend_pid}/schedstat").read_text()
            spent += int(told.split()[0]) / 1e9
    return spent
