"""The expected record of a page, from the site that wrote it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Truth:
    """The expected record of one article or official document.

    Texts are as a reader sees them: NFC, Đ (U+0110), single plain spaces, lost letters missing.

    ``path``: address on the site, with its query where it has one.
    ``summary``: the lead if it stands apart, without a genre label but with an agency's prefix; else None.
    ``paragraphs``: the body without lead, captions, byline, and without the head, recipients and
    signature of a document; a paragraph cut by a page break is one. ``body_first``, ``body_last``: its first
    and last one.
    ``published``, ``updated``: ISO 8601 with +07:00, or None if the page has none; ``updated``
    only if it differs from ``published``. ``precision``: "minute" or None.
    ``authors``: (name, role, organisation or None), writers before photographers; an agency is a source.
    ``document``: number, type, issued_on (ISO), place, signer, signer_title, recipients; None for news.
    ``captions``, ``credits``: one of each for every picture of the article, in order.
    ``documents_cited``: numbers in the order of the text (lead, then body), each once.
    ``must_not``: strings on the same page that must not be in the body.
    ``reprint``: a key that the copies of one story on two sites share, else None.
    ``traps``: the damages of the text: ``nfd``, ``eth``, ``lost letters``, ``nbsp``, ``page break``.
    """

    path: str
    kind: Literal["article", "document"]
    title: str
    summary: str | None
    paragraphs: tuple[str, ...]
    published: str | None
    precision: str | None
    updated: str | None
    authors: tuple[tuple[str, str, str | None], ...]
    views: int | None
    document: Mapping[str, str | tuple[str, ...] | None] | None
    section: tuple[str, ...]
    captions: tuple[str, ...]
    credits: tuple[str | None, ...]
    documents_cited: tuple[str, ...]
    must_not: tuple[str, ...]
    reprint: str | None = None
    traps: tuple[str, ...] = ()

    @property
    def body_first(self) -> str:
        return self.paragraphs[0]

    @property
    def body_last(self) -> str:
        return self.paragraphs[-1]
