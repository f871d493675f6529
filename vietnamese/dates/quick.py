"""The commonest whole-line forms, straight from the printed text to a value.

Nearly every date of a page is digits or "ngày 3 tháng 9 năm 2024", with at most a label, a place, a weekday,
one time and the home zone beside it. One small expression takes those; whatever it does not match, or only
half understands, is left to the rules of ``scan``, which give the same answer to all that it takes.
"""

import re
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import NamedTuple

from vietnamese.dates import grammar
from vietnamese.dates.build import CONTRADICTS, by_marker, full_year, month_number, role_of, weekday_number
from vietnamese.dates.normal import readable
from vietnamese.dates.scan import read_line
from vietnamese.dates.values import DateRole, ParsedDate, Precision
from vietnamese.zone import VIETNAM

_CLOCK = r"([0-9]{1,2})(?::([0-9]{2})(?::([0-9]{2}))?'?|(?:[hg]| giờ )([0-9]{2})(?: phút)?)(?![0-9:hg'])"
_MARKER = r"(?: ?(AM|PM|SA|CH|sáng|chiều|tối)(?![^\W_]))?"
_HOME_ZONE = r"(?:,? ?[(\[]?(?:GMT|UTC) ?\+ ?0?7(?::?00)?(?![0-9:])[)\]]?)?"
_MONTH_WORD = "Một|Hai|Ba|Tư|Năm|Sáu|Bảy|Tám|Chín|Mười(?: Một| Hai| một| hai)?"
_PLAIN = re.compile(
    # 1: what stands before, without digits but that of "Thứ 5"
    r"(\D{0,64}+(?:(?<=[ứưuTt. ])[2-7](?=[, |])\D{0,64}+)?)"
    # 2-6: hour, minute, second, minute, marker in front of the day
    rf"(?:{_CLOCK}{_MARKER}(?: ?[,|] ?| [\-–] | )(?:ngày )?)?"
    # 7-10: digits; 11-13: words; 14-15: day and year behind a month
    r"(?:([0-9]{1,2})( ?[/.\-] ?)([0-9]{1,2})\8([0-9]{4}|(?<=[0-9]/[0-9]{2}/)[0-9]{2}(?![0-9]))"
    rf"|([0-9]{{1,2}}) ([tT]háng (?:[0-9]{{1,2}}|{_MONTH_WORD}))(?:,? năm|,)? ([0-9]{{4}})"
    r"|([0-9]{1,2}), ([0-9]{4}))"
    # 16-20: the same behind the day; 21: the end
    rf"(?:(?: lúc | ?[,|] ?| [\-–] | ){_CLOCK}{_MARKER})?{_HOME_ZONE}"
    r"()[ ,.;)\]]*+$"
)
_MACHINE = re.compile(
    r"((?:19|20)[0-9]{2})-([0-9]{2})-([0-9]{2})"
    r"(?:[T ]([0-9]{2}):([0-9]{2})(?::([0-9]{2})(?:\.[0-9]{1,9})?)?(Z|\+07:?00)?)?$"
)
_HEAD = re.compile(grammar.HEAD + r"(?:([^\W\d_][^0-9]*) )??$")
_WEEKDAY = re.compile(grammar.WEEKDAY)
_MONTH = re.compile(grammar.MONTH)
_SEVEN_HOURS = timedelta(hours=7)


class _Head(NamedTuple):
    """What stands before the digits: where the date's own words begin, and what they say."""

    start: int
    label: str
    role: DateRole
    weekday: int | None
    month: int | None


@lru_cache(maxsize=4096)
def _read_head(printed: str, timed: bool) -> _Head | None:
    """The words before a date, which a site prints the same on every page; None for doubtful ones."""
    low, same = readable(printed + "0")  # a digit keeps the space before it
    if not same:
        return None
    low = low[:-1]
    if low[-1:].isalnum():
        return None
    match = _HEAD.match(low)
    if timed and match is not None and (match.end(grammar.RAW) < len(low) or match[12]):
        match = None  # "ngày 7h05", where only the rules know what the word belongs to
    if match is not None and match[4] is None and (match[12] is None or _MONTH.fullmatch(match[12])):
        label = printed[match.start(1) : match.end(1)] if match[1] is not None else ""
        weekday = match[3] or match[11]
        return _Head(
            match.start(grammar.RAW),
            label,
            role_of(match[1]) if label else "",
            weekday_number(weekday) if weekday else None,
            month_number(match[12]) if match[12] else None,
        )
    if _WEEKDAY.search(low):
        return None
    sample = f"{printed}07:05 15/06/2020" if timed else f"{printed}15/06/2020"
    found = read_line(sample)
    if found is None or found.end != len(sample) or (found.precision == "day") == timed:
        return None
    return _Head(found.start, found.label, found.role, None, None)


def read_quick(text: str) -> ParsedDate | None:
    """The date of a text in one of the commonest forms, else None; no value is too early or late here."""
    match = _PLAIN.match(text)
    if match is None:
        return _read_machine(text)
    (
        printed, h1, m1, s1, n1, marker1, day, _, month, year,
        word_day, word_month, word_year, last_day, last_year, h2, m2, s2, n2, marker2, _,
    ) = match.groups()  # fmt: skip
    head = _read_head(printed, h1 is not None)
    if head is None:
        return None
    start, label, role, weekday, head_month = head
    if (head_month is None) != (last_day is None):
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
            assert head_month is not None
            rule, y, m, d = "month-first", int(last_year), head_month, int(last_day)
        if hour is None:
            value = date(y, m, d)
        else:
            minute, second = int(m1 or n1 or m2 or n2), int(s1 or s2 or 0)
            hours = int(hour) if marker is None else by_marker(int(hour), marker.lower())
            if not (hours or minute or second):
                return None
            value = datetime(y, m, d, hours, minute, second, 0, VIETNAM)
            precision = "second" if s1 or s2 else "minute"
    except ValueError:
        return None
    warnings = () if weekday is None or weekday == value.weekday() else (CONTRADICTS,)
    end = match.start(21)
    return ParsedDate(value, precision, text[start:end], rule, label, role, warnings, start, end)


def _read_machine(text: str) -> ParsedDate | None:
    """ISO 8601 as attributes hold it, in +07:00 or UTC."""
    match = _MACHINE.match(text)
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
