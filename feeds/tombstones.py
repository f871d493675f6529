"""What was taken back: an entry that readers have already, and that their programs are to forget.

Atom says so with a tombstone (RFC 6721). For RSS and JSON Feed there is no word that programs know: there the
entry comes once more by its own name, with nothing left of its title and text.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from xml.sax.saxutils import quoteattr

from feeds import select
from feeds.entry import Credit, Entry
from feeds.model import Site

if TYPE_CHECKING:
    from archive.queries import Withdrawn

NAMESPACE = "http://purl.org/atompub/tombstones/1.0"
# How long it is said.
DAYS = timedelta(days=30)
WORDS = "Đã rút"


@dataclass(frozen=True, slots=True)
class Grave:
    """The name that the entry had in every feed, and when it was taken back (aware). ``had`` says whether
    readers can have it; ``published`` is as the entry had it."""

    guid: str
    at: datetime
    had: bool = True
    published: datetime | None = None


def graves(withdrawn: Iterable["Withdrawn"], topics: Mapping[int, list[str]]) -> dict[str, list[Grave]]:
    """The tombstones of each page, by its place under ``feeds`` without an ending, the newest first.

    An article's stand in its feeds, in each the newest ``select.ENTRIES`` and all of the last night
    (``withdrawn`` comes so ordered), and in the archive pages of its month.
    """
    found: dict[str, list[Grave]] = {}
    for each in withdrawn:
        grave = grave_of(each)
        for name in select.names_of(each.placed, topics):
            here = found.setdefault(name, [])
            if len(here) < select.ENTRIES or each.at > here[0].at - select.NIGHT:
                here.append(grave)
            found.setdefault(f"{name}/{select.month_of(each.placed)}", []).append(grave)
    return found


def grave_of(each: "Withdrawn") -> Grave:
    """What is said of an article that was taken back."""
    return Grave(each.guid.urn, each.at, each.placed.entered_at is not None, each.published_at)


def entry(grave: Grave, site: Site) -> Entry:
    """What RSS and JSON Feed say in place of the entry: nothing of it is left, not even the way to it."""
    return Entry(
        guid=grave.guid,
        url=f"{site.root}/",
        title=WORDS,
        summary=f"{WORDS}.",
        content=f"<p>{WORDS}.</p>",
        people=(),
        published=grave.published,
        first_seen_at=grave.at,
        updated=grave.at,
        sort_at=grave.at,
        categories=(),
        source=Credit("", "", None),
        entered=grave.at,
        withdrawn=True,
    )


def element(grave: Grave) -> bytes:
    """The tombstone as it stands in an Atom feed, which declares its namespace as ``at``."""
    return f"<at:deleted-entry ref={quoteattr(grave.guid)} when={quoteattr(grave.at.isoformat())}/>".encode()
