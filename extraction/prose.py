"""How much running text a line is: by its own words, and by the place where it stands."""

from __future__ import annotations

import re
from typing import Final

from extraction.furniture import is_footer_text, is_server_notice
from extraction.labels import is_detail
from extraction.lines import Line
from extraction.zones import ASIDE, CAPTION, CELL, FOOTER, FORM, HEADER, LIST, NAV, NOISE, OUTSIDE

_SHORTEST: Final = 40  # characters outside links that make a line running text
_LONGEST: Final = 600  # a longer paragraph says no more about where the article is
_SHORTEST_CERTAIN: Final = 140  # characters from which on a line is running text whatever its last letter
_LONGEST_TITLE: Final = 90  # characters; a longer heading with a full stop is a lead
_LONGEST_IMPRINT: Final = 240
_SHORTEST_MINOR: Final = 12
_SENTENCE: Final = 0.5  # what a character of a short sentence weighs
_ITEM: Final = 0.4  # and one of an item of a list
_LABEL: Final = 0.35  # what a character of furniture counts that is no link: of labels, headings
_DATA: Final = 0.1  # and in a table
_WIDEST: Final = 80  # characters of a line that count as furniture
_ENUMERATED: Final = re.compile(r"(?:\d{1,3}|[a-zđ])[.)]\s|[-+•*–]\s?\S")
_STRONG: Final = NAV | FOOTER | ASIDE | FORM | HEADER


def weigh(line: Line, shortest: int = _SHORTEST) -> float:
    """How much running text a line is, in characters; 0 for links, labels, headings and imprints."""
    if line.is_link:
        return 0.0
    size = line.size - line.links
    if size < shortest:
        return 0.0
    text = line.text
    if size < _SHORTEST_CERTAIN:
        if line.heading and not (size > _LONGEST_TITLE and text[-1] == "."):
            return 0.0
        if text[-1] not in '.!?:;…"”’)/':
            return 0.0  # a headline, a caption, a label: a sentence of that length ends with a mark
        if text[-1] == ")" and size < 90:
            return 0.0  # "Tiêu đề (20/11/2012)"
    if (size < _LONGEST_IMPRINT and is_footer_text(text)) or is_server_notice(text):
        return 0.0
    return float(min(size, _LONGEST))


def weigh_minor(line: Line) -> float:
    """What a line weighs that is too short, or ends too plainly, to be running text by itself."""
    size = line.size - line.links
    if line.heading or not _SHORTEST_MINOR < size < _SHORTEST_CERTAIN or line.zone & OUTSIDE:
        return 0.0
    if line.links and line.text[-1] not in ".!?…”":
        return 0.0
    if line.text[-1] in ".!?…;”":
        share = _SENTENCE
    elif line.zone & LIST or _ENUMERATED.match(line.text):
        share = _ITEM
    else:
        return 0.0
    return 0.0 if is_detail(line) else size * share


def weigh_furniture(line: Line) -> float:
    """How much a line without running text counts against the block that holds it, in characters."""
    size = min(_WIDEST, line.size)
    if line.is_link:
        return float(size)
    return size * (_DATA if line.zone & CELL else _LABEL)


def trust(line: Line, *, named: bool = True) -> float:
    """How far running text at the line's place is the article's, from 0 to 1: little in menus and sidebars.

    What is noise by the name of its block alone counts in full unless ``named``.
    """
    zone = line.zone
    share = 1.0
    if zone & _STRONG:
        share = 0.1
    elif zone & NOISE and named:
        share = 0.3
    if zone & CAPTION:
        share *= 0.3
    if zone & LIST:
        share *= 0.6
    return share
