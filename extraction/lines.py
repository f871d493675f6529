"""A page as a reader sees it: visible lines in reading order, each with its place in the tree.

Markup habits differ without end (tables, one cell with ``<br>``, nested ``div``), the visible lines do not.
Every rule of this room works on lines; the tree only tells how near two lines are to each other.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from lxml.html import HtmlElement

from extraction.zones import BLOCK, OUTSIDE, SKIP, State, enter
from vietnamese.text import clean

MAX_LINES: Final = 20_000  # a page with more is a dump of data
MAX_LINE: Final = 100_000  # characters; no paragraph is that long
Piece = tuple[HtmlElement, bool]  # an element and whether the text is its tail


@dataclass(slots=True)
class Line:
    """One visible line. ``text`` is clean (NFC, single spaces); the lengths count its characters."""

    index: int
    text: str
    block: HtmlElement  # nearest block-level ancestor
    inner: HtmlElement  # element that holds the first piece of text
    zone: int  # flags of ``extraction.zones``
    outside: HtmlElement | None  # innermost element that is a menu, sidebar, form, footer or the like
    heading: int  # 1..6, 0 outside headings
    links: int
    bold: int
    italic: int
    pieces: list[Piece]
    href: str | None  # of its first link

    @property
    def size(self) -> int:
        return len(self.text)

    @property
    def is_link(self) -> bool:
        """Nearly all of it can be clicked."""
        return self.links * 10 >= len(self.text) * 8

    @property
    def is_bold(self) -> bool:
        return self.bold * 10 >= len(self.text) * 8

    @property
    def is_italic(self) -> bool:
        return self.italic * 10 >= len(self.text) * 8


@dataclass(slots=True)
class Picture:
    """An ``img`` and the index of the line before which it stands."""

    element: HtmlElement
    before: int
    outside: HtmlElement | None


@dataclass(slots=True)
class Lines:
    """``ranges`` maps every block element to its half-open range of line indexes."""

    body: HtmlElement
    lines: list[Line]
    pictures: list[Picture]
    ranges: dict[HtmlElement, tuple[int, int]]

    def holds(self, element: HtmlElement, index: int) -> bool:
        start, end = self.ranges.get(element, (0, 0))
        return start <= index < end

    def common(self, element: HtmlElement, index: int) -> HtmlElement:
        """The smallest block around ``element`` that also holds the line ``index``."""
        while element is not self.body and not self.holds(element, index):
            parent = element.getparent()
            if parent is None:
                break
            element = parent
        return element

    def noise_within(self, line: Line, container: HtmlElement) -> bool:
        """Whether the line stands in a menu, sidebar, form or the like *inside* the container."""
        outer = line.outside
        if outer is None or outer is container or outer not in self.ranges:
            return False
        start, end = self.ranges[outer]
        low, high = self.ranges.get(container, (0, len(self.lines)))
        return low <= start and end <= high and (start, end) != (low, high)


_Open = tuple[
    HtmlElement, Iterator[HtmlElement], State, bool, int
]  # an element whose children are being read


def read_lines(body: HtmlElement) -> Lines:
    """All visible lines of ``body`` in reading order. Iterative: 50,000 nested tags are no recursion."""
    return _Reader(body).read()


class _Reader:
    def __init__(self, body: HtmlElement) -> None:
        self.body = body
        self.lines: list[Line] = []
        self.pictures: list[Picture] = []
        self.ranges: dict[HtmlElement, tuple[int, int]] = {}
        self.texts: list[str] = []
        self.pieces: list[Piece] = []
        self.first: State | None = None
        self.links = self.bold = self.italic = 0
        self.href: str | None = None

    def read(self) -> Lines:
        state = State(block=self.body)
        self._add(self.body, tail=False, state=state)
        stack: list[_Open] = [(self.body, iter(self.body), state, True, 0)]
        while stack and len(self.lines) < MAX_LINES:
            element, children, state, is_block, start = stack[-1]
            child = next(children, None)
            if child is not None:
                self._enter(child, state, stack)
                continue
            stack.pop()
            if is_block:
                self._break()
                self.ranges[element] = (start, len(self.lines))
            if stack and element.tail:
                self._add(element, tail=True, state=stack[-1][2])
        self._break()
        for element, _, _, is_block, start in stack:  # cut at the last line that is read
            if is_block:
                self.ranges[element] = (start, len(self.lines))
        return Lines(self.body, self.lines, self.pictures, self.ranges)

    def _enter(self, child: HtmlElement, state: State, stack: list[_Open]) -> None:
        tag = child.tag
        if isinstance(tag, str) and tag not in SKIP:
            if tag == "br" or tag == "hr":
                self._break()
            elif tag == "img":
                self.pictures.append(
                    Picture(child, len(self.lines) + (self.first is not None), state.outside)
                )
            else:
                inner = enter(child, tag, state)
                if inner is not None:
                    is_block = tag in BLOCK
                    if is_block:
                        self._break()
                    start = len(self.lines)
                    if child.text:
                        self._add(child, tail=False, state=inner)
                    stack.append((child, iter(child), inner, is_block, start))
                    return
        if child.tail:
            self._add(child, tail=True, state=state)

    def _add(self, element: HtmlElement, *, tail: bool, state: State) -> None:
        text = element.tail if tail else element.text
        if not text:
            return
        if state.pre and "\n" in text:
            for number, part in enumerate(text.split("\n")):
                if number:
                    self._break()
                self._add_piece(element, part, tail=tail, state=state)
            return
        self._add_piece(element, text, tail=tail, state=state)

    def _add_piece(self, element: HtmlElement, text: str, *, tail: bool, state: State) -> None:
        if not text or text.isspace():
            self.texts.append(" ")
            return
        if self.texts and element.tag not in ("sub", "sup"):
            left, right = self.texts[-1][-1], text[0]
            if _is_joint(left, right) or (
                not tail and left.isalnum() and right.isalnum() and _is_set_apart(element, left, right)
            ):
                self.texts.append(" ")
        self.texts.append(text)
        self.pieces.append((element, tail))
        size = len(text.strip())
        if self.first is None:
            self.first = state
        if state.link:
            self.links += size
            if self.href is None:
                self.href = _href(element.getparent() if tail else element)
        if state.bold:
            self.bold += size
        if state.italic:
            self.italic += size

    def _break(self) -> None:
        if self.first is not None:
            text = clean("".join(self.texts)[:MAX_LINE])
            if text:
                self.lines.append(self._line(text, self.first))
        if self.texts:
            self.texts, self.pieces, self.first = [], [], None
            self.links = self.bold = self.italic = 0
            self.href = None

    def _line(self, text: str, state: State) -> Line:
        element, tail = self.pieces[0]
        parent = element.getparent() if tail else element
        return Line(
            index=len(self.lines),
            text=text,
            block=state.block,
            inner=parent if parent is not None else state.block,
            zone=state.zone,
            outside=state.outside if state.zone & OUTSIDE else None,
            heading=state.heading,
            links=self.links,
            bold=self.bold,
            italic=self.italic,
            pieces=self.pieces,
            href=self.href,
        )


def _is_joint(left: str, right: str) -> bool:
    """Two inline elements without a space between them that a style sheet sets apart ("05/03/2011By")."""
    return (left.islower() and (right.isupper() or right.isdigit())) or (left.isdigit() and right.isupper())


def _is_set_apart(element: HtmlElement, left: str, right: str) -> bool:
    """Two neighbours with classes of their own: a style sheet sets them apart, no word spans them.

    Nor does a word go from a capital to a number ("10:15 SA", "655 Lượt xem").
    """
    before = element.getprevious()
    if before is None or before.tail:
        return False
    if element.tag == before.tag == "span" and left.isupper() and right.isdigit():
        return True
    return _is_styled(element.get("class")) and _is_styled(before.get("class"))


def _is_styled(names: str | None) -> bool:
    return names is not None and not names.startswith(("Mso", "SpellE", "GramE", "apple-"))


def _href(element: HtmlElement | None) -> str | None:
    while element is not None:
        if element.tag == "a":
            return element.get("href")
        element = element.getparent()
    return None
