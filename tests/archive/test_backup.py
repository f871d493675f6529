"""A backup of the embedded archive while it is written to, and the way back."""

import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from archive import backup as keeping

NOW = datetime(2026, 11, 20, 19, 0, tzinfo=UTC)
# A crawl that writes article after article until it is ended.
CRAWL = """
import itertools, sys
from datetime import datetime, timezone
from archive.ready import ready
ready()
from archive.store import save
from items import Article
for number in itertools.count():
    article = Article(url=f"https://a.example/{number}", source="a", kind="article", title=f"Tin {number}")
    save(article, key=str(number), run_id=None, at=datetime.now(timezone.utc))
    print(number, flush=True)
"""
Call = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    told = {name: value for name, value in os.environ.items() if not name.startswith("TCD_")}
    return {**told, "TCD_HOME": str(tmp_path / "home")}


@pytest.fixture
def call(environment: dict[str, str]) -> Call:
    def run(*words: Any) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "cli", *map(str, words)]
        return subprocess.run(command, env=environment, capture_output=True, text=True, timeout=120)

    return run


def articles(path: Path) -> int:
    with closing(sqlite3.connect(path)) as database:
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        return int(database.execute("SELECT count(*) FROM archive_article").fetchone()[0])


def test_a_backup_is_taken_while_a_crawl_writes_and_put_back(
    tmp_path: Path, environment: dict[str, str], call: Call
) -> None:
    database = tmp_path / "home/archive.sqlite3"
    crawl = subprocess.Popen(
        [sys.executable, "-c", CRAWL], env=environment, stdout=subprocess.PIPE, text=True
    )
    assert crawl.stdout is not None
    try:
        for _ in range(20):
            assert crawl.stdout.readline()
        before = int(crawl.stdout.readline())
        plain, packed = tmp_path / "a.sqlite3", tmp_path / "b/archive.sqlite3.zst"
        first, second = call("backup", plain), call("backup", packed)
        assert (first.returncode, second.returncode) == (0, 0), first.stderr + second.stderr
        assert call("restore", plain, "--force").stderr.count("end serve, schedule and crawls first") == 1
        assert crawl.poll() is None
    finally:
        crawl.kill()
        crawl.communicate()
    in_backup, now = articles(plain), articles(database)
    assert before < in_backup < now
    assert packed.stat().st_size < plain.stat().st_size / 2

    refused = call("restore", plain)
    assert (refused.returncode, "add --force" in refused.stderr, refused.stderr.count("\n")) == (2, True, 1)
    restored = call("restore", plain, "--force")
    assert restored.returncode == 0, restored.stderr
    assert articles(database) == in_backup
    [kept] = database.parent.glob("archive.sqlite3.before-*")
    assert articles(kept) == now

    database.unlink()
    assert call("restore", packed).returncode == 0
    assert articles(database) > in_backup
    assert not list(tmp_path.rglob("*.unfinished")) + list(tmp_path.rglob("*.restoring"))


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive without an article."""
    home = tmp_path_factory.mktemp("home")
    environment = {**os.environ, "TCD_HOME": str(home), "TCD_DATABASE_URL": ""}
    subprocess.run([sys.executable, "-m", "cli", "migrate"], env=environment, check=True, timeout=120)
    return home / "archive.sqlite3"


@pytest.fixture
def database(empty: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The archive of this process, as a file that no connection of it is open on."""
    path = tmp_path / "home/archive.sqlite3"
    path.parent.mkdir()
    shutil.copyfile(empty, path)
    monkeypatch.setattr(keeping, "_embedded", lambda: path)
    return path


def test_what_is_no_sound_backup_is_refused_and_the_archive_stays(tmp_path: Path, database: Path) -> None:
    good, packed, bad = tmp_path / "good", tmp_path / "good.zst", tmp_path / "bad"
    for path in (good, packed):
        assert keeping.backup(path).articles == 0
    with pytest.raises(keeping.BackupError, match="add --force"):
        keeping.backup(good)
    before = database.read_bytes()
    for data, problem in (
        (b"hello", "is no backup of an archive"),
        (packed.read_bytes()[:-5000], "damaged"),
        (good.read_bytes()[:20_000], "damaged"),
        (b"SQLite format 3\x00" + bytes(5000), "no backup of an archive, or a damaged one"),
    ):
        bad.write_bytes(data)
        with pytest.raises(keeping.BackupError, match=problem):
            keeping.restore(bad, at=NOW, force=True)
    with closing(sqlite3.connect(good)) as newer:
        newer.execute("INSERT INTO django_migrations (app, name, applied) VALUES ('archive', '9999_x', '')")
        newer.commit()
    with pytest.raises(keeping.BackupError, match=r"of a newer version \(archive.9999_x\)"):
        keeping.restore(good, at=NOW, force=True)
    assert database.read_bytes() == before
    assert [path.name for path in database.parent.iterdir()] == [database.name]


def test_a_damaged_archive_is_replaced_by_its_backup(tmp_path: Path, database: Path) -> None:
    keeping.backup(tmp_path / "good")
    database.write_bytes(b"what a disk leaves behind")
    database.with_name(database.name + "-wal").write_bytes(b"and its log")
    _, kept = keeping.restore(tmp_path / "good", at=NOW, force=True)
    assert articles(database) == 0
    assert kept is not None
    assert kept.read_bytes() == b"what a disk leaves behind"
    assert not database.with_name(database.name + "-wal").exists()


def test_without_an_archive_there_is_nothing_to_back_up(tmp_path: Path, database: Path) -> None:
    database.unlink()
    with pytest.raises(keeping.BackupError, match="nothing to back up"):
        keeping.backup(tmp_path / "x")


def test_a_database_that_is_not_embedded_has_tools_of_its_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connection, "vendor", "postgresql")
    with pytest.raises(keeping.BackupError, match="pg_dump"):
        keeping.backup(tmp_path / "x")
    with pytest.raises(keeping.BackupError, match="pg_restore"):
        keeping.restore(tmp_path / "x", at=NOW)
