"""The last resort for dates in other languages: dateparser, behind a guard and loaded at first use.

Vietnamese never comes here: dateparser reads "thứ năm 25 tháng 6 năm 2020" as the 5th and invents the
day of "6/2020". What it says of other text counts only when every number of the text is accounted for.
"""

import re
import warnings
from datetime import date, datetime
from typing import Any

from vietnamese.dates.build import Reading
from vietnamese.dates.values import in_vietnam

_LONGEST = 48
_YEAR = re.compile("(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])")
_NUMBER = re.compile("[0-9]+")
_VIETNAMESE = re.compile("[ăắằẳẵặâấầẩẫậđêếềểễệôốồổỗộơớờởỡợưứừửữựảẻỉỏủỷạẹịọụỵ]")
# Words of Vietnamese that lost its marks, of periods and of documents: no date of another language.
_NEVER = re.compile(
    r"\b(?:ngay|thang|nam|quy|khoa|lan|nhiem|ky|so|tu|den|tuan|thu|giao|dan|hang|giai|doan|covid|top|page|trang)\b"
)
_LANGUAGES = ["en", "fr", "es", "de", "ru", "zh", "ja", "ko"]
_parser: Any = None


def read_foreign(low: str) -> Reading | None:
    """The one date of a short text in another language ("25 juin 2020"), day first; None when in doubt."""
    if len(low) > _LONGEST or len(_YEAR.findall(low)) != 1 or _VIETNAMESE.search(low) or _NEVER.search(low):
        return None
    numbers = [int(number) for number in _NUMBER.findall(low)]
    if not 2 <= len(numbers) <= 6 or not any(letter.isalpha() for letter in low):
        return None
    moment = _ask(low)
    if moment is None:
        return None
    unused = list(numbers)
    parts = [moment.year, moment.day]
    if len(numbers) > 2 and moment.month in numbers:
        parts.append(moment.month)
    for part in parts:
        if part not in unused:
            return None
        unused.remove(part)
    time = [moment.hour, moment.minute, moment.second]
    for number in unused:
        if number % 12 == time[0] % 12 and len(time) == 3:
            time = time[1:]
        elif time and number == time[0]:
            time = time[1:]
        else:
            return None
    if not unused:
        return Reading(moment.date(), "day", "dateparser", (), False, False)
    if len(unused) == 1:
        return None
    value: datetime | date = in_vietnam(moment)
    return Reading(value, "second" if len(unused) == 3 else "minute", "dateparser", (), False, False)


def _ask(low: str) -> datetime | None:
    global _parser
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            if _parser is None:
                from dateparser.date import DateDataParser

                settings = {
                    "DATE_ORDER": "DMY",
                    "REQUIRE_PARTS": ["day", "month", "year"],
                    "PARSERS": ["absolute-time"],
                }
                _parser = DateDataParser(languages=_LANGUAGES, settings=settings)
            answer = _parser.get_date_data(low).date_obj
    except Exception:  # whatever it stumbles over, a text that it cannot read tells no date
        return None
    return answer if isinstance(answer, datetime) else None
