"""A page as a reader sees it: visible lines in reading order, each with its place in the tree.

Markup habits differ without end (tables, one cell with ``<br>``, nested ``div``), the visible lines do not.
Every rule of this room works on lines; the tree only tells how near two lines are to each other.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import chain
from typing import Final

from lxml import etree
from lxml.etree import _Element as Element

from extraction.pictures import is_decoration
from extraction.zones import BOLD, CRUMBS, HEADING_AT, ITALIC, LINK, OUTSIDE, PRE, ZONE, enter, names_path
from vietnamese.memo import BoundedMemo
from vietnamese.text import clean, fold_clean, has_digit

MAX_LINES: Final = 20_000  # a page with more is a dump of data
MAX_LINE: Final = 100_000  # characters; no paragraph is that long
_END: Final = (None,)  # behind the last element
Piece = tuple[Element, bool]  # an element and whether the text is its tail
_ICONS: Final = frozenset(("i", "span", "em"))  # without text: an icon of a style sheet
# Nearest block, innermost element that is ``outside``, flags, innermost link.
Where = tuple[Element, Element | None, int, Element | None]


class Line:
    """One visible line.

    ``text`` is clean (NFC, single spaces). ``size``, ``links``, ``bold`` and ``italic`` count characters;
    ``is_link`` means that nearly all of the line can be clicked; a line without ``has_digit`` tells no date,
    count or number. ``block`` is the nearest block element, ``inner`` the element of the first piece of text,
    ``outside`` the innermost element that is a menu, sidebar, form, footer or the like. ``zone`` are flags of
    ``extraction.zones``, ``heading`` is 1 to 6 or 0; ``href`` is where the first link leads.
    ``leads_elsewhere`` remembers what ``extraction.boxes`` found, None before it was asked.
    """

    __slots__ = (
        "_folded",
        "block",
        "bold",
        "has_digit",
        "heading",
        "href",
        "index",
        "inner",
        "is_link",
        "italic",
        "leads_elsewhere",
        "links",
        "outside",
        "pieces",
        "size",
        "text",
        "zone",
    )  # fmt: skip

    def __init__(
        self,
        index: int,
        text: str,
        digit: bool,
        pieces: list[Piece],
        where: Where,
        links: int = 0,
        href: str | None = None,
        bold: int = 0,
        italic: int = 0,
    ) -> None:
        block, outside, flags, _ = where
        element, is_tail = pieces[0]
        parent = element.getparent() if is_tail else element
        self.index = index
        self.pieces = pieces
        self.block = block
        self.inner: Element = parent if parent is not None else block
        self.outside = outside if flags & OUTSIDE else None
        self.zone = flags & ZONE
        self.heading = flags >> HEADING_AT
        self.links, self.href, self.bold, self.italic = links, href, bold, italic
        self.text, self.size, self.has_digit = text, len(text), digit
        self.is_link = links * 10 >= self.size * 8
        self._folded: str | None = None
        self.leads_elsewhere: bool | None = None

    def cut(self, text: str) -> None:
        """From now on this is the line's text."""
        self.text, self.size, self.has_digit = text, len(text), has_digit(text)
        self.is_link = self.links * 10 >= self.size * 8
        self._folded = None
        self.leads_elsewhere = None

    @property
    def is_bold(self) -> bool:
        return self.bold * 10 >= self.size * 8

    @property
    def is_italic(self) -> bool:
        return self.italic * 10 >= self.size * 8

    @property
    def folded(self) -> str:
        """The text as a key, folded once."""
        if self._folded is None:
            self._folded = _keys[self.text]
        return self._folded


def pieces_of(line: Line) -> list[str]:
    """The line's text element by element, as a style sheet may set it apart."""
    texts = [element.tail if is_tail else element.text for element, is_tail in line.pieces]
    return [text for each in texts if (text := clean(each or ""))]


@dataclass(slots=True)
class Picture:
    """An ``img`` and the index of the line before which it stands."""

    element: Element
    before: int
    outside: Element | None
    _is_decoration: bool | None = None

    @property
    def is_decoration(self) -> bool:
        """An icon, logo or counting pixel; looked at once."""
        if self._is_decoration is None:
            self._is_decoration = is_decoration(self.element)
        return self._is_decoration


@dataclass(slots=True)
class Lines:
    """``ranges`` maps every block element to its half-open range of line indexes.

    ``trusted`` are blocks that hold the article's text though their names are those of menus or widgets.
    """

    body: Element
    lines: list[Line]
    pictures: list[Picture]
    ranges: dict[Element, tuple[int, int]]
    trusted: set[Element] = field(default_factory=set)

    def holds(self, element: Element, index: int) -> bool:
        start, end = self.ranges.get(element, (0, 0))
        return start <= index < end

    def common(self, element: Element, index: int) -> Element:
        """The smallest block around ``element`` that also holds the line ``index``."""
        while element is not self.body and not self.holds(element, index):
            parent = element.getparent()
            if parent is None:
                break
            element = parent
        return element

    def noise_within(self, line: Line, container: Element) -> bool:
        """Whether the line stands in a menu, sidebar, form or the like *inside* the container."""
        outer = line.outside
        if outer is None or outer is container or outer in self.trusted or outer not in self.ranges:
            return False
        start, end = self.ranges[outer]
        low, high = self.ranges.get(container, (0, len(self.lines)))
        return low <= start and end <= high and (start, end) != (low, high)


def in_data_table(page: Lines, line: Line) -> bool:
    """A small cell with neighbours in its row and rows beside it; a page's columns are cells, too."""
    start, end = page.ranges.get(line.block, (0, 1))
    if end - start > 3:
        return False
    row = line.block if line.block.tag == "tr" else line.block.getparent()
    while row is not None and row.tag not in ("tr", "table", "body"):
        row = row.getparent()
    if row is None or row.tag != "tr":
        return False
    cells = sum(1 for cell in row if cell.tag in ("td", "th"))
    parent = row.getparent()
    rows = sum(1 for other in parent if other.tag == "tr") if parent is not None else 1
    return cells > 1 and rows > 2


def _clean(text: str) -> tuple[str, bool]:
    text = clean(text)
    return text, has_digit(text)


# A site prints its menus, labels and lists on every page.
_cleaned: Final = BoundedMemo(_clean, max_key_size=200, max_entries=4096)
_keys: Final = BoundedMemo(fold_clean, max_key_size=200, max_entries=4096)


def read_lines(body: Element) -> Lines:
    """All visible lines of ``body`` in reading order. Iterative: 50,000 nested tags are no recursion."""
    return _Reader(body).read()


class _Reader:
    """The line so far, and the lines before it.

    ``opened`` are the elements around the text that is read next: each with its first line, -1 where it is no
    block, and with what holds around it. ``texts`` is empty where no line is begun. ``is_full`` says that
    no more lines are read. Every element of a page passes through ``read``: it holds in locals what it needs,
    and asks for nothing twice.
    """

    def __init__(self, body: Element) -> None:
        self.page = Lines(body, [], [], {})
        self.opened: list[tuple[Element, int, Where | None]] = [(body, 0, None)]
        self.is_full = False
        self.texts: list[str] = []
        self.pieces: list[Piece] = []
        self.first: Where = (body, None, 0, None)  # of the first piece
        self.links = self.bold = self.italic = 0
        self.href: str | None = None

    def read(self) -> Lines:
        page, opened, texts = self.page, self.opened, self.texts
        lines, ranges = page.lines, page.ranges
        outermost: Where = (page.body, None, _around(page.body), None)
        where: Where | None = outermost  # None where nobody sees the text
        if page.body.text:
            self._add(page.body, page.body.text, outermost, False)
        innermost = page.body
        for element in chain(page.body.iterdescendants(etree.Element), _END):
            parent = element.getparent() if element is not None else page.body
            # What is open inside the parent ends, and text may stand behind each. In place: a call an element
            # would cost as much as what is done.
            while innermost is not parent and not self.is_full:
                closed, start, where = opened.pop()
                if start >= 0:
                    if texts:
                        self._break()
                    ranges[closed] = (start, len(lines))
                if where is not None and (text := closed.tail):
                    if where[2] & PRE:
                        self._add(closed, text, where, True)
                    elif not text.isspace():
                        self._add_piece(closed, text, where, True)
                    elif texts:
                        texts.append(" ")
                innermost = opened[-1][0]
            if self.is_full or element is None:
                break
            innermost = element
            if where is None:
                opened.append((element, -1, None))
                continue
            tag: str = element.tag  # type: ignore[assignment]  # an element's, where only elements are asked for
            inside = enter(element, tag, where[2])
            if inside is None:
                opened.append((element, -1, where))
                self._pass(element, tag, where)
                where = None  # for what is inside
                continue
            flags, is_block, is_outside = inside
            if is_block:
                if texts:
                    self._break()
                opened.append((element, len(lines), where))
                where = element, element if is_outside else where[1], flags, where[3]
            else:
                opened.append((element, -1, where))
                if tag == "a":
                    where = where[0], where[1], flags, element
                elif flags != where[2]:
                    where = where[0], where[1], flags, where[3]
            text = element.text
            if text:
                if flags & PRE:
                    self._add(element, text, where, False)
                elif not text.isspace():
                    self._add_piece(element, text, where, False)
                elif texts:
                    texts.append(" ")
            elif texts and tag in _ICONS and not len(element):
                self._set_apart()
        self._break()
        for element, start, _ in opened:  # the body, and what is cut at the last line that is read
            if start >= 0:
                ranges[element] = (start, len(lines))
        return page

    def _pass(self, element: Element, tag: str, around: Where) -> None:
        """An element without text for the reader."""
        if tag == "br" or tag == "hr":
            self._break()
        elif tag == "img":
            before = len(self.page.lines) + bool(self.texts)
            self.page.pictures.append(Picture(element, before, around[1]))
            self._set_apart()
        elif tag == "svg":
            self._set_apart()

    def _set_apart(self) -> None:
        """A picture or an icon parts what stands before it from what follows."""
        if self.texts and self.texts[-1][-1] != " ":
            self.texts.append(" ")

    def _add(self, element: Element, text: str, where: Where, is_tail: bool) -> None:
        """A text that may hold line ends of its own."""
        if where[2] & PRE and "\n" in text:
            for number, part in enumerate(text.split("\n")):
                if number:
                    self._break()
                if part:
                    self._add_piece(element, part, where, is_tail)
        elif not text.isspace():
            self._add_piece(element, text, where, is_tail)
        elif self.texts:
            self.texts.append(" ")

    def _add_piece(self, element: Element, text: str, where: Where, is_tail: bool) -> None:
        texts, flags = self.texts, where[2]
        if not texts:
            self.first = where
        elif element.tag not in ("sub", "sup"):
            left, right = texts[-1][-1], text[0]
            if (
                _is_joint(left, right)
                or (
                    left != " " and right != " " and self.pieces[-1][0].tag == "time" and right not in ",.;:)"
                )
                or (
                    not is_tail and left.isalnum() and right.isalnum() and _is_set_apart(element, left, right)
                )
            ):
                texts.append(" ")
        texts.append(text)
        self.pieces.append((element, is_tail))
        if flags & (LINK | BOLD | ITALIC):
            size = len(text.strip())
            if flags & LINK:
                self.links += size
                if self.href is None and (anchor := where[3]) is not None:
                    self.href = anchor.get("href")
            if flags & BOLD:
                self.bold += size
            if flags & ITALIC:
                self.italic += size

    def _break(self) -> None:
        """End the line; what is read next begins another."""
        texts, lines = self.texts, self.page.lines
        if not texts:
            return
        text, digit = _cleaned["".join(texts)[:MAX_LINE] if len(texts) > 1 else texts[0][:MAX_LINE]]
        if text:
            lines.append(
                Line(
                    len(lines),
                    text,
                    digit,
                    self.pieces,
                    self.first,
                    self.links,
                    self.href,
                    self.bold,
                    self.italic,
                )
            )
            self.is_full = len(lines) >= MAX_LINES
        texts.clear()
        self.pieces = []
        self.links = self.bold = self.italic = 0
        self.href = None


def _around(body: Element) -> int:
    """The flags of all lines: what the body, or the element around it, is called."""
    around = (body, body.getparent())
    marked = any(each is not None and names_path(each.get("class"), each.get("id")) for each in around)
    return CRUMBS if marked else 0


def _is_joint(left: str, right: str) -> bool:
    """Two inline elements without a space between them that a style sheet sets apart ("05/03/2011By")."""
    return (left.islower() and (right.isupper() or right.isdigit())) or (left.isdigit() and right.isupper())


def _is_set_apart(element: Element, left: str, right: str) -> bool:
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
