"""The section path: breadcrumbs, links to categories, the menu's own names and labels beside the headline."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cached_property
from typing import Final

from lxml.etree import _Element as Element

from extraction.furniture import is_tool, key_of
from extraction.hints import Hint, names_of
from extraction.labels import SECTION_LABEL, is_date_line
from extraction.layout import Layout
from extraction.lines import Line
from extraction.place import place_of
from extraction.zones import CRUMBS, LIST, OUTSIDE, names_path
from items import Candidate
from vietnamese.text import clean, fold, slugify

_SEPARATOR: Final = re.compile(r"\s*(?:»|›|→|::|\s>\s|>>|/(?=\s)|\\|\|)\s*")
_MARK: Final = re.compile(r"[»›→:>/\\|]")
_ROOTS: Final = frozenset(
    "trang chu|trang nhat|home|trang dau|trangchu|ban dang o|ban dang xem|you are here|homepage|"
    "chuyen muc|danh muc|chi tiet|chi tiet bai viet|chi tiet tin|chi tiet tin tuc|noi dung chi tiet|"
    "noi dung".split("|")
)
_HOMES: Final = tuple(_ROOTS)
_NO_SECTION: Final = frozenset(
    "so do trang|rss|dang nhap|dang ky|lien he|gioi thieu|tim kiem|english|tieng viet|dang xuat|gop y|"
    "hoi dap".split("|")
)
_ARROWS: Final = ("»", "›", "→", "::", " > ", ">>", " / ")
_LONGEST_WAY: Final = 6  # parts
_OPENING: Final = re.compile(r"^(?:bạn đang (?:ở|xem)|you are here|vị trí|đường dẫn)\s*:?\s*", re.IGNORECASE)
_CATEGORY: Final = Hint(
    r"cat-?links|taxonomy-category|(?:post|entry|article|news|item|meta)[-_]*categor|categor(?:y|ies)[-_]?(?:name|link)?|"
    r"cat-?name|\bcats?\b|chuyen-?muc|section-?name"
)
_CATEGORY_ADDRESS: Final = re.compile(
    r"/(?:category|chuyen-muc|categories|danh-muc)/|[?&]cat(?:egory)?(?:id)?=", re.IGNORECASE
)
_OTHER: Final = re.compile(r"\s*[|;•·].*$")  # another detail beside the section
_TAGS: Final = re.compile(r"\s(?:Thẻ|Tags?|Từ khóa|Từ khoá)\s?:.*$")
_ABOVE: Final = 14  # lines above the headline that may hold the path
_WAY: Final = 2  # pieces of a path
_OPENS_TITLE: Final = 20  # characters of a title that a path may repeat cut
_ARROW_MARKS: Final = " »›>/|\\"
_NEAR: Final = 4  # lines above the headline that may hold a name
_BELOW: Final = 4
_FAR_BELOW: Final = 10  # lines below the text that may hold the section with its label
_ARROW: Final = re.compile(r"[«»‹›←→<>]")
_DETAILS: Final = 5  # parts of a line of details beside the headline
_LONGEST_NAME: Final = 60  # characters of a section's name
_LONGEST_PATH: Final = 400


def find_section(layout: Layout) -> list[Candidate]:
    """Every candidate of the section, each a path from the widest to the narrowest name."""
    reader = _Sections(layout)
    found = reader.breadcrumbs()
    if not found:  # nothing else is as sure
        found = [*reader.named(), *reader.labelled(), *reader.right_above()]
    path = reader.marked()
    if path:
        origin = layout.meta.crumbs_origin
        found.append(
            Candidate("section", path, " » ".join(path), origin, f"section.{origin}", "BreadcrumbList", 0.5)
        )
    if layout.meta.section:
        name = layout.meta.section
        found.append(Candidate("section", (name,), name, "meta", "section.meta", "meta", 0.3))
    return found


class _Sections:
    """The rules of one page."""

    def __init__(self, layout: Layout) -> None:
        self.layout = layout
        self.title = layout.line(layout.title).folded if layout.headline else ""

    def breadcrumbs(self) -> list[Candidate]:
        found: list[Candidate] = []
        lists = _CrumbLists()
        lines = self.layout.page.lines
        top = max(0, self.layout.title)
        below = max(top, min(self.layout.first, top + _ABOVE))
        for line in lines:
            near = top - _ABOVE <= line.index < below
            if not near and (lists.take(line) or len(line.pieces) < _WAY or not self._may_be_path(line)):
                continue
            if not 3 < line.size < _LONGEST_PATH or line.index == top:
                continue
            marked = _is_marked(line)
            if not marked and not (
                _has_arrow(line.text)
                or (near and (len(line.pieces) >= _WAY or "|" in line.text) and _opens_path(line))
            ):
                continue
            if is_tool(key_of(line.text)):
                continue
            parts = _parts(line, _links(line) if len(line.pieces) > 1 else [])
            if not near and not (parts and self._is_sure(line, parts, marked)):
                continue
            path = self._path(parts)
            if len(parts) > 1 and path and (marked or _is_path(line, parts)):
                found.append(_candidate(path, line, "breadcrumb", 0.8))
            elif marked and len(parts) == 1 and self._is_name(line.text):
                _extend(found, line)
        found.reverse()  # the nearest to the headline first
        if not found and (last := lists.only()) is not None:
            path = self._path(lists.names())
            if path and all(map(self._is_name, path)):
                found.append(_candidate(path, last, "breadcrumb", 0.7))
        return found

    def _may_be_path(self, line: Line) -> bool:
        """Whether a line far from the headline may be a sure path: spares most menus a closer look."""
        if not line.links or line.size >= _LONGEST_PATH:
            return False
        if _has_arrow(line.text) or _opens_path(line):
            return True
        return bool(self.title) and self.title[:_OPENS_TITLE] in line.folded

    def _is_sure(self, line: Line, parts: list[str], marked: bool) -> bool:
        """A path that needs no place: it ends with the title, or leads from home to what the menu names."""
        if self._is_title(fold(parts[-1])):
            return True
        names = [fold(part) for part in parts]
        return _is_path(line, parts) and (
            marked or (names[0] in _ROOTS and self._in_menu(parts[-1], line.index))
        )

    def _path(self, parts: list[str]) -> tuple[str, ...]:
        """The names of the path; () where one of its parts is too long for a name and not the title."""
        path: list[str] = []
        for part in parts:
            key = fold(part)
            if key in _ROOTS or self._is_title(key):
                continue
            if len(part) > _LONGEST_NAME or is_date_line(part):
                return ()
            path.append(part)
        return tuple(path)

    def _is_title(self, key: str) -> bool:
        return bool(self.title) and (
            key == self.title or (len(key) > 20 and self.title.startswith(key.rstrip(". …")))
        )

    def _is_name(self, text: str) -> bool:
        key = fold(text.strip(" »›>/|\\:"))
        return (
            2 < len(text) <= _LONGEST_NAME
            and key not in _ROOTS
            and key not in _NO_SECTION
            and not key.startswith("trang chu ")
            and not self._is_title(key)
            and not is_tool(key)
            and not is_date_line(text)
            and not text[0].isdigit()
        )

    def marked(self) -> tuple[str, ...]:
        """The path that the page gives to machines."""
        path = self._path(list(self.layout.meta.crumbs))
        return path if len(path) < _LONGEST_WAY and all(map(self._is_name, path)) else ()

    def named(self) -> list[Candidate]:
        """Beside the headline stands a link to a category, or a name that the menu has, too."""
        layout = self.layout
        if layout.headline is None:
            return []
        if layout.kicker is not None and self._in_menu(layout.kicker, layout.title):
            return [_candidate((layout.kicker,), layout.headline.line, "kicker", 0.66)]
        above = self._above()
        last = max([layout.title, *layout.text]) + 1
        below = range(last, min(last + _BELOW, len(layout.page.lines)))
        head = {*layout.head, *above}
        for index in dict.fromkeys((*layout.head, *above, *layout.tail, *below)):
            line = layout.line(index)
            if line.zone & LIST and index not in head and not _is_related(line):
                continue
            texts = _links(line) if line.links or (index in head and len(line.pieces) > 1) else []
            if line.links:
                links = [(text, anchor) for text, anchor in texts if anchor is not None]
                for text, anchor in links if len(links) <= _DETAILS else ():
                    in_head = index in head and index not in above and _is_slug_link(anchor, text)
                    if (in_head or _is_category_link(anchor)) and self._is_name(text):
                        return [_candidate((text,), line, "category", 0.66)]
            if index in head:
                parts = _parts(line, texts)
                if len(parts) > _DETAILS:
                    continue
                own = [text for text in parts if self._in_menu(text, index) and self._is_name(text)]
                if len(own) == 1:  # more are another menu
                    return [_candidate((own[0],), line, "menu", 0.64)]
        return []

    def _above(self) -> list[int]:
        """The lines above the headline that share a block with it, from the nearest."""
        title = self.layout.title
        return [index for index in range(title - 1, max(-1, title - _NEAR - 1), -1) if self._heads(index)]

    def _in_menu(self, text: str, index: int) -> bool:
        """Whether another line has the name as a link, alone, with a count behind it or among the menu's."""
        if not 2 < len(text) <= _LONGEST_NAME:
            return False
        key = fold(text)
        if key in _ROOTS:
            return False
        names, bars = self._menu
        if any(line.index != index and line.folded == key for line in names.get(len(text), ())):
            return True
        return any(
            line.index != index and key in line.folded and any(fold(part) == key for part, _ in _links(line))
            for line in bars
        )

    @cached_property
    def _menu(self) -> tuple[dict[int, list[Line]], list[Line]]:
        """Links that stand alone, by their sizes, and lines with several links or a link and a count."""
        names: dict[int, list[Line]] = {}
        bars: list[Line] = []
        for line in self.layout.page.lines:
            if line.links * 2 < line.size:
                continue
            if line.is_link and len(line.pieces) == 1 and line.size <= _LONGEST_NAME:
                names.setdefault(line.size, []).append(line)
            elif len(line.pieces) >= _WAY:
                bars.append(line)
        return names, bars

    def _heads(self, index: int) -> bool:
        """A line above the headline that shares a block with it in which little stands before."""
        page = self.layout.page
        around = page.common(page.lines[index].block, self.layout.title)
        start, _ = page.ranges.get(around, (0, 0))
        return index - start <= _NEAR and (around is not page.body or start + _NEAR >= index)

    def labelled(self) -> list[Candidate]:
        """ "Chuyên mục: Hoạt động" beside the date or below the text; of several sections the first."""
        layout = self.layout
        last = max([layout.title, *layout.text]) + 1
        below = [line.index for line in layout.page.lines[last : last + _FAR_BELOW]]
        for index in dict.fromkeys((*layout.head, *self._above(), *layout.tail, *below)):
            line = layout.line(index)
            if line.size > 200 or (line.is_link and line.zone & LIST):
                continue
            label = SECTION_LABEL.search(line.text)
            if label is None:
                continue
            rest = _TAGS.sub("", _OTHER.sub("", line.text[label.end() :])).strip(" .:")
            linked = [text for text, anchor in _links(line) if anchor is not None and rest.startswith(text)]
            name = (
                linked[0]
                if linked
                else rest
                if self._in_menu(rest, index)
                else rest.partition(",")[0].strip()
            )
            if name and self._is_name(name):
                return [_candidate((name,), line, "label", 0.6)]
        return []

    def right_above(self) -> list[Candidate]:
        """A short link in the headline's own block: the section that the article stands in."""
        layout = self.layout
        page = layout.page
        if layout.headline is None or layout.title < 1:
            return []
        line = page.lines[layout.title - 1]
        around = page.common(line.block, layout.title)
        start, _ = page.ranges.get(around, (0, 0))
        if (
            not line.is_link
            or line.zone & (LIST | OUTSIDE)
            or around is page.body
            or layout.title - start > 2
            or not line.href
            or not self._is_name(line.text)
            or line.has_digit
            or _ARROW.search(line.text) is not None
        ):
            return []
        return [_candidate((line.text,), line, "link", 0.5)]


class _CrumbLists:
    """Lists far from the headline whose class calls them breadcrumbs, each entry on a line of its own."""

    def __init__(self) -> None:
        self._marked: dict[Element, bool] = {}
        self._lines: dict[Element, list[Line]] = {}

    def take(self, line: Line) -> bool:
        """Whether the line is an entry of such a list."""
        if (
            not line.zone & LIST
            or not line.zone & CRUMBS
            or line.size > _LONGEST_NAME
            or line.block.tag != "li"
        ):
            return False
        around = line.block.getparent()
        if around is None:
            return False
        marked = self._marked.get(around)
        if marked is None:
            marked = self._marked[around] = _is_path_element(around)
        if marked:
            self._lines.setdefault(around, []).append(line)
        return marked

    def only(self) -> Line | None:
        """The last entry of the page's one list that leads from home; None where there is none, or more."""
        lists = [lines for lines in self._lines.values() if 1 < len(lines) <= _LONGEST_WAY]
        if len(lists) != 1 or fold(lists[0][0].text.strip(_ARROW_MARKS)) not in _ROOTS:
            return None
        self._lines = {lists[0][0].block: lists[0]}
        return lists[0][-1]

    def names(self) -> list[str]:
        return [line.text.strip(_ARROW_MARKS) for lines in self._lines.values() for line in lines]


def _candidate(path: tuple[str, ...], line: Line, rule: str, confidence: float) -> Candidate:
    origin = "label" if rule == "label" else "line"
    return Candidate("section", path, line.text, origin, f"section.{rule}", place_of(line.inner), confidence)  # type: ignore[arg-type]


def _extend(found: list[Candidate], line: Line) -> None:
    """Breadcrumbs with one line each belong to one path."""
    name = line.text.strip(" »›>/|\\")
    place = place_of(line.inner)
    path: tuple[str, ...] = (name,)
    if found and found[-1].rule == "section.list":
        path = (*found.pop().value, name)
    found.append(Candidate("section", path, " » ".join(path), "line", "section.list", place, 0.7))


def _links(line: Line) -> list[tuple[str, Element | None]]:
    """The line's texts in order, each with the link that holds it; pieces of one link are one text."""
    found: list[tuple[str, Element | None]] = []
    for element, is_tail in line.pieces:
        text = clean((element.tail if is_tail else element.text) or "")
        anchor = element.getparent() if is_tail else element
        while anchor is not None and anchor.tag != "a" and anchor is not line.block:
            anchor = anchor.getparent()
        if anchor is not None and anchor.tag != "a":
            anchor = next((node for node in anchor.iterancestors("a")), None)
        if not text:
            continue
        if anchor is not None and found and found[-1][1] is anchor:
            found[-1] = (f"{found[-1][0]} {text}", anchor)
        else:
            found.append((text, anchor))
    return found


def _parts(line: Line, texts: list[tuple[str, Element | None]]) -> list[str]:
    """What stands between separators, and each link by itself; ``texts`` are the line's ``_links``."""
    parts: Iterable[str] = (
        (text for text, _ in texts) if len(line.pieces) > 1 else (_OPENING.sub("", line.text),)
    )
    found = []
    for part in parts:
        for name in _SEPARATOR.split(part) if _MARK.search(part) else (part,):
            name = _OPENING.sub("", name.strip(" »›>/|\\:→-–•")).strip()
            if name:
                found.append(name)
    return found


def _has_arrow(text: str) -> bool:
    """Whether an arrow stands in the text, a clean one: single spaces only."""
    return any(map(text.__contains__, _ARROWS))


def _opens_path(line: Line) -> bool:
    return line.folded.startswith(_HOMES)


def _is_path(line: Line, parts: list[str]) -> bool:
    """A path by its words alone: from the home page, or parted by arrows. Menus have more parts."""
    keys = [fold(part) for part in parts]
    if len(parts) > _LONGEST_WAY or any(key in _NO_SECTION or key.startswith("hotline") for key in keys):
        return False
    return keys[0] in _ROOTS or _has_arrow(line.text)


def _is_related(line: Line) -> bool:
    """A link of the list says itself that it leads to the article's category."""
    return any(anchor is not None and "category" in (anchor.get("rel") or "") for _, anchor in _links(line))


def _is_category_link(anchor: Element) -> bool:
    """A link that its relation, its address or a name around it calls a category's."""
    relation = (anchor.get("rel") or "").lower()
    if "category" in relation or _CATEGORY_ADDRESS.search(anchor.get("href") or "") is not None:
        return True
    element: Element | None = anchor
    for _ in range(3):
        if element is None or element.tag in ("body", "article", "main"):
            return False
        if _CATEGORY(names_of(element)):
            return True
        element = element.getparent()
    return False


def _is_slug_link(anchor: Element, text: str) -> bool:
    """An address that ends with the words of the link: "/tin/nu-cong" for "Nữ công"."""
    address = (anchor.get("href") or "").partition("?")[0].rstrip("/")
    last = address.rpartition("/")[2].partition(".")[0]
    return bool(last) and last.lower() == slugify(text)


def _is_marked(line: Line) -> bool:
    """Whether an element right around the line is called breadcrumbs; nearly all lines are in none."""
    if not line.zone & CRUMBS:
        return False
    inner, block = line.inner, line.block
    around = block.getparent()
    elements = (inner, block, around) if inner is not block else (block, around)
    return any(element is not None and _is_path_element(element) for element in elements)


def _is_path_element(element: Element) -> bool:
    return names_path(element.get("class"), element.get("id"))
