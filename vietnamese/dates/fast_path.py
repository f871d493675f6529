"""A fast path for the commonest forms of a date that is a whole line.

Nearly every date of a page is in digits or like "ngày 3 tháng 9 năm 2024", with at most a label, a place, a
weekday, one time and the zone +07:00. One small expression matches those. All other texts are left to the
rules of ``scan``, which give the same results, more slowly.
"""

import re
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import NamedTuple

from vietnamese.dates import grammar
from vietnamese.dates.build import (
    CONTRADICTS,
    full_year,
    hour_by_marker,
    month_number,
    role_of,
    weekday_number,
)
from vietnamese.dates.normalized_text import normalize
from vietnamese.dates.scan import read_line
from vietnamese.dates.values import DateRole, ParsedDate, Precision
from vietnamese.zone import VIETNAM

_CLOCK = r"([0-9]{1,2})(?::([0-9]{2})(?::([0-9]{2}))?'?|(?:[hg]| giờ )([0-9]{2})(?: phút)?)(?![0-9:hg'])"
_MARKER = r"(?: ?(AM|PM|SA|CH|sáng|chiều|tối)(?![^\W_]))?"
_VIETNAM_ZONE = r"(?:,? ?[(\[]?(?:GMT|UTC) ?\+ ?0?7(?::?00)?(?![0-9:])[)\]]?)?"
_MONTH_WORD = "Một|Hai|Ba|Tư|Năm|Sáu|Bảy|Tám|Chín|Mười(?: Một| Hai| một| hai)?"
_COMMON_FORM = re.compile(
    # 1: the words before the date, with no digit but that of "Thứ 5"
    r"(\D{0,64}+(?:(?<=[ứưuTt. ])[2-7](?=[, |])\D{0,64}+)?)"
    # 2-6: hour, minute, second, minute, marker before the day
    rf"(?:{_CLOCK}{_MARKER}(?: ?[,|] ?| [\-–] | )(?:ngày )?)?"
    # 7-10: date in digits; 11-13: in words; 14-15: day and year after a month
    r"(?:([0-9]{1,2})( ?[/.\-] ?)([0-9]{1,2})\8([0-9]{4}|(?<=[0-9]/[0-9]{2}/)[0-9]{2}(?![0-9]))"
    rf"|([0-9]{{1,2}}) ([tT]háng (?:[0-9]{{1,2}}|{_MONTH_WORD}))(?:,? năm|,)? ([0-9]{{4}})"
    r"|([0-9]{1,2}), ([0-9]{4}))"
    # 16-20: as 2-6, after the day; 21: the end
    rf"(?:(?: lúc | ?[,|] ?| [\-–] | ){_CLOCK}{_MARKER})?{_VIETNAM_ZONE}"
    r"()[ ,.;)\]]*+$"
)
_ISO = re.compile(
    r"((?:19|20)[0-9]{2})-([0-9]{2})-([0-9]{2})"
    r"(?:[T ]([0-9]{2}):([0-9]{2})(?::([0-9]{2})(?:\.[0-9]{1,9})?)?(Z|\+07:?00)?)?$"
)
_PREFIX = re.compile(grammar.HEAD + r"(?:([^\W\d_][^0-9]*) )??$")
_WEEKDAY = re.compile(grammar.WEEKDAY)
_MONTH = re.compile(grammar.MONTH)
_SEVEN_HOURS = timedelta(hours=7)


class _DatePrefix(NamedTuple):
    """The words before the digits of a date: ``start`` of the date without its label, and their meaning."""

    start: int
    label: str
    role: DateRole
    weekday: int | None
    month: int | None


@lru_cache(maxsize=4096)
def _read_prefix(words: str, timed: bool) -> _DatePrefix | None:
    """The meaning of the words before a date, or None if it is uncertain.

    Cached, since a site prints the same words on every page. ``timed``: a time precedes the day.
    """
    low, direct = normalize(words + "0")  # the digit keeps the space before it
    if not direct:
        return None
    low = low[:-1]
    if low[-1:].isalnum():
        return None
    match = _PREFIX.match(low)
    if timed and match is not None and (match.end(grammar.RAW) < len(low) or match[12]):
        match = None  # "ngày 7h05": only the general rules decide what the word belongs to
    if match is not None and match[4] is None and (match[12] is None or _MONTH.fullmatch(match[12])):
        label = words[match.start(1) : match.end(1)] if match[1] is not None else ""
        weekday = match[3] or match[11]
        return _DatePrefix(
            match.start(grammar.RAW),
            label,
            role_of(match[1]) if label else "",
            weekday_number(weekday) if weekday else None,
            month_number(match[12]) if match[12] else None,
        )
    if _WEEKDAY.search(low):
        return None
    sample = f"{words}07:05 15/06/2020" if timed else f"{words}15/06/2020"
    parsed = read_line(sample)
    if parsed is None or parsed.end != len(sample) or (parsed.precision == "day") == timed:
        return None
    return _DatePrefix(parsed.start, parsed.label, parsed.role, None, None)


def parse_common(text: str) -> ParsedDate | None:
    """The date of a text in one of the commonest forms, whatever its year, else None."""
    match = _COMMON_FORM.match(text)
    if match is None:
        return _parse_iso(text)
    (
        words, h1, m1, s1, n1, marker1, day, _, month, year,
        word_day, word_month, word_year, last_day, last_year, h2, m2, s2, n2, marker2, _,
    ) = match.groups()  # fmt: skip
    prefix = _read_prefix(words, h1 is not None)
    if prefix is None:
        return None
    start, label, role, weekday, prefix_month = prefix
    if (prefix_month is None) != (last_day is None):
        return None
    hour, marker = h1, marker1
    if h2 is not None:
        if h1 is not None:
            return None
        hour, marker = h2, marker2
    value: date | datetime
    precision: Precision = "day"
    rule = "numeric"
    try:
        if day is not None:
            y, m, d = full_year(year), int(month), int(day)
        elif word_day is not None:
            rule, y, m, d = "words", int(word_year), month_number(word_month.lower()), int(word_day)
        else:
            assert prefix_month is not None
            rule, y, m, d = "month-first", int(last_year), prefix_month, int(last_day)
        if hour is None:
            value = date(y, m, d)
        else:
            minute, second = int(m1 or n1 or m2 or n2), int(s1 or s2 or 0)
            hours = int(hour) if marker is None else hour_by_marker(int(hour), marker.lower())
            if not (hours or minute or second):
                return None
            value = datetime(y, m, d, hours, minute, second, 0, VIETNAM)
            precision = "second" if s1 or s2 else "minute"
    except ValueError:
        return None
    warnings = () if weekday is None or weekday == value.weekday() else (CONTRADICTS,)
    end = match.start(21)
    return ParsedDate(value, precision, text[start:end], rule, label, role, warnings, start, end)


def _parse_iso(text: str) -> ParsedDate | None:
    """The date of an attribute in ISO 8601, in +07:00 or UTC, else None."""
    match = _ISO.match(text)
    if match is None:
        return None
    year, month, day, hour, minute, second, zone = match.groups()
    value: date | datetime
    precision: Precision = "day"
    try:
        if hour is None:
            value = date(int(year), int(month), int(day))
        else:
            value = datetime(
                int(year), int(month), int(day), int(hour), int(minute), int(second or 0), 0, VIETNAM
            )
            if not (value.hour or value.minute or value.second):
                return None
            if zone == "Z":
                value += _SEVEN_HOURS
                if not (value.hour or value.minute or value.second):
                    return None
            precision = "second" if second else "minute"
    except (ValueError, OverflowError):
        return None
    return ParsedDate(value, precision, text, "year-first", "", "", (), 0, len(text))
