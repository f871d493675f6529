"""Run a benchmark on an archive, and measure CPU time."""

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


def run_on_archive(module: str, run: Callable[[Sequence[int]], None]) -> None:
    """Call ``run`` with the sizes of the command line (default: 1,000 and 10,000).

    The archive is that of ``TCD_DATABASE_URL``, or a new one in a temporary folder if it is unset. If Django
    is set up already, for another benchmark, ``module`` is run in a process of its own.
    """
    if apps.ready:
        own = {name: value for name, value in os.environ.items() if name not in _NAMES}
        subprocess.run([sys.executable, "-m", module], env=own, check=True)
        return
    with tempfile.TemporaryDirectory(prefix="tcd-benchmark-") as home:
        if "TCD_DATABASE_URL" not in os.environ:
            os.environ.setdefault("TCD_HOME", home)
        from archive.ready import ready

        ready()
        run([int(size) for size in sys.argv[1:]] or [1000, 10_000])


def cpu_seconds() -> float:
    """CPU seconds until now of this process, and of its PostgreSQL backend on this machine (Linux).

    Unlike wall time, they hardly depend on other programs.
    """
    from django.db import connection

    spent = time.process_time()
    if connection.vendor == "postgresql" and connection.connection is not None:
        with suppress(OSError):
            schedstat = Path(f"/proc/{connection.connection.info.backend_pid}/schedstat").read_text()
            spent += int(schedstat.split()[0]) / 1e9
    return spent
