"""A database that somebody else keeps locked: told in one line, nothing damaged, and the next run goes on."""

import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
from killing import ROOT, Ground

from replica import Network


@pytest.fixture
def ground(tmp_path: Path) -> Iterator[Ground]:
    with Network() as network:
        # A second instead of twenty: whoever waits longer is told the same.
        yield Ground(
            tmp_path, network, ["son-la"], database=f"sqlite:///{tmp_path}/archive.sqlite3?timeout=1"
        )


def start(ground: Ground, *words: str) -> "subprocess.Popen[str]":
    command = [sys.executable, "-m", "cli", *words]
    return subprocess.Popen(
        command,
        cwd=ROOT,
        env=ground.environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def whole(ground: Ground) -> None:
    process = start(ground, "crawl", "son-la")
    words, _ = process.communicate(timeout=120)
    assert process.returncode == 0, words
    assert ground.articles() == ground.expected()
    assert ground.pending() == 0
    assert ground.query("PRAGMA integrity_check") == [("ok",)]


def test_a_database_locked_from_the_start_is_one_line_and_exit_2(ground: Ground) -> None:
    assert start(ground, "migrate").communicate(timeout=60)
    with closing(sqlite3.connect(ground.home / "archive.sqlite3")) as other:
        other.execute("BEGIN IMMEDIATE")
        process = start(ground, "crawl", "son-la")
        words, _ = process.communicate(timeout=60)
    assert process.returncode == 2, words
    assert len(words.strip().splitlines()) == 1
    assert "database is locked" in words
    whole(ground)


def test_a_database_locked_in_the_middle_ends_the_crawl_with_its_reason(ground: Ground) -> None:
    assert start(ground, "migrate").communicate(timeout=60)
    process = start(ground, "crawl", "son-la")
    deadline = time.monotonic() + 30
    # As soon as it knows what to fetch: all of a small site is stored in one batch.
    while not ground.pending():
        assert time.monotonic() < deadline
        time.sleep(0.005)
    with closing(sqlite3.connect(ground.home / "archive.sqlite3")) as other:
        other.execute("BEGIN IMMEDIATE")
        words, _ = process.communicate(timeout=90)
    assert process.returncode == 1, words
    assert "database is locked" in words
    assert "Traceback" not in words
    whole(ground)
