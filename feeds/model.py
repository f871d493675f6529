"""The one model that every format is written from: a channel, its place among its pages, what was left out.

The entries are ``feeds.entry.Entry``. A format (``feeds.formats``) writes each entry alone, to bytes that can
stand in any channel, and then the channel around them: an article in six feeds is written once.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlencode
from uuid import UUID, uuid5

LANGUAGE = "vi"
RIGHTS = "Bản quyền mỗi bài thuộc về nguồn của bài, ghi tại từng bài."
GENERATOR = "tincongdoan"
# A feed must name itself and its page (validators ask for both) also where nobody said at which address we
# are served: ``serve`` answers here by default, and puts its own address instead when it answers elsewhere.
DEFAULT_BASE = "http://127.0.0.1:8000"
# Minutes after which it is worth asking again: a night brings most, editors change some by day.
TTL = 60
ICON = "icon.png"
ICON_SIZE = 144  # pixels a side

_IDS = UUID("9d2b6c1e-51a3-5a0e-8a0f-3f7f0f5f1c88")


@dataclass(frozen=True, slots=True)
class Site:
    """Where readers reach us (``base`` without a slash at its end, None where nobody said) and the WebSub
    hub that is told of news (None where there is none)."""

    base: str | None = None
    hub: str | None = None

    @property
    def root(self) -> str:
        """Where our addresses begin."""
        return self.base or DEFAULT_BASE

    def feed(self, name: str, suffix: str) -> str:
        """The address of a feed."""
        return f"{self.root}/feeds/{name}.{suffix}"

    @property
    def icon(self) -> str:
        """The address of our picture."""
        return f"{self.root}/feeds/{ICON}"


@dataclass(frozen=True, slots=True)
class Link:
    rel: str
    href: str
    type: str | None = None


@dataclass(frozen=True, slots=True)
class Channel:
    """A feed's own words.

    ``name`` is its place under ``feeds`` without an ending, ``query`` what was asked for beside it;
    ``listed`` the place of the page that lists the same articles, "" where only its own address does.
    ``month`` (``2026-11``) makes it an archive page (RFC 5005) of that feed; ``older`` and ``newer`` are the
    months of the pages beside it, for the feed itself ``older`` is its newest archive page.
    """

    name: str
    title: str
    description: str
    site: Site = field(default_factory=Site)
    listed: str = "/"
    query: Mapping[str, str] = field(default_factory=dict)
    month: str | None = None
    older: str | None = None
    newer: str | None = None

    @property
    def path(self) -> str:
        """The place under ``feeds`` without an ending, of this page."""
        return f"{self.name}/{self.month}" if self.month else self.name

    @property
    def id(self) -> str:
        """A name that outlives every address: the same on every site and for every format."""
        told = self.path + (f"?{urlencode(sorted(self.query.items()))}" if self.query else "")
        return uuid5(_IDS, told).urn

    @property
    def page(self) -> str:
        """The address of the page with the same articles: a browser is shown one at the feed's own, too."""
        return f"{self.site.root}{self.listed}" if self.listed else self.address("rss")

    def address(self, suffix: str) -> str:
        """Its own address in one format."""
        told = self.site.feed(self.path, suffix)
        return f"{told}?{urlencode(self.query)}" if self.query else told

    def links(self, suffix: str, media_type: str) -> tuple[Link, ...]:
        """What it says of itself and its pages: self, hub, and by RFC 5005 the pages around it.

        The page before is ``previous``, the name that RFC 5005 registered and validators know, not ``prev``.
        """
        found = [Link("self", self.address(suffix), media_type)]
        if self.site.hub and self.month is None:
            found.append(Link("hub", self.site.hub))
        current = self.site.feed(self.name, suffix)
        if self.month:
            found.append(Link("current", current, media_type))
            newer = self.site.feed(f"{self.name}/{self.newer}", suffix) if self.newer else current
            found.append(Link("previous", newer, media_type))
            if self.newer:
                found.append(Link("next-archive", newer, media_type))
        older = self.older_address(suffix)
        if older:
            found += [Link("next", older, media_type), Link("prev-archive", older, media_type)]
        return tuple(found)

    def older_address(self, suffix: str) -> str | None:
        """Where the older entries are."""
        return self.site.feed(f"{self.name}/{self.older}", suffix) if self.older else None


@dataclass(frozen=True, slots=True)
class LeftOut:
    """An entry that is not in the feed, and why."""

    guid: str
    reason: str


@dataclass(frozen=True, slots=True)
class RenderedFeed:
    data: bytes
    left_out: tuple[LeftOut, ...] = ()
