"""Which lines are running text, and which element of the page holds most of it."""

from __future__ import annotations

from collections import Counter
from typing import Final

from lxml.etree import _Element as Element

from extraction.furniture import is_footer_text
from extraction.lines import Line, Lines
from extraction.zones import ASIDE, CAPTION, CELL, FOOTER, FORM, HEADER, LIST, NAV, NOISE

_SHORTEST: Final = 40  # characters outside links that make a line running text
_LONGEST: Final = 600  # a longer paragraph says no more about where the article is
_DECAY: Final = (1.0, 0.5, 0.33, 0.25, 0.2)
_STOP: Final = 500.0  # what a related-news heading costs a stretch of text, in characters
_LINK: Final = 60.0
_LABEL: Final = 25.0
_STRONG: Final = NAV | FOOTER | ASIDE | FORM | HEADER


def weigh(line: Line, shortest: int = _SHORTEST) -> float:
    """How much running text a line is, in characters; 0 for links, labels and furniture."""
    if line.is_link:
        return 0.0
    size = line.size - line.links
    if size < shortest:
        return 0.0
    text = line.text
    weight = float(min(size, _LONGEST))
    if line.heading and size < 140:
        return 0.0
    if text[-1] not in '.!?:;…"”’)/' and size < 140:
        return 0.0  # a headline, a caption, a label: a sentence of that length ends with a mark
    if text[-1] == ")" and size < 90:
        return 0.0  # "Tiêu đề (20/11/2012)"
    if line.zone & _STRONG:
        weight *= 0.1
    elif line.zone & NOISE:
        weight *= 0.3
    if line.zone & CAPTION:
        weight *= 0.3
    if line.zone & LIST:
        weight *= 0.6
    if size < 240 and is_footer_text(text):
        return 0.0
    return weight


def find_container(page: Lines, weights: list[float], after: int = 0) -> Element | None:
    """The element around most of the running text from line ``after`` on; None without any.

    Readability's idea on lines: a paragraph speaks for its parent fully and for the elements further out
    ever less; lines that share one block (a table cell with ``<br>``) speak for that block itself.
    """
    lines = page.lines
    shared = Counter(id(line.block) for line in lines)
    scores: dict[Element, float] = {}
    for line in lines[after:]:
        weight = weights[line.index]
        if weight <= 0:
            continue
        element: Element | None = line.block
        if shared[id(element)] < 3 and not (line.zone & CELL and element is not None and element.tag == "td"):
            element = element.getparent() if element is not page.body and element is not None else element
        for share in _DECAY:
            if element is None or element.tag == "html":
                break
            scores[element] = scores.get(element, 0.0) + weight * share
            element = element.getparent()
    if not scores:
        return None
    best = max(scores, key=lambda element: scores[element])
    return _widen(page, best, scores, weights)


def _widen(page: Lines, best: Element, scores: dict[Element, float], weights: list[float]) -> Element:
    """Climb while the parent brings a comparable part of the text (a body split over two elements)."""
    element = best
    inside = _total(page, element, weights)
    for _ in range(4):
        parent = element.getparent()
        if parent is None or parent.tag in ("body", "html") or parent not in page.ranges:
            break
        total = _total(page, parent, weights)
        if total < inside * 1.35 or scores.get(parent, 0.0) < scores[best] * 0.55:
            break
        element, inside = parent, total
    return element


def find_run(page: Lines, weights: list[float], container: Element, stops: set[int]) -> tuple[int, int]:
    """The densest stretch of running text inside the container: half-open line range.

    A flat page (everything in one cell or one list of paragraphs) has menus, slogans and counters in the
    same container; the stretch with the largest sum of text less furniture is the article's.
    """
    start, end = page.ranges.get(container, (0, len(page.lines)))
    best = (0.0, start, start)
    total, since = 0.0, start
    for index in range(start, end):
        line = page.lines[index]
        if weights[index] > 0:
            gain = weights[index]
        elif index in stops:
            gain = -_STOP
        elif line.is_link:
            gain = -_LINK if line.size > 12 else -_LINK / 3
        else:
            gain = -_LABEL
        total += gain
        if total <= 0:
            total, since = 0.0, index + 1
        elif total > best[0]:
            best = (total, since, index + 1)
    return best[1], best[2]


def _total(page: Lines, element: Element, weights: list[float]) -> float:
    start, end = page.ranges.get(element, (0, 0))
    return sum(weights[start:end])
