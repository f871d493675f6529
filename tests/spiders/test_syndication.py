"""Feeds, sitemaps, the WordPress API: which articles they name, and which dates may be believed."""

import json
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from items import Source
from spiders.syndication import read_syndication

AT = datetime(2026, 11, 21, 2, tzinfo=UTC)
HOME = "https://a.example"
SOURCE = Source("a", "A", "A", "federation", HOME, "verified", "a test")
NUKEVIET = Source("a", "A", "A", "federation", HOME, "verified", "a test", platform="nukeviet")
SLUG = "cong-doan-co-so-trao-qua-cho-doan-vien"


def dates(body: str, source: Source = SOURCE) -> dict[str, tuple[str, str, str] | None]:
    found = read_syndication(body.encode(), f"{HOME}/x", source, at=AT)
    assert found is not None
    return {
        link.address.removeprefix(HOME): (date.value, date.precision, date.origin) if date else None
        for link in found.links
        for date in (link.evidence or (None,))
    }


def rss(*items: tuple[str, str], generator: str = "") -> str:
    inside = "".join(
        f"<item><title>Tin {n}</title><link>{link}</link><pubDate>{date}</pubDate></item>"
        for n, (link, date) in enumerate(items)
    )
    head = f"<?xml version='1.0'?><rss version='2.0'><channel><generator>{generator}</generator>"
    return f"{head}{inside}</channel></rss>"


def test_a_feed_names_its_articles_with_their_moments_in_viet_nam() -> None:
    told = dates(rss((f"{HOME}/tin/{SLUG}-1.html", "Thu, 19 Nov 2026 20:15:00 GMT")))
    assert told == {f"/tin/{SLUG}-1.html": ("2026-11-20T03:15:00+07:00", "minute", "rss")}


def test_of_nukeviets_feeds_only_the_hour_is_believed() -> None:
    item = (f"{HOME}/tin/{SLUG}-1.html", "Thu, 19 Nov 2026 20:11:00 GMT")
    for told in (dates(rss(item), NUKEVIET), dates(rss(item, generator="NukeViet v4.5"))):
        assert told == {f"/tin/{SLUG}-1.html": ("2026-11-20T03:00:00+07:00", "hour", "rss")}


def test_minutes_that_are_always_the_month_are_not_believed_anywhere() -> None:
    items = [(f"{HOME}/tin/{SLUG}-{n}.html", f"Thu, {n} Oct 2026 0{n}:10:00 +0700") for n in range(1, 5)]
    assert {told[1] for told in dates(rss(*items)).values() if told} == {"hour"}


def test_an_atom_feed_is_read_by_its_alternate_links() -> None:
    body = (
        '<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>Tin</title><link rel="self" href="/f"/>'
        f'<link href="{HOME}/bai/1"/><published>2026-11-20T00:00:00+07:00</published></entry></feed>'
    )
    assert dates(body) == {"/bai/1": ("2026-11-20", "day", "rss")}


def test_a_sitemaps_lastmod_is_a_publication_on_nukeviet_only() -> None:
    page = f"<url><loc>{HOME}/tin/{SLUG}-90.html</loc><lastmod>2026-11-20T03:15:00+07:00</lastmod></url>"
    body = f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{page}</urlset>'
    told = ("2026-11-20T03:15:00+07:00", "minute", "sitemap")
    assert dates(body, NUKEVIET) == {f"/tin/{SLUG}-90.html": told}
    assert dates(body) == {f"/tin/{SLUG}-90.html": None}


def test_a_news_sitemap_tells_publications_and_a_sitemap_is_read_for_articles_only() -> None:
    news = (
        f"<url><loc>{HOME}/n/1</loc><n:news><n:publication_date>2026-11-19</n:publication_date>"
        "<n:title>Tin</n:title></n:news></url>"
    )
    others = "".join(
        f"<url><loc>{HOME}{path}</loc></url>" for path in ("/", "/gioi-thieu", "/tin-tuc/", "/lien-he")
    )
    body = (
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
        f'xmlns:n="http://www.google.com/schemas/sitemap-news/0.9">{others}{news}</urlset>'
    )
    assert dates(body) == {"/n/1": ("2026-11-19", "day", "sitemap")}


def test_an_index_leads_to_its_sitemaps_of_news_on_the_own_host() -> None:
    locs = (f"{HOME}/sitemap-vi.about.xml", f"{HOME}/sitemap-vi.news.xml", "https://b.example/news.xml")
    body = (
        "<sitemapindex>" + "".join(f"<sitemap><loc>{loc}</loc></sitemap>" for loc in locs) + "</sitemapindex>"
    )
    found = read_syndication(body.encode(), f"{HOME}/sitemap.xml", SOURCE, at=AT)
    assert found is not None
    assert found.maps == (f"{HOME}/sitemap-vi.news.xml",)


def test_wordpress_tells_moments_in_utc() -> None:
    posts = [{"link": f"{HOME}/a-b/", "date_gmt": "2026-11-19T20:15:07", "title": {"rendered": "Tin"}}, {}, 3]
    assert dates(json.dumps(posts)) == {"/a-b/": ("2026-11-20T03:15:07+07:00", "second", "api")}


@pytest.mark.parametrize(
    "date", ["Thu, 19 Nov 2027 20:15:00 GMT", "Sat, 01 Jan 1980 00:00:00 GMT", "hôm qua", ""]
)
def test_impossible_moments_are_left_out_and_their_articles_kept(date: str) -> None:
    assert dates(rss((f"{HOME}/tin/{SLUG}-1.html", date))) == {f"/tin/{SLUG}-1.html": None}


def test_other_hosts_files_and_the_same_article_twice_are_left_out() -> None:
    links = (f"{HOME}/tin/{SLUG}-1.html", f"{HOME}/tin/{SLUG}-1.html?utm_source=rss", "https://b.example/x-1.html",
             f"{HOME}/a.pdf", "javascript:alert(1)")  # fmt: skip
    assert list(dates(rss(*((link, "") for link in links)))) == [f"/tin/{SLUG}-1.html"]


def test_entities_of_a_hostile_feed_are_not_resolved() -> None:
    bomb = '<!DOCTYPE r [<!ENTITY a "x"><!ENTITY f SYSTEM "file:///etc/passwd">]>'
    body = f"<?xml version='1.0'?>{bomb}<rss><channel><item><link>{HOME}/&f;1</link></item></channel></rss>"
    found = read_syndication(body.encode(), HOME, SOURCE, at=AT)
    assert found is None or all("root:" not in link.address for link in found.links)


@pytest.mark.parametrize(
    "body", [b"", b"<html><body>x</body></html>", b"<!DOCTYPE html><p>", b"{}", b"abc", b"<a>"]
)
def test_what_is_no_feed_is_none(body: bytes) -> None:
    assert read_syndication(body, HOME, SOURCE, at=AT) is None


@given(
    st.binary(max_size=300), st.sampled_from([b"", b"<rss>", b"<urlset>", b"[", b"<feed><entry>", b"<?xml?>"])
)
def test_nothing_raises(body: bytes, start: bytes) -> None:
    read_syndication(start + body, HOME, SOURCE, at=AT)
