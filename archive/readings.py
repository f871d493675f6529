"""How fast articles are read, from the view counts that their pages showed over time. Pure functions."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Final

WEEK: Final = timedelta(days=7)
# A shorter time gives no rate, since views vary over the day.
_SHORTEST: Final = timedelta(hours=12)


@dataclass(frozen=True, slots=True)
class Seen:
    """The view count on a page at ``at`` (aware).

    ``fetches`` is how often we had fetched the page by then; the site may have counted each of these.
    """

    at: datetime
    value: int
    fetches: int = 0


@dataclass(frozen=True, slots=True)
class Velocity:
    """``readers`` opened the article between ``since`` and ``until``, ``a_day`` on average."""

    readers: int
    since: datetime
    until: datetime

    @property
    def a_day(self) -> float:
        return self.readers / ((self.until - self.since) / timedelta(days=1))


def gained(course: Sequence[Seen]) -> int:
    """How many views were added over ``course`` (oldest first), without our own visits.

    Where a counter was reset, the views before the next reading are unknown and not counted.
    """
    return sum(_between(before, after) for before, after in pairwise(course))


def resets(course: Sequence[Seen]) -> list[Seen]:
    """The readings at which the count was lower than before, since the source had reset it."""
    return [after for before, after in pairwise(course) if after.value < before.value]


def velocity(
    course: Sequence[Seen], at: datetime, *, published_at: datetime | None = None, window: timedelta = WEEK
) -> Velocity | None:
    """How fast an article was read in the ``window`` before ``at``, from its readings, oldest first.

    Counts from the last reading before the window, else from zero at its publication if that is in the
    window, else from the first reading in it. None if that is less than half a day, or if there is no reading
    in the window.
    """
    part = since(course, at - window, published_at)
    part = [reading for reading in part if reading.at <= at]
    if len(part) < 2 or part[-1].at <= at - window or part[-1].at - part[0].at < _SHORTEST:
        return None
    return Velocity(gained(part), part[0].at, part[-1].at)


def since(course: Iterable[Seen], start: datetime, published_at: datetime | None) -> list[Seen]:
    """The readings after ``start``, preceded by the one from which to count, if there is one."""
    before: Seen | None = None
    after: list[Seen] = []
    for reading in course:
        if reading.at <= start:
            before = reading
        else:
            after.append(reading)
    if before is None and published_at is not None and after and start < published_at <= after[0].at:
        before = Seen(published_at, 0)
    return [before, *after] if before is not None else after


def _between(before: Seen, after: Seen) -> int:
    if after.value < before.value:
        return 0
    return max(0, (after.value - before.value) - (after.fetches - before.fetches))
