"""What an icon beside a text says of it: an eye counts the readers. Icons hold no words, only names."""

from __future__ import annotations

import re
from typing import Final

from lxml.etree import _Element as Element

from extraction.hints import Hint, names_of
from extraction.lines import Line
from vietnamese.counts import ParsedCount, parse_number
from vietnamese.text import clean

_NAMES: Final = ("class", "id", "title", "aria-label", "alt", "data-icon", "data-lucide", "src", "href")
_EYE: Final = Hint(
    r"(?<![a-z])eyes?(?![a-z]|-?slash)|(?<![a-z])visibility(?!-?off|-?hidden)|"
    r"l[uư][oơợ]t[-_ ]?(?:xem|đọc|doc)|da-?xem|views?[-_]?count|count[-_]?views?|viewed|"
    r"(?<![a-z])hits?(?![a-z])|views(?![-_]?(?:field|row|label|element|exposed|content))|(?<![a-z])view(?![a-z_-])"
)
_LEADING: Final = re.compile(r"\d[\d.,]*(?= [^\W\d]| [|·•–-] )")  # what follows is another detail
_DEPTH: Final = 3  # elements around the number that may bear the name
_LONGEST: Final = 14  # characters of a number


def views_beside_eye(line: Line) -> ParsedCount | None:
    """The number that stands in the line beside the icon of an eye, or in an element named after views.

    Nothing else may stand between the two; None where there is no such number.
    """
    for element, is_tail in line.pieces:
        text = clean((element.tail if is_tail else element.text) or "").strip("|·•-–()[] ")
        number = _LEADING.match(text)
        text = number[0] if number is not None and is_tail else text
        if not text or len(text) > _LONGEST or not text[0].isdigit() or not text[-1].isdigit():
            continue
        value = parse_number(text)
        if value is not None and _is_marked(element, is_tail, line.block):
            return ParsedCount(value, text, "")
    return None


def is_count(line: Line) -> bool:
    """A line that is nothing but a number of views beside its icon."""
    return line.has_digit and line.size <= _LONGEST and views_beside_eye(line) is not None


def _is_marked(element: Element, is_tail: bool, block: Element) -> bool:
    """The icon stands right before the number, or an element around nothing but the number bears the name."""
    before = element if is_tail else element.getprevious()
    if before is not None and (is_tail or not (before.tail or "").strip()) and _is_icon(before):
        return True
    around: Element | None = element.getparent() if is_tail else element
    for _ in range(_DEPTH):
        if around is None or _holds_more(around):
            return False
        if _EYE(names_of(around, _NAMES)):
            return True
        before = around.getprevious()
        if before is not None and not (before.tail or "").strip() and _is_icon(before):
            return True
        if around is block:
            return False
        around = around.getparent()
    return False


def _is_icon(element: Element) -> bool:
    """An element without text of its own whose name, or whose part's name, is that of an eye."""
    if "".join(element.itertext()).strip() and element.tag != "svg":
        return False
    return any(_EYE(names_of(part, _NAMES)) for part in element.iter() if isinstance(part.tag, str))


def _holds_more(element: Element) -> bool:
    """More words than one number: then a name says nothing of the number in it."""
    return len(re.findall(r"\w+", "".join(element.itertext()))) > 2
