"""Candidates for the times of publication and of the last change, each with its proof.

What is refused stays in the list with its reason, so that an editor sees why a date was not taken.
The decision among them is the pipelines' (``pipelines.dates``).
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime
from typing import Final

from lxml.etree import _Element as Element

from extraction.date_standing import ABOVE, is_in_row_of_another, judge
from extraction.labels import NUMBER_FIRST
from extraction.layout import Layout
from extraction.lines import Line, Lines, pieces_of
from extraction.place import place_of
from items import Candidate, Origin
from items.raw import Field
from vietnamese.dates import ParsedDate, parse_date
from vietnamese.dates import find_dates as find_dates_in
from vietnamese.text import has_digit

_LONGEST: Final = 140
_SHORT_DATE: Final = 50
_WORDS_ALONE: Final = 32
_TIME: Final = re.compile(
    r"(?:lúc\s)?[([]?\d{1,2}\s?[:hg]\s?\d{2}(?::\d{2})?\s?(?:[AP]M|SA|CH|sáng|chiều|tối|phút|')?[)\]]?"
    r"(?:\s?\(?GMT\s?\+\s?0?7(?::00)?\)?)?",
    re.IGNORECASE,
)
_CLOSING_TIME: Final = re.compile(r"(?<=[^\W\d_] )\d{1,2}:\d{2}$")
_ADDRESS: Final = re.compile(
    r"/(?P<y>(?:19|20)\d\d)[-/](?P<m>0?[1-9]|1[0-2])[-/](?P<d>0?[1-9]|[12]\d|3[01])(?=[/-]|$)"
)
_AMERICAN: Final = re.compile(r"(\d{1,2})/(\d{1,2})/\d{4}[\s,]+\d{1,2}:\d\d(?::\d\d)?\s*[AP]M", re.IGNORECASE)
_LEAF_SIZE: Final = 18
_LEAF: Final = re.compile(
    r"(?P<day>\d{1,2}) (?:(?:tháng|th\.?|t) ?)?(?P<month>\d{1,2})(?: ?[/.,-] ?| )(?P<year>20\d\d)",
    re.IGNORECASE,
)
_ISSUES: Final = ("so", "ky", "tap", "quyen")  # of a magazine


def find_dates(layout: Layout, url: str, at: datetime) -> list[Candidate]:
    """Every date candidate of the page, in no particular order."""
    found = _lines(layout, at) + _note(layout, at)
    found += _not_after_a_change(_metadata(layout, at), found)
    found += _time_elements(layout, at)
    address = _ADDRESS.search(url)
    if address is not None:
        text = f"{address['d']}/{address['m']}/{address['y']}"
        parsed = parse_date(text, at)
        if parsed is not None:
            found.append(
                Candidate("published", parsed, address.group(0).strip("/"), "url", "date.url", url, 0.3)
            )
    return found


def _lines(layout: Layout, at: datetime) -> list[Candidate]:
    page = layout.page
    head, tail = set(layout.head), set(layout.tail)
    text = {*layout.text, *layout.captions, *([layout.lead] if layout.lead is not None else [])}
    found = []
    own = False  # the head tells the article's own date
    low = min(layout.title, layout.first) - 40
    high = (max(tail | text | head | {layout.title})) + 12
    for line in page.lines[max(0, low) : high]:
        index = line.index
        if line.size > _LONGEST or index == layout.title:
            continue
        # "Hôm qua" holds no digit; right below the headline such a line is its date.
        if not line.has_digit and not (index in head and line.size <= _WORDS_ALONE):
            continue
        if index in text:
            continue
        parsed = _with_time(page, line, parse_date(line.text, at), at)
        if parsed is None and (index in head or index in tail):
            parsed = _set_apart(line, at)
        if parsed is None and line.size <= _LEAF_SIZE and line.text[0].isdecimal():
            parsed = _leaf(page, line, at)
        if parsed is None:
            continue
        confidence, rule, refused = judge(layout, line, parsed, index in head, index in tail, at)
        own = own or (index in head and refused is None)
        if own and rule == "date.line.tail" and not parsed.role:
            confidence, refused = 0.0, "the article's head tells its own date"
        found += [
            _candidate(one, line, rule, confidence, refused) for one in (parsed, *_second(line.text, parsed))
        ]
    return found


def _set_apart(line: Line, at: datetime) -> ParsedDate | None:
    """The date that an element of the line is alone, or stands behind a count: "0 - 18/1/2016 10:17"."""
    found = []
    for text in pieces_of(line) if len(line.pieces) > 1 else (NUMBER_FIRST.sub("", line.text),):
        parsed = parse_date(text, at) if has_digit(text) else None
        if parsed is not None:
            offset = max(0, line.text.find(text))
            found.append(parsed._replace(start=parsed.start + offset, end=parsed.end + offset))
    return found[0] if len(found) == 1 else None


def _candidate(
    parsed: ParsedDate, line: Line, rule: str, confidence: float, refused: str | None
) -> Candidate:
    origin: Origin = "label" if parsed.role in ("published", "updated") else "line"
    field: Field = "updated" if parsed.role == "updated" else "published"
    return Candidate(field, parsed, parsed.raw, origin, rule, place_of(line.inner), confidence, refused)


def _second(text: str, first: ParsedDate) -> list[ParsedDate]:
    """ "Ngày cập nhật: 12/03/2024 | Ngày đăng: 10/03/2024" tells two."""
    if first.role not in ("", "published"):
        return []
    if text[first.start : first.end] == first.raw and not (
        has_digit(text[: first.start]) or has_digit(text[first.end :])
    ):
        return []  # nothing is left for another
    return [other for other in find_dates_in(text) if other.role == "updated"][:1]


def _note(layout: Layout, at: datetime) -> list[Candidate]:
    """The date in brackets beside the headline."""
    parsed = parse_date(layout.note, at) if layout.note else None
    return [] if parsed is None else [_candidate(parsed, layout.line(layout.title), "date.note", 0.8, None)]


def _with_time(page: Lines, line: Line, parsed: ParsedDate | None, at: datetime) -> ParsedDate | None:
    """A time of day on a line of its own beside the date belongs to it."""
    if parsed is None or parsed.precision != "day" or line.size > _SHORT_DATE:
        return parsed
    after, before = (
        page.lines[line.index + 1 : line.index + 2],
        page.lines[max(0, line.index - 1) : line.index],
    )
    for text in (
        *(f"{line.text} {other.text}" for other in after if _TIME.fullmatch(other.text)),
        *(f"{time[0]} {line.text}" for other in before if (time := _time_at_end(other.text))),
    ):
        both = parse_date(text, at)
        if both is not None and both.precision != "day":
            return both
    return parsed


def _time_at_end(text: str) -> re.Match[str] | None:
    """A time of day alone, or behind a name: "Thu Hà 22:29"."""
    if len(text) > _SHORT_DATE:
        return None
    return _TIME.fullmatch(text) or _CLOSING_TIME.search(text)


def _leaf(page: Lines, line: Line, at: datetime) -> ParsedDate | None:
    """A date as a calendar's leaf prints it: a large "05" above "03/2024", or above "Tháng 3" and "2024".

    Its pieces fill a block of their own and are set apart in it; else "Số 12" of "3/2024" would be a day.
    """
    before = page.lines[line.index - 1].folded if line.index else ""
    if before.endswith(_ISSUES):
        return None
    pieces = pieces_of(line)
    for lines in (1, 2, 3):
        raw = " ".join(pieces)
        if len(pieces) > 1 and (found := _LEAF.fullmatch(raw)) and _fill_block(page, line, lines):
            day = parse_date(f"{found['day']}/{found['month']}/{found['year']}", at)
            return None if day is None else day._replace(raw=raw, start=0, end=line.size)
        pieces += [other.text for other in page.lines[line.index + lines : line.index + lines + 1]]
    return None


def _fill_block(page: Lines, line: Line, lines: int) -> bool:
    last = line.index + lines - 1
    return page.ranges.get(page.common(line.block, last)) == (line.index, last + 1)


def _metadata(layout: Layout, at: datetime) -> list[Candidate]:
    found = []
    for field, values in (("published", layout.meta.published), ("updated", layout.meta.updated)):
        for raw, origin, place in values:
            parsed = parse_date(raw, at)
            if parsed is None:
                continue
            confidence = {"json-ld": 0.5, "opengraph": 0.48, "microdata": 0.35}.get(origin, 0.3)
            refused = "month or day first: nobody can tell" if is_ambiguous(raw) else None
            found.append(
                Candidate(field, parsed, raw, origin, f"date.{origin}", place, confidence, refused)  # type: ignore[arg-type]
            )
    return found


def _not_after_a_change(claimed: list[Candidate], printed: list[Candidate]) -> list[Candidate]:
    """Nothing is published after the change that its page prints: such metadata tell of a later edit."""
    changes = [one.value.day for one in printed if one.field == "updated" and one.refused is None]
    if not changes:
        return claimed
    reason = "later than the change that the page prints: an edit"
    return [
        replace(one, confidence=0.0, refused=reason)
        if one.field == "published" and one.refused is None and one.value.day > max(changes)
        else one
        for one in claimed
    ]


def is_ambiguous(raw: str) -> bool:
    """ "3/7/2026 8:01:53 AM" in an attribute: servers set to American English write the month first.

    What people read on Vietnamese pages is day first; what a program wrote for programs need not be.
    """
    found = _AMERICAN.fullmatch(raw.strip())
    return found is not None and int(found[1]) <= 12 and int(found[2]) <= 12 and found[1] != found[2]


def _time_elements(layout: Layout, at: datetime) -> list[Candidate]:
    """``<time datetime>`` inside the article, above its text or right below it."""
    page = layout.page
    article = layout.article if layout.article is not None else page.body
    if article is page.body and layout.title < 0:
        return []
    found = []
    own = {*layout.head, *layout.tail, *range(max(0, layout.title - ABOVE), layout.title)}
    wanted = {id(page.lines[i].block): i for i in own}
    for element in article.iter("time"):
        raw = element.get("datetime") or ""
        parsed = parse_date(raw, at) if raw and not is_ambiguous(raw) else None
        if parsed is None:
            continue
        block: Element | None = element
        while block is not None and block not in page.ranges:
            block = block.getparent()
        if block is None or id(block) not in wanted:
            continue
        if is_in_row_of_another(layout, page.lines[wanted[id(block)]]):
            continue  # a related article's
        names = (element.get("class") or "") + (element.get("itemprop") or "")
        changed = "updated" in names or "modified" in names.lower()
        field = "updated" if changed and "published" not in names else "published"
        found.append(Candidate(field, parsed, raw, "time", "date.time", place_of(element), 0.6))  # type: ignore[arg-type]
    return found
