"""What stories come of pairs, and who was first: pure, whatever the order in which articles came."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from uuid import UUID

from vietnamese.zone import VIETNAM

# The day in Việt Nam, 0 where the page tells the time of day else 1, the moment, when first seen, the guid.
First = tuple[str, int, datetime, datetime, UUID]


def components(pairs: Iterable[tuple[int, int]]) -> list[list[int]]:
    """The groups that hang together by pairs, each sorted, in the order of their smallest members."""
    parents: dict[int, int] = {}

    def root(number: int) -> int:
        while (parent := parents.setdefault(number, number)) != number:
            parents[number] = parents[parent]
            number = parent
        return number

    for one, other in pairs:
        low, high = sorted((root(one), root(other)))
        parents[high] = low
    groups: dict[int, list[int]] = {}
    for number in sorted(parents):
        groups.setdefault(root(number), []).append(number)
    return [groups[number] for number in sorted(groups)]


def first_key(
    published: Mapping[str, str] | None, published_at: datetime | None, first_seen_at: datetime, guid: UUID
) -> First:
    """By what the members of a story are sorted: who published first, then whom we saw first.

    A page that tells a day only may have come at any time of it: it stands behind those of that day that tell
    the time, as does one that tells nothing and was first seen on that day. The guid decides between equals.
    """
    at = published_at or first_seen_at
    timed = published is not None and published_at is not None and published["precision"] != "day"
    return (at.astimezone(VIETNAM).date().isoformat(), 0 if timed else 1, at, first_seen_at, guid)
