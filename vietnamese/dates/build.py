"""Convert a match of the grammar to a value: validity, precision, time zone, warnings."""

import re
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import NamedTuple

from vietnamese.dates.grammar import DATE_END
from vietnamese.dates.values import DateRole, Precision
from vietnamese.text.keys import fold
from vietnamese.zone import VIETNAM, in_vietnam

FIRST_YEAR = 1990
_A_DAY = timedelta(days=1)
_VIETNAM_OFFSET = 420  # minutes east of UTC
_MONTH_NAMES = (
    ("mot", "jan"),
    ("hai", "feb"),
    ("ba", "mar"),
    ("tu", "apr"),
    ("nam", "may"),
    ("sau", "jun"),
    ("bay", "jul"),
    ("tam", "aug"),
    ("chin", "sep"),
    ("muoi", "oct"),
    ("muoi mot", "nov"),
    ("muoi hai", "dec"),
)
_MONTH_OF = {name: month for month, names in enumerate(_MONTH_NAMES, start=1) for name in names}
_MONTH_OF |= {"bon": 4, "m. mot": 11, "m. hai": 12, "m.mot": 11, "m.hai": 12}
_WEEKDAY_OF = {"hai": 0, "ba": 1, "tu": 2, "nam": 3, "sau": 4, "bay": 5}
_ENGLISH_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_ZONES = {"ict": 7, "est": -5, "edt": -4, "cst": -6, "cdt": -5, "mst": -7, "mdt": -6, "pst": -8, "pdt": -7}

CONTRADICTS = "weekday contradicts the date"
BAD_TIME = "the time is impossible"
TWO_TIMES = "two different times"


# A time of day: hour, minute, second, precision, offset in minutes east of UTC (None if none is printed).
# A plain tuple for speed, since every date of every page makes one.
Time = tuple[int, int, int, Precision, int | None]


@lru_cache(maxsize=256)
def month_number(token: str) -> int:
    """ "tháng 3", "thg 07", "tháng mười một", "jun." → 1 to 12, for a month as the grammar matches it."""
    digits = re.search("[0-9]+", token)
    if digits:
        return int(digits.group())
    word = fold(token).removeprefix("thang").strip()
    return _MONTH_OF.get(word) or _MONTH_OF[word[:3]]


@lru_cache(maxsize=256)
def weekday_number(token: str) -> int:
    """The weekday, Monday is 0, as in ``date.weekday``."""
    digits = re.search("[1-7]", token)
    if digits:
        return (int(digits.group()) - 2) % 7
    word = fold(token)
    last = word.split()[-1]
    if last in _WEEKDAY_OF:
        return _WEEKDAY_OF[last]
    if word[:3] in _ENGLISH_WEEKDAYS:
        return _ENGLISH_WEEKDAYS.index(word[:3])
    return 6


@lru_cache(maxsize=512)
def role_of(label: str) -> DateRole:
    """The role of a date by its label, which is in lower case, with or without accents."""
    key = fold(label)
    if key == "thoi gian":  # ambiguous: also the time of an event
        return ""
    if key.startswith(("hom nay", "bay gio")):
        return "clock"
    if any(word in key for word in ("cap nhat", "sua", "hieu chinh", "update", "modified")):
        return "updated"
    if any(word in key for word in ("ban hanh", "ky", "hieu luc", "cong bao", "van ban")):
        return "issued"
    if "han" in key.split() or key.startswith("het han"):
        return "deadline"
    return "published"


@lru_cache(maxsize=256)
def zone_minutes(token: str) -> int | None:
    """The offset of a printed zone in minutes east of UTC; None if it is no zone ("-17:00" ends a range)."""
    if token in _ZONES:
        return 60 * _ZONES[token]
    match = re.search(r"([+\-−])\s?([0-9]{1,2}):?([0-9]{2})?$", token)
    if match is None:
        return 0  # z, gmt, utc
    minutes = 60 * int(match[2]) + int(match[3] or 0)
    if minutes > 14 * 60:
        return None
    return minutes if match[1] == "+" else -minutes


@lru_cache(maxsize=64)
def _marker_kind(marker: str) -> str:
    """The part of the day that a marker names (lexicon: date_grammar.time_markers)."""
    key = fold(marker)
    if key in ("am", "a.m.", "sa", "sang", "s"):
        return "morning"
    if key in ("dem", "khuya"):
        return "night"
    if key in ("trua", "tr"):
        return "noon"
    return "evening" if key == "toi" else "afternoon"


def hour_by_marker(hour: int, marker: str) -> int:
    """The hour, 0 to 23, of a printed hour with its marker. An hour above 12 is in 24-hour time already."""
    if hour > 12:
        return hour
    kind = _marker_kind(marker)
    if kind == "morning" or (kind == "night" and (hour < 6 or hour == 12)):
        return hour % 12
    if kind == "noon" and hour > 3:
        return hour
    if kind == "evening" and hour == 12:
        return 0
    return hour if hour == 12 else hour + 12


def read_time(groups: Sequence[str | None], at: int = 0) -> Time | None:
    """The time in the seven groups of a match from index ``at``; None if it is impossible."""
    hour_text = groups[at]
    assert hour_text is not None
    hour = int(hour_text)
    minutes = groups[at + 1] or groups[at + 3]
    seconds = groups[at + 2] or groups[at + 4]
    marker, zone = groups[at + 5], groups[at + 6]
    minute = int(minutes) if minutes else 0
    second = int(seconds) if seconds else 0
    if marker:
        hour = hour_by_marker(hour, marker)
    if hour > 23 or minute > 59 or second > 59:
        return None
    precision: Precision = "second" if seconds else "minute" if minutes else "hour"
    return hour, minute, second, precision, zone_minutes(zone) if zone else None


def moment_of(day: date, time: Time | None) -> tuple[datetime | date, Precision]:
    """The value in +07:00 and its precision.

    Midnight, as printed or in +07:00, means that no time was recorded.
    """
    if time is None:
        return day, "day"
    hour, minute, second, precision, offset = time
    if not (hour or minute or second):
        return day, "day"
    moment = datetime(day.year, day.month, day.day, hour, minute, second, tzinfo=VIETNAM)
    if offset is not None and offset != _VIETNAM_OFFSET:
        moment += timedelta(minutes=_VIETNAM_OFFSET - offset)
        if not (moment.hour or moment.minute or moment.second):
            return moment.date(), "day"
    return moment, precision


def is_future(value: datetime | date, at: datetime | None) -> bool:
    """Is ``value`` more than a day after ``at`` (naive: +07:00)? False without ``at``."""
    if at is None or value.year < at.year:  # in any zone of ``at``
        return False
    at = in_vietnam(at)
    if isinstance(value, datetime):
        return value - at > _A_DAY
    return value - at.date() > _A_DAY


def full_year(text: str) -> int:
    """The year of two or four digits; two digits mean 1990 to 2089."""
    year = int(text)
    if len(text) > 2:
        return year
    return year + (1900 if year >= 90 else 2000)


class MatchedDate(NamedTuple):
    """The value of a match of the grammar. ``short`` marks "3.9.12", which may be a section number."""

    value: datetime | date
    precision: Precision
    rule: str
    warnings: tuple[str, ...] = ()
    short: bool = False


def read_full(match: re.Match[str]) -> MatchedDate | None:
    """The value of a match of ``grammar.full``; None if day, month or year is impossible."""
    g = match.groups()
    common_form = _read_common_form(g)
    if common_form is not None:
        return common_form
    short = False
    unix: Sequence[str | None] | None = None
    if g[12] is not None:
        rule, day, month, year_text = "numeric", g[12], int(g[14]), g[15]
        short = len(year_text) == 2 and not (g[13] == "/" and len(day) == len(g[14]) == 2)
    elif g[16] is not None:
        rule, day, month, year_text = "year-first", g[19], int(g[18]), g[16]
    elif g[20] is not None:
        rule, day, month, year_text = "words", g[20], month_number(g[21]), g[22]
    elif g[23] is not None:
        rule, day, month, year_text = "month-first", g[24], month_number(g[23]), g[25]
    elif g[26] is not None:
        rule, day, month, year_text = "unix", g[27], month_number(g[26]), g[32]
        unix = (g[28], g[29], g[30], None, None, None, g[31])
    else:
        rule, day, month, year_text = "spaced", g[33], int(g[34]), g[35]
    try:
        whole_day = date(full_year(year_text), month, int(day))
    except ValueError:
        return None
    warnings: tuple[str, ...] = ()
    weekday = g[2] or g[10] or g[37]
    if weekday is not None and weekday_number(weekday) != whole_day.weekday():
        warnings = (CONTRADICTS,)
    if g[3] is None and g[39] is None and unix is None:
        return MatchedDate(whole_day, "day", rule, warnings, short)
    if g[3] is None or (g[39] is None and unix is None):  # one time, before or after the date
        groups, at = (unix, 0) if unix is not None and g[3] is None else (g, 3 if g[3] is not None else 39)
        time, warning = _only_time(groups, at, g[38] or g[46], match)
    else:
        time, warning = _merge_times(g, unix, g[38] or g[46], match)
    if warning:
        warnings = (*warnings, warning)
    try:
        value, precision = moment_of(whole_day, time)
    except OverflowError:
        return None
    return MatchedDate(value, precision, "nukeviet" if g[38] else rule, warnings, short)


def _read_common_form(g: tuple[str | None, ...]) -> MatchedDate | None:
    """The value of the commonest form, "Thứ sáu - 10/01/2020 09:32"; None for all other forms.

    It has a year of four digits and at most one time, without marker and zone. The general rules take twice
    as long for it.
    """
    day, month, year = g[12], g[14], g[15]
    if day is None or month is None or year is None or len(year) != 4 or g[38] or g[46]:
        return None
    at = 3 if g[3] is not None else 39
    hour, minutes = g[at], g[at + 1]
    try:
        if hour is None:
            value: datetime | date = date(int(year), int(month), int(day))
            precision: Precision = "day"
        else:
            if minutes is None or g[at + 5] or g[at + 6] or (at == 3 and g[39] is not None):
                return None
            seconds = g[at + 2]
            value = datetime(
                int(year), int(month), int(day), int(hour), int(minutes), int(seconds or 0), 0, VIETNAM
            )
            precision = "second" if seconds else "minute"
            if not (value.hour or value.minute or value.second):
                return None  # midnight is no time
    except ValueError:
        return None
    weekday = g[2] or g[10] or g[37]
    if weekday is not None and weekday_number(weekday) != value.weekday():
        return MatchedDate(value, precision, "numeric", (CONTRADICTS,), False)
    return MatchedDate(value, precision, "numeric", (), False)


def _only_time(
    groups: Sequence[str | None], at: int, zone: str | None, match: re.Match[str]
) -> tuple[Time | None, str]:
    """(the only time next to a date, a warning); the time is None if it is impossible or a range."""
    time = read_time(groups, at)
    if time is None:
        return None, BAD_TIME
    return _apply_zone(time, groups, at, zone, match)


def _merge_times(
    g: Sequence[str | None], unix: Sequence[str | None] | None, zone: str | None, match: re.Match[str]
) -> tuple[Time | None, str]:
    """(the time of two, before and after the date, a warning); the time is None if they differ."""
    time = read_time(g, 3)
    other = read_time(unix) if unix is not None else read_time(g, 39)
    if time is None or other is None:
        return None, BAD_TIME
    if other[:2] != time[:2]:
        return None, TWO_TIMES
    return _apply_zone(other if other[3] == "second" else time, g, 3, zone, match)


def _apply_zone(
    time: Time, groups: Sequence[str | None], at: int, zone: str | None, match: re.Match[str]
) -> tuple[Time | None, str]:
    """The time with a zone that stands apart from it; in "08:00-11:00" the end of an event is no zone."""
    printed = groups[at + 6]
    if printed is None:
        return (time if zone is None else (*time[:4], zone_minutes(zone))), ""
    if printed[0] == "-" and groups[at + 2] is None and match.string[match.end(DATE_END)] != "t":
        return None, TWO_TIMES
    return time, ""
