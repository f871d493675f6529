"""Feeds as they are asked for: shorter, younger, leads only; archive pages in no file; pages around them."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import feedparser
import pytest
from django.test import Client
from lxml import etree

from archive.models import Article
from archive.states import set_state
from archive.store import remember_sources
from feeds import files
from feeds.formats import FORMATS
from feeds.publish import publish_all
from items import Moment, ProvinceRef, Source
from tests.archive.stories.texts import prose, put
from tests.feeds import rules

pytestmark = pytest.mark.django_db

RULES: dict[str, Callable[[bytes], list[str]]] = {
    "rss": rules.rss,
    "atom": rules.atom,
    "json": rules.json_feed,
}
NIGHT = datetime(2026, 11, 20, 19, 0, tzinfo=UTC)
BROWSER = "text/html,application/xhtml+xml,*/*;q=0.8"


@pytest.fixture(autouse=True)
def articles(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files.os, "fsync", lambda descriptor: None)
    one = Source("nguon-1", "Nguồn 1", "x", "federation", "http://1.example.vn", "unverified", "x")
    remember_sources([replace(one, slug=f"nguon-{n}", name=f"Nguồn {n}") for n in (1, 2)])
    # Months of a source, and a reprint by another in the second and the third.
    for number, (source, month) in enumerate([(1, 6), (1, 6), (1, 9), (2, 9), (1, 11), (2, 11)]):
        put(
            str(number),
            prose(number // 2 * 2 if source == 2 else number),
            source=f"nguon-{source}",
            title=f"Tin {'ABCDEF'[number]}",
            province=ProvinceRef("lao-cai", "Lào Cai", "lao-cai"),
            topics=("van_ban",),
            published=Moment(date(2026, month, 3 + number), "day", "x", "line"),
        )


def titles(client: Client, address: str) -> list[str]:
    answer = client.get(address)
    assert answer.status_code == 200, (address, answer.content)
    suffix = address.partition("?")[0].rpartition(".")[2]
    assert RULES[suffix](answer.content) == []
    if suffix == "json":
        return [item["title"] for item in answer.json()["items"]]
    return [entry.title for entry in feedparser.parse(answer.content).entries]


@pytest.mark.parametrize("suffix", FORMATS)
def test_a_feed_is_as_short_and_as_young_as_it_is_asked_for(client: Client, home: Path, suffix: str) -> None:
    publish_all(home)
    now = datetime.now(UTC)
    for hours in (60, 30, 1):
        row = put(f"h{hours}", prose(100 + hours), source="nguon-1", title=f"Mới {hours}")
        Article.objects.filter(pk=row.pk).update(first_seen_at=now - timedelta(hours=hours))
        publish_all(home)
    whole = titles(client, f"/feeds/all.{suffix}")
    assert whole[:3] == ["Mới 1", "Mới 30", "Mới 60"]
    assert titles(client, f"/feeds/all.{suffix}?limit=2") == whole[:2]
    assert titles(client, f"/feeds/all.{suffix}?limit=999999999") == whole
    assert titles(client, f"/feeds/all.{suffix}?hours=2") == ["Mới 1"]
    assert titles(client, f"/feeds/province/lao-cai.{suffix}?hours=2") == []
    for feed in ("all", "search"):
        assert titles(client, f"/feeds/{feed}.{suffix}?hours=48") == ["Mới 1", "Mới 30"]
        assert titles(client, f"/feeds/{feed}.{suffix}?hours=100&limit=1") == ["Mới 1"]


def test_a_feed_of_leads_holds_no_text_and_leads_to_it(client: Client, home: Path) -> None:
    publish_all(home)
    last = prose(4)[-1][-60:]
    for suffix in FORMATS:
        whole, leads = (
            client.get(f"/feeds/all.{suffix}{query}").content.decode() for query in ("", "?full=0")
        )
        assert last in whole
        assert last not in leads
        assert "Đọc toàn bài tại Nguồn 1" in leads
        assert len(titles(client, f"/feeds/all.{suffix}?full=0")) == len(
            titles(client, f"/feeds/all.{suffix}")
        )
    assert last not in client.get("/feeds/search.rss?q=&full=0").content.decode()
    assert titles(client, "/feeds/search.atom?limit=1") == titles(client, "/feeds/search.atom")[:1]


def test_asking_again_gets_304_and_a_form_of_its_own(client: Client, home: Path) -> None:
    publish_all(home)
    for address in ("/feeds/all.rss?limit=2", "/feeds/province/lao-cai/2026-09.rss"):
        first = client.get(address)
        again = client.get(address, headers={"If-None-Match": first["ETag"]})
        assert (again.status_code, again.content) == (304, b"")
        tags = {
            client.get(address, headers=headers)["ETag"]
            for headers in ({}, {"Accept-Encoding": "gzip"}, {"Accept": BROWSER})
        }
        assert len(tags) == 3
        page = client.get(address, headers={"Accept": BROWSER}).content.decode()
        assert "Đây là kênh RSS 2.0" in page
        assert address.replace(".rss", ".atom").replace("&", "&amp;") in page
    tag = client.get("/feeds/province/lao-cai/2026-09.rss")["ETag"]
    Article.objects.filter(key="2").update(version=7)
    assert client.get("/feeds/province/lao-cai/2026-09.rss")["ETag"] != tag


@pytest.mark.parametrize(
    "address",
    ["all.rss?full=0&limit=3", "all.atom?limit=3&hours=24", "search.rss?limit=3&q=tin&full=0&kind=article"],
)
def test_a_feed_names_itself_as_it_was_asked_for(client: Client, home: Path, address: str) -> None:
    publish_all(home)
    feed = feedparser.parse(client.get(f"/feeds/{address}").content).feed
    assert [each.href for each in feed.links if each.rel == "self"] == [f"http://testserver/feeds/{address}"]


@pytest.mark.parametrize(
    "query", ["limit=0", "limit=x", "hours=-1", "hours=1.5", "full=2", "limit=9999999999"]
)
def test_what_means_nothing_is_refused(client: Client, home: Path, query: str) -> None:
    publish_all(home)
    for name in ("all.rss", "search.rss"):
        answer = client.get(f"/feeds/{name}?{query}")
        assert (answer.status_code, answer["Content-Type"]) == (400, "text/plain; charset=utf-8")


def test_a_feed_of_a_trouble_and_of_what_was_taken_back_can_be_shortened(client: Client, home: Path) -> None:
    publish_all(home)
    set_state([Article.objects.get(key="4").pk], "hidden", by="mai", at=NIGHT + timedelta(days=1))
    publish_all(home)
    for suffix in ("rss", "json"):
        assert titles(client, f"/feeds/all.{suffix}?limit=2")[0] == "Đã rút"
        assert titles(client, f"/feeds/search.{suffix}?limit=2")[0] == "Đã rút"
    assert b"deleted-entry" in client.get("/feeds/all.atom?limit=2").content
    assert titles(client, "/feeds/trouble.rss?limit=2") == []


@pytest.mark.parametrize("stories", ["once", "all"])
def test_archive_pages_in_no_file_are_what_they_would_be_as_files(
    client: Client, home: Path, settings: Any, stories: str
) -> None:
    settings.TCD = replace(settings.TCD, stories=stories, feed_files="all", base_url="https://tin.example.vn")
    publish_all(home, "https://tin.example.vn")
    feeds = home / "feeds"
    as_files = {
        str(path.relative_to(feeds)): path.read_bytes()
        for path in feeds.rglob("2026-*.*")
        if path.parent.parent.name in ("province", "source", "topic")
    }
    assert len(as_files) == (3 + 3 + 3 + 2) * 3
    settings.TCD = replace(settings.TCD, feed_files="current")
    publish_all(home, "https://tin.example.vn")
    assert {path.parent.name for path in feeds.rglob("2026-*.*")} == {"all"}
    for name, data in as_files.items():
        assert client.get(f"/feeds/{name}").content == data, name
    nowhere = (
        "province/lao-cai/2026-10",
        "province/ca-mau/2026-09",
        "source/x/2026-09",
        "topic/van_ban/2026-13",
    )
    for name in (*nowhere, "most-read/2026-09", "topic/van_ban/0000-00"):
        assert client.get(f"/feeds/{name}.rss").status_code == 404, name
    moved = client.get("/feeds/province/yen-bai/2026-09.atom?x=1")
    assert (moved.status_code, moved["Location"]) == (301, "/feeds/province/lao-cai/2026-09.atom?x=1")


@pytest.mark.parametrize(
    ("address", "feed"),
    [("/feed", "rss"), ("/feed/", "rss"), ("/rss.xml", "rss"), ("/rss", "rss"), ("/atom.xml", "atom"),
     ("/feed.xml", "rss"), ("/index.xml", "rss"), ("/feed.json", "json")],
)  # fmt: skip
def test_where_readers_look_they_find_the_main_feed(client: Client, address: str, feed: str) -> None:
    answer = client.get(address)
    assert (answer.status_code, answer["Location"]) == (301, f"/feeds/all.{feed}")


@pytest.mark.parametrize("name", ["all.rss", "search.json", "source/nguon-1/2026-09.atom", "index.opml"])
def test_scripts_of_other_sites_may_ask_on_condition(client: Client, name: str) -> None:
    origin = {"Origin": "https://khac.example.vn", "Access-Control-Request-Headers": "if-none-match"}
    answer = client.options(f"/feeds/{name}", headers={**origin, "Access-Control-Request-Method": "GET"})
    assert (answer.status_code, answer.content) == (204, b"")
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert "If-None-Match" in answer["Access-Control-Allow-Headers"]
    assert answer["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"
    assert client.put(f"/feeds/{name}").status_code == 405


@pytest.mark.parametrize(
    ("page", "feed"),
    [
        ("/", "/feeds/all.rss"),
        ("/?province=lao-cai", "/feeds/province/lao-cai.rss"),
        ("/?topic=van_ban", "/feeds/topic/van_ban.rss"),
        ("/?source=nguon-1", "/feeds/source/nguon-1.rss"),
        ("/?kind=document", "/feeds/documents.rss"),
        ("/?source=nguon-1&topic=van_ban", "/feeds/search.rss?source=nguon-1&topic=van_ban"),
        ("/feeds/topic/van_ban.rss", "/feeds/topic/van_ban.rss"),
    ],
)
def test_a_page_offers_its_own_feed_first(client: Client, home: Path, page: str, feed: str) -> None:
    publish_all(home)
    tree = etree.HTML(client.get(page, headers={"Accept": BROWSER}).content)
    assert tree.xpath("//link[@rel='alternate'][@type='application/rss+xml']/@href")[0] == feed


def test_the_page_of_a_feed_lists_the_same_articles(client: Client, home: Path) -> None:
    publish_all(home)
    for name in ("province/lao-cai", "topic/van_ban", "source/nguon-2", "documents", "most-read"):
        feed = feedparser.parse(client.get(f"/feeds/{name}.rss").content)
        page = client.get(feed.feed.link.removeprefix("http://testserver"), headers={"Accept": BROWSER})
        assert page.status_code == 200
        for entry in feed.entries:
            assert entry.title in page.content.decode(), name


def test_lists_of_feeds_by_group_stand_beside_the_whole(client: Client, home: Path) -> None:
    publish_all(home)
    whole = etree.fromstring(client.get("/feeds/index.opml").content)
    parts = [
        etree.fromstring(client.get(f"/feeds/{group}.opml").content)
        for group in ("main", "province", "topic", "source")
    ]
    assert sorted(whole.xpath("//@xmlUrl")) == sorted(
        address for part in parts for address in part.xpath("//@xmlUrl")
    )
    lao_cai = parts[1].xpath("//outline[@text='Lào Cai']")[0]
    assert lao_cai.get("htmlUrl") == "http://testserver/?province=lao-cai"
    assert client.get("/feeds/icon.png")["Content-Type"] == "image/png"
    assert 'href="/feeds/province.opml"' in client.get("/feeds/").content.decode()
