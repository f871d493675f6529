"""Candidates for the article's view count. A site's counter is refused with its reason, never shown."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from lxml.etree import _Element as Element

from extraction.boxes import HEADLINE, leads_elsewhere, leads_to_file
from extraction.ends import is_titled
from extraction.furniture import SHARES, is_tool, key_of, stop_kind
from extraction.icons import counts_people, views_beside_eye
from extraction.labels import byline_shape, count_set_apart, is_detail, views_of
from extraction.layout import Layout
from extraction.lines import Line, Lines, read_lines
from extraction.place import place_of
from extraction.zones import ASIDE, FOOTER, FORM, LIST, NAV
from items import Candidate, Origin
from vietnamese.counts import ParsedCount, parse_number, parse_views
from vietnamese.dates import parse_date

_ABOVE: Final = 3  # lines above the headline that may tell its count
_NEAR: Final = 12  # lines between the article and a count that is still its own
_BEHIND: Final = 2  # lines between the article and a count in the next block
_ROW: Final = 3  # lines of an entry: its headline, its picture's caption or date, its count
_SHORTEST_ENTRY: Final = 8  # characters of its headline
_LABEL: Final = re.compile("xem|đọc|doc|view|hits")
_SHORT_LABEL: Final = 24
_BAR: Final = 5  # lines between the text and a bar below it that is still the article's
_PLAIN: Final = re.compile(r"(?:^|\|[\s-]*)(?P<label>Xem|Đọc)\s*:\s*(?P<number>\d[\d.,]*)(?=\s*(?:\||$))")
_LONGEST: Final = 160


def find_views(layout: Layout) -> list[Candidate]:
    lines = layout.page.lines
    found: list[Candidate] = []
    article = layout.article if layout.article is not None else layout.page.body
    last = max([layout.title, *layout.text, *layout.tail, *layout.head])
    own = {*layout.head, *layout.tail}
    told = {index for index in layout.text if layout.weights[index] > 0}
    last_text = max([layout.title, *layout.text[-1:]])
    end = next(
        (i for i in sorted(layout.stops) if i > last_text and not _is_tag_bar(layout.page, i)), len(lines)
    )
    for line in lines:
        if line.size > _LONGEST or not (line.has_digit or line.size < _SHORT_LABEL) or line.index in told:
            continue
        if not line.has_digit and not _is_label(line.text):
            continue
        counted, origin = _count_on(layout, line, line.index in own, last)
        if counted is None:
            continue
        confidence, refused = _judge(
            layout, line.index, last, end, line.index in own, article is not layout.page.body
        )
        others = (line.zone & LIST and line.is_link) or line.index in layout.teasers or leads_elsewhere(line)
        if refused is None and others:
            confidence, refused = 0.0, "stands in a list of other articles"
        found.append(
            Candidate(
                "views",
                counted.value,
                counted.raw,
                origin,
                f"views.{origin}",
                place_of(line.inner),
                confidence,
                refused,
            )
        )
    return _only_own(found)


def _count_on(layout: Layout, line: Line, is_own: bool, last: int) -> tuple[ParsedCount | None, Origin]:
    """The count on a line and its origin; ``is_own`` says that the line is one of the article's details."""
    counted = None
    if line.has_digit:
        counted = views_of(line.text)
        if counted is None and is_own:
            counted = _plain_count(line.text)
        if counted is None and (is_own or _is_near(layout, line, last)):
            counted = count_set_apart(line) or _count_beside_date(line.text)
            if counted is None and (beside := views_beside_eye(line)) is not None:
                return beside, "icon"
    if counted is None and line.size < _SHORT_LABEL and _is_label(line.text):
        counted = _split_count(layout.page.lines, line)
    return counted, "label"


def count_of_entry(box: Element) -> ParsedCount | None:
    """The one view count in the entry of a list, with its label or beside the icon of an eye."""
    found: dict[int, ParsedCount] = {}
    for line in read_lines(box).lines:
        if line.has_digit and line.size <= _LONGEST:
            counted = views_of(line.text) or count_set_apart(line) or views_beside_eye(line)
            if counted is not None:
                found[counted.value] = counted
    return next(iter(found.values())) if len(found) == 1 else None


def _plain_count(text: str) -> ParsedCount | None:
    """ "Xem: 43" among the article's own details; elsewhere the word says too little."""
    found = _PLAIN.search(text)
    value = parse_number(found["number"]) if found is not None else None
    return (
        None if found is None or value is None else ParsedCount(value, found[0].strip(" |"), found["label"])
    )


def _count_beside_date(text: str) -> ParsedCount | None:
    """ "Tháng Tám 4, 2019 760 Lượt xem": the year is no part of the number."""
    parsed = parse_date(text)
    if parsed is None:
        return None
    before, after = views_of(text[: parsed.start]), views_of(text[parsed.end :].strip())
    return before if after is None else after if before is None else None


def _is_near(layout: Layout, line: Line, last: int) -> bool:
    """Right above the headline or right behind the article, by its place alone."""
    index = line.index
    if last < index <= last + _BEHIND:
        return _is_right_behind(layout, line, last)
    return 0 < layout.title - index <= _ABOVE and layout.headline is not None


def _is_right_behind(layout: Layout, line: Line, last: int) -> bool:
    """In the next block beside the article's own, as NukeViet prints the count below a text."""
    if line.zone & (NAV | ASIDE | FOOTER | FORM | LIST):
        return False
    page, article = layout.page, layout.article
    if any(not is_detail(page.lines[index]) for index in range(last + 1, line.index)):
        return False  # the name of an album or of a box
    around = page.common(line.block, last)
    if article is None or around is page.body or line.index in layout.counters:
        return False
    start, _ = page.ranges[around]
    return layout.title - start <= _NEAR


@lru_cache(maxsize=2048)
def _is_label(text: str) -> bool:
    """Remembered: the short lines of a site are its menu."""
    return _LABEL.search(text.lower()) is not None


def _split_count(lines: list[Line], line: Line) -> ParsedCount | None:
    """A label and its number on two lines or in two cells; a number on either side is nobody's.

    With a colon the number follows; "1.021 | lượt xem | 3 | bình luận" has it in front.
    """
    after = _number_line(lines, line.index + 1)
    if ":" in line.text or "：" in line.text:
        return parse_views(f"{line.text.rstrip(':： ')}: {after}") if after else None
    before = _number_line(lines, line.index - 1)
    if before and after:
        noun = lines[line.index + 2].text if line.index + 2 < len(lines) else ""
        after = (
            ""
            if parse_views(f"{before} {line.text}") and not noun[:1].isdigit() and len(noun) < 20
            else after
        )
        if after:
            return None
    if before:
        return parse_views(f"{before} {line.text}")
    return parse_views(f"{line.text}: {after}") if after else None


def _number_line(lines: list[Line], index: int) -> str:
    """The line where it is nothing but a number."""
    if not 0 <= index < len(lines) or lines[index].size >= 14:
        return ""
    text = lines[index].text
    return text if text[-1].isdigit() and parse_number(text) is not None else ""


def _judge(
    layout: Layout, index: int, last: int, end: int, own: bool, tight: bool
) -> tuple[float, str | None]:
    """Confidence, or why the count is refused; ``end`` is the first heading of a list below the text."""
    page = layout.page
    line = page.lines[index]
    article = layout.article if layout.article is not None else page.body
    if index in layout.counters:
        return 0.0, "a site's counter: other counter labels stand beside it"
    if leads_to_file(line):
        return 0.0, "counts a file"
    if index > layout.title and _is_of_entry(layout, line):
        return 0.0, "stands in a list of other articles"
    if any(map(counts_people, page.lines[max(0, index - 1) : index + 2])):
        return 0.0, "a site's counter: a number of people stands beside it"
    last_text = max([layout.title, *layout.text[-1:]])
    if index > last_text and index - 1 != layout.title and is_titled(layout, line):
        return 0.0, "stands in a box with a title of its own"
    if own:
        return 0.95, None
    outer = line.outside
    foreign = outer is not None and outer in page.ranges and not page.holds(outer, max(0, layout.title))
    if (foreign or page.noise_within(line, article)) and not _is_label_bar(layout, line):
        return 0.0, "stands in a menu, sidebar or related list"
    inside = tight and page.holds(article, index)
    if index < layout.title:
        near = layout.title - index <= (_NEAR if inside else 3)
        return (0.8, None) if near else (0.0, "stands far above the headline")
    if index > end:
        return 0.0, "stands below the first list of other articles"
    if inside or index - last <= _NEAR // 2:
        return 0.75, None
    return 0.0, "stands outside the article"


def _is_of_entry(layout: Layout, line: Line) -> bool:
    """Right below a link, in a row with it and nothing else: to another article, however short its title.

    A section's name stands in a menu, too, and a person's may link to the writer's page.
    """
    page, index = layout.page, line.index
    above = page.lines[index - 1]
    if not above.is_link or above.index == layout.title or above.size < _SHORTEST_ENTRY:
        return False
    start, end = page.ranges.get(page.common(line.block, above.index), (0, len(page.lines)))
    if end - start > _ROW or start <= layout.title < end or is_detail(above) or is_tool(key_of(above.text)):
        return False
    if byline_shape(above.text) is not None or stop_kind(above.text) is not None:
        return False
    return above.size >= HEADLINE or not any(
        other.is_link and other.size == above.size and other.index != above.index and other.text == above.text
        for other in page.lines
    )


def _is_label_bar(layout: Layout, line: Line) -> bool:
    """A bar of shares or statistics right at the article's head or end, by nothing but its class noise."""
    last = max([layout.title, *layout.text])
    near = layout.title - 2 <= line.index <= layout.first or last < line.index <= last + _BAR
    return near and not line.zone & (NAV | ASIDE | FOOTER | FORM) and not line.is_link


def _is_tag_bar(page: Lines, index: int) -> bool:
    """Shares, tags and "Chuyên mục: …" belong to the article; what follows them may, too."""
    text = page.lines[index].text
    key = key_of(text)
    return (
        key in SHARES
        or (key in ("chuyen muc", "danh muc") and ":" in text)
        or text[:5].lower() in ("tags:", "tags ")
    )


def _only_own(found: list[Candidate]) -> list[Candidate]:
    """The same label many times is a list of articles; then only a count in the head or tail is ours."""
    accepted = [candidate for candidate in found if candidate.refused is None]
    if len({candidate.value for candidate in accepted}) <= 1:
        return found
    best = max(candidate.confidence for candidate in accepted)
    top = [candidate for candidate in accepted if candidate.confidence == best]
    if len({candidate.value for candidate in top}) == 1:
        return found
    return [
        candidate
        if candidate.refused
        else Candidate(
            candidate.field,
            candidate.value,
            candidate.raw,
            candidate.origin,
            candidate.rule,
            candidate.place,
            0.0,
            "several different counts compete",
        )
        for candidate in found
    ]
