"""An article as a site prints it, and how an editor changes it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from replica.text.damage import plain
from replica.text.documents import IssuedDocument
from replica.truth import Truth


@dataclass(frozen=True, slots=True)
class Section:
    """A section of the site. ``trail`` is its breadcrumb without the home page, possibly empty."""

    slug: str
    name: str
    trail: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Photo:
    """A picture of an article; ``address`` is its path on the site."""

    address: str
    caption: str
    credit: str | None = None


@dataclass(frozen=True, slots=True)
class BodyPart:
    """A paragraph, run-in heading or bullet of the body as printed, damaged or not."""

    style: Literal["text", "run-in", "bullet"]
    text: str


@dataclass(frozen=True, slots=True)
class SiteArticle:
    """An article with everything that its page prints, without markup.

    ``posted_at`` (+07:00) orders the listings; not every site prints it. ``lead`` is printed before the body;
    ``byline`` holds lines as printed. An official document has a ``document`` and no ``parts``.
    """

    number: int
    section: Section
    posted_at: datetime
    title: str
    lead: str
    parts: tuple[BodyPart, ...]
    truth: Truth
    pictures: tuple[Photo, ...] = ()
    byline: tuple[str, ...] = ()
    views: int | None = None
    document: IssuedDocument | None = None

    @property
    def path(self) -> str:
        """The address on the site, with its query."""
        return self.truth.path


def edited(
    article: SiteArticle,
    *,
    title: str | None = None,
    paragraphs: Sequence[str] | None = None,
    views: int | None = None,
    at: datetime | None = None,
) -> SiteArticle:
    """The article, and its truth, with another title, body or view count.

    ``paragraphs`` replace the whole body but not the lead; ``at`` is the time of the edit, if the site prints
    it. Raises ValueError for an official document, an empty body, or views on a site that prints none.
    """
    if article.document is not None:
        raise ValueError(f"{article.path} is an official document")
    if paragraphs is not None and not paragraphs:
        raise ValueError("a body has at least one paragraph")
    if views is not None and article.views is None:
        raise ValueError(f"{article.path} prints no views")
    truth = article.truth
    if title is not None:
        article, truth = replace(article, title=title), replace(truth, title=plain(title))
    if paragraphs is not None:
        article = replace(article, parts=tuple(BodyPart("text", words) for words in paragraphs))
        body = tuple(plain(words) for words in paragraphs)
        read = "\n".join([truth.summary or "", *body])
        cited = tuple(number for number in truth.documents_cited if number in read)
        truth = replace(truth, paragraphs=body, documents_cited=cited)
    if views is not None:
        article, truth = replace(article, views=views), replace(truth, views=views)
    if at is not None:
        truth = replace(truth, updated=at.isoformat())
    return replace(article, truth=truth)
