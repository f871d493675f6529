"""Parse the date of a text: by the fast path first, then by the general rules."""

import re
from datetime import datetime
from functools import lru_cache

from vietnamese.dates.build import FIRST_YEAR, is_future
from vietnamese.dates.fast_path import parse_common
from vietnamese.dates.scan import read_line, read_relative
from vietnamese.dates.values import ParsedDate
from vietnamese.text import has_digit

_MAX_RELATIVE = 200  # characters of a line with single spaces
_MAX_CACHED = 200
_LONE_NUMBER = re.compile(r"\D*+\d{1,4}\D*+")
# Cached: several rules parse the same line, and a site prints its lines on every page.
_parse_common_cached = lru_cache(maxsize=4096)(parse_common)


def parse_date(
    text: str, at: datetime | None = None, *, not_after: datetime | None = None
) -> ParsedDate | None:
    """The date of a label, a line or an attribute; None if there is none, or more than one.

    ``at`` is the time of reading (naive: +07:00); without it relative forms and dates without a year give
    None. A date more than a day after ``not_after`` (default: ``at``) is refused; without both, no date is
    too late. Also refused (design: Rules of dates): impossible days, days before 1990, months, years and
    times alone, ranges, lunar months, numbers of documents and telephones, cited documents, licence and
    copyright lines. Never raises.
    """
    if at is None and _LONE_NUMBER.fullmatch(text):
        return None  # "Tháng Công nhân năm 2026": no day beside the year
    if not has_digit(text):
        long = len(text) > _MAX_RELATIVE and text.isprintable() and "  " not in text
        return None if at is None or long else read_relative(text, at)
    latest = at if not_after is None else not_after
    parsed = _parse_common_cached(text) if len(text) <= _MAX_CACHED else parse_common(text)
    if parsed is None:
        return read_line(text, at, latest)
    return None if parsed.value.year < FIRST_YEAR or is_future(parsed.value, latest) else parsed
