"""Find the article on the page and sort its lines into head, lead, text and tail. Decided once."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from lxml.etree import _Element as Element

from extraction.author_marks import marked_name
from extraction.bare import split_bare
from extraction.boxes import find_boxes, find_teasers, is_reference, leads_elsewhere
from extraction.captions import find_captions
from extraction.counters import find_counters
from extraction.ends import (
    behind_columns,
    counters_of_page,
    find_tail,
    is_furniture,
    is_heading_of_text,
    lines_behind,
)
from extraction.furniture import stop_kind
from extraction.hints import Hint, names_of
from extraction.icons import is_count
from extraction.inline import split_byline
from extraction.labels import byline_shape, is_byline, is_date_line, is_detail, is_meta
from extraction.layout import Layout, in_menu, in_noise
from extraction.lead import choose_lead, drop_repeats, lead_before
from extraction.lines import Line, Lines, pieces_of
from extraction.metadata import Metadata
from extraction.prose import weigh
from extraction.region import Region, RegionFinder
from extraction.title import claimed_titles, find_headline, is_body_name
from extraction.zones import FORM, NAV, OUTSIDE
from vietnamese.dates import parse_date
from vietnamese.text import clean, fold

_DETAILS_CLASS: Final = Hint(r"(?:^|[ _-])(?:meta|byline|author|posted|publish|dateline|tools?)")
_TITLE: Final = 45  # characters of a box's title
_FEW: Final = 8  # lines of details
_SHORT_DETAIL: Final = 60  # characters
_SHORTEST_TITLE: Final = 20  # characters
_SURE: Final = 4.0  # the score of a headline that more than its place speaks for
_LITTLE: Final = 0.3  # of the page's text: what stands below a heading that is no headline
_NEXT_TO_NOTHING: Final = 12.0  # in weight
_LONG_CLAIM: Final = 20  # characters of a title that may be an article's
_EVENT: Final = re.compile(r"(?:\W*|\w{1,3}[.)] ?)thoi gian(?! dang| cap nhat| xuat ban| phat hanh)")
_DETAILS: Final = 3  # lines right above a text without a headline


def find_layout(page: Lines, meta: Metadata) -> Layout:
    """The page's geometry. A page without running text has no ``text``; it may still have a headline."""
    layout = _marked(page, meta)
    finder, region = _around_claim(layout)
    if region is None:
        layout.headline = find_headline(page, layout.claims, len(page.lines), None)
        if layout.headline is not None:
            split_bare(layout, layout.headline)
        return layout
    headline = find_headline(page, layout.claims, region.start, region.container)
    if headline is not None and headline.line.index != finder.anchor:
        if headline.score >= _SURE:
            region = _finder(layout, headline.line.index).find() or region
        else:
            first = finder.first_below(headline.line.index, region.container, region.start)
            region = replace(region, start=first)
    container = region.container
    layout.container, layout.headline = container, headline
    start, end = region.start, region.end
    if headline is not None and sum(layout.weights[start:end]) < _NEXT_TO_NOTHING:
        split_bare(layout, headline)
        return layout
    if headline is None:
        layout.above = _details_above(layout, start)
    layout.title = headline.line.index if headline else start - len(layout.above) - 1
    layout.article = page.common(container, layout.title) if headline else container
    layout.article = page.common(page.common(layout.article, start), end - 1)
    if headline is not None:
        _cut_note(layout, headline.line)
        _cut_kicker(layout, headline.line)
    _split(layout, start, end)
    return layout


def _around_claim(layout: Layout) -> tuple[RegionFinder, Region | None]:
    """The region below the line that the page's head names as its title; where no text is there, anywhere."""
    page = layout.page
    claimed = _claimed_heading(page, layout.claims)
    if claimed is not None:
        finder = _finder(layout, claimed.index)
        region = finder.find()
        if region is not None and _is_claimed(claimed, layout.claims):
            return finder, region
    anywhere = _finder(layout, -1)
    widest = anywhere.find()
    if claimed is None or region is None:
        return anywhere, widest
    if widest is not None and _text(layout, region) < _LITTLE * _text(layout, widest):
        return anywhere, widest
    return finder, region


def _text(layout: Layout, region: Region) -> float:
    return sum(layout.weights[region.start : region.end])


def _finder(layout: Layout, anchor: int) -> RegionFinder:
    return RegionFinder(layout.page, layout.weights, layout.teasers, layout.stops, anchor)


def _marked(page: Lines, meta: Metadata) -> Layout:
    """The page's lines with what each is by itself: running text, counter, abstract, heading of a list."""
    weights = [weigh(line) for line in page.lines]
    if sum(weights) < 120:
        weights = [weigh(line, shortest=18) for line in page.lines]
    layout = Layout(page, meta, weights, claimed_titles(meta))
    layout.counters = counters_of_page(page, weights, find_counters(page.lines))
    for line in page.lines:
        if weights[line.index] > 0 and (
            line.zone & FORM
            or line.index in layout.counters
            or is_meta(line)
            or is_byline(line)
            or (line.heading and line.folded in layout.claims)
        ):
            weights[line.index] = 0.0  # the words of a poll or a form are never a text
    layout.teasers = find_teasers(page, layout.claims)
    layout.stops = {
        line.index: kind
        for line in page.lines
        if (kind := stop_kind(line.text)) and not is_heading_of_text(page, weights, line, kind)
    }
    return layout


def _details_above(layout: Layout, start: int) -> list[int]:
    """Date, views or byline right above the text of a page that names itself in its head only."""
    first = start
    if any(len(claim) > _LONG_CLAIM for claim in layout.claims):
        for index in range(start - 1, max(-1, start - _DETAILS - 1), -1):
            line = layout.line(index)
            detail = is_meta(line) or byline_shape(line.text) == "labelled"
            if not detail or line.is_link or line.zone & OUTSIDE or index in layout.counters:
                break
            first = index
    return list(range(first, start))


def _claimed_heading(page: Lines, claims: tuple[str, ...]) -> Line | None:
    """A line that repeats ``<title>`` and does not stand in a menu; a heading may say more than it."""
    for line in page.lines:
        if (line.heading in (1, 2) or not line.is_link) and not line.zone & NAV and len(line.text) > 20:
            folded = line.folded
            longer = line.heading in (1, 2)
            if any(c == folded or (longer and len(c) > 25 and folded.startswith(c)) for c in claims):
                return line
    return _only_h1(page)


def _is_claimed(line: Line, claims: tuple[str, ...]) -> bool:
    return any(line.folded.startswith(claim) for claim in claims)


def _only_h1(page: Lines) -> Line | None:
    """The one first-rank heading of a page that prints its own name otherwise."""
    first = [line for line in page.lines if line.heading == 1 and not line.is_link and line.size > 20]
    if len(first) != 1 or first[0].zone & (NAV | OUTSIDE) or is_body_name(first[0].text):
        return None
    return first[0]


def _split(layout: Layout, start: int, end: int) -> None:
    """Sort the lines of the article into head, lead, text and tail."""
    page = layout.page
    article = layout.article if layout.article is not None else page.body
    _, limit = page.ranges.get(article, (0, len(page.lines)))
    begin = layout.title + 1
    low, high = (
        page.ranges.get(layout.container, (start, end)) if layout.container is not None else (start, end)
    )
    layout.captions = find_captions(layout, begin, limit)
    first = lead_before(layout, begin, start)
    if first is None:
        first = _first_content(layout, max(begin, low), start)
    last = end - 1
    behind = behind_columns(layout, last, limit)
    stop = next((i for i in range(behind, limit) if i in layout.stops), limit)
    layout.opening = first
    boxes: dict[int, int] = {}
    layout.head = [
        i
        for i in range(begin, first)
        if not (
            in_menu(layout, i) or is_reference(layout.line(i)) or _in_box_between(layout, i, first, boxes)
        )
    ]
    layout.captions = [index for index in layout.captions if index < stop]
    body_end = find_tail(layout, end, stop if behind == end else end, high)
    dropped = find_boxes(layout, first, body_end).union(layout.captions)
    candidates = [i for i in range(first, body_end) if i not in dropped and not is_furniture(layout, i)]
    between = _after_first(layout, candidates)
    choose_lead(layout, candidates)
    layout.text = [i for i in candidates if i != layout.lead]
    drop_repeats(layout)
    _cut_byline(layout)
    layout.tail = lines_behind(layout, max(body_end, behind), stop, limit)
    layout.head = [*_opening(layout), *between]


def _in_box_between(layout: Layout, index: int, first: int, boxes: dict[int, int]) -> bool:
    """A line between headline and text in a box with a title or links of its own: a column, the weather.

    ``boxes`` remembers by a box's first line from which line on it is one.
    """
    page = layout.page
    element: Element = page.lines[index].block
    if page.holds(element, layout.title) or page.holds(element, first):
        return False
    parent = element.getparent()
    while parent is not None and parent in page.ranges:
        if page.holds(parent, layout.title) or page.holds(parent, first):
            break
        element, parent = parent, parent.getparent()
    start, end = page.ranges.get(element, (index, index + 1))
    if end - start < 2:
        return False
    known = boxes.get(start)
    if known is None:
        lines = page.lines[start:end]
        links = any(map(leads_elsewhere, lines))
        titled = next((line.index for line in lines if line.heading and line.size <= _TITLE), end)
        known = boxes[start] = -1 if links else titled
    return known < index


def _after_first(layout: Layout, candidates: list[int]) -> list[int]:
    """Lines of details between the first paragraph and the next leave the text: "lead, date, text"."""
    if len(candidates) < 2:
        return []
    first = candidates[0]
    dropped = _drop_details(layout, candidates)
    between = [
        i
        for i in range(first + 1, candidates[1])
        if _is_detail(layout, i) and i not in layout.captions and not _is_foreign(layout, i, first)
    ]
    return sorted({*dropped, *between})


def _drop_details(layout: Layout, candidates: list[int]) -> list[int]:
    """Take the short lines right below the first paragraph out, up to the last that is a detail."""
    end = 1
    while end < len(candidates) - 1 and _may_be_detail(layout, candidates[end]):
        end += 1
    run = candidates[1:end]
    while run and (len(run) > _FEW or not _is_detail(layout, run[-1])):
        run.pop()
    del candidates[1 : len(run) + 1]
    return run


def _may_be_detail(layout: Layout, index: int) -> bool:
    line = layout.line(index)
    short = line.size <= _SHORT_DETAIL or _is_detail(layout, index)
    return layout.weights[index] == 0 and short and not line.heading


def _is_foreign(layout: Layout, index: int, first: int) -> bool:
    """In a menu or widget that does not hold the first paragraph, too."""
    outside = layout.line(index).outside
    return in_noise(layout, index) and (outside is None or not layout.page.holds(outside, first))


def _is_detail(layout: Layout, index: int) -> bool:
    """A date, count or byline, and no "Thời gian: 8 giờ ngày 30/01/2025." of what the article tells about."""
    line = layout.line(index)
    if line.text[-1] in ".;" or _EVENT.match(line.folded) is not None or _is_told_day(layout, line):
        return False
    named = line.size <= _SHORT_DETAIL and bool(marked_name(line))
    return is_detail(line) or is_count(line) or named or _stands_among_details(layout, line)


def _is_told_day(layout: Layout, line: Line) -> bool:
    """A deadline, or a day alone that is set like the paragraphs above and below it: a chronicle's."""
    parsed = parse_date(line.text) if line.has_digit else None
    if parsed is None:
        return False
    if parsed.role == "deadline":
        return True
    if parsed.role or parsed.precision != "day" or line.block.keys() or line.index + 1 >= len(layout.weights):
        return False
    beside = [layout.line(line.index - 1), layout.line(line.index + 1)]
    return all(
        layout.weights[other.index] > 0
        and other.block is not line.block
        and other.block.tag == line.block.tag
        and other.block.getparent() is line.block.getparent()
        for other in beside
    )


def _stands_among_details(layout: Layout, line: Line) -> bool:
    """In a small block without running text, with a date or a count on another line."""
    page = layout.page
    element: Element | None = line.block
    while element is not None and element in page.ranges and element is not layout.article:
        start, end = page.ranges[element]
        lines = page.lines[start:end]
        if end - start > _FEW or any(layout.weights[start:end]):
            return False
        if any(is_meta(other) for other in lines if other is not line):
            return line.size <= _SHORT_DETAIL
        element = element.getparent()
    return False


def _cut_byline(layout: Layout) -> None:
    """ "… ./. Minh Hà": the last paragraph without the byline that closes it."""
    if layout.text:
        line = layout.line(layout.text[-1])
        text, layout.byline = split_byline(line.text)
        line.cut(text)


def _cut_note(layout: Layout, line: Line) -> None:
    """ "Tiêu đề (20/11/2012)": a date in brackets that is an element of its own beside the headline."""
    element, tail = line.pieces[-1]
    note = clean((element.tail if tail else element.text) or "")
    inner = note.strip("()[] ")
    if len(line.pieces) > 1 and note[:1] in "([" and line.text.endswith(note) and is_date_line(inner):
        line.cut(line.text[: -len(note)].rstrip())
        layout.note = inner


def _cut_kicker(layout: Layout, line: Line) -> None:
    """ "Nữ công | Ngày hội của những bà mẹ" in one heading: the section is an element of its own.

    Only where the page's head names the rest as its title, or its menu the section.
    """
    if len(line.pieces) < 2 or line.folded in layout.claims:
        return
    kicker = pieces_of(line)[0]
    rest = line.text.removeprefix(kicker).strip(" |:-–»•")
    if len(rest) < _SHORTEST_TITLE or rest == line.text:
        return
    key = fold(kicker)
    if fold(rest) in layout.claims or any(
        other.is_link and other.size == len(kicker) and other.folded == key for other in layout.page.lines
    ):
        layout.kicker = kicker
        line.cut(rest)


def _first_content(layout: Layout, begin: int, first: int) -> int:
    """The text may open with a line that is no full sentence: a bold lead without a full stop."""
    for index in range(begin, first):
        line = layout.line(index)
        if line.size < 40 or line.is_link or index in layout.captions or index in layout.stops:
            continue
        if index in layout.teasers:
            continue
        if is_meta(line) or in_noise(layout, index) or byline_shape(line.text) is not None:
            continue
        named = any(_DETAILS_CLASS(names_of(element)) for element in (line.inner, line.block))
        if (
            layout.headline is not None
            and not line.heading
            and not named
            and _stands_before(line, layout.line(first))
        ):
            return index
    return first


def _stands_before(line: Line, first: Line) -> bool:
    """Right above the first running text, or in the same block."""
    return first.index - line.index <= 2 or line.block.getparent() is first.block.getparent()


def _opening(layout: Layout) -> list[int]:
    """Short lines right above the text that belong to it ("Mục đích, yêu cầu:") move out of the head."""
    head = list(layout.head)
    if layout.lead is not None or not layout.text:
        return head
    while head and head[-1] == layout.text[0] - 1:
        line = layout.line(head[-1])
        own = layout.container is not None and layout.page.holds(layout.container, line.index)
        if not own or not (line.text.endswith(":") or line.text.startswith(("I.", "1."))) or is_meta(line):
            break
        layout.text.insert(0, head.pop())
    return head
