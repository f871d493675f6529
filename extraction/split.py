"""Find the article on the page and sort its lines into head, lead, text and tail. Decided once."""

from __future__ import annotations

from typing import Final

from lxml.etree import _Element as Element

from extraction.bare import split_bare
from extraction.boxes import find_boxes, find_teasers, leads_elsewhere
from extraction.captions import find_captions
from extraction.counters import find_counters
from extraction.ends import find_stop, find_tail, is_furniture
from extraction.furniture import is_related_heading, is_stop_line, key_of
from extraction.inline import split_byline
from extraction.labels import byline_shape, is_byline, is_date_line, is_meta
from extraction.layout import Layout, in_menu, in_noise
from extraction.lead import choose_lead, drop_repeats, lead_before
from extraction.lines import Line, Lines
from extraction.metadata import Metadata
from extraction.prose import find_container, find_run, weigh
from extraction.title import Headline, claimed_titles, find_headline, is_body_name
from extraction.zones import NAV, OUTSIDE
from vietnamese.text import clean

_TAIL_LINES: Final = 14
_SURE: Final = 4.0  # the score of a headline that more than its place speaks for
_OWN: Final = 3.0  # and of one whose own column is asked for
_SHORTEST_LEAD: Final = 15.0  # in weight: teasers are no leads
_TEASER: Final = 0.15  # what the abstract of another article weighs
_LONG_CLAIM: Final = 20  # characters of a title that may be an article's
_DETAILS: Final = 3  # lines right above a text without a headline
_LEAD_LINES: Final = 5  # between a lead above the text's container and the text


def find_layout(page: Lines, meta: Metadata) -> Layout:
    """The page's geometry. A page without running text has no ``text``; it may still have a headline."""
    weights = [weigh(line) for line in page.lines]
    if sum(weights) < 120:
        weights = [weigh(line, shortest=18) for line in page.lines]
    layout = Layout(page, meta, weights, claimed_titles(meta))
    layout.counters = find_counters(page.lines)
    for line in page.lines:
        if weights[line.index] > 0 and (line.index in layout.counters or is_meta(line) or is_byline(line)):
            weights[line.index] = 0.0
    layout.teasers = find_teasers(page, layout.claims)
    for index in layout.teasers:
        weights[index] *= _TEASER
    layout.stops = {line.index for line in page.lines if is_stop_line(line.text)}
    container = find_container(page, weights)
    if container is None:
        layout.headline = find_headline(page, layout.claims, len(page.lines), None)
        if layout.headline is not None:
            split_bare(layout, layout.headline)
        return layout
    container, headline, start, end = _locate(layout, container)
    layout.container, layout.headline = container, headline
    if headline is not None and _is_elsewhere(layout, headline, start, end):
        split_bare(layout, headline)
        return layout
    if headline is None:
        layout.above = _details_above(layout, start)
    layout.title = headline.line.index if headline else start - len(layout.above) - 1
    layout.article = page.common(container, layout.title) if headline else container
    inside = range(*page.ranges.get(container, (0, 0)))
    noise = sum(weights[i] for i in inside if page.noise_within(page.lines[i], container))
    layout.noisy = noise > 0.35 * sum(weights[i] for i in inside)
    if headline is not None:
        _cut_note(layout, headline.line)
    _split(layout, start, end)
    return layout


def _locate(layout: Layout, container: Element) -> tuple[Element, Headline | None, int, int]:
    """The text's container, the headline, and the stretch of running text: each helps to find the others."""
    page, weights = layout.page, layout.weights

    def look(container: Element) -> tuple[Element, Headline | None, int, int]:
        start, end = find_run(page, weights, container, layout.stops)
        return (
            container,
            find_headline(page, layout.claims, _first_prose(layout, start, end), container),
            start,
            end,
        )

    found = look(container)
    headline = found[1]
    unsure = headline is None or headline.score < _SURE
    claimed = _claimed_heading(page, layout.claims) if unsure else None
    if claimed is not None and claimed.index >= found[2]:
        below = find_container(page, weights, claimed.index + 1)
        found = look(below if below is not None else container)
        headline = found[1]
    if headline is not None and headline.score >= _OWN:
        own = _own_column(layout, headline.line.index, found[0])
        if own is not None:
            return own, headline, *find_run(page, weights, own, layout.stops)
    return found


def _own_column(layout: Layout, title: int, container: Element) -> Element | None:
    """The block of the first text below a sure headline, where the container is another column of the page.

    A lead may stand apart from the text; between two columns stand headings, lists or other articles.
    """
    page = layout.page
    low, _ = page.ranges.get(container, (0, 0))
    first = next((i for i in range(title + 1, low) if layout.weights[i] > 0), None)
    if first is None or first in layout.teasers or page.lines[first].zone & OUTSIDE:
        return None
    element = page.lines[first].block
    parent = element.getparent()
    while parent is not None and parent is not page.body and not page.holds(parent, low):
        element, parent = parent, parent.getparent()
    if page.holds(element, low):
        return None
    if page.holds(element, title):
        return element
    _, end = page.ranges.get(element, (0, 0))
    between = range(min(first + 1, end), low)
    apart = any(
        index in layout.stops or page.lines[index].heading or leads_elsewhere(page.lines[index])
        for index in between
        if index >= first
    )
    return element if apart else None


def _details_above(layout: Layout, start: int) -> list[int]:
    """Date, views or byline right above the text of a page that names itself in its head only."""
    first = start
    if any(len(claim) > _LONG_CLAIM for claim in layout.claims):
        for index in range(start - 1, max(-1, start - _DETAILS - 1), -1):
            line = layout.line(index)
            told = is_meta(line) or byline_shape(line.text) == "labelled"
            if not told or line.is_link or line.zone & OUTSIDE or index in layout.counters:
                break
            first = index
    return list(range(first, start))


def _is_elsewhere(layout: Layout, headline: Headline, start: int, end: int) -> bool:
    """The only running text of the page stands below a list of other articles, or is next to nothing."""
    title = headline.line.index
    if sum(layout.weights[start:end]) < 12:
        return True
    between = range(title + 1, start)
    container = layout.container
    if (
        container is not None
        and sum(layout.weights[i] for i in between if layout.page.holds(container, i)) > 60
    ):
        return False  # a related list inside the text, not above it
    return any(i in layout.stops and is_related_heading(key_of(layout.line(i).text)) for i in between)


def _first_prose(layout: Layout, start: int, end: int) -> int:
    """The first running text of the stretch, or of a lead that stands in a block of its own above it."""
    weights = layout.weights
    first = next((index for index in range(start, end) if weights[index] > 0), start)
    for index in range(first - 1, max(-1, first - _LEAD_LINES), -1):
        line = layout.line(index)
        if index in layout.stops or line.heading or leads_elsewhere(line):
            break
        if weights[index] > _SHORTEST_LEAD and not line.zone & OUTSIDE:
            first = index
    return first


def _claimed_heading(page: Lines, claims: tuple[str, ...]) -> Line | None:
    """A line that repeats ``<title>`` and does not stand in a menu; a heading may say more than it."""
    for line in page.lines:
        if (line.heading in (1, 2) or not line.is_link) and not line.zone & NAV and len(line.text) > 20:
            folded = line.folded
            longer = line.heading in (1, 2)
            if any(c == folded or (longer and len(c) > 25 and folded.startswith(c)) for c in claims):
                return line
    return _only_h1(page)


def _only_h1(page: Lines) -> Line | None:
    """The one first-rank heading of a page that prints its own name otherwise."""
    first = [line for line in page.lines if line.heading == 1 and not line.is_link and line.size > 20]
    if len(first) != 1 or first[0].zone & (NAV | OUTSIDE) or is_body_name(first[0].text):
        return None
    return first[0]


def _split(layout: Layout, start: int, end: int) -> None:
    """Sort the lines of the article into head, lead, text and tail."""
    page, weights = layout.page, layout.weights
    article = layout.article if layout.article is not None else page.body
    _, limit = page.ranges.get(article, (0, len(page.lines)))
    begin = layout.title + 1
    low, high = (
        page.ranges.get(layout.container, (start, end)) if layout.container is not None else (start, end)
    )
    first = next(
        (
            i
            for i in range(begin, limit)
            if weights[i] > 0
            and (i >= min(low, start) or (layout.headline is not None and not in_noise(layout, i)))
        ),
        None,
    )
    lead_outside = lead_before(layout, begin, first)
    if first is None:
        layout.head = list(range(begin, min(limit, begin + 8)))
        return
    layout.captions = find_captions(layout, begin, limit)
    first = lead_outside if lead_outside is not None else _first_content(layout, max(begin, low), first)
    stop = find_stop(layout, first, limit, max(high, end))
    last = max((i for i in range(first, stop) if weights[i] > 0), default=first)
    layout.head = [i for i in range(begin, first) if not in_menu(layout, i)]
    layout.captions = [index for index in layout.captions if index < stop]
    body_end = find_tail(layout, last + 1, stop, high)
    dropped = find_boxes(layout, first, body_end).union(layout.captions)
    candidates = [i for i in range(first, body_end) if i not in dropped and not is_furniture(layout, i)]
    between = _after_first(layout, candidates)
    choose_lead(layout, candidates)
    layout.text = [i for i in candidates if i != layout.lead]
    drop_repeats(layout)
    _cut_byline(layout)
    tail_end = min(stop, body_end + _TAIL_LINES)
    layout.tail = [i for i in range(body_end, tail_end) if not in_noise(layout, i)]
    layout.head = [*_opening(layout), *between]


def _after_first(layout: Layout, candidates: list[int]) -> list[int]:
    """Lines of details between the first paragraph and the next leave the text: "lead, date, text"."""
    if len(candidates) < 2:
        return []
    first = candidates[0]
    while len(candidates) > 2 and _is_detail(layout.line(candidates[1])):
        del candidates[1]
    return [
        i for i in range(first + 1, candidates[1]) if _is_detail(layout.line(i)) and not in_noise(layout, i)
    ]


def _is_detail(line: Line) -> bool:
    """A date or count of the article, and no "Thời gian: 8 giờ ngày 30/01/2025." of what it tells about."""
    return is_meta(line) and line.text[-1] not in ".;" and not line.folded.startswith("thoi gian")


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


def _first_content(layout: Layout, begin: int, first: int) -> int:
    """The text may open with a line that is no full sentence: a bold lead without a full stop."""
    for index in range(begin, first):
        line = layout.line(index)
        if line.size < 40 or line.is_link or index in layout.captions or index in layout.stops:
            continue
        if is_meta(line) or in_noise(layout, index) or byline_shape(line.text) is not None:
            continue
        if layout.headline is not None and not line.heading:
            return index
    return first


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
