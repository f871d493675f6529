"""The main job on replica sites, as a user starts it: every article, once, as its page tells it."""

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
import unicodedata
import urllib.request
from collections.abc import Mapping
from contextlib import closing
from datetime import date, datetime
from pathlib import Path
from typing import Any

import feedparser
import pytest

from cli.demo_command import _period
from replica import SITES, make_site
from replica.text.newsroom import PERIOD
from replica.truth import Truth
from vietnamese.zone import VIETNAM


def run_demo(home: Path, cwd: Path) -> subprocess.CompletedProcess[str]:
    env = {name: value for name, value in os.environ.items() if not name.startswith("TCD_")}
    command = [sys.executable, "-m", "cli", "demo", "--once", "--home", str(home)]
    return subprocess.run(command, cwd=cwd, env=env, capture_output=True, text=True, timeout=300, check=False)


def articles(home: Path) -> dict[tuple[str, str], dict[str, Any]]:
    """(source, path with query) → what the archive holds."""
    query = "SELECT source, url, kind, title, published, authors, views_value, document FROM archive_article"
    found = {}
    with closing(sqlite3.connect(home / "archive.sqlite3")) as database:
        for source, url, kind, title, published, authors, views, document in database.execute(query):
            path = "/" + url.split("/", 3)[3]
            found[source, path] = {
                "kind": kind,
                "title": title,
                "published": json.loads(published) if published else None,
                "authors": json.loads(authors),
                "views": views,
                "document": json.loads(document) if document else None,
            }
    return found


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """Two runs on one home, started from another folder."""
    home, cwd = tmp_path_factory.mktemp("home"), tmp_path_factory.mktemp("cwd")
    first = run_demo(home, cwd)
    feed = (home / "feeds/all.rss").read_bytes() if (home / "feeds/all.rss").exists() else b""
    after_first = articles(home)
    second = run_demo(home, cwd)
    return {
        "home": home,
        "cwd": cwd,
        "first": first,
        "second": second,
        "feed": feed,
        "after_first": after_first,
        "after_second": articles(home),
    }


@pytest.fixture(scope="module")
def truths(demo: dict[str, Any]) -> dict[tuple[str, str], Truth]:
    period = _period(demo["home"])
    return {(slug, truth.path): truth for slug in SITES for truth in make_site(slug, period=period).truth()}


def plain(text: str | None) -> str:
    return "".join(unicodedata.normalize("NFC", text or "").replace("Ð", "Đ").split())


def told(found: Mapping[str, Any]) -> tuple[Any, ...]:
    published = found["published"]
    return (
        plain(found["title"]),
        (published["value"], published["precision"]) if published else None,
        sorted((a["name"], a["role"], a["organisation"] or "") for a in found["authors"]),
        found["views"],
        found["document"]["number"] if found["document"] else None,
    )


def true(truth: Truth) -> tuple[Any, ...]:
    return (
        plain(truth.title),
        (truth.published, truth.precision) if truth.published else None,
        sorted((name, role, organisation or "") for name, role, organisation in truth.authors),
        truth.views,
        truth.document["number"] if truth.document else None,
    )


def test_the_demo_ends_well_and_prints_a_row_for_each_source(demo: dict[str, Any]) -> None:
    done = demo["first"]
    assert done.returncode == 0, done.stdout + done.stderr
    for slug in SITES:
        assert slug in done.stdout
    assert "feeds/all.rss" in done.stdout


def test_every_article_of_every_replica_is_stored_as_its_page_tells_it(
    demo: dict[str, Any], truths: dict[tuple[str, str], Truth]
) -> None:
    wanted = {key: true(truth) for key, truth in truths.items()}
    got = {key: told(found) for key, found in demo["after_first"].items()}
    assert set(got) == set(wanted)
    assert {key: got[key] for key in got if got[key] != wanted[key]} == {}


def test_documents_and_news_are_told_apart(
    demo: dict[str, Any], truths: dict[tuple[str, str], Truth]
) -> None:
    wanted = {key: truth.kind for key, truth in truths.items()}
    assert {key: found["kind"] for key, found in demo["after_first"].items()} == wanted


def test_a_second_run_adds_nothing_twice(demo: dict[str, Any]) -> None:
    assert demo["second"].returncode == 0, demo["second"].stdout + demo["second"].stderr
    assert demo["after_second"].keys() == demo["after_first"].keys()


def test_a_second_run_leaves_the_feed_as_it_was(demo: dict[str, Any]) -> None:
    assert (demo["home"] / "feeds/all.rss").read_bytes() == demo["feed"]


def test_the_kept_pages_read_again_say_what_the_archive_holds(demo: dict[str, Any]) -> None:
    environment = {**os.environ, "TCD_HOME": str(demo["home"]), "TCD_DATABASE_URL": ""}
    command = [sys.executable, "-m", "cli", "reextract", "--dry-run"]
    told = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=120, check=True)
    number = len(demo["after_first"])
    assert told.stdout == f"{number} pages read again, 0 articles would change\n"


def test_its_news_are_of_these_days_so_that_lists_and_charts_show_something(demo: dict[str, Any]) -> None:
    today = datetime.now(VIETNAM).date()
    told = [found["published"]["value"] for found in demo["after_first"].values() if found["published"]]
    days = sorted((today - datetime.fromisoformat(each).date()).days for each in told)
    assert days[0] >= 1
    assert sum(back <= 30 for back in days) >= 2
    assert sum(back <= 12 * 7 for back in days) >= len(days) / 2


def test_a_home_keeps_the_time_that_its_news_are_of(tmp_path: Path) -> None:
    first = _period(tmp_path)
    (tmp_path / "demo/until").write_text("2026-01-31")
    assert _period(tmp_path).last == date(2026, 1, 31)
    assert _period(tmp_path).last - _period(tmp_path).first == first.last - first.first
    (tmp_path / "demo/until").unlink()
    (tmp_path / "demo/port").write_text("8470")
    assert _period(tmp_path) == PERIOD  # made before its news were of these days


def test_nothing_is_written_outside_the_home(demo: dict[str, Any]) -> None:
    assert list(demo["cwd"].iterdir()) == []


def test_the_combined_feed_is_well_formed_and_dates_only_what_pages_date(
    demo: dict[str, Any], truths: dict[tuple[str, str], Truth]
) -> None:
    feed = feedparser.parse(demo["feed"])
    assert not feed.bozo
    # Of the first walk what is young or stands first in a list, and with it most of what tells its date.
    assert 30 <= len(feed.entries) < len(truths)
    assert sum("published" in entry for entry in feed.entries) >= 20
    titles: dict[str, list[Truth]] = {}
    for truth in truths.values():
        titles.setdefault(plain(truth.title), []).append(truth)
    for entry in feed.entries:
        meant = titles[plain(entry.title)]
        assert ("published" in entry) in {truth.published is not None for truth in meant}
        assert entry.get("content") or not meant[0].paragraphs


def test_readers_find_feeds_of_todays_provinces(demo: dict[str, Any]) -> None:
    """Quảng Nam is part of Đà Nẵng since 1 July 2025."""
    provinces = {path.stem for path in (demo["home"] / "feeds/province").glob("*.rss")}
    assert {"lao-cai", "lai-chau", "ha-noi", "da-nang", "son-la"} <= provinces


def test_the_served_demo_shows_its_articles_and_ends_quickly_on_ctrl_c(
    demo: dict[str, Any], tmp_path: Path
) -> None:
    env = {name: value for name, value in os.environ.items() if not name.startswith("TCD_")}
    command = [sys.executable, "-u", "-m", "cli", "demo", "--home", str(demo["home"]), "--port", "0"]
    server = subprocess.Popen(
        command,
        cwd=tmp_path,
        env=env,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
        preexec_fn=_listen_to_ctrl_c,
    )
    assert server.stdout is not None
    try:
        said = []
        for line in server.stdout:
            said.append(line)
            if line.startswith("Ctrl-C"):
                break
        address = next(line.split()[1] for line in said if line.startswith("Pages:"))
        with urllib.request.urlopen(address, timeout=20) as page:
            assert "LĐLĐ" in page.read().decode()
        begun = time.monotonic()
        os.killpg(server.pid, signal.SIGINT)
        assert server.wait(timeout=30) == 0, server.stdout.read()
        assert time.monotonic() - begun < 8
    finally:
        if server.poll() is None:
            os.killpg(server.pid, signal.SIGKILL)
        server.stdout.close()


def _listen_to_ctrl_c() -> None:
    """A shell that runs the tests in the background has its children ignore it."""
    signal.signal(signal.SIGINT, signal.default_int_handler)


def test_reprints_of_another_site_are_one_story_and_one_entry(
    demo: dict[str, Any], truths: dict[tuple[str, str], Truth]
) -> None:
    query = (
        "SELECT story_id, source, url FROM archive_storymember JOIN archive_article a ON a.id = article_id"
    )
    stories: dict[int, set[tuple[str, str]]] = {}
    with closing(sqlite3.connect(demo["home"] / "archive.sqlite3")) as database:
        for story, source, url in database.execute(query):
            stories.setdefault(story, set()).add((source, "/" + url.split("/", 3)[3]))
    meant: dict[str, set[tuple[str, str]]] = {}
    for place, truth in truths.items():
        if truth.reprint:
            meant.setdefault(truth.reprint, set()).add(place)
    assert sorted(map(sorted, stories.values())) == sorted(map(sorted, meant.values()))
    months = [path.read_text(encoding="utf-8") for path in (demo["home"] / "feeds/all").glob("*.rss")]
    assert "".join(months).count("Cùng tin này") == len(meant)
