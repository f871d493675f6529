"""A source as its file describes it (``sources/registry/SLUG.toml``)."""

from dataclasses import dataclass, field
from typing import Literal

SourceKind = Literal[
    "central",
    "federation",
    "district",
    "sector",
    "department",
    "portal",
    "front",
    "newspaper",
]
Status = Literal["verified", "unverified", "frozen", "refused"]
Platform = Literal[
    "nukeviet",
    "wordpress",
    "liferay",
    "vnpt",
    "dotnetnuke",
    "sharepoint",
    "joomla",
    "mojoportal",
    "general",
]
# Which articles of a source are published: all that are not hidden, or only approved ones.
Publish = Literal["all", "approved"]
# What of an article feeds hold: its text, or its lead and the way to it.
InFeeds = Literal["full", "lead"]


@dataclass(frozen=True, slots=True)
class Select:
    """Optional CSS selectors. A selector takes precedence over the general rules for its field."""

    title: str | None = None
    published: str | None = None
    authors: str | None = None
    views: str | None = None
    summary: str | None = None
    body: str | None = None
    section: str | None = None


@dataclass(frozen=True, slots=True)
class Follow:
    """Optional regular expressions, searched in the full URL of a link."""

    article: str | None = None
    listing: str | None = None
    ignore: str | None = None


@dataclass(frozen=True, slots=True)
class Politeness:
    """``delay``: seconds between two requests to a host; ``concurrency``: simultaneous requests."""

    delay: float = 1.0
    concurrency: int = 1


@dataclass(frozen=True, slots=True)
class Source:
    """``slug`` is the file's name without ``.toml``; ``province`` a slug of the gazetteer, old or new;
    ``publish`` None leaves it to the setting ``TCD_PUBLISH``, ``feed`` None to the kind: full of public
    bodies, the lead of newspapers."""

    slug: str
    name: str
    publisher: str
    kind: SourceKind
    home: str
    status: Status
    evidence: str
    platform: Platform = "general"
    province: str | None = None
    start: tuple[str, ...] = ()
    publish: Publish | None = None
    feed: InFeeds | None = None
    select: Select = field(default_factory=Select)
    follow: Follow = field(default_factory=Follow)
    politeness: Politeness = field(default_factory=Politeness)
