"""An archive moves from SQLite to PostgreSQL and back, and is the same to the byte."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import psycopg
import pytest
from typer.testing import CliRunner

from cli.errors import OneLineError
from cli.main import app

# An archive in which everything lies that the desk, crawls and editors leave behind.
FILL = """
from datetime import datetime, timedelta, timezone
from archive.ready import ready
ready()
from django.contrib.auth.models import Group, User
from archive.corrections import correct
from archive.models import Article, Finding, FrontierEntry
from archive.state import DjangoState
from archive.states import set_state
from archive.store import Incoming, save_many
from benchmarks.archive.generate import articles, sources
from archive.store import remember_sources
from crawler.state import Pending, LinkEvidence
from items import Page
at = datetime(2026, 11, 20, 19, 0, 0, 123456, tzinfo=timezone.utc)
state = DjangoState()
run = state.start_run(["a"], full=False, at=at)
remember_sources(sources())
batch = [Incoming(a, k, Page(a.url, a.body_html.encode(), "text/html", at)) for a, k in articles(60)]
save_many(batch, run_id=run, at=at)
from dataclasses import replace
plans = [Incoming(each.article, f"other-{each.key}") for each in batch if each.article.kind == "document"]
save_many(plans, run_id=run, at=at)
again = [Incoming(replace(each.article, title="Bản sửa 1e-7"), each.key, each.page) for each in batch[:5]]
save_many(again, run_id=run, at=at + timedelta(days=1))
first = Article.objects.order_by("pk").first().pk
correct(first, {"title": "Đúng"}, author="mai", reason="", at=at)
set_state([first + 1], "retracted", by="mai", at=at)
told = (LinkEvidence("2026-11-20", "day", "x", "list", "y"),)
state.enqueue("a", [Pending("k", "https://a.example/k", told)], at=at)
User.objects.create_user("mai", password="mật khẩu dài").groups.set(Group.objects.all())
Finding.objects.create(source="a", name="x", said="y", evidence={"share": 0.1, "small": 1e-7}, since=at,
    found_at=at, last_seen_at=at)
"""


@pytest.fixture
def empty_postgres(postgres_url: str) -> Iterator[str]:
    name = f"moved_{uuid4().hex}"
    with psycopg.connect(postgres_url, autocommit=True) as server:
        server.execute(f"CREATE DATABASE {name}")
    base, _, query = postgres_url.partition("?")
    yield base.rpartition("/")[0] + f"/{name}" + (f"?{query}" if query else "")
    with psycopg.connect(postgres_url, autocommit=True) as server:
        server.execute(f"DROP DATABASE {name} WITH (FORCE)")


def call(home: Path, *words: Any, url: str = "", code: str = "") -> subprocess.CompletedProcess[str]:
    told = {name: value for name, value in os.environ.items() if not name.startswith("TCD_")}
    command = [sys.executable, "-c", code] if code else [sys.executable, "-m", "cli", *map(str, words)]
    environment = {**told, "TCD_HOME": str(home), "TCD_DATABASE_URL": url}
    return subprocess.run(command, env=environment, capture_output=True, text=True, timeout=120)


def test_there_and_back_again_an_archive_is_the_same_to_the_byte(tmp_path: Path, empty_postgres: str) -> None:
    home = tmp_path / "home"
    filled = call(home, code=FILL)
    assert filled.returncode == 0, filled.stderr
    first = f"sqlite:///{home}/archive.sqlite3"
    second = f"sqlite:///{tmp_path}/back/archive.sqlite3"
    there = call(home, "archive", "move", "--from", first, "--to", empty_postgres)
    assert there.returncode == 0, there.stderr
    assert "60 articles, equal to the byte" in there.stdout
    back = call(home, "archive", "move", "--from", empty_postgres, "--to", second)
    assert back.returncode == 0, back.stderr
    assert there.stdout.splitlines()[-1] == back.stdout.splitlines()[-1]
    exported = [call(home, "export", url=url).stdout for url in (first, second)]
    assert exported[0].count("\n") == 60
    assert exported[0] == exported[1]
    found = call(home, "export", "--q", "hiếm0", url=empty_postgres).stdout
    assert found == next(line for line in exported[0].splitlines(keepends=True) if "hiếm0" in line)
    # What comes next is counted on, and nothing is overwritten.
    more = FILL.replace("articles(60)", "articles(70)").split("User.obj")[0]
    grown = call(home, url=empty_postgres, code=more)
    assert grown.returncode == 0, grown.stderr
    refused = call(home, "archive", "move", "--from", first, "--to", second)
    assert (refused.returncode, "is not empty" in refused.stderr) == (2, True)


def test_what_cannot_be_moved_is_refused_in_one_line(tmp_path: Path) -> None:
    there = tmp_path / "x.sqlite3"
    there.touch()
    good, gone = f"sqlite:///{there}", "postgresql://nobody:secret@127.0.0.1:1/x"
    for old, new, problem in (
        (f"sqlite:///{tmp_path}/none.sqlite3", good, "there is no archive"),
        (good, good, "the same"),
        ("mysql://x/y", good, "must begin with"),
    ):
        told = CliRunner().invoke(app, ["archive", "move", "--from", old, "--to", new])
        assert isinstance(told.exception, OneLineError)
        assert problem in str(told.exception)
    told_of_gone = call(tmp_path, "archive", "move", "--from", gone, "--to", good)
    assert (told_of_gone.returncode, "cannot be used" in told_of_gone.stderr) == (2, True)
    assert "secret" not in told_of_gone.stderr
