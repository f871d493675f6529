"""From a match of the grammar to a value: validity, precision, zone, warnings."""

import re
from collections.abc import Sequence
from datetime import date, datetime, timedelta, timezone
from functools import lru_cache
from typing import NamedTuple

from vietnamese.dates.grammar import DATE_END
from vietnamese.dates.values import VIETNAM, DateRole, ParsedDate, Precision
from vietnamese.text.keys import fold

FIRST_YEAR = 1990
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
_ENGLISH_ZONES = {"est": -5, "edt": -4, "cst": -6, "cdt": -5, "mst": -7, "mdt": -6, "pst": -8, "pdt": -7}

CONTRADICTS = "weekday contradicts the date"
BAD_TIME = "the time is impossible"
TWO_TIMES = "two different times"


class Time(NamedTuple):
    """A time of day as printed; ``zone`` is its offset in minutes, None where none is printed."""

    hour: int
    minute: int
    second: int
    precision: Precision
    zone: int | None


@lru_cache(maxsize=256)
def month_number(token: str) -> int:
    """ "tháng 3", "thg 07", "tháng mười một", "jun." → 1 to 12; the grammar admits no others."""
    digits = re.search("[0-9]+", token)
    if digits:
        return int(digits.group())
    word = fold(token).removeprefix("thang").strip()
    return _MONTH_OF.get(word) or _MONTH_OF[word[:3]]


@lru_cache(maxsize=256)
def weekday_number(token: str) -> int:
    """Monday is 0, as in ``date.weekday``."""
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
    """What a label, in lower case and with or without marks, says of the date behind it."""
    key = fold(label)
    if key == "thoi gian":  # also the time of an event
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
    """The offset of a zone as printed, in minutes east; None where it is no zone ("-17:00" ends a range)."""
    if token in _ENGLISH_ZONES:
        return 60 * _ENGLISH_ZONES[token]
    if token == "ict":
        return 420
    match = re.search(r"([+\-−])\s?([0-9]{1,2}):?([0-9]{2})?$", token)
    if match is None:
        return 0  # z, gmt, utc
    minutes = 60 * int(match[2]) + int(match[3] or 0)
    if minutes > 14 * 60:
        return None
    return minutes if match[1] == "+" else -minutes


def read_time(groups: Sequence[str | None]) -> Time | None:
    """The seven groups of a time in the grammar → Time; None where the time is impossible."""
    hour_text, minute_text, second_text, minute_word, second_word, marker, zone = groups
    assert hour_text is not None
    hour = int(hour_text)
    minutes = minute_text or minute_word
    seconds = second_text or second_word
    minute = int(minutes) if minutes else 0
    second = int(seconds) if seconds else 0
    if marker:
        hour = _by_marker(hour, marker)
    if hour > 23 or minute > 59 or second > 59:
        return None
    precision: Precision = "second" if seconds else "minute" if minutes else "hour"
    return Time(hour, minute, second, precision, zone_minutes(zone) if zone else None)


def _by_marker(hour: int, marker: str) -> int:
    """lexicon: date_grammar.time_markers; above 12 the clock has 24 hours and the marker says nothing."""
    if hour > 12:
        return hour
    key = fold(marker)
    if key in ("am", "a.m.", "sa", "sang", "s"):
        return 0 if hour == 12 else hour
    if key in ("dem", "khuya"):
        return 0 if hour == 12 else hour + 12 if hour >= 6 else hour
    if key in ("trua", "tr"):
        return hour + 12 if hour <= 3 else hour
    if key == "toi" and hour == 12:
        return 0
    return hour if hour == 12 else hour + 12


def moment_of(day: date, time: Time | None) -> tuple[datetime | date, Precision]:
    """The value and its precision; midnight, as printed or in +07:00, means that no time was recorded."""
    if time is None or not (time.hour or time.minute or time.second):
        return day, "day"
    zone = VIETNAM if time.zone is None else timezone(timedelta(minutes=time.zone))
    moment = datetime(day.year, day.month, day.day, time.hour, time.minute, time.second, tzinfo=zone)
    if zone is not VIETNAM:
        moment = moment.astimezone(VIETNAM)
        if not (moment.hour or moment.minute or moment.second):
            return moment.date(), "day"
    return moment, time.precision


def is_future(value: datetime | date, at: datetime) -> bool:
    """More than a day after ``at`` (aware, +07:00)."""
    if isinstance(value, datetime):
        return value - at > timedelta(days=1)
    return (value - at.date()).days > 1


def full_year(text: str) -> int:
    """Two digits mean 1990 to 2089."""
    year = int(text)
    if len(text) > 2:
        return year
    return year + (1900 if year >= 90 else 2000)


class Reading(NamedTuple):
    """What one match of the grammar tells; ``short`` marks a year of two digits, ``slashed`` its strokes."""

    value: datetime | date
    precision: Precision
    rule: str
    warnings: tuple[str, ...]
    short: bool
    slashed: bool


def read_full(match: re.Match[str]) -> Reading | None:
    """A match of ``grammar.FULL`` → its value; None where day, month or year are impossible."""
    g = match.groups()
    short = slashed = False
    unix: Sequence[str | None] | None = None
    if g[12] is not None:
        rule, day, month, year = "numeric", int(g[12]), int(g[14]), full_year(g[15])
        short, slashed = len(g[15]) == 2, g[13] == "/"
    elif g[16] is not None:
        rule, day, month, year = "year-first", int(g[19]), int(g[18]), int(g[16])
    elif g[20] is not None:
        rule, day, month, year = "words", int(g[20]), month_number(g[21]), full_year(g[22])
    elif g[23] is not None:
        rule, day, month, year = "month-first", int(g[24]), month_number(g[23]), int(g[25])
    elif g[26] is not None:
        rule, day, month, year = "unix", int(g[27]), month_number(g[26]), int(g[32])
        unix = (g[28], g[29], g[30], None, None, None, g[31])
    else:
        rule, day, month, year = "spaced", int(g[33]), int(g[34]), int(g[35])
    try:
        whole_day = date(year, month, day)
    except ValueError:
        return None
    if g[38]:
        rule = "nukeviet"
    warnings: list[str] = []
    weekday = g[2] or g[10] or g[37]
    if weekday and weekday_number(weekday) != whole_day.weekday():
        warnings.append(CONTRADICTS)
    time = _one_time(g[3:10], unix or g[39:46], g[38] or g[46], match, warnings)
    try:
        value, precision = moment_of(whole_day, time)
    except OverflowError:
        return None
    return Reading(value, precision, rule, tuple(warnings), short, slashed)


def _one_time(
    before: Sequence[str | None],
    after: Sequence[str | None],
    zone: str | None,
    match: re.Match[str],
    warnings: list[str],
) -> Time | None:
    """The time beside a date; none where two differ, where it is one end of a range, or impossible."""
    if before[0] is None and after[0] is None:
        return None
    times = [read_time(groups) for groups in (before, after) if groups[0] is not None]
    if None in times:
        warnings.append(BAD_TIME)
        return None
    first = times[0]
    assert first is not None
    if len(times) == 2 and times[1] is not None and times[1][:2] != first[:2]:
        warnings.append(TWO_TIMES)
        return None
    time = first if len(times) == 1 or times[1] is None or first.precision == "second" else times[1]
    printed_zone = before[6] or after[6]
    if printed_zone and printed_zone[0] == "-" and not (before[2] or after[2]):
        if match.string[match.end(DATE_END) : match.end(DATE_END) + 1] != "t":
            warnings.append(TWO_TIMES)  # "08:00-11:00": the end of an event, not a zone
            return None
    if zone and time.zone is None:
        time = time._replace(zone=zone_minutes(zone))
    return time


def made(
    text: str,
    span: tuple[int, int],
    reading: Reading,
    label: str,
    role: DateRole,
) -> ParsedDate:
    """The public value of a reading; ``span`` is in the text given."""
    return ParsedDate(
        reading.value,
        reading.precision,
        text[span[0] : span[1]],
        reading.rule,
        label,
        role,
        reading.warnings,
        span[0],
        span[1],
    )
