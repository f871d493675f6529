"""The model that every format renders: the site, a channel and its archive pages.

The entries are ``feeds.entry.Entry``. A format (``feeds.formats``) renders each entry once, to bytes that fit
into any channel, and then the channel around them.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlencode
from uuid import UUID, uuid5

LANGUAGE = "vi"
RIGHTS = "Bản quyền mỗi bài thuộc về nguồn của bài, ghi tại từng bài."
GENERATOR = "tincongdoan"
# A valid feed needs absolute URLs, also where no base URL is set: this is where ``serve`` listens by default.
# When it listens elsewhere, it replaces this address in its answers.
DEFAULT_BASE = "http://127.0.0.1:8000"
# Minutes between polls (RSS ttl).
TTL = 60
ICON = "icon.png"
ICON_SIZE = 144  # pixels a side

_IDS = UUID("9d2b6c1e-51a3-5a0e-8a0f-3f7f0f5f1c88")


@dataclass(frozen=True, slots=True)
class Site:
    """``base``: our public URL without a trailing slash, None where not set. ``hub``: the WebSub hub, or
    None."""

    base: str | None = None
    hub: str | None = None

    @property
    def root(self) -> str:
        """The beginning of our URLs."""
        return self.base or DEFAULT_BASE

    def feed(self, name: str, suffix: str) -> str:
        """The URL of a feed."""
        return f"{self.root}/feeds/{name}.{suffix}"

    @property
    def icon(self) -> str:
        """The URL of our icon."""
        return f"{self.root}/feeds/{ICON}"


@dataclass(frozen=True, slots=True)
class Link:
    rel: str
    href: str
    type: str | None = None


@dataclass(frozen=True, slots=True)
class Channel:
    """A feed or one of its archive pages, without entries.

    ``name`` is its path under ``feeds`` without suffix, ``query`` its parameters; ``listed`` the path of the
    page with the same articles, "" where there is none. ``month`` (``2026-11``) makes it an archive page
    (RFC 5005); ``older`` and ``newer`` are the months of the neighbouring pages. For the feed itself
    ``older`` is its newest archive page.
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
        """The path of this page under ``feeds`` without suffix."""
        return f"{self.name}/{self.month}" if self.month else self.name

    @property
    def id(self) -> str:
        """A URN that does not depend on site, format or base URL."""
        name = self.path + (f"?{urlencode(sorted(self.query.items()))}" if self.query else "")
        return uuid5(_IDS, name).urn

    @property
    def page(self) -> str:
        """The URL of the page with the same articles; else the feed's own, where a browser gets a page."""
        return f"{self.site.root}{self.listed}" if self.listed else self.address("rss")

    def address(self, suffix: str) -> str:
        """Its own URL in one format."""
        address = self.site.feed(self.path, suffix)
        return f"{address}?{urlencode(self.query)}" if self.query else address

    def links(self, suffix: str, media_type: str) -> tuple[Link, ...]:
        """Its link elements: self, hub, and the neighbouring pages by RFC 5005.

        ``previous``, not ``prev``, is the relation that RFC 5005 registered and validators know.
        """
        links = [Link("self", self.address(suffix), media_type)]
        if self.site.hub and self.month is None:
            links.append(Link("hub", self.site.hub))
        current = self.site.feed(self.name, suffix)
        if self.month:
            links.append(Link("current", current, media_type))
            newer = self.site.feed(f"{self.name}/{self.newer}", suffix) if self.newer else current
            links.append(Link("previous", newer, media_type))
            if self.newer:
                links.append(Link("next-archive", newer, media_type))
        older = self.older_address(suffix)
        if older:
            links += [Link("next", older, media_type), Link("prev-archive", older, media_type)]
        return tuple(links)

    def older_address(self, suffix: str) -> str | None:
        """The URL of the page with older entries, or None."""
        return self.site.feed(f"{self.name}/{self.older}", suffix) if self.older else None


@dataclass(frozen=True, slots=True)
class LeftOut:
    """An entry that could not be rendered, and why."""

    guid: str
    reason: str


@dataclass(frozen=True, slots=True)
class RenderedFeed:
    data: bytes
    left_out: tuple[LeftOut, ...] = ()
