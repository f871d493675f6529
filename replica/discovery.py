"""What sites offer beside their pages: sitemaps, RSS, WordPress's API. Addresses begin with ``BASE``."""

import json
from collections.abc import Sequence
from datetime import UTC
from html import escape

from replica.entry import Entry
from replica.html import BASE

XML = "application/xml; charset=utf-8"
RSS = "application/rss+xml; charset=utf-8"
JSON = "application/json; charset=UTF-8"
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_SITEMAP = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
_NEWS = 'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"'


def sitemap_index(addresses: Sequence[str]) -> str:
    """A sitemap of sitemaps, without dates."""
    rows = "".join(f"<sitemap><loc>{_full(address)}</loc></sitemap>" for address in addresses)
    return f"{_HEAD}<sitemapindex {_SITEMAP}>{rows}</sitemapindex>\n"


def sitemap(entries: Sequence[Entry]) -> str:
    """``lastmod`` is the time of publication and stays so when an article is edited."""
    rows = "".join(
        f"<url><loc>{_full(entry.path)}</loc><lastmod>{entry.posted_at.isoformat()}</lastmod></url>\n"
        for entry in entries
    )
    return f"{_HEAD}<urlset {_SITEMAP}>\n{rows}</urlset>\n"


def news_sitemap(name: str, entries: Sequence[Entry]) -> str:
    """A sitemap after Google News: title and time of publication (+07:00) of each article."""
    rows = "".join(
        f"<url><loc>{_full(entry.path)}</loc><news:news><news:publication><news:name>{escape(name)}</news:name>"
        "<news:language>vi</news:language></news:publication>"
        f"<news:publication_date>{entry.posted_at.isoformat()}</news:publication_date>"
        f"<news:title>{escape(entry.title)}</news:title></news:news></url>\n"
        for entry in entries
    )
    return f"{_HEAD}<urlset {_SITEMAP} {_NEWS}>\n{rows}</urlset>\n"


def nukeviet_rss(name: str, entries: Sequence[Entry]) -> str:
    """RSS as NukeViet writes it: ``pubDate`` in GMT has the *month* where the minutes belong."""
    rows = "".join(
        f"<item><title>{escape(entry.title)}</title><link>{_full(entry.path)}</link>"
        f'<guid isPermaLink="false">news_{entry.number}</guid>'
        f"<description>{escape(entry.lead)}</description><pubDate>{_month_for_minutes(entry)}</pubDate></item>\n"
        for entry in entries
    )
    return (
        f'{_HEAD}<rss version="2.0"><channel><title>{escape(name)}</title><link>{BASE}/</link>\n'
        f"<description>{escape(name)}</description><language>vi</language>\n{rows}</channel></rss>\n"
    )


def wordpress_posts(entries: Sequence[Entry]) -> str:
    """``/wp-json/wp/v2/posts``: local time without a zone, and GMT without one either."""
    posts = [
        {
            "id": 1000 - entry.number,
            "date": f"{entry.posted_at:%Y-%m-%dT%H:%M:%S}",
            "date_gmt": f"{entry.posted_at.astimezone(UTC):%Y-%m-%dT%H:%M:%S}",
            "link": BASE + entry.path,
            "title": {"rendered": escape(entry.title)},
            "excerpt": {"rendered": f"<p>{escape(entry.lead)}</p>", "protected": False},
            "content": {
                "rendered": "".join(f"<p>{escape(piece.text)}</p>\n" for piece in entry.pieces),
                "protected": False,
            },
        }
        for entry in entries
    ]
    return json.dumps(posts, ensure_ascii=False)


def _full(address: str) -> str:
    return escape(BASE + address)


def _month_for_minutes(entry: Entry) -> str:
    when = entry.posted_at.astimezone(UTC)
    return f"{when:%a, %d %b %Y %H}:{when:%m}:00 GMT"
