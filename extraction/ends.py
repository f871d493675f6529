"""Where the text ends, and which lines within it are not text."""

from __future__ import annotations

import re
from typing import Final

from lxml.etree import _Element as Element

from extraction.furniture import (
    EVERYDAY,
    StopKind,
    is_address,
    is_server_notice,
    is_tool,
    key_of,
    stop_kind,
)
from extraction.icons import is_count, views_beside_eye
from extraction.labels import byline_of_two, byline_shape, is_date_line, is_meta, is_section_line, views_of
from extraction.layout import Layout, in_menu, in_noise
from extraction.lines import Line, Lines, in_data_table
from extraction.posts import is_signature
from extraction.weights import other_columns
from extraction.zones import ASIDE, CELL, FOOTER, FORM, NAV, RIGHT
from vietnamese.bylines import is_account
from vietnamese.dates import parse_date

_PLAYER: Final = re.compile(r"\d{1,2}:\d\d ?/ ?\d{1,2}:\d\d")  # how far a recording is played
_TAIL_LINES: Final = 14
_FAR_TAIL: Final = 12
_OPENING: Final = 4  # lines of a column, of which one shows what it is
_LONGEST_DETAIL: Final = 120  # characters
_TITLE: Final = 45  # characters of a box's title
_ABOVE_LABEL: Final = 3  # lines above a label, one of which is a paragraph of the text
_WITHIN: Final = 4  # blocks from a line up to one beside the label
_SHORT_COUNT: Final = 60  # characters of a view count with its label


def is_heading_of_text(page: Lines, weights: list[float], line: Line, kind: StopKind) -> bool:
    """ "Kết quả:", "Trả lời:" between paragraphs of one block; the widgets and comments that bear such a
    heading stand in blocks of their own.
    """
    if kind not in ("comments", "widget") or line.is_link or line.zone & FORM:
        return False
    index, lines = line.index, page.lines
    labelled = line.text[-1] in ":："
    if index + 1 >= len(lines) or not (labelled or kind == "widget" or key_of(line.text) in EVERYDAY):
        return False
    following = lines[index + 1]
    if following.is_link or not (weights[index + 1] or (labelled and stop_kind(following.text) is None)):
        return False
    around = line.block.getparent()
    if not _is_within(line, around, following):
        return False
    above = [i for i in range(max(0, index - _ABOVE_LABEL), index) if weights[i] > 0]
    if labelled and weights[index + 1] and key_of(line.text) in EVERYDAY:
        return bool(above)  # the question may stand in the block of the lead
    return any(_is_within(line, around, lines[i]) for i in above)


def counters_of_page(page: Lines, weights: list[float], counters: set[int]) -> set[int]:
    """The counters without those between paragraphs of one block: "Năm trước: 120", "Năm nay: 150"."""
    kept: set[int] = set()
    run: list[int] = []
    for index in [*sorted(counters), -1]:
        if run and index != run[-1] + 1:
            kept.update(() if _is_told(page, weights, run) else run)
            run = []
        run.append(index)
    return kept


def _is_told(page: Lines, weights: list[float], run: list[int]) -> bool:
    """The run of lines stands between two paragraphs that are blocks of one block, or lines of one."""
    above, below = run[0] - 1, run[-1] + 1
    if above < 0 or below >= len(page.lines) or weights[above] <= 0 or weights[below] <= 0:
        return False
    one, two = page.lines[above], page.lines[below]
    around = one.block.getparent()
    beside = one.block is two.block or around is two.block.getparent()
    return beside and all(_is_within(one, around, page.lines[index]) for index in run)


def _is_within(line: Line, around: Element | None, other: Line) -> bool:
    """Whether the other line stands in the line's block, in the one ``around`` it, or in a list in that."""
    element: Element | None = other.block
    for _ in range(_WITHIN):
        if element is line.block or element is around or element is None:
            return element is not None
        element = element.getparent()
    return False


def find_tail(layout: Layout, begin: int, stop: int, high: int) -> int:
    """Where the text ends: the first line after the last paragraph that is about the article, not of it."""
    page = layout.page
    for index in range(begin, stop):
        line = page.lines[index]
        if index >= high and layout.container is not None and not line.is_bold:
            return index
        key = key_of(line.text)
        if index in layout.captions:
            continue
        if layout.weights[index] > 0 and (box := _box_start(page, index, begin)) < index:
            return box  # of running text that the region left out, with the title above it
        if line.zone & CELL and not line.links and in_data_table(page, line):
            continue  # a name or a day in a table is no byline and no date
        if is_tool(key) or index in layout.stops or index in layout.counters or in_noise(layout, index):
            return index
        if (line.is_link and line.size > 20) or is_section_line(line):
            return index
        if (line.zone & RIGHT and line.size < 80) or is_account(line.text):
            return index
        if byline_shape(line.text) is not None or views_of(line.text) is not None or is_count(line):
            return index
        if is_signature(layout, index):
            return index
        if index + 1 < stop and byline_of_two(line, page.lines[index + 1]):
            return index
        if is_address(line.text) or (line.size < 70 and is_date_line(line.text)):
            return index
        if line.text.startswith(("Nguồn:", "Nguồn tin", "Theo ")) and line.size < 90:
            return index
    return stop


def _box_start(page: Lines, index: int, begin: int) -> int:
    """The first line of the outermost block around the line that holds nothing before ``begin``."""
    start = index
    element: Element | None = page.lines[index].block
    while element is not None and element in page.ranges and page.ranges[element][0] >= begin:
        start = page.ranges[element][0]
        element = element.getparent()
    return start


def lines_behind(layout: Layout, begin: int, stop: int, limit: int) -> list[int]:
    """The lines right behind the text; behind a bar of shares, tags or ratings only what tells a detail.

    Outside the article's own block only a date or count with its label is a detail.
    """
    tail = [
        i
        for i in range(begin, min(stop, begin + _TAIL_LINES))
        if not in_noise(layout, i) or _is_name_alone(layout, i)
    ]
    for index in range(stop, min(len(layout.page.lines), stop + _FAR_TAIL)):
        kind = layout.stops.get(index)
        if kind is not None and kind not in ("share", "rating", "advert"):
            break
        line = layout.line(index)
        if kind is not None or line.is_link or in_menu(layout, index) or is_titled(layout, line):
            continue
        if index < limit:
            detail = is_meta(line) or (line.has_digit and views_beside_eye(line) is not None)
        else:
            detail = not line.zone & (NAV | ASIDE | FORM | FOOTER) and _is_labelled(line)
        if detail:
            tail.append(index)
    return tail


def is_titled(layout: Layout, line: Line) -> bool:
    """Right below the heading of a box."""
    above = layout.line(line.index - 1)
    return bool(above.heading) and above.size <= _TITLE


def _is_labelled(line: Line) -> bool:
    """A view count or a date with its label."""
    if not line.has_digit or line.size > _LONGEST_DETAIL:
        return False
    parsed = parse_date(line.text)
    return views_of(line.text) is not None or (parsed is not None and parsed.role in ("published", "updated"))


def _is_name_alone(layout: Layout, index: int) -> bool:
    """A byline that fills a block of its own, whatever the block is called: "author-box"."""
    line = layout.line(index)
    outside = line.outside
    if outside is None or line.is_link or layout.page.ranges.get(outside) != (index, index + 1):
        return False
    return not line.zone & (NAV | ASIDE | FORM | FOOTER) and byline_shape(line.text) in ("bare", "labelled")


def behind_columns(layout: Layout, last: int, limit: int) -> int:
    """The first line behind the article's columns beside that of the text, which ends with ``last``."""
    end = last + 1
    following = range(end, min(limit, end + _OPENING))
    if not any(index in layout.stops or index in layout.teasers for index in following):
        return end
    for element in other_columns(layout.page, last):
        start, stop = layout.page.ranges[element]
        listed = any(index in layout.stops or index in layout.teasers for index in range(start, stop))
        if start == end and stop <= limit and listed:
            end = stop
    return end


def is_furniture(layout: Layout, index: int) -> bool:
    line = layout.line(index)
    key = key_of(line.text)
    if index in layout.counters or index in layout.stops or is_tool(key) or is_server_notice(line.text):
        return True
    if line.has_digit and _PLAYER.fullmatch(line.text) is not None:
        return True
    if line.is_link and not line.heading and (line.href or "").startswith("#"):
        return True  # of a table of contents
    container = layout.container if layout.container is not None else layout.page.body
    if layout.page.noise_within(line, container):
        return True
    if layout.weights[index] > 0 or line.size >= _SHORT_COUNT:
        return False
    return views_of(line.text) is not None or is_count(line)
