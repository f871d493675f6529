"""What was taken back: an entry that readers have already, and that their programs are to forget (RFC 6721).

Only Atom can say so; out of the other formats it goes without a word.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from xml.sax.saxutils import quoteattr

from feeds import select

if TYPE_CHECKING:
    from archive.queries import Retracted

NAMESPACE = "http://purl.org/atompub/tombstones/1.0"


@dataclass(frozen=True, slots=True)
class Grave:
    """The name that the entry had in every feed, and when it was taken back (aware)."""

    guid: str
    at: datetime


def graves(retracted: Iterable["Retracted"], topics: Mapping[int, list[str]]) -> dict[str, list[Grave]]:
    """The tombstones of each page, by its place under ``feeds`` without an ending.

    An article's stand in its feeds, in each the newest ``select.ENTRIES`` (``retracted`` comes so ordered),
    and in the archive pages of its month.
    """
    found: dict[str, list[Grave]] = {}
    for each in retracted:
        grave = Grave(each.guid.urn, each.at)
        for name in select.names_of(each.placed, topics):
            here = found.setdefault(name, [])
            if len(here) < select.ENTRIES:
                here.append(grave)
            found.setdefault(f"{name}/{select.month_of(each.placed)}", []).append(grave)
    return found


def element(grave: Grave) -> bytes:
    """The tombstone as it stands in an Atom feed."""
    when = grave.at.isoformat()
    return (
        f'<at:deleted-entry xmlns:at="{NAMESPACE}" ref={quoteattr(grave.guid)} when={quoteattr(when)}/>'
    ).encode()
