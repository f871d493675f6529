"""Candidates for the byline: labelled or bare lines at the article's edges, then what metadata say."""

from __future__ import annotations

import re
from typing import Final

from lxml.etree import _Element as Element

from extraction.author_marks import marked_name
from extraction.date_standing import heads_another_text, is_in_row_of_another
from extraction.furniture import is_footer_text, is_tool, key_of
from extraction.hints import Hint, names_of
from extraction.labels import byline_of_two, byline_shape, views_of
from extraction.layout import Layout
from extraction.lines import Line, in_data_table
from extraction.place import place_of
from extraction.posts import is_signature
from extraction.zones import CELL, LIST, RIGHT
from items import Author, Candidate
from vietnamese.bylines import is_account, parse_byline
from vietnamese.dates import parse_date
from vietnamese.documents import parse_place_date
from vietnamese.text import clean, fold, has_digit

_POSTER_CLASS: Final = Hint(
    r"view-content-author|comment[-_]?author|poster|posted-by-account|user-?name|creator"
)
_AUTHOR_CLASS: Final = Hint(r"author|tac-?gia|byline|nguoi-?viet|writer|created-?by")
# WordPress and Joomla: "Published … By …", "Written by …".
_BY: Final = re.compile(r"^(?:(?:written )?by|(?:được )?(?:viết )?bởi)\s*:?\s+(?=[A-ZĐÀ-Ỹ])", re.IGNORECASE)
# Behind the date or the count on one line: "12/05/2024 10:30 AM 231 Bởi Thu Hà".
_BY_BEHIND: Final = re.compile(
    r"(?:(?<=[\d)AHM])|(?<=lượt)) (?:[Bb]y|[Bb]ởi) (?=(?:[A-ZĐÀ-Ỹ][\w.'’]* ?){1,5}\.?$)"
)
_BAR: Final = re.compile(r"\s+[|•·]\s+|\s[-–—]\s(?=[Bb]ởi |(?:Tác giả|Người viết|Bài|Tin)\b[^:|]{0,12}:)")
# Counts beside the name, with a label behind or without one.
_NUMBERS: Final = re.compile(
    r"^\d[\d.,]*(?:\s*[|·•–-]\s*|$)|(?:^|\s*[|·•–-]\s*)\d[\d.,]*$|\s+\d[\d.,]* (?:lượt (?:xem|đọc)|views?)$"
)
_SENTENCE_END: Final = re.compile(r"(?<=\w{2})\. |\s[|•]\s")  # "… bởi Thu Hà. Chuyên mục: …"
_SEPARATED: Final = re.compile(r"\s*(?:[-–—]\s|[|•·])\s*")
_EDGES: Final = " \t-–—|,;:·•"
_OFFICE: Final = re.compile(
    r"(?:(?:T/?M|KT|TL|TUQ|Q)\s?\.|\(?(?:Đã ký|đã ký|Ký tên)|(?:PHÓ )?(?:CHỦ TỊCH|GIÁM ĐỐC|TRƯỞNG BAN|"
    r"CHỦ NHIỆM)|(?:PHÓ )?CHÁNH VĂN PHÒNG|THỦ TRƯỞNG)"
)
_TELEPHONE: Final = re.compile(
    r"\W*(?:(?:điện thoại|đt|sđt|tel|hotline|di động|liên hệ)\W{0,3})?"
    r"\(?0\d{1,3}\)?[\s.-]?\d{3}[\s.-]?\d{3,4}\b",
    re.IGNORECASE,
)
_ABOVE: Final = 4  # lines above the headline that may name the writer
_OFFICE_LINES: Final = 3
_MANY_NAMES: Final = 3
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
        text = _names_writer(_without_date(text))
        if (
            line.size > 160
            or is_tool(key)
            or is_footer_text(line.text)  # who answers for the site
            or parse_place_date(line.text) is not None
            or (line.zone & LIST and line.is_link)
        ):
            continue
        shape = byline_shape(text) if text else None
        if shape is None and (name := marked_name(line)):
            text = _names_writer(name)
            shape = byline_shape(text)
        if shape is None and is_signature(layout, line.index):
            shape = "bare"
        if shape is None:
            continue
        following = lines[position + 1].text if position + 1 < len(lines) else ""
        unit = shape == "bare" and byline_shape(following) == "organisation"
        if (unit or _ORGANISATION.match(following)) and lines[position + 1].index == line.index + 1:
            text = f"{text}\n{following}"
            taken = position + 1
        refused = _refusal_in_tail(layout, line, text, shape, len(bare))
        if refused is None and shape != "labelled" and is_in_row_of_another(layout, line):
            refused = "stands beside the headline of another article"
        if refused is None and shape != "labelled" and heads_another_text(layout, line):
            refused = "stands above another text"
        if refused is None and shape == "bare" and _is_telephone(following):
            refused = "somebody to call"
        rule = "authors.label.tail" if shape == "labelled" else f"authors.{shape}.tail"
        confidence = {"labelled": 0.95, "bare": 0.85, "organisation": 0.7}[shape]
        made = _candidate(line, text, rule, 0.0 if refused else confidence, refused)
        if made is not None:
            found.append(made)
    return found


def _refusal_in_tail(layout: Layout, line: Line, text: str, shape: str, names: int) -> str | None:
    """Why a name below the text is no byline; ``names`` are the lines there that are a name alone."""
    if (_is_poster(line) and shape != "labelled") or (shape == "bare" and is_account(text)):
        return "the account that posted it, not an author"
    if shape == "bare" and _is_signed(layout, line):
        return "a signature under an office"
    if shape in ("bare", "organisation") and names > _MANY_NAMES:
        return "one of many names: a list, not a byline"
    in_cell = line.zone & CELL and not line.zone & RIGHT
    if shape == "bare" and in_cell and in_data_table(layout.page, line):
        return "a cell of a table"
    return None


def _is_telephone(text: str) -> bool:
    """A number as one dials it, with its label or alone."""
    return _TELEPHONE.match(text) is not None


def _next(lines: list[Line], position: int) -> Line | None:
    """The line right below on the page, where the list holds it."""
    following = lines[position + 1] if position + 1 < len(lines) else None
    return following if following is not None and following.index == lines[position].index + 1 else None


def _is_signed(layout: Layout, line: Line) -> bool:
    """ "TM. BAN THƯỜNG VỤ / CHỦ TỊCH / (Đã ký) / Lò Văn Páo": who signs is no author."""
    above = layout.page.lines[max(0, line.index - _OFFICE_LINES) : line.index]
    return any(_OFFICE.match(other.text) for other in above)


def _head(layout: Layout) -> list[Candidate]:
    """Between headline and text: a labelled name, a name alone, or a name beside the date."""
    found = []
    above = range(max(0, layout.title - _ABOVE), max(0, layout.title))
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
        if is_footer_text(line.text):
            continue  # who answers for the site
        marked = _has_class(line, _AUTHOR_CLASS)
        text = _names_writer(_without_date(line.text))
        dated = text != line.text
        shape = byline_shape(text) if text else None
        if shape != "labelled" and (name := marked_name(line)):
            text, marked = _names_writer(name), True
            shape = byline_shape(text)
        site = not dated or shape == "organisation"  # the site's name may stand beside today's date
        if index < layout.title and site and not marked and shape != "labelled":
            continue
        if shape is None and line.links and index > layout.title:
            # "Hoạt động | Thu Hà | 12/05/2023": the section links, who wrote does not.
            text = _beside_section(line)
            shape = "bare" if text and byline_shape(text) == "bare" else None
        if shape is None and index > layout.title and is_signature(layout, index):
            text, shape = line.text, "bare"
        listed = line.zone & LIST and (shape != "labelled" or line.is_link) and line.block.tag != "dd"
        if shape is None or (listed and not marked):
            continue
        apart = line.outside is not None and not layout.page.holds(line.outside, layout.title)
        if shape == "organisation" and apart and not marked:
            continue  # the footer's, right below a page whose text a script shows
        linked = line.is_link and not marked and not dated
        if linked and shape != "labelled" and not _alone(layout, line):
            continue
        posted = (_is_poster(line) and shape != "labelled") or is_account(text)
        refused = "the account that posted it, not an author" if posted else None
        rule = "authors.label.head" if shape == "labelled" else f"authors.{shape}.head"
        confidence = 0.9 if shape == "labelled" else 0.8 if marked else 0.6 if dated else 0.5
        made = _candidate(line, text, rule, 0.0 if refused else confidence, refused)
        if made is not None:
            found.append(made)
    return found


def _names_writer(text: str) -> str:
    """ "By Thu Hà" as a byline with a label, also behind a bar: "Đã xem 5 lần | Bởi Thu Hà"."""
    if _BY.match(text):
        return _BY.sub("Tác giả: ", _SENTENCE_END.split(text, maxsplit=1)[0])
    behind = _BY_BEHIND.search(text)
    if behind is not None:
        return f"Tác giả: {text[behind.end() :]}"
    parts = _BAR.split(text)
    if len(parts) > 1:
        for part in parts:
            if _BY.match(part):
                return _BY.sub("Tác giả: ", part)
            if byline_shape(part) == "labelled":
                return part
    return text


def _without_date(text: str) -> str:
    """ "Hoàng Anh - 27/04/2018 12:29" → "Hoàng Anh"; a line without a date as it is."""
    if len(text) > 140 or not has_digit(text):
        return text
    parsed = parse_date(text)
    if parsed is None:
        return text
    before = text[: parsed.start].strip(_EDGES).removesuffix(parsed.label).rstrip("([").strip(_EDGES)
    after = text[parsed.end :].lstrip(")]").strip(_EDGES)
    counted = views_of(after)
    if counted is not None:  # "Hoàng Anh - 27/04/2018 12:29 | 431 lượt xem"
        after = after.replace(counted.raw, "").strip(_EDGES)
    if _BY.match(after):
        after = _BY.sub("Tác giả: ", _SENTENCE_END.split(after, maxsplit=1)[0])
    return " ".join(part for part in (_NUMBERS.sub("", before), _NUMBERS.sub("", after)) if part)


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
