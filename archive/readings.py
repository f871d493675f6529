"""How often articles are opened, in time: pure functions over what pages said when they were read."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Final

WEEK: Final = timedelta(days=7)
# Less than this tells of no rate: a morning is not a day.
_LEAST: Final = timedelta(hours=12)


@dataclass(frozen=True, slots=True)
class Seen:
    """A count as a page said it at ``at`` (aware); ``fetches`` is how often we had fetched that page by then,
    each of which may stand in the count."""

    at: datetime
    value: int
    fetches: int = 0


@dataclass(frozen=True, slots=True)
class Velocity:
    """``readers`` came in the time from ``since`` to ``until``: ``a_day`` on average."""

    readers: int
    since: datetime
    until: datetime

    @property
    def a_day(self) -> float:
        return self.readers / ((self.until - self.since) / timedelta(days=1))


def gained(course: Sequence[Seen]) -> int:
    """How many readers came along ``course`` (oldest first), without our own visits.

    A counter that was set back counts on from where it stands then: what came before its next reading is not
    known.
    """
    return sum(_between(before, after) for before, after in pairwise(course))


def resets(course: Sequence[Seen]) -> list[Seen]:
    """The readings at which the counter stood lower than before: the source set it back."""
    return [after for before, after in pairwise(course) if after.value < before.value]


def velocity(
    course: Sequence[Seen], at: datetime, *, published_at: datetime | None = None, window: timedelta = WEEK
) -> Velocity | None:
    """How fast an article was read in the ``window`` before ``at``, from its readings, oldest first.

    It counts from the last reading before the window, from nothing at its publication where that is within,
    else from the first reading within. None where that is less than half a day, or nothing was read within.
    """
    part = since(course, at - window, published_at)
    part = [each for each in part if each.at <= at]
    if len(part) < 2 or part[-1].at <= at - window or part[-1].at - part[0].at < _LEAST:
        return None
    return Velocity(gained(part), part[0].at, part[-1].at)


def since(course: Iterable[Seen], start: datetime, published_at: datetime | None) -> list[Seen]:
    """The readings after ``start`` and, before them, what they count from, if that is known."""
    before: Seen | None = None
    after: list[Seen] = []
    for each in course:
        if each.at <= start:
            before = each
        else:
            after.append(each)
    if before is None and published_at is not None and after and start < published_at <= after[0].at:
        before = Seen(published_at, 0)
    return [before, *after] if before is not None else after


def _between(before: Seen, after: Seen) -> int:
    if after.value < before.value:
        return 0
    return max(0, (after.value - before.value) - (after.fetches - before.fetches))
