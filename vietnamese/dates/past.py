"""Days that a text speaks of as past: what was published with it cannot be older."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from vietnamese.dates.build import FIRST_YEAR

_FULL: Final = (
    r"(?P<day>\d{1,2})(?:\s?(?P<sign>[/.-])\s?(?P<month>\d{1,2})\s?(?P=sign)\s?(?P<year>(?:19|20)\d\d)(?!\d)"
    r"|\s(?:tháng)\s(?P<m>\d{1,2})\s(?:năm)\s(?P<y>(?:19|20)\d\d)(?!\d))"
)
_SHORT: Final = r"(?P<d>\d{1,2})/(?P<short>\d{1,2})(?![\d/.-]|\s?[-–]\s?\d)"
# "Kế hoạch số 262/KH-LĐLĐ ngày 21/7/2021": who cites a document, has it.
_CITED: Final = re.compile(
    r"\d[a-zđ]?\s?[/-]\s?(?:\d{4}\s?/\s?)?[A-ZĐƯ][\w&/.–-]{0,40}\)?,?\s{1,2}(?:(?:ký|ban hành)\s)?ngày\s{1,2}"
    + _FULL
)
# "Sáng ngày 25/6, …" at the head of a sentence or behind a comma tells of an event, unless the sentence
# speaks of the future.
_EVENT: Final = re.compile(
    r"(?:^|\n|[.!?…,]\s{1,2}|\)\s?[-–]\s)\W{0,4}(?P<raw>(?:Vào\s)?"
    rf"(?:(?:[Ss]áng|[Tt]rưa|[Cc]hiều|[Tt]ối|[Đđ]êm)(?:\sngày)?|[Nn]gày)\s{{1,2}}(?:{_FULL}|{_SHORT}))"
)
_SENTENCE: Final = re.compile(r"[^\n]{0,400}?(?:[.!?…](?=\s)|(?=\n)|$)|[^\n]{0,400}")
_TO_COME: Final = re.compile(
    r"\b(?:sẽ|dự kiến|sắp|tới|chuẩn bị|chậm nhất|trước ngày|hạn|hết ngày|đến ngày|đến hết|từ ngày|kể từ"
    r"|hiệu lực"
    r"|mời|kế hoạch tổ chức|hằng năm|hàng năm|là ngày|lịch sử|kỷ niệm ngày)\b",
    re.IGNORECASE,
)
_LONGEST: Final = 60_000


@dataclass(frozen=True, slots=True)
class PastDay:
    """``year`` is None where the text prints none: "Sáng ngày 25/6"."""

    year: int | None
    month: int
    day: int
    raw: str
    kind: Literal["cited", "event"]

    def on(self, year: int) -> date | None:
        """The day in that year; None where it has none."""
        try:
            return date(year, self.month, self.day)
        except ValueError:
            return None


def past_days(text: str, *, events: bool = True) -> Iterator[PastDay]:
    """The days of cited documents and, with ``events``, of what the text tells as having happened.

    Deadlines, plans, anniversaries and ranges are passed over. Linear in the length of the text, of which the
    first 60,000 characters are read.
    """
    text = text[:_LONGEST]
    if "ngày" in text:
        for match in _CITED.finditer(text):
            yield from _full(match, match.group(0).rpartition("ngày")[2].strip(), "cited")
    if not events:
        return
    for match in _EVENT.finditer(text):
        begin = max(
            text.rfind(end, max(0, match.start() - 400), match.start() + 1) for end in ("\n", ". ", "! ")
        )
        sentence = _SENTENCE.match(text, match.end())
        after = sentence.group(0) if sentence is not None else ""
        if _TO_COME.search(after) or _TO_COME.search(text, max(begin, match.start() - 400), match.start()):
            continue
        if match["short"] is None:
            yield from _full(match, match["raw"], "event")
        elif 1 <= int(match["short"]) <= 12 and 1 <= int(match["d"]) <= 31:
            yield PastDay(None, int(match["short"]), int(match["d"]), match["raw"], "event")


def _full(match: re.Match[str], raw: str, kind: Literal["cited", "event"]) -> Iterator[PastDay]:
    year, month = int(match["year"] or match["y"]), int(match["month"] or match["m"])
    found = PastDay(year, month, int(match["day"]), raw, kind)
    if year >= FIRST_YEAR and found.on(year) is not None:
        yield found
