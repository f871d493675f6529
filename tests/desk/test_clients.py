"""Readers that people use, against the running server: they subscribe to the list of feeds, see the entries
with authors and enclosures, and hear at their second poll that nothing changed.
"""

import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import feedparser_sgmllib
import pytest
from lxml import etree

# reader brings a feedparser of its own that asks for the module by the name it had in Python 2.
sys.modules.setdefault("sgmllib", feedparser_sgmllib)
from reader import make_reader  # noqa: E402

from tests.desk.served import Site, served  # noqa: E402

FILL = """
    import sys
    from datetime import UTC, date, datetime
    from pathlib import Path
    from archive.ready import ready
    ready()
    from archive.store import remember_sources, save
    from feeds.publish import publish_all
    from items import Article, Attachment, Author, Image, Moment, ProvinceRef, Source
    remember_sources([Source("lao-cai", "LĐLĐ tỉnh Lào Cai", "LĐLĐ tỉnh Lào Cai", "federation",
                             "http://lao-cai.example.vn", "unverified", "made up", province="lao-cai")])
    endings = ("mp3", "pdf")
    for number in range(1, 6):
        save(Article(
            url=f"https://lao-cai.example.vn/tin/{number}.html", source="lao-cai", kind="article",
            title=f"Tin số {number}: Tết Sum vầy & “đoàn kết”", summary="Lời dẫn.",
            body_text="Đoạn một.", body_html="<p>Đoạn một.</p>",
            published=Moment(date(2026, 11, number), "day", "x", "line"),
            authors=(Author("Lò Thị Mai", "writer"),), topics=("van_ban",),
            province=ProvinceRef("lao-cai", "Lào Cai", "lao-cai"),
            attachments=(Attachment(f"https://lao-cai.example.vn/{number}.{endings[number > 1]}", "Tệp"),),
            images=(Image("https://lao-cai.example.vn/a.jpg"),),
        ), key=str(number), run_id=None, at=datetime(2026, 11, 20, 19, number, tzinfo=UTC))
    publish_all(Path(sys.argv[1]), sys.argv[2])
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    with served(tmp_path_factory.mktemp("home")) as site:
        site.run(FILL)
        yield site


def test_newsboat_subscribes_by_opml_and_is_told_that_nothing_is_new(site: Site, tmp_path: Path) -> None:
    urls, cache, config = tmp_path / "urls", tmp_path / "cache.db", tmp_path / "config"
    config.touch()
    urls.touch()

    def newsboat(*arguments: object) -> None:
        subprocess.run(
            ["newsboat", "-u", urls, "-c", cache, "-C", config, *arguments],
            env={**os.environ, "HOME": str(tmp_path), "LC_ALL": "C.UTF-8"},
            check=True,
            capture_output=True,
            timeout=120,
        )

    newsboat("-i", site.home / "feeds/index.opml")
    subscribed = [line for line in urls.read_text(encoding="utf-8").splitlines() if line.startswith("http")]
    assert len(subscribed) == 3 + 34 + 12 + 1
    site.poll()
    newsboat("-x", "reload")
    assert site.poll() == {200: len(subscribed)}
    # newsboat makes a feed's row after the first poll, so it first remembers what the second one said.
    newsboat("-x", "reload")
    site.poll()
    newsboat("-x", "reload")
    assert site.poll() == {304: len(subscribed)}
    connection = sqlite3.connect(cache)
    try:
        # It keeps an entry once, by its guid, in whichever of its feeds came last.
        query = "select title, author, url, enclosure_url, enclosure_type, content, pubDate from rss_item"
        rows = connection.execute(query).fetchall()
        titles = dict(connection.execute("select rssurl, title from rss_feed"))
    finally:
        connection.close()
    assert titles[f"{site.base}/feeds/province/lao-cai.rss"] == "Lào Cai – Tin Công Đoàn"
    assert len(rows) == 5
    title, author, url, enclosure, media_type, content, published = min(rows)
    assert (title, author) == ("Tin số 1: Tết Sum vầy & “đoàn kết”", "Lò Thị Mai")
    assert url == "https://lao-cai.example.vn/tin/1.html"
    # It keeps what can be played; documents stand as links in the content.
    assert (enclosure, media_type) == ("https://lao-cai.example.vn/1.mp3", "audio/mpeg")
    assert "<p>Đoạn một.</p>" in content
    assert published == 1793466000  # 2026-11-01 00:00 in Việt Nam.


def test_reader_subscribes_by_opml_and_its_second_poll_finds_nothing_new(site: Site, tmp_path: Path) -> None:
    listed = etree.fromstring((site.home / "feeds/index.opml").read_bytes()).xpath("//@xmlUrl")
    with make_reader(str(tmp_path / "reader.db")) as reader:
        for address in [*map(str, listed), f"{site.base}/feeds/all.atom", f"{site.base}/feeds/all.json"]:
            reader.add_feed(address)
        site.poll()
        reader.update_feeds()
        assert [feed.url for feed in reader.get_feeds() if feed.last_exception] == []
        assert site.poll() == {200: len(listed) + 2}
        reader.update_feeds(scheduled=False)
        assert site.poll() == {304: len(listed) + 2}
        for suffix in ("rss", "atom", "json"):
            entries = sorted(reader.get_entries(feed=f"{site.base}/feeds/all.{suffix}"), key=lambda e: e.link)
            assert entries[0].title == "Tin số 1: Tết Sum vầy & “đoàn kết”"
            assert {entry.authors_str for entry in entries} == {"Lò Thị Mai"}
            assert "https://lao-cai.example.vn/2.pdf" in [
                enclosure.href for enclosure in entries[1].enclosures
            ]
            assert "<p>Đoạn một.</p>" in entries[0].content[0].value
            assert len(entries) == 5
