"""What an order that follows the dates tells of the articles in it that print none. Pure.

A list sorted newest first, or numbers that grow with time, put an undated article between two dated ones.
No order is believed: how often it holds is tried on the dated articles, each as if it had no date, and the
bounds are as wide as that demands (conformal prediction). Where an order does not follow the dates they
become wide, or are not given; a few articles out of order (pinned, published again) spoil only their
neighbourhood.
"""

import math
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise
from typing import Final, NamedTuple

from items.bounds import CLOSE

# So few different days prove an order only where all of them are in it: of six, one chance in 720.
PERFECT: Final = 6
# Below this, of a kind of neighbourhood nothing is known.
LEAST: Final = 30
# The share that may lie outside: in calm neighbourhoods, where most bounds come from; in others; of all.
CALM_MISSES: Final = 0.017
OTHER_MISSES: Final = 0.005
MISSES: Final = 0.02
# In a calm neighbourhood so many dated articles on each side are in order, and so many days at most lie
# between the two neighbours. How many pairs may be out of order a little further around is learned.
_AROUND: Final = 3
_CLOSE: Final = 60
_FURTHER: Final = 8
_WRONG: Final = (1, 2, 2 * _FURTHER)
# Elsewhere the nearest on each side bound the day together. Bounds wider than this say nothing.
_NEAR: Final = 3
# Of few articles the farthest one that was seen is not the farthest there is.
_BEYOND: Final = 1.15
WIDEST: Final = 3 * 366


class Span(NamedTuple):
    """Days (ordinals), both included; None where a side is not known. ``below`` and ``above`` are the places
    of the nearest dated articles in the sequence."""

    first: int | None
    last: int | None
    below: int | None
    above: int | None


@dataclass(frozen=True, slots=True)
class Learned:
    """``spans`` by place in the sequence: bounds of what has no day; ``tried`` the bounds that the same rules
    give of what has one, from the others. ``width`` is the median width of these, infinite where there are
    none for half of them."""

    spans: dict[int, Span]
    tried: dict[int, Span]
    width: float = math.inf


def learn(days: Sequence[int | None]) -> Learned:
    """``days`` in the order of the sequence, oldest first; None for what prints no date."""
    places = [place for place, day in enumerate(days) if day is not None]
    known = [day for day in days if day is not None]
    if len(known) < PERFECT:
        return Learned({}, {})
    row = _Row(known, places, [0, *accumulate(one > other for one, other in pairwise(known))])
    rule = max((_rule(row, wrong) for wrong in _WRONG), key=lambda rule: rule.close)
    tried = {
        places[index]: found
        for index in range(len(known))
        if (found := _bounds(row, rule, index, index + 1)) is not None
    }
    spans = {}
    for place, day in enumerate(days):
        if day is None:
            at = bisect_left(places, place)
            if (found := _bounds(row, rule, at, at)) is not None:
                spans[place] = found
    return Learned(spans, tried, rule.width)


def may_be_believed(tried: Iterable[tuple[int, int | None, int | None]]) -> bool:
    """Whether enough days (day, first, last) lie within bounds that were made without them."""
    number = outside = 0
    for day, first, last in tried:
        number += 1
        outside += (first is not None and day < first) or (last is not None and day > last)
    return number > 0 and outside <= int(MISSES * (number + 1))


@dataclass(frozen=True, slots=True)
class _Row:
    """The dated articles in their order: days, places, and how many pairs up to each are out of order."""

    days: Sequence[int]
    places: Sequence[int]
    wrong: Sequence[int]


@dataclass(frozen=True, slots=True)
class _Around:
    """A neighbourhood: whether it is calm, and the days between its nearest dated articles; None for the side
    on which there are none."""

    calm: bool
    first: int | None
    last: int | None


@dataclass(frozen=True, slots=True)
class _Rule:
    """``wrong``: how many pairs around a calm place may be out of order. ``slack`` by calmness: how many days
    bounds are widened; None where too few are known. ``width`` is the median of the bounds that it gives,
    ``close`` how many of them are close enough to say when (``items.bounds.CLOSE``)."""

    wrong: int
    slack: dict[bool, int | None]
    width: float = 0
    close: int = 0


def _rule(row: _Row, wrong: int) -> _Rule:
    """The narrowest slack with which enough of the dated articles lie within their bounds."""
    slack: dict[bool, int | None] = {True: 0, False: 0}
    if row.wrong[-1] or len(set(row.days)) < PERFECT:
        outside: dict[bool, list[int]] = {True: [], False: []}
        for index, day in enumerate(row.days):
            around = _around(row, index, index + 1, wrong)
            if around is not None and around.first is not None and around.last is not None:
                outside[around.calm].append(max(0, around.first - day, day - around.last))
        for calm, misses in ((True, CALM_MISSES), (False, OTHER_MISSES)):
            distances = sorted(outside[calm], reverse=True)
            may_miss = int(misses * (len(distances) + 1))
            if len(distances) < LEAST:
                slack[calm] = None
            else:
                slack[calm] = distances[may_miss] if may_miss else int(_BEYOND * distances[0])
    rule = _Rule(wrong, slack)
    widths = sorted(_width(_bounds(row, rule, index, index + 1)) for index in range(len(row.days)))
    return replace(rule, width=widths[len(widths) // 2], close=sum(width <= CLOSE for width in widths))


def _around(row: _Row, end: int, begin: int, most: int) -> _Around | None:
    """The neighbourhood between ``row.days[:end]`` and ``row.days[begin:]``; at an end of the sequence only a
    calm one bounds a day, and on one side."""
    days, wrong = row.days, row.wrong
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
            _Around(True, below[-1] if below else None, above[0] if above else None)
            if calm and whole
            else None
        )
    if calm and above[0] - below[-1] <= _CLOSE:
        return _Around(True, below[-1], above[0])
    if ordered:
        return _Around(False, below[-1], above[0])
    near = [*days[max(0, end - _NEAR) : end], *days[begin : begin + _NEAR]]
    return _Around(False, min(near), max(near))


def _bounds(row: _Row, rule: _Rule, end: int, begin: int) -> Span | None:
    around = _around(row, end, begin, rule.wrong)
    slack = rule.slack[around.calm] if around is not None else None
    if around is None or slack is None:
        return None
    found = Span(
        None if around.first is None else around.first - slack,
        None if around.last is None else around.last + slack,
        row.places[end - 1] if end else None,
        row.places[begin] if begin < len(row.places) else None,
    )
    return found if _width(found) <= WIDEST or found.first is None or found.last is None else None


def _width(span: Span | None) -> float:
    return math.inf if span is None or span.first is None or span.last is None else span.last - span.first
