"""Atom 1.0: content, authors and contributors, enclosures, and atom:source with the source's own feed."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID, uuid5

from feedgen.entry import FeedEntry
from lxml import etree

from feeds.entry import CONTRIBUTORS, Entry
from feeds.generator import add_link, channel_of, roots, serialize_fragment, splice_items
from feeds.model import Channel, Site

SUFFIX = "atom"
MEDIA_TYPE = "application/atom+xml"
# Atom requires ``updated`` also of an empty feed: the day on which today's provinces began.
NEVER = datetime.fromisoformat("2025-07-01T00:00:00+07:00")
# Atom requires an author of a feed, and readers show it for entries without one.
PUBLISHER = "Theo trang nguồn"

_SOURCES = UUID("2f6f2f0c-8f7e-5c64-9d3c-0b6f6d0a7b11")


def item(entry: Entry, site: Site) -> bytes:
    """Render an entry for any feed of this site. Raises ValueError, TypeError."""
    feed_entry = FeedEntry()
    feed_entry.id(entry.guid)
    feed_entry.title(entry.title)
    feed_entry.updated(entry.updated)
    feed_entry.summary(entry.summary or entry.title)
    feed_entry.content(entry.content, type="html")
    if entry.rights:
        feed_entry.rights(entry.rights)
    if entry.published:
        feed_entry.published(entry.published)
    if entry.creators:
        feed_entry.author([{"name": name} for name in entry.creators])
    contributors = [person.name for person in entry.people if person.role in CONTRIBUTORS]
    if contributors:
        feed_entry.contributor([{"name": name} for name in dict.fromkeys(contributors)])
    element = feed_entry.atom_entry()
    add_link(element, "link", "alternate", entry.url, "text/html")
    for other in entry.also:
        etree.SubElement(element, "link", rel="related", href=other.url, type="text/html", title=other.name)
    for media in entry.media:
        add_link(element, "link", "enclosure", media.url, media.type, media.length)
    for category in entry.categories:
        scheme = f"{site.root}/feeds/{category.kind}"
        etree.SubElement(element, "category", term=category.slug, label=category.label, scheme=scheme)
    _add_source(element, entry, site)
    if entry.language:
        _add_language(element, entry.language)
    return serialize_fragment(element, roots.atom)


def document(channel: Channel, items: Sequence[bytes], updated: datetime | None) -> bytes:
    """The feed as UTF-8, in the order given; the same values give the same bytes. ``updated`` is the newest
    change of an entry, None where there is no entry."""
    feed = channel_of(channel, SUFFIX, MEDIA_TYPE, updated or NEVER)
    feed.author({"name": PUBLISHER})
    return splice_items(feed.atom_str(), items, b"</feed>")


def _add_language(element: etree._Element, language: str) -> None:
    """Set ``xml:lang`` where the language differs from the feed's."""
    for child in element:
        if child.tag in ("title", "summary", "content"):
            child.set("{http://www.w3.org/XML/1998/namespace}lang", language)


def _add_source(element: etree._Element, entry: Entry, site: Site) -> None:
    """Add atom:source without an author: the source did not necessarily write the article."""
    source = etree.SubElement(element, "source")
    etree.SubElement(source, "id").text = uuid5(_SOURCES, entry.source.slug).urn
    etree.SubElement(source, "title").text = entry.source.name
    etree.SubElement(source, "updated").text = entry.updated.isoformat()
    feed = site.feed(f"source/{entry.source.slug}", SUFFIX) if entry.source.slug else None
    if feed:
        add_link(source, "link", "self", feed, MEDIA_TYPE)
    if entry.source.home:
        add_link(source, "link", "alternate", entry.source.home, "text/html")
