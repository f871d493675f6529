"""Four polls of readers that people use, with new, edited, retracted and hidden articles between them."""

import os
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import feedparser
import feedparser_sgmllib
import pytest

# reader brings a feedparser of its own that asks for the module by the name it had in Python 2.
sys.modules.setdefault("sgmllib", feedparser_sgmllib)
from reader import make_reader  # noqa: E402

from tests.desk.served import Site, served  # noqa: E402

# Secret is what must be left nowhere once it was taken back.
BEGIN = """
    import sys
    from datetime import UTC, datetime, timedelta
    from pathlib import Path
    from archive.ready import ready
    ready()
    from archive.models import Article as Row
    from archive.states import set_state
    from archive.store import remember_sources, save
    from feeds.publish import publish_all
    from items import Article, Author, Image, Moment, ProvinceRef, Source
    from vietnamese.zone import VIETNAM
    remember_sources([Source("lao-cai", "LĐLĐ tỉnh Lào Cai", "LĐLĐ tỉnh Lào Cai", "federation",
                             "http://lao-cai.example.vn", "unverified", "made up", province="lao-cai")])
    NIGHT = datetime(2026, 11, 20, 19, tzinfo=UTC)
    def put(number, day=0, text="Bí mật", title="", dated=True):
        when = datetime(2026, 11, 20, 8, number, tzinfo=VIETNAM)
        save(Article(
            url=f"https://lao-cai.example.vn/tin/{number}.html", source="lao-cai", kind="article",
            title=title or f"Tin số {number}", body_text=f"{text} {number}.",
            body_html=f"<p>{text} {number}.</p>",
            published=Moment(when, "minute", "x", "line") if dated else None,
            authors=(Author("Lò Thị Mai", "writer"),) if number % 2 else (),
            images=(Image(f"https://lao-cai.example.vn/{number}.jpg", f"Chú thích {number}", "Tráng A Páo"),),
            province=ProvinceRef("lao-cai", "Lào Cai", "lao-cai"),
        ), key=str(number), run_id=None, at=NIGHT + timedelta(days=day))
    def state(number, what, day):
        set_state([Row.objects.get(key=str(number)).pk], what, by="mai", at=NIGHT + timedelta(days=day))
"""
END = "    publish_all(Path(sys.argv[1]), sys.argv[2])\n"
NIGHTS = (
    "    for number in (1, 2, 3, 4): put(number)\n",
    "    put(5, 1, dated=False)\n    put(2, 1, title='Tin số 2, bản sửa')\n",
    "    state(1, 'retracted', 2)\n    state(3, 'hidden', 2)\n",
    "",
)
SUFFIXES = ("rss", "atom", "json")


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    with served(tmp_path / "home") as site:
        yield site


def nights(site: Site) -> Iterator[int]:
    for number, what in enumerate(NIGHTS):
        # libcurl drops an answer whose Last-Modified, in whole seconds, is that of the answer before.
        time.sleep(1)
        site.run(BEGIN + what + END)
        site.poll()
        yield number


def test_readers_are_shown_each_article_once_and_keep_nothing_that_was_taken_back(
    site: Site, tmp_path: Path
) -> None:
    urls, cache, config = tmp_path / "urls", tmp_path / "cache.db", tmp_path / "config"
    config.touch()
    urls.write_text(f"{site.base}/feeds/all.rss\n")
    tags: dict[str, str | None] = dict.fromkeys(SUFFIXES[:2])
    with make_reader(str(tmp_path / "reader.db")) as reader:
        for suffix in SUFFIXES:
            reader.add_feed(f"{site.base}/feeds/all.{suffix}")
        for night in nights(site):
            before = {entry.id for entry in reader.get_entries()}
            reader.update_feeds(scheduled=False)
            assert [feed for feed in reader.get_feeds() if feed.last_exception] == []
            answered = site.poll()
            new = [entry for entry in reader.get_entries() if entry.id not in before]
            assert len(new) == (4 * 3, 3, 0, 0)[night]
            newsboat(urls, cache, config)
            newsboat_answered = site.poll()
            parsed = {
                suffix: feedparser.parse(f"{site.base}/feeds/all.{suffix}", etag=tag)
                for suffix, tag in tags.items()
            }
            tags = {suffix: feed.get("etag") for suffix, feed in parsed.items()}
            if night == 3:
                assert answered == {304: 3}
                assert newsboat_answered == {304: 1}
                assert {feed.status for feed in parsed.values()} == {304}
                continue
            assert answered == {200: 3}
            check_parsed(parsed, night)
            check_rows(cache, night)
            for suffix in SUFFIXES:
                check_entries(list(reader.get_entries(feed=f"{site.base}/feeds/all.{suffix}")), suffix, night)


def newsboat(urls: Path, cache: Path, config: Path) -> None:
    command = ["newsboat", "-u", urls, "-c", cache, "-C", config, "-x", "reload"]
    env = {**os.environ, "HOME": str(urls.parent), "LC_ALL": "C.UTF-8"}
    # It makes a feed's row after the first poll, so it first remembers what the second one said.
    for _ in range(1 if cache.exists() else 2):
        subprocess.run(command, env=env, check=True, capture_output=True, timeout=120)


def wanted(night: int) -> dict[int, str]:
    titles = {number: f"Tin số {number}" for number in range(1, 5)}
    if night >= 1:
        titles |= {2: "Tin số 2, bản sửa", 5: "Tin số 5"}
    return titles


def check_parsed(parsed: dict[str, Any], night: int) -> None:
    for suffix, feed in parsed.items():
        assert feed.bozo == 0
        entries = [entry for entry in feed.entries if entry.title != "Đã rút"]
        left = wanted(night)
        if night == 2:
            left = {number: title for number, title in left.items() if number not in (1, 3)}
        assert sorted(entry.title for entry in entries) == sorted(left.values()), suffix
        for entry in entries:
            number = int(entry.link.rpartition("/")[2].partition(".")[0])
            assert ("published" in entry) == (number != 5)
            if number != 5:
                assert entry.published_parsed[:5] == (2026, 11, 20, 1, number)
            assert entry.get("author") == ("Lò Thị Mai" if number % 2 else None)
            assert f"Chú thích {number}" in entry.content[0].value


def check_rows(cache: Path, night: int) -> None:
    """What newsboat keeps."""
    connection = sqlite3.connect(cache)
    try:
        rows = connection.execute("select guid, title, content, pubDate, author from rss_item").fetchall()
    finally:
        connection.close()
    assert len({guid for guid, *_ in rows}) == len(rows) == len(wanted(night))
    titles = sorted(title for _, title, *_ in rows)
    expected = wanted(night)
    if night == 2:
        expected |= {1: "Đã rút", 3: "Đã rút"}
        assert not any("Bí mật 1" in content or "Bí mật 3" in content for _, _, content, _, _ in rows)
    assert titles == sorted(expected.values())
    dates = {title: datetime.fromtimestamp(at, UTC) for _, title, _, at, _ in rows}
    assert dates["Tin số 4"] == datetime(2026, 11, 20, 1, 4, tzinfo=UTC)


def check_entries(entries: list[Any], suffix: str, night: int) -> None:
    """What reader keeps."""
    assert len(entries) == len(wanted(night))
    texts = {entry.title: entry.content[0].value if entry.content else "" for entry in entries}
    if night == 2 and suffix != "atom":  # It knows no tombstones.
        assert [entry.title for entry in entries].count("Đã rút") == 2
        kept = [
            text for entry in entries for text in (entry.title, entry.summary, entry.link, *texts.values())
        ]
        assert not any("Bí mật 1" in (text or "") or "Bí mật 3" in (text or "") for text in kept)
    if night >= 1:
        assert "Tin số 2, bản sửa" in texts
    four = next(entry for entry in entries if entry.title == "Tin số 4")
    assert four.published == datetime(2026, 11, 20, 1, 4, tzinfo=UTC)
    assert not four.authors
