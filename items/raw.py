"""The extraction's result before any decision: candidates, each with its proof."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any, Literal

from items.bounds import BoundOrigin

if TYPE_CHECKING:
    from items.article import Attachment, Image, Kind

Origin = Literal[
    "selector",
    "platform",
    "label",
    "line",
    "icon",
    "json-ld",
    "microdata",
    "opengraph",
    "meta",
    "time",
    "list",
    "rss",
    "api",
    "sitemap",
    "url",
]
Field = Literal[
    "title",
    "summary",
    "published",
    "updated",
    "authors",
    "views",
    "section",
    "document",
    "organisation",
    "body",
    "earliest",
    "latest",
]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A possible value of a field, with its proof.

    ``value`` is the normalised value: a ``vietnamese.dates.ParsedDate`` for published and updated, an int
    for views, a tuple of ``Author`` for authors, an ``OfficialDocument`` for document, a date or datetime for
    earliest and latest (bounds of the publication), text otherwise.
    ``raw`` is the text as printed, ``rule`` the name of the rule that found it (``date.line.header``),
    ``place`` where on the page (``div#main > p.date``), ``confidence`` from 0 to 1,
    ``refused`` why a rule says that it must not be taken, or None.
    """

    field: Field
    value: Any
    raw: str
    origin: Origin | BoundOrigin
    rule: str
    place: str
    confidence: float
    refused: str | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """A fetched page: ``body`` without its content coding, ``content_type`` the header as sent, or "";
    ``fetched_at`` is aware."""

    url: str
    body: bytes = field(repr=False)
    content_type: str
    fetched_at: datetime


@dataclass(frozen=True, slots=True)
class RawArticle:
    """An extracted page, before any decision.

    ``fetched_at`` is aware, in any zone; ``body_html`` is not sanitised yet; ``lines`` are the visible lines
    of the article's container in reading order, for parsing official documents. ``page`` is the fetched page,
    if known.
    """

    url: str
    source: str | None
    kind: Kind
    fetched_at: datetime
    candidates: tuple[Candidate, ...] = ()
    body_html: str = ""
    body_text: str = ""
    lines: tuple[str, ...] = ()
    language: str | None = None
    images: tuple[Image, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    warnings: tuple[str, ...] = ()
    page: Page | None = None

    def offered(self, name: Field) -> tuple[Candidate, ...]:
        """The candidates of one field, best first."""
        own = [candidate for candidate in self.candidates if candidate.field == name]
        return tuple(sorted(own, key=lambda candidate: -candidate.confidence))
