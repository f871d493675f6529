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

from extraction.boxes import HEADLINE, leads_elsewhere, leads_to_file
from extraction.hints import Hint, names_of
from extraction.labels import views_of
from extraction.layout import Layout
from extraction.lines import Line, Lines, pieces_of
from extraction.place import place_of
from extraction.zones import LIST
from items import Candidate, Origin
from items.raw import Field
from vietnamese.dates import ParsedDate, parse_date
from vietnamese.dates import find_dates as find_dates_in
from vietnamese.documents import parse_place_date
from vietnamese.text import fold

_LONGEST: Final = 140
_SHORT_DATE: Final = 50
_TIME: Final = re.compile(
    r"(?:lúc\s)?[([]?\d{1,2}\s?[:hg]\s?\d{2}(?::\d{2})?\s?(?:[AP]M|SA|CH|sáng|chiều|tối|phút|')?[)\]]?"
    r"(?:\s?\(?GMT\s?\+\s?0?7(?::00)?\)?)?",
    re.IGNORECASE,
)
_ABOVE: Final = 4  # lines above the headline that may still be the article's own
_FAR: Final = 12  # lines above it for a labelled date in the article's own container
_DATE_CLASS: Final = Hint(r"date|time|ngay|thoi-?gian|posted|publish")
_CLOCK_CLASS: Final = Hint(r"clock|today|now\b|current|hien-?tai|dong-?ho|hom-?nay")
_POST_CLASS: Final = Hint(
    r"(post|entry|article|news|publish)(ed|ing)?[-_]?(date|time|on)|date-?header|ngay-?dang"
)
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
_VENUE: Final = re.compile(r"(?:tai )?(?:dia diem|noi to chuc)[a-z ]{0,20}:")
_ORIGIN: Final = re.compile(r"[(\[]?(?:trích )?(?:nguồn|theo)\b", re.IGNORECASE)
_LICENCE: Final = re.compile(r"giấy phép|\bGP\b|bản quyền|©", re.IGNORECASE)


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
        if line.size > _LONGEST or index == layout.title or not line.has_digit:
            continue
        if index in text:
            continue
        parsed = _with_time(page, line, parse_date(line.text, at), at)
        if parsed is None and line.size <= _LEAF_SIZE and line.text[0].isdecimal():
            parsed = _leaf(page, line, at)
        if parsed is None:
            continue
        confidence, rule, refused = _judge(layout, line, parsed, index in head, index in tail)
        own = own or (index in head and refused is None)
        if own and rule == "date.line.tail" and not parsed.role:
            confidence, refused = 0.0, "the article's head tells its own date"
        found += [
            _candidate(one, line, rule, confidence, refused) for one in (parsed, *_second(line.text, parsed))
        ]
    return found


def _candidate(
    parsed: ParsedDate, line: Line, rule: str, confidence: float, refused: str | None
) -> Candidate:
    origin: Origin = "label" if parsed.role in ("published", "updated") else "line"
    field: Field = "updated" if parsed.role == "updated" else "published"
    return Candidate(field, parsed, parsed.raw, origin, rule, place_of(line.inner), confidence, refused)


def _second(text: str, first: ParsedDate) -> list[ParsedDate]:
    """ "Ngày cập nhật: 12/03/2024 | Ngày đăng: 10/03/2024" tells two."""
    if first.role != "published":
        return []
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
        *(f"{other.text} {line.text}" for other in before if _TIME.fullmatch(other.text)),
    ):
        both = parse_date(text, at)
        if both is not None and both.precision != "day":
            return both
    return parsed


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


def _judge(
    layout: Layout, line: Line, parsed: ParsedDate, in_head: bool, in_tail: bool
) -> tuple[float, str, str | None]:
    """Confidence, rule and reason of refusal of a line with a date: nearness and container decide."""
    page = layout.page
    if parsed.role in ("issued", "deadline", "clock"):
        return 0.0, f"date.{parsed.role}", f"its label says {parsed.role}, not published"
    if parse_place_date(line.text) is not None:
        return 0.0, "date.place", "place and date of issue of a document"
    if line.index in layout.counters or _LICENCE.search(line.text):
        return 0.0, "date.furniture", "stands in a counter or imprint"
    if not parsed.label and line.text[: parsed.start].rstrip().endswith(":"):
        return 0.0, "date.other", "the date of something else that the line names"
    if _is_of_event(page, line, parsed):
        return 0.0, "date.event", "when something takes place, as its place stands beside it"
    labelled = parsed.role in ("published", "updated")
    article = layout.article if layout.article is not None else page.body
    inside = page.holds(article, line.index)
    share = len(parsed.raw) / max(1, line.size)
    if in_head and not labelled and _is_anothers(page, line, parsed):
        return 0.0, "date.related", "stands beside the headline of another article"
    if in_head:
        bonus = 0.05 if labelled or _has_date_class(line) else 0.0
        relative = 0.25 if parsed.rule.startswith("relative") else 0.0
        return (0.85 if share > 0.25 else 0.6) + bonus - relative, "date.line.head", None
    if line.index < layout.title:
        return _judge_above(layout, line, parsed, inside)
    if in_tail and inside:
        if line.is_link or line.zone & LIST or _beside_headline(page, line):
            return 0.0, "date.related", "stands in a list of other articles"
        if not labelled and _ORIGIN.match(line.text):
            return 0.0, "date.source", "when the source that the line names had it"
        return (
            (0.7 if labelled else 0.5),
            "date.line.tail",
            None if labelled or share > 0.4 or views_of(line.text) is not None else "part of a longer line",
        )
    return 0.0, "date.elsewhere", "stands outside the article's own lines"


def _is_of_event(page: Lines, line: Line, parsed: ParsedDate) -> bool:
    """ "Thời gian: 8 giờ ngày 30/01/2025; địa điểm: Nhà văn hoá", on one line or on two."""
    if (":" in line.text or "：" in line.text) and _VENUE.search(line.folded):
        return True
    if not parsed.label or not fold(parsed.label).startswith("thoi gian"):
        return False
    beside = page.lines[max(0, line.index - 1) : line.index] + page.lines[line.index + 1 : line.index + 2]
    return any(_VENUE.match(other.folded) for other in beside)


def _is_anothers(page: Lines, line: Line, parsed: ParsedDate) -> bool:
    """ "Khai mạc giải bóng chuyền (18/06/2020)", of which the words are a link; or a row of such a list."""
    if line.links >= HEADLINE and line.links * 10 >= parsed.start * 8:
        return not leads_to_file(line)
    return bool(line.zone & LIST) and _beside_headline(page, line)


def _beside_headline(page: Lines, line: Line) -> bool:
    """A date before or after a headline that is a link is that article's."""
    beside = page.lines[max(0, line.index - 1) : line.index] + page.lines[line.index + 1 : line.index + 2]
    return any(leads_elsewhere(other) for other in beside)


def _judge_above(
    layout: Layout, line: Line, parsed: ParsedDate, inside: bool
) -> tuple[float, str, str | None]:
    page = layout.page
    labelled = parsed.role in ("published", "updated")
    distance = layout.title - line.index
    around = page.common(line.block, layout.title)
    if labelled and inside and distance <= _FAR and not page.noise_within(line, around):
        return 0.6, "date.line.above", None
    if distance > _ABOVE or page.noise_within(line, around):
        return 0.0, "date.clock", "a page clock: far above the headline or in the page's head"
    start, _ = page.ranges.get(around, (0, 0))
    # What shares its tight container with the headline is the article's; a clock shares only the page.
    own = line.index - start <= 2 and around is not page.body
    own = own and not any(other.is_link for other in page.lines[line.index + 1 : layout.title])
    # A header that ends before the text holds nothing but the article's; else the line must look the part.
    inside = inside and (not page.holds(around, layout.first) or not _is_clock(line, parsed))
    if (own and (inside or _is_post_date(line))) or labelled:
        return 0.75 if own else 0.6, "date.line.above", None
    if own and any(views_of(other.text) for other in page.lines[line.index + 1 : layout.title]):
        return 0.6, "date.line.beside", None  # a column of details: date, poster, views, then the headline
    return 0.0, "date.clock", "a page clock: nothing but the page holds it and the headline together"


def _is_clock(line: Line, parsed: ParsedDate) -> bool:
    """Weekday and day without a time, or a clock's class: what a page prints of its own day."""
    if _matches_class(line, _CLOCK_CLASS):
        return True
    if views_of(line.text) is not None:  # nobody counts the visits to a day
        return False
    weekday = parsed.precision == "day" and fold(parsed.raw).startswith(("thu ", "chu nhat", "ngay"))
    return weekday and not _has_date_class(line)


def _is_post_date(line: Line) -> bool:
    """A date as a heading, as blogs print it, or by its class the day of a post."""
    return bool(line.heading) or _matches_class(line, _POST_CLASS)


def _has_date_class(line: Line) -> bool:
    return _matches_class(line, _DATE_CLASS)


def _matches_class(line: Line, hint: Hint) -> bool:
    element: Element | None = line.inner
    for _ in range(2):
        if element is None:
            break
        if hint(names_of(element)):
            return True
        element = element.getparent()
    return False


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
    own = {*layout.head, *layout.tail, *range(max(0, layout.title - _ABOVE), layout.title)}
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
        names = (element.get("class") or "") + (element.get("itemprop") or "")
        changed = "updated" in names or "modified" in names.lower()
        field = "updated" if changed and "published" not in names else "published"
        found.append(Candidate(field, parsed, raw, "time", "date.time", place_of(element), 0.6))  # type: ignore[arg-type]
    return found
