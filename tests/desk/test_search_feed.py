"""Any search is a feed: folded words, all filters, stable bytes; what means nothing is refused."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import feedparser
import pytest
from django.test import Client

from archive.store import remember_sources, save
from feeds.publish import publish_all
from items import Article, Moment, ProvinceRef, Source
from tests.feeds import rules

pytestmark = pytest.mark.django_db

NIGHT = datetime(2026, 11, 20, 19, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def articles() -> None:
    remember_sources(
        [Source("lao-cai", "LĐLĐ tỉnh Lào Cai", "x", "federation", "http://a.example", "unverified", "x")]
    )
    put("1", 1, title="Đại hội Công đoàn Đà Nẵng", province=ProvinceRef("quang-nam", "Quảng Nam", "da-nang"))
    put("2", 2, title="Tết Sum vầy", body_text="Đoàn viên ở Đà Nẵng vui Tết.", topics=("van_ban",))
    put("3", 3, title="Kế hoạch 334/KH-LĐLĐ", kind="document", documents_cited=("334/KH-LĐLĐ",))


def put(key: str, day: int, **fields: Any) -> None:
    article = Article(
        url=f"https://a.example.vn/{key}",
        source="lao-cai",
        published=Moment(date(2026, 11, day), "day", "x", "line"),
        **{"kind": "article", **fields},
    )
    save(article, key=key, run_id=None, at=NIGHT)


def found_titles(client: Client, query: str, suffix: str = "rss") -> list[str]:
    response = client.get(f"/feeds/search.{suffix}?{query}")
    assert response.status_code == 200, response.content
    checked: dict[str, Callable[[bytes], list[str]]] = {
        "rss": rules.rss,
        "atom": rules.atom,
        "json": rules.json_feed,
    }
    assert checked[suffix](response.content) == []
    if suffix == "json":
        return [item["title"] for item in response.json()["items"]]
    return [entry.title for entry in feedparser.parse(response.content).entries]


@pytest.mark.parametrize(
    ("query", "numbers"),
    [
        ("q=da+nang", [2, 1]),
        ("q=ĐÀ+NẴNG+tết", [2]),
        ("q=334/kh-ldld", [3]),
        ("q=khong+co", []),
        ("", [3, 2, 1]),
        ("kind=document", [3]),
        ("province=da-nang", [1]),
        ("province=quang-nam", [1]),
        ("topic=van_ban", [2]),
        ("source=lao-cai&q=tet", [2]),
        ("source=lai-chau", []),
        ("province=Lào+Cai", []),
        ("q=%22đà+nẵng", [2, 1]),
        ("q=nẵng+tỉnh:da-nang", [1]),
        ("q=tet+-vui", []),
        ("number=334/KH-LĐLĐ", [3]),
        ("views=no&q=na*", [2, 1]),
        ("q=Đà+Nẵng&sort=relevance", [1, 2]),
        ("from=2026-11-02", [3, 2]),
        ("from=2026-11-02&to=2026-11-02", [2]),
        ("to=2026-11-01", [1]),
    ],
)
def test_a_search_finds_folded_words_within_all_filters(
    client: Client, query: str, numbers: list[int]
) -> None:
    titles = {1: "Đại hội Công đoàn Đà Nẵng", 2: "Tết Sum vầy", 3: "Kế hoạch 334/KH-LĐLĐ"}
    for suffix in ("rss", "atom", "json"):
        assert found_titles(client, query, suffix) == [titles[number] for number in numbers]


def test_the_feed_names_itself_with_its_question(client: Client) -> None:
    feed = feedparser.parse(client.get("/feeds/search.atom?q=Tết&kind=article").content).feed
    links = {link.rel: link.href for link in feed.links}
    assert links["self"] == "http://testserver/feeds/search.atom?q=T%E1%BA%BFt&kind=article"
    assert feed.title == "“Tết” – Tin Công Đoàn"
    assert feed.subtitle.startswith("Kết quả cho “Tết”; loại: bài viết.")
    narrowed = feedparser.parse(client.get("/feeds/search.atom?province=lao-cai&sort=time").content).feed
    assert narrowed.subtitle.startswith("Kết quả cho tỉnh, thành phố: Lào Cai.")
    everything = feedparser.parse(client.get("/feeds/search.atom").content).feed
    assert everything.subtitle.startswith("Mọi bài, mới nhất trước.")


def test_asking_again_gets_304_until_something_is_found(client: Client) -> None:
    first = client.get("/feeds/search.rss?q=tet")
    headers = {"If-None-Match": first["ETag"]}
    again = client.get("/feeds/search.rss?q=tet", headers=headers)
    assert (again.status_code, again.content) == (304, b"")
    assert again["Cache-Control"] == "public, max-age=300"
    put("4", 4, title="Tết đến")
    assert client.get("/feeds/search.rss?q=tet", headers=headers).status_code == 200


def test_a_browser_is_shown_a_page_of_what_was_found(client: Client) -> None:
    page = client.get("/feeds/search.rss?q=tet", headers={"Accept": "text/html,*/*;q=0.8"}).content.decode()
    assert "Tết Sum vầy" in page
    assert 'href="/feeds/search.atom?q=tet"' in page


@pytest.mark.parametrize(
    "query",
    [
        "kind=listing",
        "views=maybe",
        "sort=best",
        "from=20/11/2026",
        "to=2026-13-01",
        "from=0001-01-01",
        "q=<script>&kind=<script>",
    ],
)
def test_what_means_nothing_is_refused(client: Client, query: str) -> None:
    response = client.get(f"/feeds/search.rss?{query}")
    assert response.status_code == 400
    assert response["Content-Type"].startswith("text/plain")
    assert b"<script" not in response.content


@pytest.mark.parametrize(
    ("query", "vietnamese", "english"),
    [
        (
            "province=lao-kai",
            "Không có tỉnh, thành phố nào tên “lao-kai”. Ý bạn là “Lào Cai” (lao-cai)?",
            "There is no province or city “lao-kai”. Did you mean “Lào Cai” (lao-cai)?",
        ),
        (
            'q=tết+nguồn:"lao+kai"',
            "Không có nguồn nào tên “lao kai”. Ý bạn là “LĐLĐ tỉnh Lào Cai” (lao-cai)?",
            "There is no source “lao kai”. Did you mean “LĐLĐ tỉnh Lào Cai” (lao-cai)?",
        ),
        ("topic=zzz", "Không có chủ đề nào tên “zzz”.", "There is no topic “zzz”."),
    ],
)
def test_what_is_misspelt_is_refused_with_what_may_be_meant(
    client: Client, query: str, vietnamese: str, english: str
) -> None:
    response = client.get(f"/feeds/search.rss?{query}")
    assert (response.status_code, response.content.decode()) == (400, vietnamese)
    client.post("/desk/language/", {"language": "en"})
    assert client.get(f"/feeds/search.rss?{query}").content.decode() == english


def test_hostile_questions_break_nothing(client: Client) -> None:
    for word in ("<script>", "]]>", "%00", "%ED%A0%80", "a" * 5000, "%25", "_", "&amp;"):
        response = client.get(f"/feeds/search.rss?q={word}")
        assert rules.rss(response.content) == []


def test_a_search_shows_what_was_published_and_no_walk_that_is_under_way(client: Client, home: Path) -> None:
    publish_all(home)
    before = found_titles(client, "q=tet")
    for number in range(10, 60):
        put(str(number), 1, title=f"Tết thứ {number}")
    assert found_titles(client, "q=tet") == before
    publish_all(home)
    assert len(found_titles(client, "q=tet")) == len(before) + 50
