"""On PostgreSQL, too, a lock belongs to a living process, and a killed crawl loses nothing."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit
from uuid import uuid4

import psycopg
import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "crawler"))
from killing import ROOT, Ground, kill

from replica import Network

HOLD = """
import sys, time
from archive.state import DjangoState
state = DjangoState()
print(state.acquire(sys.argv[1], float(sys.argv[2])), flush=True)
if len(sys.argv) > 3: time.sleep(60)
"""


@pytest.fixture(scope="module")
def database(postgres_url: str) -> Iterator[str]:
    """A database of this module's own, brought up to date."""
    name = f"tcd_locks_{uuid4().hex[:12]}"
    url = urlunsplit(urlsplit(postgres_url)._replace(path=f"/{name}"))
    with psycopg.connect(postgres_url, autocommit=True) as server:
        server.execute(f'CREATE DATABASE "{name}"')
    try:
        done = subprocess.run(
            [sys.executable, "-m", "cli", "migrate"], cwd=ROOT, env={**os.environ, "TCD_DATABASE_URL": url}
        )
        assert done.returncode == 0
        yield url
    finally:
        with psycopg.connect(postgres_url, autocommit=True) as server:
            server.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def hold(database: str, *words: str) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-c", HOLD, *words],
        cwd=ROOT,
        env={**os.environ, "TCD_DATABASE_URL": database},
        stdout=subprocess.PIPE,
        text=True,
    )


def said(process: "subprocess.Popen[str]") -> str:
    assert process.stdout is not None
    return process.stdout.readline().strip()


def test_a_killed_process_keeps_no_lock(database: str) -> None:
    holder = hold(database, "a", "0", "stay")
    assert said(holder) == "True"
    assert hold(database, "a", "0").communicate()[0].strip() == "False"
    assert hold(database, "b", "0").communicate()[0].strip() == "True"
    waiting = hold(database, "a", "20")
    time.sleep(0.5)
    os.kill(holder.pid, signal.SIGKILL)
    holder.communicate()
    assert waiting.communicate(timeout=20)[0].strip() == "True"


def test_a_killed_crawl_loses_nothing_and_stores_every_article_once(database: str, tmp_path: Path) -> None:
    with Network() as network:
        ground = Ground(tmp_path, network, ["lai-chau", "son-la"], database=database)
        first = ground.start()
        deadline = time.monotonic() + 60
        while not ground.pending():
            assert time.monotonic() < deadline
            time.sleep(0.02)
        kill([*ground.children(first), first.pid])
        first.communicate()
        assert len(ground.articles()) < len(ground.expected())
        second = ground.start()
        words, _ = second.communicate(timeout=120)
        assert second.returncode == 0, words
        assert ground.articles() == ground.expected()
    assert ground.pending() == 0
    assert ground.query("SELECT interrupted, finished_at IS NULL FROM archive_run ORDER BY id") == [
        (True, False),
        (False, False),
    ]


def test_a_machine_that_vanished_keeps_no_lock_for_hours(database: str) -> None:
    """The server asks over TCP whether the holder lives (on a socket of its own machine it need not)."""
    asked = (
        HOLD
        + "from django.db import connection\ncursor = connection.cursor()\n"
        + ("cursor.execute('SHOW tcp_keepalives_idle')\nprint(cursor.fetchone()[0])\n")
    )
    done = subprocess.run(
        [sys.executable, "-c", asked, "a", "0"],
        cwd=ROOT,
        env={**os.environ, "TCD_DATABASE_URL": database},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.split() == ["True", "20" if urlsplit(database).hostname else "0"]


def test_a_run_whose_connection_broke_is_held_again_and_is_not_interrupted(database: str) -> None:
    broken = (
        "from datetime import UTC, datetime\n"
        "from archive.state import DjangoState\n"
        "from django.db import connection\n"
        "now = datetime.now(UTC)\n"
        "state = DjangoState()\n"
        "run = state.start_run(['a'], full=False, at=now)\n"
        "connection.close()\n"
        "DjangoState()._close_interrupted(now)\n"  # another process, as it begins a run
        "from archive.models import Run\n"
        "print(Run.objects.get(pk=run).interrupted)\n"
        "state.hold_run(run)\n"
        "told = Run.objects.get(pk=run)\n"
        "print(told.interrupted, told.finished_at)\n"
        "print(state._locks.take(f'run-{run}'))\n"
        "state.finish_run(run, at=now)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", broken],
        cwd=ROOT,
        env={**os.environ, "TCD_DATABASE_URL": database},
        capture_output=True,
        text=True,
    )
    assert done.stdout.split() == ["True", "False", "None", "False"], done.stderr
