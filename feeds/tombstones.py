"""Tombstones of retracted articles, so that feed readers drop an entry that they already have.

Atom has an element for it (RFC 6721). RSS and JSON Feed have none: there the entry is repeated under its guid
without its title, text and link.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from xml.sax.saxutils import quoteattr

from feeds import feed_catalogue
from feeds.entry import Credit, Entry
from feeds.model import Site

if TYPE_CHECKING:
    from archive.queries import Withdrawn

NAMESPACE = "http://purl.org/atompub/tombstones/1.0"
# How long a feed keeps a tombstone.
RETENTION = timedelta(days=30)
WITHDRAWN_TITLE = "Đã rút"


@dataclass(frozen=True, slots=True)
class Tombstone:
    """``guid`` of the retracted entry and when it was retracted (aware). ``had``: whether any reader can have
    received it; ``published`` is the entry's publication time."""

    guid: str
    at: datetime
    had: bool = True
    published: datetime | None = None


def tombstones_by_page(
    withdrawn: Iterable["Withdrawn"], topics: Mapping[int, list[str]]
) -> dict[str, list[Tombstone]]:
    """The tombstones of each page by its path under ``feeds`` without suffix, newest first.

    ``withdrawn`` is newest first. A feed keeps the newest ``feed_catalogue.LIST_LENGTH`` and all of the last
    night; the archive page of the article's month keeps all.
    """
    tombstones: dict[str, list[Tombstone]] = {}
    for article in withdrawn:
        tombstone = tombstone_of(article)
        for name in feed_catalogue.feed_names_of(article.placed, topics):
            here = tombstones.setdefault(name, [])
            if len(here) < feed_catalogue.LIST_LENGTH or article.at > here[0].at - feed_catalogue.NIGHT:
                here.append(tombstone)
            tombstones.setdefault(f"{name}/{feed_catalogue.month_of(article.placed)}", []).append(tombstone)
    return tombstones


def tombstone_of(withdrawn: "Withdrawn") -> Tombstone:
    """The tombstone of a retracted article."""
    return Tombstone(
        withdrawn.guid.urn, withdrawn.at, withdrawn.placed.entered_at is not None, withdrawn.published_at
    )


def emptied_entry(tombstone: Tombstone, site: Site) -> Entry:
    """The emptied entry of RSS and JSON Feed: it keeps no title, text or link of the article."""
    return Entry(
        guid=tombstone.guid,
        url=f"{site.root}/",
        title=WITHDRAWN_TITLE,
        summary=f"{WITHDRAWN_TITLE}.",
        content=f"<p>{WITHDRAWN_TITLE}.</p>",
        people=(),
        published=tombstone.published,
        first_seen_at=tombstone.at,
        updated=tombstone.at,
        sort_at=tombstone.at,
        categories=(),
        source=Credit("", "", None),
        entered=tombstone.at,
        withdrawn=True,
    )


def deleted_entry_element(tombstone: Tombstone) -> bytes:
    """The tombstone for an Atom feed, which must declare ``NAMESPACE`` with the prefix ``at``."""
    ref, when = quoteattr(tombstone.guid), quoteattr(tombstone.at.isoformat())
    return f"<at:deleted-entry ref={ref} when={when}/>".encode()
