"""RSS 2.0 with content:encoded, Dublin Core for people, Media RSS for images and files.

Captions are in the content only, because some readers show a media:title as the entry's title.
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
    """Render an entry for any feed of this site. Raises ValueError, TypeError."""
    feed_entry = FeedEntry()
    feed_entry.guid(entry.guid, permalink=False)
    feed_entry.title(entry.title)
    feed_entry.link(href=entry.url)
    # Readers parse a description as HTML. The content is escaped, so ``]]>`` does no harm.
    feed_entry.description(html.escape(entry.summary or entry.title, quote=False))
    feed_entry.content(entry.content)
    for category in entry.categories:
        feed_entry.category(term=category.slug, scheme=category.kind, label=category.label)
    if entry.published:
        feed_entry.published(entry.published)
    # RSS allows one enclosure; Media RSS has them all.
    enclosed = next((media for media in entry.media if media.type), None)
    if enclosed:
        feed_entry.enclosure(enclosed.url, str(enclosed.length), enclosed.type)
    feed = site.feed(f"source/{entry.source.slug}", SUFFIX) if entry.source.slug else None
    address = feed or entry.source.home
    if address:
        feed_entry.source(url=address, title=entry.source.name)
    element = feed_entry.rss_entry()
    for name in entry.creators:
        add_text(element, "dc", "creator", name)
    for name in entry.contributors:
        add_text(element, "dc", "contributor", name)
    if entry.rights:
        add_text(element, "dc", "rights", entry.rights)
    if entry.language:
        add_text(element, "dc", "language", entry.language)
    for media in entry.media:
        _add_media(element, media)
    return serialize_fragment(element, roots.rss)


def document(channel: Channel, items: Sequence[bytes], updated: datetime | None) -> bytes:
    """The feed as UTF-8, in the order given; the same values give the same bytes. ``updated`` is the newest
    change of an entry, None where there is no entry."""
    feed = channel_of(channel, SUFFIX, MEDIA_TYPE, updated)
    return splice_items(feed.rss_str(), items, b"</channel>")


def _add_media(parent: etree._Element, media: Media) -> None:
    attributes = {"url": media.url, "medium": "image" if media.kind == "image" else "document"}
    if media.type:
        attributes["type"] = media.type
    if media.length:
        attributes["fileSize"] = str(media.length)
    content = etree.SubElement(parent, _MEDIA_CONTENT, attributes)
    if media.credit:
        add_text(content, "media", "credit", media.credit)
