"""Sitemaps, RSS and the WordPress API of the sites. Their URLs begin with the placeholder ``BASE``."""

import json
from collections.abc import Sequence
from datetime import UTC
from html import escape

from replica.article import SiteArticle
from replica.html import BASE

XML = "application/xml; charset=utf-8"
RSS = "application/rss+xml; charset=utf-8"
JSON = "application/json; charset=UTF-8"
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_SITEMAP = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
_NEWS = 'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"'


def sitemap_index(addresses: Sequence[str]) -> str:
    """A sitemap index without dates."""
    rows = "".join(f"<sitemap><loc>{_full(address)}</loc></sitemap>" for address in addresses)
    return f"{_HEAD}<sitemapindex {_SITEMAP}>{rows}</sitemapindex>\n"


def sitemap(articles: Sequence[SiteArticle]) -> str:
    """A sitemap whose ``lastmod`` is the time of publication, even after an edit."""
    rows = "".join(
        f"<url><loc>{_full(article.path)}</loc><lastmod>{article.posted_at.isoformat()}</lastmod></url>\n"
        for article in articles
    )
    return f"{_HEAD}<urlset {_SITEMAP}>\n{rows}</urlset>\n"


def news_sitemap(name: str, articles: Sequence[SiteArticle]) -> str:
    """A Google News sitemap with title and time of publication (+07:00) of each article."""
    rows = "".join(
        f"<url><loc>{_full(article.path)}</loc><news:news><news:publication><news:name>{escape(name)}</news:name>"
        "<news:language>vi</news:language></news:publication>"
        f"<news:publication_date>{article.posted_at.isoformat()}</news:publication_date>"
        f"<news:title>{escape(article.title)}</news:title></news:news></url>\n"
        for article in articles
    )
    return f"{_HEAD}<urlset {_SITEMAP} {_NEWS}>\n{rows}</urlset>\n"


def nukeviet_rss(name: str, articles: Sequence[SiteArticle]) -> str:
    """RSS as NukeViet writes it: ``pubDate`` (GMT) has the *month* in place of the minutes."""
    rows = "".join(
        f"<item><title>{escape(article.title)}</title><link>{_full(article.path)}</link>"
        f'<guid isPermaLink="false">news_{article.number}</guid>'
        f"<description>{escape(article.lead)}</description><pubDate>{_month_for_minutes(article)}</pubDate></item>\n"
        for article in articles
    )
    return (
        f'{_HEAD}<rss version="2.0"><channel><title>{escape(name)}</title><link>{BASE}/</link>\n'
        f"<description>{escape(name)}</description><language>vi</language>\n{rows}</channel></rss>\n"
    )


def wordpress_posts(articles: Sequence[SiteArticle]) -> str:
    """The JSON of ``/wp-json/wp/v2/posts``: local time and GMT, both without a zone."""
    posts = [
        {
            "id": 1000 - article.number,
            "date": f"{article.posted_at:%Y-%m-%dT%H:%M:%S}",
            "date_gmt": f"{article.posted_at.astimezone(UTC):%Y-%m-%dT%H:%M:%S}",
            "link": BASE + article.path,
            "title": {"rendered": escape(article.title)},
            "excerpt": {"rendered": f"<p>{escape(article.lead)}</p>", "protected": False},
            "content": {
                "rendered": "".join(f"<p>{escape(part.text)}</p>\n" for part in article.parts),
                "protected": False,
            },
        }
        for article in articles
    ]
    return json.dumps(posts, ensure_ascii=False)


def _full(address: str) -> str:
    return escape(BASE + address)


def _month_for_minutes(article: SiteArticle) -> str:
    when = article.posted_at.astimezone(UTC)
    return f"{when:%a, %d %b %Y %H}:{when:%m}:00 GMT"
