"""Boxes inside the text that lead elsewhere: a headline that is a link, perhaps with its abstract."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from lxml.etree import _Element as Element

from extraction.layout import Layout
from extraction.lines import Line, Lines
from vietnamese.text import fold

_FILE: Final = re.compile(r"\.(?:pdf|docx?|xlsx?|pptx?|zip|rar)\b")
HEADLINE: Final = 25  # characters of a link that reads like a headline
_LINES: Final = 5  # a box is small
_CUT: Final = 40  # characters of a headline that a page's title repeats cut
_SHARE: Final = 0.5  # of the text: a "box" that holds more of it is the article


def find_boxes(layout: Layout, begin: int, end: int) -> set[int]:
    """Lines of boxes between ``begin`` and ``end``: a link that is a headline and what shares its block."""
    lines = layout.page.lines
    total = sum(layout.weights[begin:end])
    found: set[int] = set()
    for index in range(begin, end):
        line = lines[index]
        if index in found or not leads_elsewhere(line):
            continue
        start, stop = _box(layout.page, line, layout.container)
        if start >= begin and sum(layout.weights[start:stop]) <= total * _SHARE:
            found.update(range(start, stop))
    return found


def leads_elsewhere(line: Line) -> bool:
    """A line that is one link, long enough for a headline, and not to a file."""
    return line.is_link and line.size >= HEADLINE and not leads_to_file(line)


def leads_to_file(line: Line) -> bool:
    if line.href is None:
        return False
    href = line.href.lower()
    return "download" in href or _FILE.search(href) is not None


def find_teasers(page: Lines, claims: tuple[str, ...]) -> set[int]:
    """Lines that share a small block with a headline that is a link: the abstract of another article.

    A headline that links to its own page (one of ``claims``) is the article's.
    """
    found: set[int] = set()
    first_letters = "".join(claim[:1] for claim in claims)
    for line in page.lines:
        if line.index in found or not leads_elsewhere(line):
            continue
        if _may_open(line, first_letters) and _is_claimed(line, claims):
            continue
        found.update(range(*_box(page, line, page.body)))
    return found


def _may_open(line: Line, letters: str) -> bool:
    """Whether the line's key may open with one of the letters: nearly all lines need not be folded."""
    opening = _opening(line.text[: line.text.find(" ")])
    return not opening or opening[0] in letters


def _is_claimed(line: Line, claims: tuple[str, ...]) -> bool:
    """Whether the headline is one of the claims, or either of them is the other one cut."""
    key = line.folded
    return any(claim.startswith(key) or (key.startswith(claim) and len(claim) > _CUT) for claim in claims)


@lru_cache(maxsize=2048)
def _opening(word: str) -> str:
    return fold(word) if len(word) < _CUT else ""


def _box(page: Lines, line: Line, limit: Element | None) -> tuple[int, int]:
    """The range of the largest small block below ``limit`` that opens with the link; else the link alone.

    Where a whole cell is one block with ``<br>``, no block is small.
    """
    found = (line.index, line.index + 1)
    element: Element | None = line.block
    while element is not None and element is not limit:
        start, stop = page.ranges.get(element, (0, _LINES + 1))
        if stop - start > _LINES or line.index - start > 1:
            break
        found = (start, stop)
        element = element.getparent()
    return found
