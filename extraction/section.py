"""The section path: breadcrumbs above the headline, a label beside it, a lone link right above it."""

from __future__ import annotations

import re
from typing import Final

from extraction.furniture import is_tool
from extraction.hints import Hint, names_of
from extraction.labels import SECTION_LABEL
from extraction.layout import Layout
from extraction.lines import Line
from extraction.place import place_of
from extraction.zones import LIST, OUTSIDE
from items import Candidate
from vietnamese.text import fold

_SEPARATOR: Final = re.compile(r"\s*(?:»|›|→|::|\s>\s|>>|/(?=\s)|\\)\s*")
_MARK: Final = re.compile(r"[»›→:>/\\]")
_ROOTS: Final = frozenset(("trang chu", "trang nhat", "home", "trang dau", "trangchu"))
_CLASS: Final = Hint(r"breadcrumb|crumb|duong-?dan|chuyenmuc|chuyen-muc|navpath|pathway|\bpath\b")
_NEXT: Final = re.compile(
    r"\s*(?:[|,;•·]|\s[-–—]\s|\s(?:Thẻ|Tags?|Từ khóa|Từ khoá)\s?:).*$"
)  # another section, or another detail
_ABOVE: Final = 14
_BELOW: Final = 4
_ARROW: Final = re.compile(r"[«»‹›←→<>]")
_LONGEST_NAME: Final = 45  # characters of a section's name


def find_section(layout: Layout) -> list[Candidate]:
    found: list[Candidate] = []
    page = layout.page
    title = layout.line(layout.title).folded if layout.headline else ""
    for index in range(max(0, layout.title - _ABOVE), max(0, layout.title)):
        line = page.lines[index]
        if not 3 < line.size < 200:
            continue
        has_separator = _MARK.search(line.text) is not None
        parts = [part.strip(" »›>/|\\") for part in _SEPARATOR.split(line.text)] if has_separator else []
        parts = [part for part in parts if part]
        if len(parts) > 1 and all(len(part) < 70 for part in parts):
            path = tuple(part for part in parts if fold(part) not in _ROOTS and fold(part) != title)
            if path:
                found.append(
                    Candidate(
                        "section", path, line.text, "line", "section.breadcrumb", place_of(line.inner), 0.8
                    )
                )
        elif _is_marked(line) and line.folded not in _ROOTS and line.folded != title:
            _extend(found, line.text, place_of(line.inner))
    found += _labelled(layout) + _right_above(layout, title)
    if layout.meta.section:
        found.append(
            Candidate(
                "section", (layout.meta.section,), layout.meta.section, "meta", "section.meta", "meta", 0.3
            )
        )
    return found


def _labelled(layout: Layout) -> list[Candidate]:
    """ "Chuyên mục: Hoạt động" beside the date or below the text; of several sections the first."""
    last = max([layout.title, *layout.text]) + 1
    below = [line.index for line in layout.page.lines[last : last + _BELOW]]
    for index in dict.fromkeys((*layout.head, *layout.tail, *below)):
        line = layout.line(index)
        if line.size > 200 or (line.is_link and line.zone & LIST):
            continue
        look = SECTION_LABEL.search if "|" in line.text else SECTION_LABEL.match
        label = look(line.text)
        if label is None:
            continue
        if name := _NEXT.sub("", line.text[label.end() :]).strip(" .:"):
            place = place_of(line.inner)
            return [Candidate("section", (name,), line.text, "label", "section.label", place, 0.6)]
    return []


def _right_above(layout: Layout, title: str) -> list[Candidate]:
    """A short link in the headline's own block: the section that the article stands in."""
    page = layout.page
    if layout.headline is None or layout.title < 1:
        return []
    line = page.lines[layout.title - 1]
    around = page.common(line.block, layout.title)
    start, _ = page.ranges.get(around, (0, 0))
    if (
        not line.is_link
        or not 3 < line.size < _LONGEST_NAME
        or line.zone & (LIST | OUTSIDE)
        or around is page.body
        or layout.title - start > 2
        or not line.href
        or line.folded in (*_ROOTS, title)
        or is_tool(line.folded)
        or line.has_digit
        or _ARROW.search(line.text) is not None
    ):
        return []
    return [Candidate("section", (line.text,), line.text, "line", "section.link", place_of(line.inner), 0.5)]


def _is_marked(line: Line) -> bool:
    inner, block = line.inner, line.block
    if inner is not block and _CLASS(names_of(inner)):
        return True
    around = block.getparent()
    return _CLASS(names_of(block)) or (around is not None and _CLASS(names_of(around)))


def _extend(found: list[Candidate], text: str, place: str) -> None:
    """Breadcrumbs with one line each belong to one path."""
    name = text.strip(" »›>/|\\")
    if found and found[-1].rule == "section.list":
        last = found.pop()
        path = (*last.value, name)
        found.append(Candidate("section", path, " » ".join(path), "line", "section.list", last.place, 0.7))
    else:
        found.append(Candidate("section", (name,), name, "line", "section.list", place, 0.7))
