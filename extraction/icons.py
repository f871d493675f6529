"""What an icon beside a text says of it: an eye counts the readers. Icons hold no words, only names."""

from __future__ import annotations

import re
from typing import Final

from lxml.etree import _Element as Element

from extraction.hints import Hint, names_of
from extraction.lines import Line
from vietnamese.counts import ParsedCount, parse_number
from vietnamese.text import clean, fold

_NAMES: Final = ("class", "id", "title", "aria-label", "alt", "data-icon", "data-lucide", "src", "href")
_EYE: Final = Hint(
    r"(?<![a-z])eyes?(?![a-z]|-?slash)|(?<![a-z])visibility(?!-?off|-?hidden)|"
    r"l[uư][oơợ]t[-_ ]?(?:xem|đọc|doc)|da-?xem|views?[-_]?count|count[-_]?views?|viewed|"
    r"(?<![a-z])hits?(?![a-z])|views(?![-_]?(?:field|row|label|element|exposed|content))|(?<![a-z])view(?![a-z_-])"
)
_PEOPLE: Final = Hint(r"(?<![a-z])(?:users?|people|persons?|group)(?![a-z])")
_LEADING: Final = re.compile(r"(\d[\d.,]*) (?:(?=[^\W\d])|[|·•–-] )")  # what follows is another detail
# What the number counts, if it is no reader: "5 phút đọc", "12 Bình luận", "1.204 lượt truy cập".
_OTHER_NOUN: Final = re.compile(
    r"(?:phut|giay|gio|ngay|nguoi|luot|binh luan|phan hoi|y kien|thich|chia se|tai|khach|truy cap|diem"
    r"|danh gia|comments?|likes?|shares?|downloads?|minutes?|mins?|online|users?|visitors?)(?![a-z])"
)
_NO_ICONS: Final = ("br", "hr", "input", "wbr")
_DEPTH: Final = 3  # elements around the number that may bear the name
_LONGEST: Final = 14  # characters of a number
_LONGEST_LINE: Final = 160  # characters of a line of details


def views_beside_eye(line: Line) -> ParsedCount | None:
    """The number that stands in the line beside the icon of an eye, or in an element named after views.

    Nothing else may stand between the two; None where there is no such number, or where another beside it
    counts people: that is the site's counter.
    """
    numbers = _numbers(line) if line.size <= _LONGEST_LINE else []
    if not numbers or any(_icon_before(element, is_tail, _PEOPLE) for element, is_tail, _ in numbers):
        return None
    follow = _icons_follow(numbers)
    for element, is_tail, text in numbers:
        value = parse_number(text)
        if value is None:
            continue
        if follow:
            after = _after(element, is_tail)
            marked = after is not None and _is_icon(after, _EYE)
        else:
            marked = _is_marked(element, is_tail, line.block)
        if marked:
            return ParsedCount(value, text, "")
    return None


def counts_people(line: Line) -> bool:
    """A number beside the icon of people: who is online, or a member."""
    numbers = _numbers(line) if line.has_digit and line.size <= _LONGEST_LINE else []
    return any(_icon_before(element, is_tail, _PEOPLE) for element, is_tail, _ in numbers)


def _numbers(line: Line) -> list[tuple[Element, bool, str]]:
    """The pieces of the line that are a number alone, or open with one and go on with another detail."""
    found = []
    for element, is_tail in line.pieces:
        text = clean((element.tail if is_tail else element.text) or "").strip("|·•-–()[] ")
        leading = _LEADING.match(text) if is_tail else None
        if leading is not None and _is_detail(text[leading.end() :]):
            text = leading[1]
        if text and len(text) <= _LONGEST and text[0].isdigit() and text[-1].isdigit():
            found.append((element, is_tail, text))
    return found


def _is_detail(text: str) -> bool:
    """What stands behind a number is not what it counts: such words are no capitals, or well known."""
    return text[:1].isupper() and _OTHER_NOUN.match(fold(text)) is None


def _icons_follow(numbers: list[tuple[Element, bool, str]]) -> bool:
    """ "12 💬 834 👁": the icons stand behind the numbers, for there is none before the first."""
    first, is_tail, _ = numbers[0]
    if _icon_before(first, is_tail, None):
        return False
    last, is_tail, _ = numbers[-1]
    after = _after(last, is_tail)
    return after is not None and _is_icon(after, None)


def _icon_before(element: Element, is_tail: bool, hint: Hint | None) -> bool:
    before = element if is_tail else element.getprevious()
    if before is None or (not is_tail and (before.tail or "").strip()):
        return False
    return _is_icon(before, hint)


def _after(element: Element, is_tail: bool) -> Element | None:
    """The element right behind the text."""
    if not is_tail and len(element):
        return element[0]
    return element.getnext() if is_tail or not (element.tail or "").strip() else None


def is_count(line: Line) -> bool:
    """A line that is nothing but a number of views beside its icon."""
    return line.has_digit and line.size <= _LONGEST and views_beside_eye(line) is not None


def _is_marked(element: Element, is_tail: bool, block: Element) -> bool:
    """The icon stands right before the number, or an element around nothing but the number bears the name."""
    if _icon_before(element, is_tail, _EYE):
        return True
    around: Element | None = element.getparent() if is_tail else element
    for _ in range(_DEPTH):
        if around is None or _holds_more(around):
            return False
        if around.tag != "a" and _EYE(_names(around)):  # a link named so opens something
            return True
        before = around.getprevious()
        if before is not None and not (before.tail or "").strip() and _is_icon(before, _EYE):
            return True
        if around is block:
            return False
        around = around.getparent()
    return False


def _is_icon(element: Element, hint: Hint | None) -> bool:
    """An element without text of its own whose name, or whose part's name, is that of an eye, or any icon."""
    if element.tag in _NO_ICONS or ("".join(element.itertext()).strip() and element.tag != "svg"):
        return False
    if hint is None:
        return True
    return any(hint(_names(part)) for part in element.iter() if isinstance(part.tag, str))


def _names(element: Element) -> str:
    """All that names the element; where a link leads says nothing of its number ("/view/2")."""
    return names_of(element, _NAMES if element.tag != "a" else _NAMES[:-1])


def _holds_more(element: Element) -> bool:
    """More words than one number: then a name says nothing of the number in it."""
    return len(re.findall(r"\w+", "".join(element.itertext()))) > 2
