"""Optional sitemaps, RSS and API, in the format of each platform."""

import json
import xml.etree.ElementTree as Tree
from datetime import UTC, datetime

from replica import SITES, Request, make_site
from replica.site import ReplicaSite

MAP = {
    "s": "http://www.sitemaps.org/schemas/sitemap/0.9",
    "n": "http://www.google.com/schemas/sitemap-news/0.9",
}
HOST = "127.0.0.4:8000"


def get(site: ReplicaSite, address: str) -> tuple[str, str]:
    answer = site.respond(Request("GET", address, {"host": HOST}))
    assert answer.status == 200, address
    return answer.headers["Content-Type"], answer.body.decode()


def locations(markup: str) -> list[str]:
    return [location.text or "" for location in Tree.fromstring(markup).findall(".//s:loc", MAP)]


def test_there_are_no_feeds_by_default() -> None:
    for slug in SITES:
        site = make_site(slug)
        for address in ("/sitemap.xml", "/news/rss/", "/wp-json/wp/v2/posts"):
            assert site.respond(Request("GET", address)).status == 404
    assert make_site("son-la", feeds=True).addresses() == make_site("son-la").addresses()


def test_the_sitemap_index_is_in_robots_and_covers_every_article() -> None:
    site = make_site("ha-noi", feeds=True)
    assert f"Sitemap: http://{HOST}/sitemap.xml\n" in get(site, "/robots.txt")[1]
    media_type, index = get(site, "/sitemap.xml")
    assert media_type == "application/xml; charset=utf-8"
    every, news = (get(site, url.removeprefix(f"http://{HOST}"))[1] for url in locations(index))
    assert locations(every) == [f"http://{HOST}{article.path}" for article in site.articles]
    assert locations(news) == locations(every)[:10]
    first = Tree.fromstring(news).find(".//n:publication_date", MAP)
    assert first is not None
    assert first.text == site.articles[0].posted_at.isoformat()


def test_lastmod_stays_the_time_of_publication() -> None:
    site = make_site("ha-noi", feeds=True)
    before = get(site, "/sitemap-bai-viet.xml")[1]
    site.edit(site.articles[3].path, paragraphs=("Bản sửa.",))
    assert get(site, "/sitemap-bai-viet.xml")[1] == before


def test_rss_has_the_month_for_minutes_and_pages_link_to_it() -> None:
    site = make_site("lai-chau", feeds=True)
    media_type, rss = get(site, "/news/rss/")
    assert media_type.startswith("application/rss+xml")
    items = Tree.fromstring(rss).findall(".//item")
    assert len(items) == len(site.articles) == 30
    for item, article in zip(items, site.articles, strict=True):
        when = datetime.strptime(item.findtext("pubDate") or "", "%a, %d %b %Y %H:%M:%S GMT").replace(
            tzinfo=UTC
        )
        posted = article.posted_at.astimezone(UTC)
        assert (when.date(), when.hour, when.minute) == (
            posted.date(),
            posted.hour,
            posted.month,
        )
        assert item.findtext("link") == f"http://{HOST}{article.path}"
    home = get(site, "/")[1]
    for section in site.sections:
        assert f'href="/news/rss/{section.slug}/"' in home
        named = Tree.fromstring(get(site, f"/news/rss/{section.slug}/")[1]).findall(".//item")
        assert len(named) == len(site.in_section(section))


def test_the_api_lists_every_post_once() -> None:
    site = make_site("quang-nam", feeds=True)
    first = site.respond(Request("GET", "/wp-json/wp/v2/posts?per_page=100", {"host": HOST}))
    assert first.headers["X-WP-Total"] == str(len(site.articles))
    posts = []
    for page in range(1, int(first.headers["X-WP-TotalPages"]) + 1):
        posts += json.loads(get(site, f"/wp-json/wp/v2/posts?page={page}")[1])
    assert [post["link"] for post in posts] == [f"http://{HOST}{article.path}" for article in site.articles]
    assert len({post["id"] for post in posts}) == len(posts)
    local = datetime.fromisoformat(posts[0]["date"] + "+07:00")
    assert local == datetime.fromisoformat(posts[0]["date_gmt"] + "+00:00") == site.articles[0].posted_at


def test_a_withdrawn_article_leaves_the_feeds() -> None:
    for slug, address in (("ha-noi", "/sitemap-news.xml"), ("lai-chau", "/news/rss/")):
        site = make_site(slug, feeds=True)
        gone = site.withdraw(site.articles[0].path)
        assert gone.path not in get(site, address)[1]
