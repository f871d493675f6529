"""Bounds for undated articles from an order that follows the dates of the others. Pure.

A listing sorted newest first, or numbers that grow with time, put an undated article between two dated ones.
No order is trusted: its bounds are tested on the dated articles, each as if it had no date, and made as wide
as that test demands (conformal prediction). For an order that does not follow the dates they become wide, or
there are none. A few articles out of order (pinned, published again) affect only their neighbourhood.
"""

import math
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise
from typing import Final, NamedTuple

from items.bounds import CLOSE

# So few different days prove an order only if all of them follow it: six do so by chance once in 720 times.
PERFECT: Final = 6
# With fewer samples of a kind of neighbourhood, it gives no bounds.
LEAST: Final = 30
# The share of days that may lie outside: in calm neighbourhoods, which give most bounds; in others; of all.
CALM_MISSES: Final = 0.017
OTHER_MISSES: Final = 0.005
MISSES: Final = 0.02
# In a calm neighbourhood, _AROUND dated articles on each side are in order, and at most _CLOSE days lie
# between the two neighbours. Among _FURTHER articles on each side some pairs may be out of order; how many is
# chosen from _WRONG.
_AROUND: Final = 3
_CLOSE: Final = 60
_FURTHER: Final = 8
_WRONG: Final = (1, 2, 2 * _FURTHER)
# Elsewhere, the _NEAR articles on each side bound the day together.
_NEAR: Final = 3
# Widens the largest error seen: in a small sample, larger ones have not been seen yet.
_BEYOND: Final = 1.15
# Wider bounds (days) are of no use.
WIDEST: Final = 3 * 366


class Span(NamedTuple):
    """Days (ordinals), both included; None for an unknown side.

    ``below`` and ``above`` are the places of the nearest dated articles in the sequence.
    """

    first: int | None
    last: int | None
    below: int | None
    above: int | None


@dataclass(frozen=True, slots=True)
class Learned:
    """The bounds that a sequence gives, by place in it.

    ``spans`` are those of undated articles. ``leave_one_out`` are those of dated ones, each from the other
    dated ones by the same rule. ``width`` is the median width of the latter in days, infinite if half of them
    have none.
    """

    spans: dict[int, Span]
    leave_one_out: dict[int, Span]
    width: float = math.inf


def learn(days: Sequence[int | None]) -> Learned:
    """The bounds of the undated articles (None) in a sequence of ``days`` (ordinals), oldest first."""
    places = [place for place, day in enumerate(days) if day is not None]
    known = [day for day in days if day is not None]
    if len(known) < PERFECT:
        return Learned({}, {})
    dated = _DatedArticles(known, places, [0, *accumulate(one > other for one, other in pairwise(known))])
    rule = max((_rule(dated, wrong) for wrong in _WRONG), key=lambda rule: rule.close)
    leave_one_out = {
        places[index]: span
        for index in range(len(known))
        if (span := _bounds(dated, rule, index, index + 1)) is not None
    }
    spans = {}
    for place, day in enumerate(days):
        if day is None:
            index = bisect_left(places, place)
            if (span := _bounds(dated, rule, index, index)) is not None:
                spans[place] = span
    return Learned(spans, leave_one_out, rule.width)


def covers_dates(predictions: Iterable[tuple[int, int | None, int | None]]) -> bool:
    """Whether enough days lie within their bounds; each prediction is (day, first, last).

    The bounds of a day must have been computed without it. False without predictions.
    """
    count = outside = 0
    for day, first, last in predictions:
        count += 1
        outside += (first is not None and day < first) or (last is not None and day > last)
    return count > 0 and outside <= int(MISSES * (count + 1))


@dataclass(frozen=True, slots=True)
class _DatedArticles:
    """The dated articles in their order: days, places, and how many pairs up to each are out of order."""

    days: Sequence[int]
    places: Sequence[int]
    wrong: Sequence[int]


@dataclass(frozen=True, slots=True)
class _Neighbourhood:
    """Whether it is calm, and the days that it allows; None for a side without dated articles."""

    calm: bool
    first: int | None
    last: int | None


@dataclass(frozen=True, slots=True)
class _Rule:
    """How bounds are computed in one sequence.

    ``wrong`` is how many pairs around a calm place may be out of order. ``slack`` says, for calm (True) and
    other places, by how many days bounds are widened; None if there are too few samples. ``width`` is the
    median width of its bounds in days. ``close`` counts those narrow enough to be shown
    (``items.bounds.CLOSE``).
    """

    wrong: int
    slack: dict[bool, int | None]
    width: float = 0
    close: int = 0


def _rule(dated: _DatedArticles, wrong: int) -> _Rule:
    """The rule with the least slack that lets enough of the dated articles lie within their bounds."""
    slack: dict[bool, int | None] = {True: 0, False: 0}
    if dated.wrong[-1] or len(set(dated.days)) < PERFECT:
        outside: dict[bool, list[int]] = {True: [], False: []}
        for index, day in enumerate(dated.days):
            near = _neighbourhood(dated, index, index + 1, wrong)
            if near is not None and near.first is not None and near.last is not None:
                outside[near.calm].append(max(0, near.first - day, day - near.last))
        for calm, misses in ((True, CALM_MISSES), (False, OTHER_MISSES)):
            distances = sorted(outside[calm], reverse=True)
            may_miss = int(misses * (len(distances) + 1))
            if len(distances) < LEAST:
                slack[calm] = None
            else:
                slack[calm] = distances[may_miss] if may_miss else int(_BEYOND * distances[0])
    rule = _Rule(wrong, slack)
    widths = sorted(_width(_bounds(dated, rule, index, index + 1)) for index in range(len(dated.days)))
    return replace(rule, width=widths[len(widths) // 2], close=sum(width <= CLOSE for width in widths))


def _neighbourhood(dated: _DatedArticles, end: int, begin: int, most: int) -> _Neighbourhood | None:
    """The neighbourhood between ``dated.days[:end]`` and ``dated.days[begin:]``; None if it gives no bounds.

    ``most`` is how many pairs around a calm place may be out of order. At an end of the sequence only a calm
    neighbourhood gives a bound, on one side.
    """
    days, wrong = dated.days, dated.wrong
    below, above = days[max(0, end - _AROUND) : end], days[begin : begin + _AROUND]
    ordered = all(one <= other for one, other in pairwise([*below, *above]))
    further = 0
    if below:
        further += wrong[end - 1] - wrong[max(0, end - 1 - _FURTHER)]
    if above:
        further += wrong[min(len(days) - 1, begin + _FURTHER)] - wrong[begin]
    calm = ordered and further <= most
    if not below or not above:
        whole = len(below) == _AROUND or len(above) == _AROUND
        return (
            _Neighbourhood(True, below[-1] if below else None, above[0] if above else None)
            if calm and whole
            else None
        )
    if calm and above[0] - below[-1] <= _CLOSE:
        return _Neighbourhood(True, below[-1], above[0])
    if ordered:
        return _Neighbourhood(False, below[-1], above[0])
    near = [*days[max(0, end - _NEAR) : end], *days[begin : begin + _NEAR]]
    return _Neighbourhood(False, min(near), max(near))


def _bounds(dated: _DatedArticles, rule: _Rule, end: int, begin: int) -> Span | None:
    neighbourhood = _neighbourhood(dated, end, begin, rule.wrong)
    slack = rule.slack[neighbourhood.calm] if neighbourhood is not None else None
    if neighbourhood is None or slack is None:
        return None
    span = Span(
        None if neighbourhood.first is None else neighbourhood.first - slack,
        None if neighbourhood.last is None else neighbourhood.last + slack,
        dated.places[end - 1] if end else None,
        dated.places[begin] if begin < len(dated.places) else None,
    )
    return span if _width(span) <= WIDEST or span.first is None or span.last is None else None


def _width(span: Span | None) -> float:
    return math.inf if span is None or span.first is None or span.last is None else span.last - span.first
