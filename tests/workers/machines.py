"""Workers and nightly rounds over replica sites, in processes of their own, with short timeouts."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit
from uuid import uuid4

import psycopg

sys.path.insert(0, str(Path(__file__).parents[1] / "crawler"))
from killing import ROOT, Ground

TIMEOUTS = """
from workers.availability import Timeouts
timeouts = Timeouts(
    heartbeat_interval=0.3, heartbeat_timeout=5.0, fetch_interval=0.3, poll_interval=0.2, retry_delay=0.5
)
"""
WORKER = """
import sys
from archive.ready import ready
ready()
from workers.worker import run_worker
run_worker(int(sys.argv[1]), timeouts)
"""
# The scheduler's night, over the replicas instead of all sources.
NIGHT = """
import sys
import scheduler
from workers.runner_factory import choose_runner
scheduler.due_now = lambda: sys.argv[1:]
scheduler.broken_now = list
scheduler.choose_runner = lambda: choose_runner(timeouts)
scheduler.own_log(str(scheduler._settings().logs))
scheduler.night()
"""


@contextmanager
def new_database(postgres_url: str) -> Iterator[str]:
    """Create an empty database, give its URL, and drop it at the end."""
    name = f"tcd_workers_{uuid4().hex[:12]}"
    url = urlunsplit(urlsplit(postgres_url)._replace(path=f"/{name}"))
    with psycopg.connect(postgres_url, autocommit=True) as server:
        server.execute(f'CREATE DATABASE "{name}"')
    try:
        yield url
    finally:
        with psycopg.connect(postgres_url, autocommit=True) as server:
            server.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def call(home: Path, database: str, *words: str) -> "subprocess.CompletedProcess[str]":
    """Run a ``tincongdoan`` command to its end."""
    environment = {**os.environ, "TCD_HOME": str(home), "TCD_DATABASE_URL": database}
    command = [sys.executable, "-m", "cli", *words]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)


@contextmanager
def started(ground: Ground, script: str, *words: str) -> "Iterator[subprocess.Popen[str]]":
    """Start ``script`` with arguments in a process that is killed at the end."""
    process = subprocess.Popen(
        [sys.executable, "-c", TIMEOUTS + script, *words],
        cwd=ROOT,
        env=ground.environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def wait_until(condition: Callable[[], object], seconds: float = 60.0) -> None:
    """Wait for a condition, for at most so many seconds."""
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.05)


def registered_workers(ground: Ground) -> int:
    """Count the workers in the queue's tables."""
    [(number,)] = ground.query("SELECT count(*) FROM procrastinate_workers")
    return int(number)


def job_statuses(ground: Ground) -> list[str]:
    """Return the status of each job, the oldest first."""
    return [status for (status,) in ground.query("SELECT status FROM procrastinate_jobs ORDER BY id")]
