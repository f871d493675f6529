"""The good site around every misbehaviour: a home page, one listing, five articles."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache, cached_property
from zlib import crc32

from replica.html import link, teaser, text
from replica.publishing import publication_time
from replica.site import Response, weekday_in_words
from replica.text.damage import slug
from replica.text.newsroom import NewsStory, stories
from replica.text.places import HA_NOI, LAI_CHAU, LAO_CAI, QUANG_NAM, SON_LA

LISTING = "/tin-tuc/"
HTML = "text/html; charset=utf-8"
ROBOTS = "User-agent: *\nDisallow: /tim-kiem\n"
_PLACES = (LAO_CAI, LAI_CHAU, HA_NOI, QUANG_NAM, SON_LA)
_COUNT = 5
_FAULTY = 2  # in the middle: a crawl that gives up there misses the later ones


@dataclass(frozen=True, slots=True)
class GoodArticle:
    """An article as its page prints it; ``published`` is in +07:00, to the minute."""

    path: str
    title: str
    lead: str
    paragraphs: tuple[str, ...]
    published: datetime
    writer: str


class GoodSite:
    """A site with five articles, which depend only on its name."""

    def __init__(self, name: str) -> None:
        self.name = name
        # Not the name itself: "forbidden" in every title could influence the classification of a page.
        self.title = f"Công đoàn cơ sở số {100 + crc32(name.encode()) % 900}"

    @cached_property
    def articles(self) -> tuple[GoodArticle, ...]:
        """The five articles, newest first."""
        seed = crc32(self.name.encode())
        first = seed // len(_PLACES) % 20
        chosen = _stories(seed % len(_PLACES))[first : first + _COUNT]
        articles = [_article(self.name, number, story) for number, story in enumerate(chosen)]
        return tuple(sorted(articles, key=lambda article: article.published, reverse=True))

    @property
    def faulty_article(self) -> GoodArticle:
        """The article that misbehaviours with the reach "article" affect."""
        return self.articles[_FAULTY]

    @property
    def other_articles(self) -> tuple[GoodArticle, ...]:
        """The four other articles, newest first."""
        return (*self.articles[:_FAULTY], *self.articles[_FAULTY + 1 :])

    def find(self, path: str) -> GoodArticle | None:
        """The article at a path, or None."""
        return next((article for article in self.articles if article.path == path), None)

    def respond(self, target: str) -> Response:
        """The correct response to a request; the query is ignored."""
        path = target.partition("?")[0]
        if path == "/robots.txt":
            return Response(200, {"Content-Type": "text/plain; charset=utf-8"}, ROBOTS.encode())
        if path in ("/", LISTING):
            return html(self.listing())
        article = self.find(path)
        return html(self.missing(), 404) if article is None else html(self.article(article))

    def listing(self, rows: Sequence[str] | None = None, below: str = "") -> str:
        """A listing page with ``rows`` of markup (default: the five articles) and markup ``below`` them."""
        listed_rows = [self.row(article) for article in self.articles] if rows is None else rows
        body = "".join(f'<div class="item">{row}</div>' for row in listed_rows)
        return self.frame("Tin tức", f'<h2>Tin tức</h2><div class="list">{body}</div>{below}')

    def row(self, article: GoodArticle, address: str = "") -> str:
        """The row of an article in a listing; its link leads to ``address`` if given."""
        headline = link(address or article.path, article.title)
        return f"<h3>{headline}</h3><p>{teaser(article.lead, 120)}...</p>"

    def article(self, article: GoodArticle) -> str:
        """The page of an article."""
        when = f"{weekday_in_words(article.published)}, {article.published:%d/%m/%Y - %H:%M}"
        body = "\n".join(f"<p>{text(words)}</p>" for words in article.paragraphs)
        return self.frame(
            article.title,
            f'<article><h1>{text(article.title)}</h1>\n<p class="date">{when}</p>\n'
            f'<p class="lead"><strong>{text(article.lead)}</strong></p>\n<div class="content">{body}</div>\n'
            f'<p class="author"><strong>Tác giả: {text(article.writer)}</strong></p></article>',
        )

    def missing(self) -> str:
        """The page of a missing address."""
        return self.frame(
            "Không tìm thấy trang", "<h1>Không tìm thấy trang</h1><p>Địa chỉ không còn nữa.</p>"
        )

    def frame(self, title: str, main: str, head: str = "") -> str:
        """A page in the site's frame; ``main`` and ``head`` are markup."""
        return (
            f'<!DOCTYPE html>\n<html lang="vi"><head><meta charset="utf-8">{head}'
            f"<title>{text(title)} | {text(self.title)}</title></head>\n"
            f'<body><header><p class="logo"><a href="/">{text(self.title)}</a></p>\n'
            f'<nav><ul><li><a href="/">Trang chủ</a></li><li><a href="{LISTING}">Tin tức</a></li></ul></nav>'
            f"</header>\n<main>{main}</main>\n"
            f"<footer><p>{text(self.title)}. Điện thoại: 024.3555.0100</p></footer></body></html>\n"
        )


def html(markup: str, status: int = 200) -> Response:
    """An HTML response."""
    return Response(status, {"Content-Type": HTML}, markup.encode())


@cache
def _stories(place: int) -> tuple[NewsStory, ...]:
    return stories(_PLACES[place], 28)


def _article(name: str, number: int, story: NewsStory) -> GoodArticle:
    return GoodArticle(
        path=f"{LISTING}{slug(story.title)}-{101 + number}.html",
        title=story.title,
        lead=story.lead,
        paragraphs=story.paragraphs,
        published=publication_time(story, name, number),
        writer=story.participants.writer,
    )
