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
    """Adds a channel's links and its archive mark (RFC 5005); feedgen writes only one link into RSS."""

    links: tuple[Link, ...] = ()
    archive = False

    def extend_ns(self) -> dict[str, str]:
        return NAMESPACES

    def extend_rss(self, feed: Any) -> Any:
        # feedgen passes the channel's parent for feeds and the item itself for items.
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
    """Also declares the tombstones' namespace on the feed, as validators require."""

    def extend_ns(self) -> dict[str, str]:
        return {**NAMESPACES, "at": TOMBSTONES}


def add_link(parent: Any, tag: str, rel: str, href: str, media_type: str | None, length: int = 0) -> None:
    """Add an Atom link with all attributes; feedgen keeps only ``href``."""
    attributes = {"rel": rel, "href": href}
    if media_type:
        attributes["type"] = media_type
    if length:
        attributes["length"] = str(length)
    etree.SubElement(parent, tag, attributes)


def add_text(
    parent: Any, prefix: str, tag: str, text: str, attributes: Mapping[str, str] | None = None
) -> None:
    """Add a text element in one of ``NAMESPACES``."""
    etree.SubElement(parent, f"{{{NAMESPACES[prefix]}}}{tag}", dict(attributes or {})).text = text


def channel_of(channel: Channel, suffix: str, media_type: str, updated: datetime | None) -> FeedGenerator:
    """A feed without entries; ``updated`` None: without a time."""
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
        # feedgen sets now by default and offers no way to unset it.
        feed._FeedGenerator__rss_lastBuildDate = None
    return feed


class _Roots(threading.local):
    """A root element a format, whose namespaces the entries use. Kept per thread, since making one costs as
    much as serialising an entry."""

    def __init__(self) -> None:
        self.rss = etree.Element("rss", nsmap={"atom": ATOM, **NAMESPACES})
        self.atom = etree.Element("feed", nsmap=NAMESPACES)


roots = _Roots()


def serialize_fragment(element: Any, root: Any) -> bytes:
    """Serialise an element without the namespace declarations that ``root`` (one of ``roots``) has.

    ``element`` must have no attributes: its start tag is replaced. Raises ValueError or TypeError where its
    text cannot be written as XML.
    """
    root.append(element)
    try:
        data: bytes = etree.tostring(element, encoding="utf-8", with_tail=False)
    finally:
        root.remove(element)
    tag: bytes = element.tag.encode()
    return b"<" + tag + b">" + data.partition(b">")[2]


def splice_items(empty: bytes, items: Sequence[bytes], end: bytes) -> bytes:
    """Insert the items, one a line, into the document ``empty`` before its last ``end`` tag."""
    head, _, tail = empty.rpartition(end)
    return b"\n".join([head, *items, end + tail]) + b"\n"
