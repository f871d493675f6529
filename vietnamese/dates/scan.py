"""Finding the dates of a text, and deciding whether a line tells one."""

import re
from collections.abc import Iterator
from datetime import date, datetime
from functools import lru_cache
from typing import Literal, NamedTuple

from vietnamese.dates import grammar, refusals
from vietnamese.dates.build import FIRST_YEAR, TWO_TIMES, Reading, is_future, read_full
from vietnamese.dates.fallback import read_foreign
from vietnamese.dates.relative import ago, may_be_ago, may_be_named, named, read_ago, read_named, read_no_year
from vietnamese.dates.source import Source
from vietnamese.dates.values import DateRole, ParsedDate
from vietnamese.zone import in_vietnam

# Where a label, weekday, month or time may start: a digit, or a word that opens as one of theirs does.
_START = re.compile(
    r"(?<![0-9])[0-9]|(?<![^\W\d_])(?:[đd][ăaượuã]|xu|ph|g[iửưu]|t[hạaiue2-7. ]|c[ậâahủúuôoó.n]|ng|b[ảaàâ]"
    r"|l[ầâaú]|m[ớoơa]|kh|v[iàăa]|h[ạaôoi]|k[ýy]|s[ửưuae]|p[ou]|up|cr|[wfjno]|ap|au|de)"
)
_WHOLE = re.compile("(never)?")
_WINDOW = 70  # characters before a date in which its label, weekday and time are looked for
_CITATION = 90  # characters between a document's number and its date
_MANY = 12  # a line with so many dates tells none
_LONGEST_REMEMBERED = 200
_LONGEST_LABELLED = 100  # characters of a text that is nothing but a date without a year


class _Said(NamedTuple):
    """One date with a year in a line: ``value`` decides whether it is too late, ``told`` is what it tells."""

    value: datetime | date
    told: ParsedDate
    fate: Literal["kept", "left out", "stray", "bars the line"]


def read_line(text: str, at: datetime | None = None, last: datetime | None = None) -> ParsedDate | None:
    """``parse_date`` by the general rules; a date more than a day after ``last`` is refused."""
    said = _remembered(text) if len(text) <= _LONGEST_REMEMBERED else _say(text)
    if said is None:
        return _incomplete(Source(text), at, last)
    kept: list[ParsedDate] = []
    strays = 0
    for value, found, fate in said:
        if fate == "stray" or is_future(value, last):
            strays += 1  # an anniversary or a plan: a second day beside whatever else the line tells
        elif fate == "bars the line":
            return None
        elif fate == "kept":
            kept.append(found)
    return _decide([one for one in kept if one.label] if strays else kept)


def read_relative(text: str, at: datetime) -> ParsedDate | None:
    """The date of a text without digits: "Hôm qua", "một giờ trước"."""
    return _relative(Source(text), at)


def find_dates(text: str, at: datetime | None = None) -> tuple[ParsedDate, ...]:
    """Every complete date (with its year) in running text, in order, from 1900 to 2100.

    With ``at``, dates more than a day later are left out. A date behind a document's number has role
    "issued". Dates without a year, relative forms and ends of ranges without a year are not found.
    """
    source = Source(text)
    found: list[ParsedDate] = []
    done = 0
    for match in _candidates(source.low):
        start, before = match.start(grammar.RAW), done
        done = match.end()
        reading = read_full(match)
        if reading is None or reading.short or not 1900 <= reading.value.year <= 2100:
            continue
        if is_future(reading.value, at):
            continue
        left = source.low[max(before, start - _CITATION) : start]
        cited = match[1] is None and refusals.CITED.search(left)
        found.append(source.result(match, reading, start, done, "issued" if cited else None))
    return tuple(found)


def _candidates(low: str, first: re.Match[str] | None = None) -> Iterator[re.Match[str]]:
    """Matches of ``grammar.full`` with everything that belongs to each date, from left to right; ``first``
    is the one at the start of the text, where it was tried already.
    """
    done = position = 0
    if first is not None:
        yield first
        done = position = first.end()
    while (core := grammar.CORE.search(low, position)) is not None:
        match = _widest(low, core.start(), max(done, core.start() - _WINDOW))
        if match is None:
            position = core.start() + 1
        else:
            yield match
            done = position = match.end()


def _widest(low: str, core: int, first: int) -> re.Match[str] | None:
    """The match that starts farthest left and whose date holds the position ``core``."""
    for start in _START.finditer(low, first, core + 1):
        match = grammar.full().match(low, start.start())
        if match is not None and match.start(grammar.DATE) <= core < match.end(grammar.DATE_END):
            return match
    return None


def _say(text: str) -> tuple[_Said, ...] | None:
    """The dates of a line, whenever it is read; None where the time of reading or another language tells."""
    source = Source(text)
    low = source.low
    if grammar.CORE.search(low) is None:
        return None if _may_be_incomplete(low) else ()
    first = grammar.full().match(low)
    if first is not None and (first.end() == len(low) or grammar.TRAIL.match(low, first.end())):
        reading = read_full(first)
        if reading is None or reading.value.year < FIRST_YEAR:
            return ()
        found = source.result(first, reading, first.start(grammar.RAW), first.end())
        return (_Said(reading.value, found, "kept"),)
    said: list[_Said] = []
    count = 0
    for match in _candidates(low, first):
        count += 1
        if count > _MANY or (count == 1 and refusals.LICENCE.search(low)):
            return ()
        reading = read_full(match)
        if reading is not None and reading.rule != "spaced" and (match[1] is not None or not reading.short):
            said.append(_judge(source, match, reading))
    return tuple(said) if count else None


def _judge(source: Source, match: re.Match[str], reading: Reading) -> _Said:
    """What the words around a date make of it."""
    low, value = source.low, reading.value
    start, end = match.start(grammar.RAW), match.end()
    fate: Literal["kept", "left out", "stray", "bars the line"] = "kept"
    role: DateRole | None = None
    if value.year < FIRST_YEAR:
        fate = "stray"
    elif refusals.LUNAR.match(low, end):
        fate = "left out"
    elif match[1] is None:
        left = low[max(0, start - 200) : start]
        if refusals.RANGE_LEFT.search(left) or refusals.RANGE_RIGHT.match(low, end):
            fate = "bars the line"
        elif refusals.CITED.search(left) or refusals.PHONE.search(left) or refusals.SECTION.search(left):
            fate = "left out"
        else:
            if isinstance(value, datetime) and refusals.TIME_LEFT.search(left):
                warnings = (*reading.warnings, TWO_TIMES)
                reading = reading._replace(value=value.date(), precision="day", warnings=warnings)
            if refusals.ADDRESS_LEFT.search(left) or refusals.ADDRESS_RIGHT.match(low, end):
                fate = "left out"
            elif refusals.CLOCK.match(low):
                role = "clock"
    return _Said(value, source.result(match, reading, start, end, role), fate)


# A site prints the dates beside its other headlines on every page.
_remembered = lru_cache(maxsize=4096)(_say)


def _decide(kept: list[ParsedDate]) -> ParsedDate | None:
    """One day, however often told; of several the published one, else the one without a label."""
    if len(kept) < 2:
        return kept[0] if kept else None
    for roles in (None, ("published",), ("published", "")):
        some = [one for one in kept if roles is None or one.role in roles]
        if len({one.day for one in some}) == 1:
            return max(some, key=lambda one: (one.role == "published", one.precision != "day"))
    return None


def _incomplete(source: Source, at: datetime | None, last: datetime | None) -> ParsedDate | None:
    """A date without a year, a relative form, or one in another language."""
    low = source.low
    if at is not None:
        short = len(low) <= _LONGEST_LABELLED and grammar.MAY_BE_NO_YEAR.search(low) is not None
        if short and (match := grammar.no_year().match(low)) is not None:
            reading = read_no_year(match, in_vietnam(at))
            end = match.end() - len(match["trail"])
            return source.result(match, reading, match.start(grammar.RAW), end) if reading else None
        found = _relative(source, at)
        if found is not None:
            return found
    reading = read_foreign(low)
    if reading is None or is_future(reading.value, last) or reading.value.year < FIRST_YEAR:
        return None
    whole = _WHOLE.match(low)
    assert whole is not None
    return source.result(whole, reading, 0, len(low))


def _may_be_incomplete(low: str) -> bool:
    return (
        (len(low) <= _LONGEST_LABELLED and grammar.MAY_BE_NO_YEAR.search(low) is not None)
        or may_be_ago(low)
        or may_be_named(low)
        or read_foreign(low) is not None
    )


def _relative(source: Source, at: datetime) -> ParsedDate | None:
    low = source.low
    if len(low) > 2 * _LONGEST_LABELLED:
        return None
    if may_be_ago(low):
        pairs = [(match, read_ago(match, in_vietnam(at))) for match in ago().finditer(low)]
        known = [(match, reading) for match, reading in pairs if reading is not None]
        if len(known) == 1:
            match, reading = known[0]
            return source.result(match, reading, match.start(2), match.end(10))
    if may_be_named(low) and (said := named().match(low)) is not None:
        day = read_named(said, in_vietnam(at))
        if day is not None:
            return source.result(said, day, said.start(2), said.start(18))
    return None
