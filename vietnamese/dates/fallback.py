"""Dates in other languages by dateparser, imported at first use and checked.

Vietnamese text is never passed on: dateparser reads "thứ năm 25 tháng 6 năm 2020" as the 5th and invents the
day of "6/2020". Its result counts only if it accounts for every number of the text.
"""

import re
import warnings
from datetime import datetime
from typing import Any

from vietnamese.dates.build import MatchedDate
from vietnamese.zone import in_vietnam

_MAX_LENGTH = 48
_YEAR = re.compile("(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])")
_NUMBER = re.compile("[0-9]+")
# The beginnings of month names in the languages below, and the signs after month numbers.
_MONTH = re.compile(
    "jan|ene|feb|fév|fev|mar|mär|abr|apr|avr|ma[yij]|ju[ninlí]|ao[uû]|aug|ago|sep|set|o[ck]t|nov|d[eéi][czc]"
    "|янв|фев|мар|апр|ма[йя]|ию[нл]|авг|сен|окт|ноя|дек|月|월"
)
_VIETNAMESE = re.compile("[ăắằẳẵặấầẩẫậđếềểễệốồổỗộơớờởỡợưứừửữựảẻỉỏủỷạẹịọụỵ]")
# Vietnamese words, also without accents, and words for periods and documents: no date in another language.
_NO_DATE_WORDS = re.compile(
    r"\b(?:ng[aà]y|th[aá]ng|nam|qu[yý]|kh[oó]a|lan|nhiem|so|tu|den|tuan|thu|giao|dan|hang|gi[aả]i|doan|covid"
    r"|gi[eê]ng|ch[aạ]p|top|page|trang|web|copyright|version|by)\b|[/_][a-z]|[a-z][/_]|\.[a-z]"
)
_LANGUAGES = ["en", "fr", "es", "de", "ru", "zh", "ja", "ko"]
_SETTINGS = {
    "DATE_ORDER": "DMY",
    "REQUIRE_PARTS": ["day", "month", "year"],
    "PARSERS": ["absolute-time"],
}
_parser: Any = None


def read_foreign(low: str) -> MatchedDate | None:
    """The date of a short text in another language ("25 juin 2020"), day first; None if uncertain."""
    if len(low) > _MAX_LENGTH or _VIETNAMESE.search(low) or _MONTH.search(low) is None:
        return None
    numbers = [int(number) for number in _NUMBER.findall(low)]
    if not 2 <= len(numbers) <= 6 or len(_YEAR.findall(low)) != 1 or _NO_DATE_WORDS.search(low):
        return None
    moment = _parse(low)
    if moment is None:
        return None
    time = _time_numbers(numbers, moment)
    if time is None or len(time) == 1:
        return None
    if not time or not any(time):
        return MatchedDate(moment.date(), "day", "dateparser")
    return MatchedDate(in_vietnam(moment), "second" if len(time) == 3 else "minute", "dateparser")


def _time_numbers(numbers: list[int], moment: datetime) -> list[int] | None:
    """The numbers that make the time; None if a number has no meaning or the day is invented."""
    left = list(numbers)
    named_month = moment.month not in left or left.count(moment.month) == (moment.month == moment.day)
    for part in (moment.year, moment.day) if named_month else (moment.year, moment.day, moment.month):
        if part not in left:
            return None
        left.remove(part)
    clock = [moment.hour, moment.minute, moment.second]
    same = len(left) <= 3 and all(a == b for a, b in zip(left[1:], clock[1:], strict=False))
    if not same or (left and left[0] % 12 != clock[0] % 12):
        return None
    return left


def _parse(low: str) -> datetime | None:
    global _parser
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            if _parser is None:
                from dateparser.date import DateDataParser

                _parser = DateDataParser(languages=_LANGUAGES, settings=_SETTINGS)
            moment = _parser.get_date_data(low).date_obj
    except Exception:  # dateparser raises various errors for texts that it cannot parse
        return None
    return moment if isinstance(moment, datetime) else None
