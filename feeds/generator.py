"""What RSS and Atom share: feedgen, with workarounds for its limits.

Each entry is serialised once and spliced into every feed that has it (``splice_items``); feedgen alone would
serialise it again for each feed.
"""

import threading
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from feedgen.ext.base import BaseExtension
from feedgen.feed import FeedGenerator
from lxml import etree

from feeds.model import GENERATOR, ICON_SIZE, LANGUAGE, RIGHTS, TTL, Channel, Link
from feeds.tombstones import NAMESPACE as TOMBSTONES

ATOM = "http://www.w3.org/2005/Atom"
NAMESPACES = {
    "content": "http://purl.org/rss/1.0/modules/content/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "fh": "http://purl.org/syndication/history/1.0",
    "media": "http://search.yahoo.com/mrss/",
}


class _Pages(BaseExtension):  # type: ignore[misc]
    """A channel's links and its being an archive page; feedgen writes one link into RSS and no ``rel`` but
    ``self``."""

    links: tuple[Link, ...] = ()
    archive = False

    def extend_ns(self) -> dict[str, str]:
        return NAMESPACES

    def extend_rss(self, feed: Any) -> Any:
        # feedgen hands over the channel's parent for feeds and the item itself for items.
        channel = feed if feed.tag == "channel" else feed.find("channel")
        self._add(channel, f"{{{ATOM}}}link")
        return feed

    def extend_atom(self, feed: Any) -> Any:
        self._add(feed, "link")
        return feed

    def _add(self, parent: Any, tag: str) -> None:
        for link in self.links:
            add_link(parent, tag, link.rel, link.href, link.type)
        if self.archive:
            etree.SubElement(parent, f"{{{NAMESPACES['fh']}}}archive")


class _AtomPages(_Pages):
    """Validators want the tombstones' names declared by the feed."""

    def extend_ns(self) -> dict[str, str]:
        return {**NAMESPACES, "at": TOMBSTONES}


def add_link(parent: Any, tag: str, rel: str, href: str, media_type: str | None, length: int = 0) -> None:
    """An Atom link with all that it says; feedgen loses everything but ``href``."""
    attributes = {"rel": rel, "href": href}
    if media_type:
        attributes["type"] = media_type
    if length:
        attributes["length"] = str(length)
    etree.SubElement(parent, tag, attributes)


def add_text(
    parent: Any, prefix: str, tag: str, text: str, attributes: Mapping[str, str] | None = None
) -> None:
    """An element of one of ``NAMESPACES`` with a text."""
    etree.SubElement(parent, f"{{{NAMESPACES[prefix]}}}{tag}", dict(attributes or {})).text = text


def channel_of(channel: Channel, suffix: str, media_type: str, updated: datetime | None) -> FeedGenerator:
    """A feed without entries. ``updated`` None leaves its time open."""
    feed = FeedGenerator()
    feed.register_extension("pages", _AtomPages if suffix == "atom" else _Pages, None, atom=True, rss=True)
    feed.pages.links = channel.links(suffix, media_type)
    feed.pages.archive = channel.month is not None
    feed.link(href=channel.page, rel="alternate")
    feed.id(channel.id)
    feed.title(channel.title)
    feed.description(channel.description)
    feed.language(LANGUAGE)
    feed.rights(RIGHTS)
    feed.generator(GENERATOR)
    feed.ttl(TTL)
    feed.image(channel.site.icon, channel.title, channel.page, str(ICON_SIZE), str(ICON_SIZE))
    feed.icon(channel.site.icon)
    feed.logo(channel.site.icon)
    if updated is not None:
        feed.updated(updated)
        feed.lastBuildDate(updated)
    else:
        # feedgen's default is now, and there is no way to take it back.
        feed._FeedGenerator__rss_lastBuildDate = None
    return feed


class _Roots(threading.local):
    """A root for each format whose names the entries take; a thread keeps them, since making one costs as
    much as writing an entry."""

    def __init__(self) -> None:
        self.rss = etree.Element("rss", nsmap={"atom": ATOM, **NAMESPACES})
        self.atom = etree.Element("feed", nsmap=NAMESPACES)


roots = _Roots()


def serialize_fragment(element: Any, root: Any) -> bytes:
    """The element alone, in the names that ``root`` (one of ``roots``) declares.

    ``element`` has no attributes: all that stands in its start tag are namespaces, which the feed declares.
    Raises ValueError or TypeError where XML cannot say it.
    """
    root.append(element)
    try:
        data: bytes = etree.tostring(element, encoding="utf-8", with_tail=False)
    finally:
        root.remove(element)
    tag: bytes = element.tag.encode()
    return b"<" + tag + b">" + data.partition(b">")[2]


def splice_items(empty: bytes, items: Sequence[bytes], end: bytes) -> bytes:
    """``empty`` with the items before its last ``end``, a line each."""
    head, _, tail = empty.rpartition(end)
    return b"\n".join([head, *items, end + tail]) + b"\n"
