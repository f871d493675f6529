"""Atom 1.0: full content, everybody by name, enclosures as links, the source with its own feed."""

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
# Atom wants a feed's last change also of a feed that never had an entry: the day of today's provinces.
NEVER = datetime.fromisoformat("2025-07-01T00:00:00+07:00")
# Atom wants a feed to have an author, and programs take it for that of each entry without one: whose an entry
# is says its source.
PUBLISHER = "Theo trang nguồn"

_SOURCES = UUID("2f6f2f0c-8f7e-5c64-9d3c-0b6f6d0a7b11")


def item(entry: Entry, site: Site) -> bytes:
    """The entry as it stands in every feed of this site. Raises ValueError, TypeError."""
    told = FeedEntry()
    told.id(entry.guid)
    told.title(entry.title)
    told.updated(entry.updated)
    told.summary(entry.summary or entry.title)
    told.content(entry.content, type="html")
    if entry.rights:
        told.rights(entry.rights)
    if entry.published:
        told.published(entry.published)
    if entry.creators:
        told.author([{"name": name} for name in entry.creators])
    helpers = [person.name for person in entry.people if person.role in CONTRIBUTORS]
    if helpers:
        told.contributor([{"name": name} for name in dict.fromkeys(helpers)])
    element = told.atom_entry()
    add_link(element, "link", "alternate", entry.url, "text/html")
    for other in entry.also:
        etree.SubElement(element, "link", rel="related", href=other.url, type="text/html", title=other.name)
    for each in entry.media:
        add_link(element, "link", "enclosure", each.url, each.type, each.length)
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
    """The texts' own language, where it is another than the feed's."""
    for child in element:
        if child.tag in ("title", "summary", "content"):
            child.set("{http://www.w3.org/XML/1998/namespace}lang", language)


def _add_source(element: etree._Element, entry: Entry, site: Site) -> None:
    """Where the entry comes from. Nobody is its author where the page names nobody."""
    source = etree.SubElement(element, "source")
    etree.SubElement(source, "id").text = uuid5(_SOURCES, entry.source.slug).urn
    etree.SubElement(source, "title").text = entry.source.name
    etree.SubElement(source, "updated").text = entry.updated.isoformat()
    feed = site.feed(f"source/{entry.source.slug}", SUFFIX) if entry.source.slug else None
    if feed:
        add_link(source, "link", "self", feed, MEDIA_TYPE)
    if entry.source.home:
        add_link(source, "link", "alternate", entry.source.home, "text/html")
