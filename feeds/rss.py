"""RSS 2.0 with full content, Dublin Core for people, Media RSS for pictures and files.

Captions stand in the content alone: some programs take a title of Media RSS, wherever it stands, for the
entry's own, and whoever is credited there for a photographer.
"""

import html
from collections.abc import Sequence
from datetime import datetime

from feedgen.entry import FeedEntry
from lxml import etree

from feeds.entry import Entry
from feeds.generator import NAMESPACES, add_text, channel_of, roots, serialize_fragment, splice_items
from feeds.media import Media
from feeds.model import Channel, Site

SUFFIX = "rss"
MEDIA_TYPE = "application/rss+xml"
_MEDIA_CONTENT = f"{{{NAMESPACES['media']}}}content"


def item(entry: Entry, site: Site) -> bytes:
    """The entry as it stands in every feed of this site. Raises ValueError, TypeError."""
    told = FeedEntry()
    told.guid(entry.guid, permalink=False)
    told.title(entry.title)
    told.link(href=entry.url)
    # Readers take a description for HTML; the content goes escaped, so no ``]]>`` can end anything.
    told.description(html.escape(entry.summary or entry.title, quote=False))
    told.content(entry.content)
    for category in entry.categories:
        told.category(term=category.slug, scheme=category.kind, label=category.label)
    if entry.published:
        told.published(entry.published)
    # RSS knows one enclosure; all of them stand as Media RSS.
    enclosed = next((each for each in entry.media if each.type), None)
    if enclosed:
        told.enclosure(enclosed.url, str(enclosed.length), enclosed.type)
    feed = site.feed(f"source/{entry.source.slug}", SUFFIX) if entry.source.slug else None
    address = feed or entry.source.home
    if address:
        told.source(url=address, title=entry.source.name)
    element = told.rss_entry()
    for name in entry.creators:
        add_text(element, "dc", "creator", name)
    for name in entry.contributors:
        add_text(element, "dc", "contributor", name)
    if entry.rights:
        add_text(element, "dc", "rights", entry.rights)
    if entry.language:
        add_text(element, "dc", "language", entry.language)
    for each in entry.media:
        _add_media(element, each)
    return serialize_fragment(element, roots.rss)


def document(channel: Channel, items: Sequence[bytes], updated: datetime | None) -> bytes:
    """The feed as UTF-8, in the order given; the same values give the same bytes. ``updated`` is the newest
    change of an entry, None where there is no entry."""
    feed = channel_of(channel, SUFFIX, MEDIA_TYPE, updated)
    return splice_items(feed.rss_str(), items, b"</channel>")


def _add_media(parent: etree._Element, each: Media) -> None:
    attributes = {"url": each.url, "medium": "image" if each.kind == "image" else "document"}
    if each.type:
        attributes["type"] = each.type
    if each.length:
        attributes["fileSize"] = str(each.length)
    content = etree.SubElement(parent, _MEDIA_CONTENT, attributes)
    if each.credit:
        add_text(content, "media", "credit", each.credit)
