"""Finding the dates of a text, and deciding whether a line tells one."""

import re
from collections.abc import Iterator
from datetime import date, datetime

from vietnamese.dates import grammar
from vietnamese.dates.build import FIRST_YEAR, Reading, is_future, read_full, role_of
from vietnamese.dates.fallback import read_foreign
from vietnamese.dates.normal import has_wide, plain_digits, readable, span_in
from vietnamese.dates.relative import read_ago, read_named, read_no_year
from vietnamese.dates.values import DateRole, ParsedDate, in_vietnam

_DIGIT = re.compile("[0-9]")
_START = re.compile(r"(?<![^\W\d_])[^\W\d_]|(?<![0-9])[0-9]")
_WINDOW = 70  # characters before a date in which its label, weekday and time are looked for
_MANY = 12  # a line with so many dates tells none
_WHOLE = re.compile("(never)?")


class _Text:
    """A text in the form that the rules read, with the way back."""

    __slots__ = ("direct", "given", "low")

    def __init__(self, given: str) -> None:
        self.given = given
        self.low, self.direct = readable(given)
        if not self.low.isascii() and has_wide(self.low):
            self.low = plain_digits(self.low)

    def result(
        self, match: re.Match[str], reading: Reading, start: int, end: int, role: DateRole | None = None
    ) -> ParsedDate:
        label_span = match.span(1)
        label = ""
        if self.direct:
            raw = self.given[start:end]
            if label_span[0] >= 0:
                label = self.given[label_span[0] : label_span[1]]
        else:
            if label_span[0] >= 0:
                first, last = span_in(self.given, len(self.low), *label_span)
                label = self.given[first:last]
            start, end = span_in(self.given, len(self.low), start, end)
            raw = self.given[start:end]
        if role is None:
            role = role_of(match[1]) if label else ""
        return ParsedDate(
            reading.value, reading.precision, raw, reading.rule, label, role, reading.warnings, start, end
        )


def parse_date(
    text: str, at: datetime | None = None, *, not_after: datetime | None = None
) -> ParsedDate | None:
    """The one date that a label, a line or an attribute tells; None where it tells none or more than one.

    ``at`` is the time of reading (naive: +07:00); without it relative forms and dates without a year are
    None. A date more than a day after ``not_after`` (by default ``at``) is refused; with neither, no date
    is too late. Also refused (design: Rules of dates): impossible days, before 1990, months, years and
    times alone, ranges, lunar months, numbers of documents and telephones, citations of documents, licence
    and copyright lines. Never raises.
    """
    source = _Text(text)
    low = source.low
    now = in_vietnam(at) if at is not None else None
    last = in_vietnam(not_after) if not_after is not None else now
    if _DIGIT.search(low) is None:
        return _named(source, now)
    match = grammar.FULL.match(low)
    if match is not None and (match.end() == len(low) or grammar.TRAIL.match(low, match.end())):
        reading = read_full(match)
        if reading is None or not _in_range(reading, last):
            return None
        return source.result(match, reading, match.start(grammar.RAW), match.end())
    found = _one_of(source, last)
    if found is not None:
        return found if found.rule else None
    return _without_year(source, now, last)


def find_dates(text: str, at: datetime | None = None) -> tuple[ParsedDate, ...]:
    """Every complete date (with its year) in running text, in order, from 1900 to 2100.

    With ``at``, dates more than a day later are left out. A date behind a document's number has role
    "issued". Dates without a year, relative forms and ends of ranges without a year are not found.
    """
    source = _Text(text)
    now = in_vietnam(at) if at is not None else None
    found: list[ParsedDate] = []
    for match in _candidates(source.low):
        reading = read_full(match)
        if reading is None or (reading.short and not reading.slashed):
            continue
        year = reading.value.year
        if not 1900 <= year <= 2100 or (now is not None and is_future(reading.value, now)):
            continue
        start = match.start(grammar.RAW)
        cited = match[1] is None and grammar.CITED.search(source.low, max(0, start - 60), start)
        found.append(source.result(match, reading, start, match.end(), "issued" if cited else None))
    return tuple(found)


def _in_range(reading: Reading, last: datetime | None) -> bool:
    return reading.value.year >= FIRST_YEAR and (last is None or not is_future(reading.value, last))


def _candidates(low: str) -> Iterator[re.Match[str]]:
    """Matches of ``grammar.FULL`` with everything that belongs to each date, from left to right."""
    done = 0
    position = 0
    while (core := grammar.CORE.search(low, position)) is not None:
        match = _widest(low, core.start(), max(done, core.start() - _WINDOW))
        if match is None:
            position = core.start() + 1
            continue
        yield match
        done = position = match.end()


def _widest(low: str, core: int, first: int) -> re.Match[str] | None:
    """The match that starts farthest left and whose date holds the position ``core``."""
    for start in _START.finditer(low, first, core + 1):
        match = grammar.FULL.match(low, start.start())
        if match is not None and match.start(grammar.DATE) <= core < match.end(grammar.DATE_END):
            return match
    return None


_NONE = ParsedDate(date.min, "day", "", "", "", "", (), 0, 0)


def _one_of(source: _Text, last: datetime | None) -> ParsedDate | None:
    """The one date in a line that holds other things too; ``_NONE`` where the line must be refused."""
    low = source.low
    kept: list[ParsedDate] = []
    seen = False
    for count, match in enumerate(_candidates(low)):
        seen = True
        if count == 0 and grammar.LICENCE.search(low):
            return _NONE
        if count >= _MANY:
            return _NONE
        start, end = match.start(grammar.RAW), match.end()
        reading = read_full(match)
        if reading is None or reading.rule == "spaced" or (reading.short and not reading.slashed):
            continue
        if not _in_range(reading, last) or grammar.LUNAR.match(low, end):
            continue
        if match[1] is None:
            left = low[max(0, start - 200) : start]
            if _is_range(left, low, end):
                return _NONE
            if grammar.CITED.search(left) or grammar.PHONE.search(left):
                continue
        role: DateRole | None = "clock" if match[1] is None and grammar.CLOCK.match(low) else None
        kept.append(source.result(match, reading, start, end, role))
    if not seen:
        return None
    return _decide(kept)


def _is_range(left: str, low: str, end: int) -> bool:
    return bool(grammar.RANGE_LEFT.search(left) or grammar.RANGE_RIGHT.match(low, end))


def _decide(kept: list[ParsedDate]) -> ParsedDate:
    """One day, however often told; of several, the published one, else the one without a label."""
    for roles in (None, ("published",), ("published", "")):
        some = [one for one in kept if roles is None or one.role in roles]
        if len({one.day for one in some}) == 1:
            return max(some, key=lambda one: (one.role == "published", one.precision != "day"))
    return _NONE


def _without_year(source: _Text, now: datetime | None, last: datetime | None) -> ParsedDate | None:
    low = source.low
    if now is not None:
        match = grammar.NO_YEAR.match(low) if len(low) < 120 else None
        if match is not None:
            reading = read_no_year(match, now)
            if reading is None:
                return None
            return source.result(match, reading, match.start(grammar.RAW), _end(match))
        found = _relative(source, now)
        if found is not None:
            return found
    if grammar.LUNAR_WORD.search(low) or grammar.LICENCE.search(low):
        return None
    reading = read_foreign(low)
    if reading is None or not _in_range(reading, last):
        return None
    whole = _WHOLE.match(low)
    assert whole is not None
    return source.result(whole, reading, 0, len(low))


def _end(match: re.Match[str]) -> int:
    """Where the date ends, without the signs behind it."""
    text = match.group()
    return match.start() + len(text.rstrip(' ,.;:|-–—•·]"”'))


def _relative(source: _Text, now: datetime) -> ParsedDate | None:
    low = source.low
    if len(low) > 200:
        return None
    if "tr" in low or "ago" in low or "c" in low:
        matches = list(grammar.AGO.finditer(low))
        readings = [(match, read_ago(match, now)) for match in matches]
        known = [(match, reading) for match, reading in readings if reading is not None]
        if len(known) == 1:
            match, reading = known[0]
            return source.result(match, reading, match.start(2), match.end(10))
    return _named(source, now)


def _named(source: _Text, now: datetime | None) -> ParsedDate | None:
    if now is None or len(source.low) > 80:
        return None
    match = grammar.NAMED.match(source.low)
    if match is not None:
        reading = read_named(match, now)
        if reading is not None:
            return source.result(match, reading, match.start(2), match.start(18))
    if " tr" in source.low:
        ago = grammar.AGO.match(source.low)
        reading = read_ago(ago, now) if ago is not None else None
        if ago is not None and reading is not None:
            return source.result(ago, reading, ago.start(2), ago.end(10))
    return None
