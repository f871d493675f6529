"""The section path: breadcrumbs above the headline."""

from __future__ import annotations

import re
from typing import Final

from extraction.hints import Hint, names_of
from extraction.layout import Layout
from extraction.lines import Line
from extraction.place import place_of
from items import Candidate
from vietnamese.text import fold

_SEPARATOR: Final = re.compile(r"\s*(?:»|›|→|::|\s>\s|>>|/(?=\s)|\\)\s*")
_MARK: Final = re.compile(r"[»›→:>/\\]")
_ROOTS: Final = frozenset(("trang chu", "trang nhat", "home", "trang dau", "trangchu"))
_CLASS: Final = Hint(r"breadcrumb|crumb|duong-?dan|chuyenmuc|chuyen-muc|navpath|pathway|\bpath\b")
_ABOVE: Final = 14


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
    if layout.meta.section:
        found.append(
            Candidate(
                "section", (layout.meta.section,), layout.meta.section, "meta", "section.meta", "meta", 0.3
            )
        )
    return found


def _is_marked(line: Line) -> bool:
    around = (line.inner, line.block, line.block.getparent())
    return any(_CLASS(names_of(element)) for element in around if element is not None)


def _extend(found: list[Candidate], text: str, place: str) -> None:
    """Breadcrumbs with one line each belong to one path."""
    name = text.strip(" »›>/|\\")
    if found and found[-1].rule == "section.list":
        last = found.pop()
        path = (*last.value, name)
        found.append(Candidate("section", path, " » ".join(path), "line", "section.list", last.place, 0.7))
    else:
        found.append(Candidate("section", (name,), name, "line", "section.list", place, 0.7))
