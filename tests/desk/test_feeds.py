"""A reader who asks again is told that nothing changed, until something does."""

from pathlib import Path

import pytest
from django.test import Client

from feeds.files import replace_if_changed


@pytest.fixture
def feed(home: Path) -> Path:
    path = home / "feeds/all.rss"
    replace_if_changed(path, b"<rss>" + b"x" * 1000 + b"</rss>")
    return path


def test_a_feed_is_served_as_it_was_published(client: Client, feed: Path) -> None:
    response = client.get("/feeds/all.rss")
    assert response.status_code == 200
    assert response.content == feed.read_bytes()
    assert response["Content-Type"] == "application/rss+xml; charset=utf-8"
    assert response["Cache-Control"] == "public, max-age=300"


@pytest.mark.parametrize("encoding", ["identity", "gzip"])
def test_asking_again_gets_304_by_tag_and_by_time(client: Client, feed: Path, encoding: str) -> None:
    first = client.get("/feeds/all.rss", headers={"Accept-Encoding": encoding})
    by_tag = client.get(
        "/feeds/all.rss", headers={"If-None-Match": first["ETag"], "Accept-Encoding": encoding}
    )
    by_time = client.get("/feeds/all.rss", headers={"If-Modified-Since": first["Last-Modified"]})
    assert [(again.status_code, again.content) for again in (by_tag, by_time)] == [(304, b""), (304, b"")]


def test_a_replaced_feed_is_new_even_within_the_second(client: Client, feed: Path) -> None:
    first = client.get("/feeds/all.rss")
    replace_if_changed(feed, b"<rss>" + b"y" * 1000 + b"</rss>")
    again = client.get("/feeds/all.rss", headers={"If-None-Match": first["ETag"]})
    assert again.status_code == 200
    assert b"y" in again.content


def test_a_head_request_tells_the_same_without_the_feed(client: Client, feed: Path) -> None:
    head, whole = client.head("/feeds/all.rss"), client.get("/feeds/all.rss")
    assert (head.status_code, head.content) == (200, b"")
    assert (head["ETag"], head["Last-Modified"]) == (whole["ETag"], whole["Last-Modified"])


@pytest.mark.parametrize("name", ["source/lao-cai.rss", "province/lao-cai.rss"])
def test_feeds_of_sources_and_provinces_have_their_addresses(client: Client, home: Path, name: str) -> None:
    replace_if_changed(home / "feeds" / name, b"<rss/>")
    assert client.get(f"/feeds/{name}").content == b"<rss/>"


@pytest.mark.django_db
@pytest.mark.parametrize(
    "name",
    [
        "none.rss",
        "../secret-key",
        "source/../all.rss",
        "..%2fall.rss",
        "source/.rss",
        "all.rss%00",
        "all.rss/",
    ],
)
def test_nothing_else_is_served(client: Client, feed: Path, name: str) -> None:
    (feed.parents[1] / "secret-key").write_text("x")
    assert client.get(f"/feeds/{name}").status_code == 404
