"""RSS 2.0 with full content. The only module that knows feedgen, whose traps are worked around here."""

import html
from collections.abc import Sequence
from dataclasses import dataclass

from feedgen.entry import FeedEntry
from feedgen.feed import FeedGenerator

from feeds.entry import Entry

GENERATOR = "tincongdoan"


@dataclass(frozen=True, slots=True)
class Channel:
    """A feed's own words. ``link`` is the page it belongs to, ``self_url`` its own address where that is
    known; ``feed_base`` is where the sources' feeds are found."""

    title: str
    description: str
    link: str
    self_url: str | None = None
    feed_base: str | None = None


@dataclass(frozen=True, slots=True)
class LeftOut:
    """An entry that is not in the feed, and why."""

    guid: str
    reason: str


@dataclass(frozen=True, slots=True)
class Rendered:
    data: bytes
    left_out: tuple[LeftOut, ...] = ()


def render(channel: Channel, entries: Sequence[Entry]) -> Rendered:
    """The feed as UTF-8 bytes, in the order given; equal entries give equal bytes.

    An entry that cannot be written is left out and named; the others stand.
    """
    feed = FeedGenerator()
    feed.load_extension("dc", atom=False, rss=True)
    if channel.self_url:
        # The last link added becomes the channel's: its own address first, the page's after it.
        feed.link(href=channel.self_url, rel="self", type="application/rss+xml")
    feed.link(href=channel.link, rel="alternate")
    feed.title(channel.title)
    feed.description(channel.description)
    feed.language("vi")
    feed.generator(GENERATOR)
    written: list[Entry] = []
    left_out: list[LeftOut] = []
    for entry in entries:
        try:
            item = _item(entry, channel)
            item.rss_entry()  # lxml refuses what XML cannot say only when it is written.
        except (ValueError, TypeError, UnicodeError) as error:
            left_out.append(LeftOut(entry.guid, str(error)))
        else:
            feed.add_entry(item, order="append")
            written.append(entry)
    if written:
        feed.lastBuildDate(max(entry.changed_at for entry in written))
    else:
        # feedgen's default is now, and there is no way to take it back.
        feed._FeedGenerator__rss_lastBuildDate = None
    return Rendered(bytes(feed.rss_str()), tuple(left_out))


def _item(entry: Entry, channel: Channel) -> FeedEntry:
    item = FeedEntry()
    item.load_extension("dc", atom=False, rss=True)
    item.guid(entry.guid, permalink=False)
    item.title(entry.title)
    item.link(href=entry.url)
    # Readers take a description for HTML; the content goes escaped, so no ``]]>`` can end anything.
    item.description(html.escape(entry.summary or entry.title, quote=False))
    item.content(entry.content)
    if entry.creators:
        item.dc.dc_creator(list(entry.creators))
    if entry.contributors:
        item.dc.dc_contributor(list(entry.contributors))
    for category in entry.categories:
        item.category(term=category.slug, scheme=category.kind, label=category.name)
    if entry.published:
        item.published(entry.published)
    if channel.feed_base and entry.source.slug:
        item.source(url=f"{channel.feed_base}/source/{entry.source.slug}.rss", title=entry.source.name)
    elif entry.source.home:
        item.source(url=entry.source.home, title=entry.source.name)
    return item
