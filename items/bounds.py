"""Between which days a page was published that prints no date: evidence, and what it leaves together."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final, Literal

Side = Literal["earliest", "latest"]
BoundOrigin = Literal["first-seen", "clock", "neighbour", "number", "text", "document", "upload"]
# Bounds no further apart than this say when an article was published, as far as lists are concerned.
CLOSE: Final = 45
# A day without its year can be told where the others leave no more than this, for news are of days and weeks.
_YEAR_IS_SURE: Final = 180
_LONG_PAST: Final = timedelta(days=60)


@dataclass(frozen=True, slots=True)
class Bound:
    """One side: published not before, or not after, ``value``.

    ``value`` is a bare date (that whole day is within), or an aware datetime in +07:00; ``raw`` is what says
    so: as printed, or what is known of a neighbour.
    """

    side: Side
    value: datetime | date
    origin: BoundOrigin
    raw: str

    @property
    def day(self) -> date:
        return self.value.date() if isinstance(self.value, datetime) else self.value

    def to_record(self) -> dict[str, str]:
        return {"value": self.value.isoformat(), "from": self.origin, "raw": self.raw}


@dataclass(frozen=True, slots=True)
class Between:
    """The narrowest bounds that the evidence leaves; None where it says nothing of a side."""

    earliest: Bound | None = None
    latest: Bound | None = None

    @property
    def days(self) -> int | None:
        """How far apart they are; None where one is missing."""
        if self.earliest is None or self.latest is None:
            return None
        return (self.latest.day - self.earliest.day).days

    def to_record(self) -> dict[str, dict[str, str] | None]:
        return {
            "earliest": self.earliest.to_record() if self.earliest else None,
            "latest": self.latest.to_record() if self.latest else None,
        }


@dataclass(frozen=True, slots=True)
class Yearless:
    """A day that a text speaks of as past without its year: "Sáng ngày 25/6"."""

    month: int
    day: int
    raw: str


def with_years(days: Iterable[Yearless], known: Between) -> list[Bound]:
    """The days that get a year by what is known else: the last such day before the latest bound.

    Only where that lies less than half a year behind the earliest one; else it may be another year's. Pure.
    """
    if known.latest is None or known.days is None or known.days > _YEAR_IS_SURE:
        return []
    found = []
    for one in days:
        for year in (known.latest.day.year, known.latest.day.year - 1):
            try:
                day = date(year, one.month, one.day)
            except ValueError:
                continue
            if day <= known.latest.day:
                found.append(Bound("earliest", day, "text", one.raw))
                break
    return found


def recent_years(days: Iterable[Yearless], seen: date) -> list[Bound]:
    """The same for an article that appeared on the day ``seen`` in a source that was walked before. Pure."""
    around = Between(
        Bound("earliest", seen - _LONG_PAST, "first-seen", ""), Bound("latest", seen, "first-seen", "")
    )
    return [one for one in with_years(days, around) if one.day >= seen - _LONG_PAST]


def between(evidence: Iterable[Bound]) -> tuple[Between, tuple[str, ...]]:
    """The bounds, and a warning for each pair that contradicts itself: both are left out then. Pure.

    That somebody saw the page on a day is no inference: against it the other one alone is left out.
    """
    evidence = list(evidence)
    earliest = sorted((one for one in evidence if one.side == "earliest"), key=lambda one: one.day)
    latest = sorted((one for one in evidence if one.side == "latest"), key=_end, reverse=True)
    warnings = []
    while earliest and latest and earliest[-1].day > latest[-1].day:
        one, other = earliest.pop(), latest[-1]
        if other.origin != "first-seen":
            latest.pop()
        warnings.append(
            f"bounds contradict each other: not before {one.day} ({one.origin}: {one.raw}), "
            f"not after {other.day} ({other.origin}: {other.raw})"
        )
    return Between(earliest[-1] if earliest else None, latest[-1] if latest else None), tuple(warnings)


def _end(bound: Bound) -> tuple[date, str]:
    """By day; of two of one day the one with a time is the earlier one."""
    return bound.day, bound.value.isoformat() if not isinstance(bound.value, datetime) else ""
