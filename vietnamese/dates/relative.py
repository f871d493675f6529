"""Forms that only the time of reading makes a date: "3 giờ trước", "Hôm qua, 14:30", "12/05"."""

import re
from datetime import date, datetime, timedelta
from functools import cache

from vietnamese.dates import grammar
from vietnamese.dates.build import (
    CONTRADICTS,
    TWO_TIMES,
    MatchedDate,
    Time,
    moment_of,
    month_number,
    read_time,
    weekday_number,
)
from vietnamese.dates.grammar import ANY_LABEL, AT, END, GAP, HEAD_LABEL, JUNK, TIME, loose
from vietnamese.dates.values import Precision
from vietnamese.text.keys import fold

_COUNT = "[0-9]{1,3}|" + loose("một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười")
_UNIT = loose("giây|phút|giờ|tiếng đồng hồ|tiếng|ngày|hôm|tuần")
_AGO = (
    loose(r"(?:(?:khoảng|hơn|gần|đã) )?(cách đây )?(?:(?:khoảng|hơn|gần) )?")
    + rf"({_COUNT})\s?({_UNIT}){END}"
    + loose(r"(?:\s([0-9]{1,2})\s?phút)?( trước(?: đây)?)?")
    + r"|([0-9]{1,3}|an?)\s(second|sec|minute|min|hour|day|week)s?\sago"
)
# The whole text, or a part of it between strokes, dots or spaced dashes.
_AGO_LINE = (
    rf"(?:^|[|•·∙]\s?|\s[-–—]\s){JUNK}{HEAD_LABEL}()(?:{_AGO})()(?=[\s,.;)\]]*(?:$|[|•·∙(]|\s[-–—]\s))"
)
_NAMED_WORDS = loose(
    "vừa xong|vừa mới đăng|vừa mới|mới đây|ngay bây giờ|bây giờ|hôm nay|hôm qua|hôm kia"
    "|(?:sáng|trưa|chiều|tối|đêm) (?:nay|qua)|tuần trước"
)
# The label is tried last: "hôm nay" alone is the day, not the label of a page's clock.
_NAMED = (
    rf"{JUNK}(?:({ANY_LABEL}){END}[\s:\-–|]*+)??{AT}()(?:{TIME}{GAP})?({_NAMED_WORDS}){END}(?:{GAP}{AT}{TIME})?()"
    r"[\s,.;)\]]*+$"
)


# Both are compiled when they are first needed, as those of ``grammar``.
@cache
def ago() -> re.Pattern[str]:
    return re.compile(_AGO_LINE)


@cache
def named() -> re.Pattern[str]:
    return re.compile(_NAMED)


_COUNTS = ("mot", "hai", "ba", "bon", "nam", "sau", "bay", "tam", "chin", "muoi")
_COUNT_OF = {word: number for number, word in enumerate(_COUNTS, start=1)} | {"a": 1, "an": 1}
_SECONDS = {
    "giay": 1, "second": 1, "sec": 1,
    "phut": 60, "minute": 60, "min": 60,
    "gio": 3600, "tieng": 3600, "tieng dong ho": 3600, "hour": 3600,
    "ngay": 86400, "hom": 86400, "day": 86400,
    "tuan": 604800, "week": 604800,
}  # fmt: skip
_NAMED_DAYS = {"nay": 0, "qua": -1, "kia": -2, "truoc": -7}
_PART_OF_DAY = {"sang": "sáng", "trua": "trưa", "chieu": "chiều", "toi": "tối", "dem": "đêm"}
VAGUE = "the words tell no certain day"


def may_be_ago(low: str) -> bool:
    """A quick look, for most lines hold nothing of the kind."""
    return "trước" in low or "cách đây" in low or " ago" in low or "truoc" in low or "cach day" in low


def may_be_named(low: str) -> bool:
    """The same for "hôm qua" and its like, which stand in short lines only."""
    return len(low) < 64 and (
        "nay" in low
        or "qua" in low
        or "kia" in low
        or low.startswith(("vừa", "mới", "bây", "ngay", "tuần", "vua", "moi", "bay", "tuan"))
    )


def read_ago(match: re.Match[str], at: datetime) -> MatchedDate | None:
    """``ago`` → ``at`` minus the span: minutes are minute precise, hours hour, days and weeks day."""
    _, _, before, count, unit, minutes, after, english_count, english_unit, _ = match.groups()
    if english_unit:
        count, unit = english_count, english_unit
    elif not (before or after):
        return None
    number = _COUNT_OF.get(fold(count)) or (int(count) if count.isdigit() else 0)
    size = _SECONDS[fold(unit)]
    moment = at - timedelta(seconds=number * size + 60 * int(minutes or 0))
    if size >= 86400:
        return MatchedDate(moment.date(), "day", "relative")
    precision: Precision = "hour" if size == 3600 and not minutes else "minute"
    return MatchedDate(moment.replace(second=0, microsecond=0), precision, "relative")


def read_named(match: re.Match[str], at: datetime) -> MatchedDate | None:
    """``named``: "vừa xong" is ``at`` to the minute; "hôm qua" a day, with the time beside it."""
    groups = match.groups()
    words = fold(groups[9]).split()
    times = [part for part in (groups[2:9], groups[10:17]) if part[0] is not None]
    if words[0] in ("vua", "moi", "bay", "ngay"):
        if times:
            return None
        return MatchedDate(at.replace(second=0, microsecond=0), "minute", "relative")
    day = at.date() + timedelta(days=_NAMED_DAYS[words[-1]])
    warnings = (VAGUE,) if words[-1] == "truoc" else ()
    time: Time | None = None
    if times:
        printed = list(times[0])
        if printed[5] is None:
            printed[5] = _PART_OF_DAY.get(words[0])
        time = read_time(printed)
        if time is None or len(times) > 1:
            return None
    value, precision = moment_of(day, time)
    return MatchedDate(value, precision, "relative", warnings)


def read_no_year(match: re.Match[str], at: datetime) -> MatchedDate | None:
    """``grammar.no_year`` → the latest such day not after ``at``; 29 February waits for a leap year."""
    groups = match.groups()
    day, sign, month_digits, month_word = int(groups[12]), groups[13], groups[14], groups[15]
    bare = match.start(grammar.RAW) == match.start(grammar.NO_YEAR_DATE) and not groups[0]
    if bare and (sign in ("-", ".") or groups[12:15] == ("24", "/", "7")):
        return None  # "12-05" may be a range, "12.05" a number, "24/7" is round the clock
    month = int(month_digits) if month_digits else month_number(month_word)
    today = at.date()
    found: date | None = None
    for year in range(today.year, today.year - 9, -1):
        try:
            candidate = date(year, month, day)
        except ValueError:
            continue
        if candidate <= today:
            found = candidate
            break
    if found is None:
        return None
    warnings: tuple[str, ...] = ()
    weekday = groups[2] or groups[10] or groups[17]
    if weekday and weekday_number(weekday) != found.weekday():
        warnings = (CONTRADICTS,)
    times = [part for part in (groups[3:10], groups[19:26]) if part[0] is not None]
    time = read_time(times[0]) if times else None
    if len(times) == 2 and read_time(times[1]) != time:
        time, warnings = None, (*warnings, TWO_TIMES)
    value, precision = moment_of(found, time)
    return MatchedDate(value, precision, "no-year", warnings)
