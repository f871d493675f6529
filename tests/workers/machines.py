"""Workers and rounds over replicas, in processes of their own, with the patience of a test."""

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

TIMES = """
from workers.times import Times
times = Times(heartbeat=0.3, stalled=5.0, fetch=0.3, look=0.2, again=0.5)
"""
WORKER = """
import sys
from archive.ready import ready
ready()
from workers.work import work
work(int(sys.argv[1]), times)
"""
# A night as the scheduler has it, over the replicas instead of all sources.
NIGHT = """
import sys
import scheduler
from workers.hands import hands
scheduler.due_now = lambda: sys.argv[1:]
scheduler.broken_now = list
scheduler.hands = lambda: hands(times)
scheduler.own_log(str(scheduler._settings().logs))
scheduler.night()
"""


@contextmanager
def empty(postgres_url: str) -> Iterator[str]:
    """A database of one's own."""
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
    """The command, to its end."""
    environment = {**os.environ, "TCD_HOME": str(home), "TCD_DATABASE_URL": database}
    command = [sys.executable, "-m", "cli", *words]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)


@contextmanager
def started(ground: Ground, script: str, *words: str) -> "Iterator[subprocess.Popen[str]]":
    """A process that does not outlive its test."""
    process = subprocess.Popen(
        [sys.executable, "-c", TIMES + script, *words],
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


def until(true: Callable[[], object], seconds: float = 60.0) -> None:
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline
        time.sleep(0.05)


def living(ground: Ground) -> int:
    """How many workers stand in the queue's tables."""
    [(number,)] = ground.query("SELECT count(*) FROM procrastinate_workers")
    return int(number)


def jobs(ground: Ground) -> list[str]:
    return [status for (status,) in ground.query("SELECT status FROM procrastinate_jobs ORDER BY id")]
