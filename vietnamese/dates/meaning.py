"""Which days the printed form of a relative date may mean: "3 ngày trước" is a span, rounded down."""

import re
from datetime import date, datetime, timedelta

from vietnamese.dates.values import Precision
from vietnamese.text.keys import fold

_DAY = timedelta(days=1)
_HOUR = timedelta(hours=1)
_DAYS_AGO = re.compile(r"\b(?:ngay|hom|days?)\b.*(?:truoc|ago)|cach day.*\b(?:ngay|hom)\b")
_WEEKS_AGO = re.compile(r"\b(?:tuan|weeks?)\b")
_LAST_WEEK = re.compile(r"(?<![a-z0-9] )\btuan truoc\b")


def days_meant(value: datetime | date, precision: Precision, raw: str) -> tuple[date, date]:
    """The first and the last day that a relative date may mean; ``value`` as ``parse_date`` gives it.

    Most sites round down, so the moment lies up to one unit before ``value``: "1 ngày trước" read at two in
    the morning is printed of the evening of the day before, and of the morning as well. Others count
    calendar days. Both lie in the span.
    """
    if isinstance(value, datetime):
        return (value - (_HOUR if precision == "hour" else timedelta())).date(), value.date()
    words = fold(raw)
    if _WEEKS_AGO.search(words):
        if _LAST_WEEK.search(words):  # A day of the week before this one.
            return value - 7 * _DAY, value + 6 * _DAY
        return value - 7 * _DAY, value
    return (value - _DAY if _DAYS_AGO.search(words) else value), value
