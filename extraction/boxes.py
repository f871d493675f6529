"""Boxes inside the text that lead elsewhere: a headline that is a link, perhaps with its abstract."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Final

from lxml.etree import _Element as Element

from extraction.furniture import stop_kind
from extraction.labels import is_date_line
from extraction.layout import Layout
from extraction.lines import Line, Lines
from vietnamese.text import fold, has_digit

_FILE: Final = re.compile(r"\.(?:pdf|docx?|xlsx?|pptx?|zip|rar)\b")
_REFERENCE: Final = re.compile(
    r"\W*(?:(?:cac )?(?:tin|bai)(?: viet)? (?:lien quan|moi|khac|noi bat|cung chuyen muc)|xem them|doc them|"
    r"doc tiep|xem tiep|moi ban doc(?: them)?|co the ban quan tam|lien quan|tin moi)\b"
)
_REFERENCE_WORDS: Final = ("cac", "tin", "bai", "xem", "doc", "moi", "co", "lien", "")  # that open one
_LABEL: Final = 30  # characters of "Tin liên quan: "
_LONGEST_BOX: Final = (
    150  # characters of running text below the heading of a box; an article's section has more
)
HEADLINE: Final = 25  # characters of a link that reads like a headline
_BULLET: Final = 4  # characters of "» " or "- " before a headline
_DETAILS: Final = 32  # characters of date and count beside a headline
_LONGEST_DATE: Final = 80  # characters of a link that is a date with its label
_LINES: Final = 5  # a box is small
_WAY: Final = 2  # links; more are a menu or a path unless one of them is most of the line
_PROSE: Final = 60  # characters of an abstract
_LONGEST_ABSTRACT: Final = 450
_CLIMB: Final = 3  # blocks around a headline that may hold the list
_LONGEST_LIST: Final = 60  # lines
_ENOUGH: Final = 100.0  # characters of a text beside which abstracts are others'
_CUT: Final = 40  # characters of a headline that a page's title repeats cut
_SHARE: Final = 0.5  # of the text: a "box" that holds more of it is the article


def find_boxes(layout: Layout, begin: int, end: int) -> set[int]:
    """Lines of boxes between ``begin`` and ``end``: a link that is a headline and what shares its block, or
    what stands in one block below a heading such as "Tin liên quan" or "Quảng cáo".
    """
    lines = layout.page.lines
    total = sum(layout.weights[begin:end])
    found: set[int] = set()
    for index in range(begin, end):
        line = lines[index]
        if index in found:
            continue
        if index in layout.stops:
            start, stop = _box_below(layout, line)
            if sum(layout.weights[i] for i in range(start, stop) if i not in layout.teasers) > _LONGEST_BOX:
                continue
        elif is_reference(line):
            start, stop = index, index + 1  # it has no abstract
        elif index in layout.teasers and leads_elsewhere(line):
            start, stop = _box(layout.page, line, layout.container)
        else:
            continue
        if start >= begin and sum(layout.weights[start:stop]) <= total * _SHARE:
            found.update(range(start, stop))
    abstracts = layout.teasers.intersection(range(begin, end))
    own = total - sum(layout.weights[index] for index in abstracts)
    if own >= _ENOUGH:
        found.update(abstracts)
    return found


def _box_below(layout: Layout, line: Line) -> tuple[int, int]:
    """The lines of the outermost block that opens with the heading, inside the article's."""
    start, stop = line.index, line.index + 1
    element: Element | None = line.block
    while element is not None and element is not layout.container and element is not layout.article:
        low, high = layout.page.ranges.get(element, (start, stop))
        if low < start:
            break
        start, stop = low, high
        element = element.getparent()
    return start, stop


def is_reference(line: Line) -> bool:
    """ "Xem thêm: Khai mạc giải bóng chuyền", of which all but the label is a link."""
    if line.links < HEADLINE or line.size - line.links > _LABEL or leads_to_file(line):
        return False
    return _REFERENCE.match(line.folded) is not None


def leads_elsewhere(line: Line) -> bool:
    """A line that is one link, long enough for a headline, and neither to a file nor within the page.

    A date and a count may stand behind it: "Khai mạc giải bóng chuyền (18/06/2020) 231".
    """
    if line.links < HEADLINE:
        return False
    if line.leads_elsewhere is None:
        line.leads_elsewhere = _leads_elsewhere(line)
    return line.leads_elsewhere


def _leads_elsewhere(line: Line) -> bool:
    if line.links < HEADLINE or not (line.is_link or _is_counted(line)):
        return False
    if len(line.pieces) > 1 and not _holds_headline(line):
        return False
    if line.has_digit and line.size < _LONGEST_DATE and is_date_line(line.text):
        return False
    return not leads_to_file(line) and not (line.href or "").startswith("#")


def _holds_headline(line: Line) -> bool:
    """One of the line's links is a headline: a menu, a path, a date beside a section are short ones."""
    texts: dict[Element, str] = {}
    for element, is_tail in line.pieces:
        text = element.tail if is_tail else element.text
        anchor = element.getparent() if is_tail else element
        while anchor is not None and anchor.tag != "a" and anchor is not line.block:
            anchor = anchor.getparent()
        if anchor is not None and anchor.tag != "a":
            anchor = next(anchor.iterancestors("a"), None)
        if anchor is not None and text:
            texts[anchor] = f"{texts[anchor]} {text}" if anchor in texts else text
    longest = max((" ".join(text.split()) for text in texts.values()), key=len, default="")
    if len(longest) < HEADLINE or (len(texts) > _WAY and len(longest) * 2 < line.size):
        return False
    return not (has_digit(longest) and is_date_line(longest))


def _is_counted(line: Line) -> bool:
    rest = line.size - line.links
    return rest <= _BULLET or (line.has_digit and rest <= _DETAILS and line.text[-1] in "0123456789)]")


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
    asked: set[Element] = set()
    first_letters = "".join(claim[:1] for claim in claims)
    for line in page.lines:
        if line.index in found or not leads_elsewhere(line):
            continue
        opening = _opening(line.text[: line.text.find(" ")])
        if (opening[:1] in first_letters or line.heading) and _is_claimed(line, claims):
            continue
        if opening in _REFERENCE_WORDS and _REFERENCE.match(line.folded) is not None:
            found.add(line.index)
            continue
        box = range(*_box(page, line, page.body))
        if len(box) > 1 and any(_may_be_claimed(page.lines[index], first_letters, claims) for index in box):
            continue  # the section's name above the article's own headline
        found.update(box)
        if any(map(_is_prose, page.lines[line.index + 1 : line.index + 3])):
            found.update(_abstracts_beside(page, line, asked))
    return found


def _abstracts_beside(page: Lines, line: Line, asked: set[Element]) -> Iterable[int]:
    """The lines of the block around the headline, if it holds nothing but headlines, each with its abstract.

    ``asked`` are blocks that were looked at before.
    """
    element: Element | None = line.block
    for _ in range(_CLIMB):
        element = element.getparent() if element is not None else None
        if element is None or element not in page.ranges or element is page.body:
            return ()
        start, stop = page.ranges[element]
        if stop - start > _LONGEST_LIST or element in asked:
            return ()
        asked.add(element)
        if _is_list_of_abstracts(page.lines[start:stop]):
            return range(start, stop)
    return ()


def _is_list_of_abstracts(lines: list[Line]) -> bool:
    """Two headlines or more, and every running text stands right below one, or below its date."""
    pairs, above = 0, False
    for line in lines:
        if leads_elsewhere(line):
            above = True
        elif _is_prose(line):
            if not above:
                return False
            pairs, above = pairs + 1, False
        elif line.size > _DETAILS and not line.links:
            above = False
    return pairs > 1


def _may_be_claimed(line: Line, letters: str, claims: tuple[str, ...]) -> bool:
    """``_is_claimed``, told by the line's first letter for nearly all, so that few need be folded."""
    return _opening(line.text[: line.text.find(" ")])[:1] in letters and _is_claimed(line, claims)


def _is_claimed(line: Line, claims: tuple[str, ...]) -> bool:
    """Whether the headline is one of the claims or stands in it, or either of them is the other one cut."""
    key = line.folded
    long = len(key) > HEADLINE
    return any(
        claim.startswith(key) or (key.startswith(claim) and len(claim) > _CUT) or (long and key in claim)
        for claim in claims
    )


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
        if not _is_abstract(line, page.lines[start:stop]):
            break
        found = (start, stop)
        if element.tag == "li" or element is line.outside:
            break  # what stands outside the entry, or outside the advertisement, is not its abstract
        element = element.getparent()
    return found


def _is_abstract(headline: Line, lines: list[Line]) -> bool:
    """Beside the headline stands at most one running text, short and below it, and no heading of a list."""
    prose = [line for line in lines if line.size - line.links >= _PROSE]
    if not prose:
        return True
    if len(prose) > 1 or prose[0].index < headline.index or prose[0].size > _LONGEST_ABSTRACT:
        return False
    if any(line.index < headline.index and line.size > _DETAILS for line in lines):
        return False
    return sum(map(leads_elsewhere, lines)) == 1 and not any(
        stop_kind(line.text) is not None for line in lines
    )


def _is_prose(line: Line) -> bool:
    return line.size - line.links >= _PROSE
