"""An article as one site prints it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from replica.text.paper import Paper
from replica.truth import Truth


@dataclass(frozen=True, slots=True)
class Section:
    """A heading of the site. ``trail`` is the printed breadcrumb without the home page; may be empty."""

    slug: str
    name: str
    trail: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Picture:
    address: str
    caption: str
    credit: str | None = None


@dataclass(frozen=True, slots=True)
class Piece:
    """A block of the body as printed, spoilt or not."""

    style: Literal["text", "run-in", "bullet"]
    text: str


@dataclass(frozen=True, slots=True)
class Entry:
    """An article with everything that its page prints, still without markup.

    ``posted_at`` (+07:00) orders the listings; whether the page prints it is the site's business.
    ``lead`` is printed before the body; ``byline`` are lines as printed; a document has a ``paper``
    and no pieces.
    """

    number: int
    section: Section
    posted_at: datetime
    title: str
    lead: str
    pieces: tuple[Piece, ...]
    truth: Truth
    pictures: tuple[Picture, ...] = ()
    byline: tuple[str, ...] = ()
    views: int | None = None
    paper: Paper | None = None

    @property
    def path(self) -> str:
        return self.truth.path
