"""Names that a line's markup sets apart as the writer's: by a class, a relation or the icon of a person."""

from __future__ import annotations

from typing import Final

from lxml.etree import _Element as Element

from extraction.hints import Hint, names_of
from extraction.labels import byline_shape
from extraction.lines import Line
from vietnamese.text import clean

_NAMES: Final = ("class", "id", "rel", "itemprop")
_AUTHOR: Final = Hint(r"author|tac-?gia|byline|nguoi-?viet|writer|created-?by")
_POSTER: Final = Hint(r"view-content-author|comment[-_]?author|poster|posted-by-account|user-?name|creator")
_PERSON: Final = Hint(r"(?<![a-z])(?:user|person|pen|pencil|author)(?![a-z])")
_DEPTH: Final = 3  # elements around a text that may bear the name
_LONGEST: Final = 60  # characters of a name with its label


def marked_name(line: Line) -> str:
    """The name in the line that its own element says is the writer's, with its label; "" where none does."""
    for element, is_tail in line.pieces:
        if _is_beside_icon(element, is_tail):
            text = clean((element.tail if is_tail else element.text) or "")
            if text and len(text) <= _LONGEST and _is_name(text):
                return text
        around = element.getparent() if is_tail else element
        for _ in range(_DEPTH):
            if around is None or around is line.block:
                break
            names = names_of(around, _NAMES) if around.keys() else ""
            if names and _POSTER(names):
                break
            if (names and _AUTHOR(names)) or (around.tag == "a" and _leads_to_author(around)):
                text = clean(" ".join(around.itertext()))
                if len(text) <= _LONGEST and _is_name(text):
                    return text
            around = around.getparent()
    return ""


def _leads_to_author(anchor: Element) -> bool:
    address = anchor.get("href") or ""
    return "author" in address or "tac-gia" in address


def _is_name(text: str) -> bool:
    return byline_shape(text) in ("bare", "labelled")


def _is_beside_icon(element: Element, is_tail: bool) -> bool:
    """The icon of a person stands right before the text, or before the element that opens with it."""
    before = element if is_tail else element.getprevious()
    if before is None or (not is_tail and (before.tail or "").strip()):
        return False
    if before.tag != "svg" and "".join(before.itertext()).strip():
        return False
    return any(_PERSON(names_of(part)) for part in before.iter() if isinstance(part.tag, str))
