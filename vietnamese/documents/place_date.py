"""The line with place and date of issue below a letterhead (lexicon: document_number.place_date)."""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from vietnamese._skeleton import to_skeleton, visible_text


@dataclass(frozen=True, slots=True)
class PlaceDate:
    """Place and date of issue.

    ``issued_on`` is None if day or month is blank; ``raw`` is the line as printed.
    """

    place: str
    issued_on: date | None
    raw: str


_BLANK = r"[ .…_]{0,20}"
_LINE = re.compile(
    r"(?P<place>[a-z][a-z. '-]{1,38}[a-z]) ?, ?ngay ?"
    rf"(?:(?P<day>[0-9]{{1,2}}) ?[/.-] ?(?P<month>[0-9]{{1,2}}) ?[/.-] ?(?P<year>(?:19|20)[0-9]{{2}})"
    # real documents also misprint "tháng 3 tháng 2020"
    rf"|{_BLANK}(?P<d>[0-9]{{0,2}}){_BLANK}thang{_BLANK}(?P<m>[0-9]{{0,2}}){_BLANK}"
    rf"(?:nam|thang){_BLANK}(?P<y>(?:19|20)[0-9]{{2}}))"
    r" ?[.,;)]?"
)
_TIME_WORDS = re.compile(
    r"(?:hom nay|hom qua|sang|chieu|toi|trua|thu (?:hai|ba|tu|nam|sau|bay)|chu nhat|luc|vao|tu|den|trong"
    r"|cap nhat|dang)\b"
)
_FIRST_DAY = date(1945, 9, 2)  # the first day of the Republic: its offices have no older documents


def parse_place_date(line: str, at: datetime | None = None) -> PlaceDate | None:
    """Parse ``Lai Châu, ngày 07 tháng 4 năm 2022``; None for any other line.

    A line with a weekday or a time of day is a page clock or a sentence. ``issued_on`` is None if day or
    month is blank, if the day is impossible or if it is more than a day after ``at``.
    """
    if len(line) > 160 or "," not in line:
        return None
    printed = " ".join(visible_text(line).split()).strip("()*_ ")
    skeleton = to_skeleton(printed)
    match = _LINE.fullmatch(skeleton)
    if (
        not match
        or not printed[0].isupper()
        or _TIME_WORDS.match(skeleton)
        or len(match["place"].split()) > 6
    ):
        return None
    day, month, year = (
        match[full] or match[short] for full, short in (("day", "d"), ("month", "m"), ("year", "y"))
    )
    return PlaceDate(printed[: match.end("place")], _issue_date(day, month, year, at), line.strip())


def _issue_date(day: str, month: str, year: str, at: datetime | None) -> date | None:
    if not (day and month):
        return None
    try:
        issued = date(int(year), int(month), int(day))
    except ValueError:
        return None
    if issued < _FIRST_DAY or (at is not None and issued > at.date() + timedelta(days=1)):
        return None
    return issued
