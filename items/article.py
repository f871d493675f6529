"""The decided article and its JSON record, a public contract."""

from dataclasses import dataclass
from datetime import date, datetime
from types import MappingProxyType
from typing import Any, Final, Literal

from items.bounds import Between, BoundOrigin
from items.raw import Candidate, Origin

Kind = Literal[
    "article",
    "document",
    "listing",
    "home",
    "search",
    "login",
    "error",
    "flood",
    "blocked",
    "parked",
    "maintenance",
    "other",
]
# Minimum characters of lead and text together, by the name under which reports count such articles. An
# article below the first limit has mostly lost its text in the extraction.
TEXT_SIZES: Final = MappingProxyType({"text": 200, "long text": 1000})
Precision = Literal["day", "hour", "minute", "second"]
Role = Literal[
    "writer",
    "photographer",
    "videographer",
    "graphics",
    "editor",
    "compiler",
    "translator",
    "source",
    "poster",
]


@dataclass(frozen=True, slots=True)
class Moment:
    """A time as precisely as the page prints it.

    ``value`` is an aware datetime in +07:00, or a bare date when ``precision`` is "day". ``relative``: it was
    counted from the time of reading, ``read_at`` (aware), which is None for all others.
    """

    value: datetime | date
    precision: Precision
    raw: str
    origin: Origin | BoundOrigin
    relative: bool = False
    read_at: datetime | None = None

    def iso(self) -> str:
        """ISO 8601: ``2020-06-25T09:11:00+07:00``, or ``2020-06-25`` for day precision."""
        return self.value.isoformat()

    def to_record(self) -> dict[str, str | bool]:
        return {
            "value": self.iso(),
            "precision": self.precision,
            "raw": self.raw,
            "from": self.origin,
            "relative": self.relative,
        }


@dataclass(frozen=True, slots=True)
class Author:
    """A name, as printed, in one role; two roles make two authors."""

    name: str
    role: Role
    organisation: str | None = None


@dataclass(frozen=True, slots=True)
class ViewCount:
    """How often the article was read, as printed at the time of fetching."""

    value: int
    raw: str
    origin: Origin | BoundOrigin

    def to_record(self) -> dict[str, int | str]:
        """The JSON form in the record."""
        return {"value": self.value, "raw": self.raw, "from": self.origin}


@dataclass(frozen=True, slots=True)
class ProvinceRef:
    """A province: ``slug`` and ``name`` at the time of the article; ``current`` is today's slug."""

    slug: str
    name: str
    current: str


@dataclass(frozen=True, slots=True)
class Image:
    """A picture of an article, with caption and credit as printed."""

    url: str
    caption: str | None = None
    credit: str | None = None


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file linked from an article; ``media_type`` is by the ending of its URL."""

    url: str
    name: str
    media_type: str | None = None


@dataclass(frozen=True, slots=True)
class OfficialDocument:
    """The fields of an official document; ``issued_on`` is a date without time."""

    number: str | None = None
    type: str | None = None
    issued_on: date | None = None
    place: str | None = None
    issuer: str | None = None
    signer: str | None = None
    signer_title: str | None = None
    recipients: tuple[str, ...] = ()

    def to_record(self) -> dict[str, Any]:
        """The JSON form in the record."""
        record = _plain(self)
        record["issued_on"] = self.issued_on.isoformat() if self.issued_on else None
        record["recipients"] = list(self.recipients)
        return record


@dataclass(frozen=True, slots=True)
class Article:
    """A decided article. Fields that are missing on its page are None or empty, never guessed.

    ``proofs`` are all candidates that the decision saw, ``reasons`` what it decided and why
    (one sentence a field, in English), both kept for the editors. ``published_between`` are bounds of the
    publication where the page prints no date.
    """

    url: str
    source: str | None
    kind: Kind
    title: str | None = None
    summary: str | None = None
    body_text: str = ""
    body_html: str = ""
    language: str | None = None
    published: Moment | None = None
    published_between: Between | None = None
    updated: Moment | None = None
    authors: tuple[Author, ...] = ()
    organisation: str | None = None
    section: tuple[str, ...] = ()
    province: ProvinceRef | None = None
    topics: tuple[str, ...] = ()
    views: ViewCount | None = None
    images: tuple[Image, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    document: OfficialDocument | None = None
    documents_cited: tuple[str, ...] = ()
    proofs: tuple[Candidate, ...] = ()
    reasons: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()

    @property
    def text_size(self) -> int:
        """Characters of lead and text together."""
        return len(self.summary or "") + len(self.body_text)

    def to_record(self) -> dict[str, Any]:
        """The JSON record of the public contract, with its order of keys."""
        return {
            "url": self.url or None,
            "source": self.source,
            "kind": self.kind,
            "title": self.title,
            "summary": self.summary,
            "body_text": self.body_text,
            "body_html": self.body_html,
            "language": self.language,
            "published": self.published.to_record() if self.published else None,
            "published_between": None if self.published else (self.published_between or _UNKNOWN).to_record(),
            "updated": self.updated.to_record() if self.updated else None,
            "authors": [_plain(author) for author in self.authors],
            "organisation": self.organisation,
            "section": list(self.section),
            "province": _plain(self.province) if self.province else None,
            "topics": list(self.topics),
            "views": self.views.to_record() if self.views else None,
            "images": [_plain(image) for image in self.images],
            "attachments": [_plain(attachment) for attachment in self.attachments],
            "document": self.document.to_record() if self.document else None,
            "documents_cited": list(self.documents_cited),
        }


_UNKNOWN: Final = Between()


def _plain(value: Any) -> dict[str, Any]:
    """The fields by name; unlike ``dataclasses.asdict`` without copying the immutable values."""
    return {name: getattr(value, name) for name in value.__slots__}
