"""The one date of a text: the quick way first, then the rules."""

import re
from datetime import datetime
from functools import lru_cache

from vietnamese.dates.build import FIRST_YEAR, is_future
from vietnamese.dates.quick import read_quick
from vietnamese.dates.scan import read_line, read_relative
from vietnamese.dates.values import ParsedDate
from vietnamese.text import has_digit

_LONGEST_RELATIVE = 200  # characters of a line with single spaces
_LONGEST_REMEMBERED = 200
_LONE_NUMBER = re.compile(r"\D*+\d{1,4}\D*+")
# A line is asked by several rules, and a site prints its lines on every page.
_quick = lru_cache(maxsize=4096)(read_quick)


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
    if at is None and _LONE_NUMBER.fullmatch(text):
        return None  # "Tháng Công nhân năm 2026": no day beside the year
    if not has_digit(text):
        long = len(text) > _LONGEST_RELATIVE and text.isprintable() and "  " not in text
        return None if at is None or long else read_relative(text, at)
    last = at if not_after is None else not_after
    found = _quick(text) if len(text) <= _LONGEST_REMEMBERED else read_quick(text)
    if found is None:
        return read_line(text, at, last)
    return None if found.value.year < FIRST_YEAR or is_future(found.value, last) else found
