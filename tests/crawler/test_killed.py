"""Killed at any moment, a crawl loses nothing: the short form of tests/prove/test_kill.py."""

import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).parent))
from killing import ROOT, Ground, kill

from replica import Network


@pytest.fixture
def ground(tmp_path: Path) -> Iterator[Ground]:
    with Network() as network:
        # Slow enough that the articles come in several batches.
        yield Ground(tmp_path, network, ["lai-chau", "son-la"], delay=0.05)


def until(done: Any, seconds: float = 30.0) -> None:
    deadline = time.monotonic() + seconds
    while not done():
        assert time.monotonic() < deadline, "it did not come to that"
        time.sleep(0.02)


def stored(ground: Ground) -> int:
    try:
        return len(ground.articles())
    except sqlite3.OperationalError:
        return 0


def test_a_crawl_that_is_killed_twice_loses_nothing_and_stores_every_article_once(ground: Ground) -> None:
    first = ground.start()
    until(lambda: stored(ground) > 10)
    kill([*ground.children(first), first.pid])
    first.communicate()
    left = stored(ground)
    assert left < len(ground.expected())
    second = ground.start()
    until(lambda: stored(ground) > left + 10)
    # Only the starter: its crawls notice that and end by themselves.
    kill([second.pid])
    second.communicate()
    third = ground.start()
    words, _ = third.communicate(timeout=120)
    assert third.returncode == 0, words
    assert ground.articles() == ground.expected()
    assert ground.pending() == 0
    assert ground.check_feeds() > 0
    with closing(sqlite3.connect(ground.home / "archive.sqlite3")) as database:
        runs = database.execute("SELECT interrupted, finished_at IS NULL FROM archive_run ORDER BY id")
        assert runs.fetchall() == [(1, 0), (1, 0), (0, 0)]
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_crawl_from_the_command_line_ends_in_order_within_ten_seconds(
    ground: Ground, number: signal.Signals
) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "cli", "crawl", *ground.slugs],
        cwd=ROOT,
        env=ground.environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    until(lambda: stored(ground) > 5)
    children = ground.children(process)
    begun = time.monotonic()
    os.kill(process.pid, number)
    words, _ = process.communicate(timeout=30)
    assert time.monotonic() - begun < 10
    assert process.returncode == 1, words
    assert "Traceback" not in words
    assert children
    for child in children:
        with pytest.raises(ProcessLookupError):
            os.kill(child, 0)
    with closing(sqlite3.connect(ground.home / "archive.sqlite3")) as database:
        reports = database.execute("SELECT source, finish_reason FROM archive_sourcerun").fetchall()
        [(interrupted, finished)] = database.execute("SELECT interrupted, finished_at FROM archive_run")
    assert sorted(source for source, _ in reports) == sorted(ground.slugs)
    assert {reason for _, reason in reports} <= {"ended", "finished"}
    assert (interrupted, bool(finished)) == (0, True)


def test_two_crawls_of_one_source_at_a_time_are_one(tmp_path: Path) -> None:
    call = "from crawler.run import crawl; [r] = crawl(['son-la'], settings={'TCD_LOCK_SECONDS': 0.0})"
    with Network() as network:
        ground = Ground(tmp_path, network, ["son-la"], delay=1.0)
        first = ground.start()
        until(lambda: stored(ground) > 0)
        second = subprocess.run(
            [sys.executable, "-c", f"{call}; print(r.finish_reason, r.pages, r.ok)"],
            cwd=ROOT,
            env=ground.environment,
            capture_output=True,
            text=True,
            check=False,
        )
        kill([*ground.children(first), first.pid])
        first.communicate()
    assert second.stdout.strip() == "busy 0 False", second.stderr
