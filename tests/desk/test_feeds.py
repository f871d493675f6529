"""A client gets the form that it wants, and is told that nothing changed until something does."""

import gzip
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import brotli
import pytest
from django.test import Client

from feeds.files import replace_if_changed

BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8"
ITEM = {
    "id": "urn:uuid:1",
    "url": "https://a.example.vn/1",
    "title": "Tết <Sum> vầy",
    "content_html": "<p>x</p>",
    "summary": "Lời dẫn <b>",
    "date_published": "2026-11-19T08:30:00+07:00",
    "authors": [{"name": "Lò Thị Mai"}],
    "_tincongdoan": {"source": {"name": "LĐLĐ tỉnh Lào Cai"}},
}
JSON = {
    "title": "Tin Công Đoàn",
    "description": "Tin các tỉnh.",
    "home_page_url": "https://tin.example.vn/",
    "next_url": "https://tin.example.vn/feeds/all/2026-11.json",
    "items": [ITEM, {**ITEM, "date_published": None, "url": "javascript:alert(1)"}],
}


@pytest.fixture
def feed(home: Path) -> Path:
    path = home / "feeds/all.rss"
    replace_if_changed(path, b"<rss>" + b"x" * 1000 + b"</rss>")
    replace_if_changed(path.with_suffix(".json"), json.dumps(JSON).encode())
    return path


@pytest.mark.parametrize(
    ("name", "media_type"),
    [
        ("all.rss", "application/rss+xml"),
        ("documents.atom", "application/atom+xml"),
        ("most-read.json", "application/feed+json"),
        ("source/lao-cai.rss", "application/rss+xml"),
        ("province/lao-cai/2026-11.atom", "application/atom+xml"),
        ("topic/nu_cong_binh_dang_gioi.json", "application/feed+json"),
        ("trouble.rss", "application/rss+xml"),
        ("coverage.json", "application/json"),
        ("index.opml", "text/x-opml"),
    ],
)
def test_each_feed_is_served_as_it_was_published_by_its_media_type(
    client: Client, home: Path, name: str, media_type: str
) -> None:
    replace_if_changed(home / "feeds" / name, b"<x/>")
    response = client.get(f"/feeds/{name}")
    assert (response.status_code, response.content) == (200, b"<x/>")
    assert response["Content-Type"] == f"{media_type}; charset=utf-8"
    assert response["Cache-Control"] == "public, max-age=300"
    assert response["Access-Control-Allow-Origin"] == "*"
    assert {"Accept", "Accept-Encoding"} <= set(response["Vary"].split(", "))


@pytest.mark.parametrize(
    ("asked", "given"), [("gzip", "gzip"), ("gzip, br", "br"), ("br;q=0, gzip", "gzip"), ("", None)]
)
def test_a_feed_comes_compressed_as_the_client_takes_it(
    client: Client, feed: Path, asked: str, given: str | None
) -> None:
    decode = {"gzip": gzip.decompress, "br": brotli.decompress, None: bytes}[given]
    for _ in range(2):  # From memory the second time.
        response = client.get("/feeds/all.rss", headers={"Accept-Encoding": asked})
        assert response.headers.get("Content-Encoding") == given
        assert decode(response.content) == feed.read_bytes()


@pytest.mark.parametrize("accept", ["*/*", BROWSER])
@pytest.mark.parametrize("encoding", ["identity", "gzip", "br"])
def test_asking_again_gets_304_by_tag_and_by_time(
    client: Client, feed: Path, encoding: str, accept: str
) -> None:
    headers = {"Accept-Encoding": encoding, "Accept": accept}
    first = client.get("/feeds/all.rss", headers=headers)
    by_tag = client.get("/feeds/all.rss", headers={"If-None-Match": first["ETag"], **headers})
    by_time = client.get("/feeds/all.rss", headers={"If-Modified-Since": first["Last-Modified"], **headers})
    for again in (by_tag, by_time):
        assert (again.status_code, again.content) == (304, b"")
        assert again["Cache-Control"] == "public, max-age=300"
        assert "Accept" in again["Vary"].split(", ")


def test_each_form_has_a_tag_of_its_own(client: Client, feed: Path) -> None:
    forms = [
        {"Accept-Encoding": ""},
        {"Accept-Encoding": "gzip"},
        {"Accept-Encoding": "br"},
        {"Accept": BROWSER},
        {"Accept": BROWSER, "Accept-Language": "en"},
    ]
    assert len({client.get("/feeds/all.rss", headers=headers)["ETag"] for headers in forms}) == len(forms)


def test_a_replaced_feed_is_new_even_within_the_second(client: Client, feed: Path) -> None:
    for encoding in ("", "gzip"):
        first = client.get("/feeds/all.rss", headers={"Accept-Encoding": encoding})
        replace_if_changed(feed, b"<rss>" + encoding.encode() + b"y" * 1000 + b"</rss>")
        headers = {"If-None-Match": first["ETag"], "Accept-Encoding": encoding}
        again = client.get("/feeds/all.rss", headers=headers)
        assert again.status_code == 200
        body = gzip.decompress(again.content) if encoding else again.content
        assert body == feed.read_bytes()


def test_a_head_request_tells_the_same_without_the_feed(client: Client, feed: Path) -> None:
    head, whole = client.head("/feeds/all.rss"), client.get("/feeds/all.rss")
    assert (head.status_code, head.content) == (200, b"")
    for name in ("ETag", "Last-Modified", "Content-Type", "Cache-Control", "Vary"):
        assert head[name] == whole[name]
    assert client.post("/feeds/all.rss").status_code == 405


def test_a_browser_is_shown_what_the_feed_is_and_what_stands_in_it(client: Client, feed: Path) -> None:
    response = client.get("/feeds/all.rss", headers={"Accept": BROWSER})
    page = response.content.decode()
    assert response["Content-Type"] == "text/html; charset=utf-8"
    assert "Đây là kênh RSS 2.0, dành cho ứng dụng đọc RSS." in page
    assert "<code>http://testserver/feeds/all.rss</code>" in page
    assert 'type="application/atom+xml" title="Tin Công Đoàn (Atom 1.0)" href="/feeds/all.atom"' in page
    assert '<a href="https://a.example.vn/1" rel="noopener noreferrer">Tết &lt;Sum&gt; vầy</a>' in page
    assert '<time datetime="2026-11-19">19/11/2026</time>' in page
    assert "Lời dẫn &lt;b&gt;" in page
    assert "Lò Thị Mai" in page
    assert "Không rõ ngày đăng" in page
    assert "javascript:" not in page
    assert '<a rel="next" href="/feeds/all/2026-11.rss">' in page


@pytest.mark.parametrize(
    "accept",
    ["", "*/*", "application/rss+xml", "application/rss+xml, text/html", "text/html, */*", "text/xml"],
)
def test_a_reader_gets_the_feed_itself(client: Client, feed: Path, accept: str) -> None:
    assert client.get("/feeds/all.rss", headers={"Accept": accept}).content == feed.read_bytes()


@pytest.mark.parametrize("suffix", ["rss", "atom", "json"])
def test_a_vanished_province_is_moved_for_good(client: Client, home: Path, suffix: str) -> None:
    replace_if_changed(home / f"feeds/province/ha-giang.{suffix}", b"<x/>")
    response = client.get(f"/feeds/province/ha-giang.{suffix}")
    assert (response.status_code, response["Location"]) == (301, f"/feeds/province/tuyen-quang.{suffix}")


@pytest.mark.parametrize("name", ["index.opml", "all.rss", "all.atom", "all.json"])
def test_addresses_lead_to_this_server_unless_another_is_told(client: Client, home: Path, name: str) -> None:
    replace_if_changed(home / "feeds" / name, b"http://127.0.0.1:8000/feeds/all.rss")
    answer = client.get(f"/feeds/{name}", headers={"Host": "localhost:8123"})
    assert answer.content == b"http://localhost:8123/feeds/all.rss"
    assert answer["ETag"] != client.get(f"/feeds/{name}")["ETag"]


def test_a_told_address_stays(client: Client, feed: Path, settings: Any) -> None:
    replace_if_changed(feed, b"http://127.0.0.1:8000/feeds/all.rss")
    settings.TCD = replace(settings.TCD, base_url="https://tin.example.vn")
    assert client.get("/feeds/all.rss").content == b"http://127.0.0.1:8000/feeds/all.rss"


def test_hub_and_feed_are_named_in_the_answer(client: Client, feed: Path, settings: Any) -> None:
    settings.TCD = replace(
        settings.TCD, base_url="https://tin.example.vn", websub_hub="https://hub.example.vn/"
    )
    assert client.get("/feeds/all.rss")["Link"] == (
        '<https://hub.example.vn/>; rel="hub", <https://tin.example.vn/feeds/all.rss>; rel="self"'
    )


@pytest.mark.django_db
def test_all_feeds_are_listed_for_people(client: Client) -> None:
    page = client.get("/feeds/").content.decode()
    for address in (
        "all.rss",
        "documents.atom",
        "most-read.json",
        "province/lao-cai.rss",
        "trouble.rss",
        "index.opml",
    ):
        assert f'href="/feeds/{address}"' in page
    assert page.count('href="/feeds/province/') == 34 * 3
    assert "Các tỉnh, thành phố" in page
    assert "Provinces and cities" in client.get("/feeds/", headers={"Accept-Language": "en"}).content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize(
    "name",
    [
        "none.rss",
        "all.xml",
        "../secret-key",
        "source/../all.rss",
        "..%2fall.rss",
        "source/.rss",
        ".published.json",
        "all.rss%00",
        "all.rss/",
        "all/2026-1.rss",
        "province/lao-cai/2026-11",
    ],
)
def test_nothing_else_is_served(client: Client, feed: Path, name: str) -> None:
    (feed.parents[1] / "secret-key").write_text("x")
    (feed.parent / ".published.json").write_text("x")
    assert client.get(f"/feeds/{name}").status_code == 404


@pytest.mark.django_db
def test_a_misspelt_feed_leads_to_the_one_that_may_be_meant(client: Client, feed: Path) -> None:
    answer = client.get("/feeds/province/lao-kai.atom")
    assert answer.status_code == 404
    page = answer.content.decode()
    assert "Không có tỉnh, thành phố nào tên “lao-kai”." in page
    assert 'Ý bạn là <a href="/feeds/province/lao-cai.atom" lang="vi">Lào Cai</a>?' in page
    assert 'href="/feeds/province/ha-noi.rss"' in client.get("/feeds/province/Hà Nội.rss").content.decode()
    client.post("/desk/language/", {"language": "en"})
    assert "There is no topic “vanban”. Did you mean" in (
        client.get("/feeds/topic/vanban.rss").content.decode().replace("</p>", "")
    )


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["province/lao-cai.rss", "source/lao-cai.rss", "topic/van_ban.json"])
def test_a_known_feed_that_is_not_published_yet_is_no_slip(client: Client, feed: Path, name: str) -> None:
    answer = client.get(f"/feeds/{name}")
    assert answer.status_code == 404
    assert "Không tìm thấy trang" in answer.content.decode()
    assert "Ý bạn là" not in answer.content.decode()
