"""Candidates for the byline: labelled or bare lines at the article's edges, then what metadata say."""

from __future__ import annotations

import re
from typing import Final

from lxml.etree import _Element as Element

from extraction.furniture import is_tool, key_of
from extraction.hints import Hint, names_of
from extraction.labels import byline_of_two, byline_shape, views_of
from extraction.layout import Layout
from extraction.lines import Line
from extraction.place import place_of
from extraction.posts import is_signature
from extraction.zones import CELL, LIST, RIGHT
from items import Author, Candidate
from vietnamese.bylines import is_account, parse_byline
from vietnamese.dates import parse_date
from vietnamese.documents import parse_place_date
from vietnamese.text import clean, fold, has_digit

_POSTER_CLASS: Final = Hint(r"view-content-author|poster|posted-by-account|user-?name|creator")
_AUTHOR_CLASS: Final = Hint(r"author|tac-?gia|byline|nguoi-?viet|writer")
_BY: Final = re.compile(r"^(by|bởi|viết bởi)\s+(?=\S)", re.IGNORECASE)  # WordPress: "Published … By …"
_SENTENCE_END: Final = re.compile(r"(?<=\w{2})\. |\s[|•]\s")  # "… bởi Thu Hà. Chuyên mục: …"
_SEPARATED: Final = re.compile(r"\s*(?:[-–—]\s|[|•·])\s*")
_EDGES: Final = " \t-–—|,;:·•"
_OFFICE: Final = re.compile(
    r"(?:(?:T/?M|KT|TL|TUQ|Q)\s?\.|\(?(?:Đã ký|đã ký|Ký tên)|(?:PHÓ )?(?:CHỦ TỊCH|GIÁM ĐỐC|TRƯỞNG BAN|"
    r"CHỦ NHIỆM)|(?:PHÓ )?CHÁNH VĂN PHÒNG|THỦ TRƯỞNG)"
)
_OFFICE_LINES: Final = 3
_ORGANISATION: Final = re.compile(r"^\((.{4,80})\)$")


def find_authors(layout: Layout) -> list[Candidate]:
    """Every byline candidate; ``value`` is a tuple of ``Author``."""
    found = _closing(layout) + _tail(layout) + _head(layout)
    found += _metadata(layout)
    return found


def _candidate(
    line: Line, text: str, rule: str, confidence: float, refused: str | None = None
) -> Candidate | None:
    people = tuple(
        Author(person.name, person.role, person.organisation)  # type: ignore[arg-type]
        for person in parse_byline(text)
    )
    if not people:
        return None
    origin = "label" if "label" in rule else "line"
    return Candidate("authors", people, text, origin, rule, place_of(line.inner), confidence, refused)  # type: ignore[arg-type]


def _closing(layout: Layout) -> list[Candidate]:
    """The byline that closes the last paragraph."""
    if layout.byline is None:
        return []
    shape = byline_shape(layout.byline)
    rule = "authors.label.tail" if shape == "labelled" else f"authors.{shape}.tail"
    made = _candidate(layout.line(layout.text[-1]), layout.byline, rule, 0.8)
    return [made] if made is not None else []


def _tail(layout: Layout) -> list[Candidate]:
    lines = [layout.line(index) for index in layout.tail]
    found: list[Candidate] = []
    bare = [line for line in lines if byline_shape(line.text) in ("bare", "organisation")]
    taken = -1
    for position, line in enumerate(lines):
        text = line.text
        key = key_of(text)
        if position == taken:
            continue
        if joined := byline_of_two(line, _next(lines, position)):
            made = _candidate(line, joined, "authors.label.tail", 0.95)
            found += [made] if made is not None else []
            taken = position + 1
            continue
        text = _without_date(text)
        if (
            line.size > 160
            or is_tool(key)
            or parse_place_date(line.text) is not None
            or (line.zone & LIST and line.is_link)
        ):
            continue
        shape = byline_shape(text) if text else None
        if shape is None and is_signature(layout, line.index):
            shape = "bare"
        if shape is None:
            continue
        following = lines[position + 1].text if position + 1 < len(lines) else ""
        unit = shape == "bare" and byline_shape(following) == "organisation"
        if (unit or _ORGANISATION.match(following)) and lines[position + 1].index == line.index + 1:
            text = f"{text}\n{following}"
            taken = position + 1
        if _is_poster(line) or (shape == "bare" and is_account(text)):
            refused: str | None = "the account that posted it, not an author"
        elif shape == "bare" and _is_signed(layout, line):
            refused = "a signature under an office"
        elif shape in ("bare", "organisation") and len(bare) > 3:
            refused = "one of many names: a list, not a byline"
        elif shape == "bare" and line.zone & CELL and not line.zone & RIGHT and _in_data_table(layout, line):
            refused = "a cell of a table"
        else:
            refused = None
        rule = "authors.label.tail" if shape == "labelled" else f"authors.{shape}.tail"
        confidence = {"labelled": 0.95, "bare": 0.85, "organisation": 0.7}[shape]
        made = _candidate(line, text, rule, 0.0 if refused else confidence, refused)
        if made is not None:
            found.append(made)
    return found


def _next(lines: list[Line], position: int) -> Line | None:
    """The line right below on the page, where the list holds it."""
    following = lines[position + 1] if position + 1 < len(lines) else None
    return following if following is not None and following.index == lines[position].index + 1 else None


def _is_signed(layout: Layout, line: Line) -> bool:
    """ "TM. BAN THƯỜNG VỤ / CHỦ TỊCH / (Đã ký) / Lò Văn Páo": who signs is no author."""
    above = layout.page.lines[max(0, line.index - _OFFICE_LINES) : line.index]
    return any(_OFFICE.match(other.text) for other in above)


def _in_data_table(layout: Layout, line: Line) -> bool:
    """A small cell with neighbours in its row and rows beside it; a page's columns are cells, too."""
    start, end = layout.page.ranges.get(line.block, (0, 1))
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


def _head(layout: Layout) -> list[Candidate]:
    """Between headline and text: a labelled name, a name alone, or a name beside the date."""
    found = []
    above = range(max(0, layout.title - 2), max(0, layout.title))
    head = [layout.line(index) for index in [*above, *layout.head]]
    taken = -1
    for position, line in enumerate(head):
        index = line.index
        if position == taken:
            continue
        if joined := byline_of_two(line, _next(head, position)):
            taken = position + 1
            people = _candidate(line, joined, "authors.label.head", 0.9)
            found += [people] if people is not None else []
            continue
        if line.size > 140 or is_tool(key_of(line.text)) or parse_place_date(line.text) is not None:
            continue
        marked = _has_class(line, _AUTHOR_CLASS)
        text = _without_date(line.text)
        dated = text != line.text
        if index < layout.title and not marked and not dated:
            continue
        shape = byline_shape(text) if text else None
        if shape is None and line.links and index > layout.title:
            # "Hoạt động | Thu Hà | 12/05/2023": the section links, who wrote does not.
            text = _beside_section(line)
            shape = "bare" if text and byline_shape(text) == "bare" else None
        if shape is None and index > layout.title and is_signature(layout, index):
            text, shape = line.text, "bare"
        listed = line.zone & LIST and (shape != "labelled" or line.is_link)
        if shape is None or (listed and not marked):
            continue
        linked = line.is_link and not marked and not dated
        if linked and shape != "labelled" and not _alone(layout, line):
            continue
        refused = (
            "the account that posted it, not an author" if _is_poster(line) or is_account(text) else None
        )
        rule = "authors.label.head" if shape == "labelled" else f"authors.{shape}.head"
        confidence = 0.9 if shape == "labelled" else 0.8 if marked else 0.6 if dated else 0.5
        made = _candidate(line, text, rule, 0.0 if refused else confidence, refused)
        if made is not None:
            found.append(made)
    return found


def _without_date(text: str) -> str:
    """ "Hoàng Anh - 27/04/2018 12:29" → "Hoàng Anh"; a line without a date as it is."""
    if len(text) > 140 or not has_digit(text):
        return text
    parsed = parse_date(text)
    if parsed is None:
        return text
    before = text[: parsed.start].strip(_EDGES).removesuffix(parsed.label).strip(_EDGES)
    after = text[parsed.end :].strip(_EDGES)
    counted = views_of(after)
    if counted is not None:  # "Hoàng Anh - 27/04/2018 12:29 | 431 lượt xem"
        after = after.replace(counted.raw, "").strip(_EDGES)
    if _BY.match(after):
        after = _BY.sub("Tác giả: ", _SENTENCE_END.split(after, maxsplit=1)[0])
    return " ".join(part for part in (before, after) if part)


def _beside_section(line: Line) -> str:
    """What stands behind a section's link and a separator, without the date; "" for anything else."""
    link, rest = "", ""
    for element, is_tail in line.pieces:
        text = (element.tail if is_tail else element.text) or ""
        if _links(element.getparent() if is_tail else element):
            if rest.strip():
                return ""
            link += text
        elif link:
            rest += text
        elif text.strip():
            return ""
    rest = clean(rest)
    if not link or has_digit(link) or is_tool(key_of(clean(link))) or _SEPARATED.match(rest) is None:
        return ""
    if not line.href or line.href.startswith(("#", "javascript:")):
        return ""
    told = [part for piece in _SEPARATED.split(rest) if (part := _without_date(piece).strip(_EDGES))]
    return told[0] if len(told) == 1 else ""


def _links(element: Element | None) -> bool:
    while element is not None and element.tag not in ("div", "p", "td", "body"):
        if element.tag == "a":
            return True
        element = element.getparent()
    return False


def _alone(layout: Layout, line: Line) -> bool:
    """A name that links to the writer's page; a section's name links too, so metadata must agree."""
    key = line.folded
    return any(fold(name) == key for name, _, _ in layout.meta.authors)


def _has_class(line: Line, hint: Hint) -> bool:
    element: Element | None = line.inner
    for _ in range(3):
        if element is None or element.tag == "body":
            break
        if hint(names_of(element, ("class", "rel", "itemprop"))):
            return True
        element = element.getparent()
    return False


def _is_poster(line: Line) -> bool:
    return _has_class(line, _POSTER_CLASS)


def _metadata(layout: Layout) -> list[Candidate]:
    """Machine authors: a site or an account often stands there, so people only."""
    meta = layout.meta
    sites = {fold(text) for text in (meta.site_name, meta.publisher, *meta.title.split(" - ")[-1:]) if text}
    found = []
    for raw, origin, place in meta.authors:
        if fold(raw) in sites:
            refused: str | None = "the site itself"
        elif is_account(raw):
            refused = "an account"
        elif byline_shape(raw) != "bare":
            refused = "no person's name"
        else:
            refused = None
        people = tuple(
            Author(person.name, person.role, person.organisation)  # type: ignore[arg-type]
            for person in parse_byline(raw)
        )
        if people:
            confidence = 0.0 if refused else 0.4 if origin == "json-ld" else 0.3
            found.append(
                Candidate("authors", people, raw, origin, f"authors.{origin}", place, confidence, refused)  # type: ignore[arg-type]
            )
    return found
