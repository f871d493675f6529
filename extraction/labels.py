"""Lines that say something about the article or the page instead of being its text."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final, Literal

from extraction.furniture import is_footer_text, is_tool
from extraction.lines import Line
from extraction.zones import CELL
from vietnamese import bylines
from vietnamese.counts import ParsedCount, parse_views
from vietnamese.dates import parse_date
from vietnamese.text import has_digit

# At the line's start or behind a bar, and before a capital: the words are everyday ones.
SECTION_LABEL: Final = re.compile(
    r"(?:^|\|\s*)(?:(?i:chuyên mục|danh mục)\s*:\s*|(?i:đăng trong|posted in|categor(?:y|ies))\s*:?\s+)"
    r"(?=[A-ZĐÀ-Ỹ])"
)
_LONGEST: Final = 150  # characters of a line that is mostly a date
_LONGEST_BYLINE: Final = 200  # characters; longer texts are no bylines
_LONGEST_LABEL: Final = 24  # characters of "Tác giả bài viết:" on a line of its own
_CREDITS: Final = ("ảnh", "nguồn", "hình", "photo")
_CLOSING: Final = 140  # characters in which a credit's label stands
_LONGEST_COUNT: Final = 400  # characters; longer lines tell no count


def is_meta(line: Line) -> bool:
    """A long line that is still a date, view or imprint line."""
    return line.size < 120 and (
        views_of(line.text) is not None
        or is_footer_text(line.text)
        or is_date_line(line.text)
        or is_tool(line.folded)
    )


def is_section_line(line: Line) -> bool:
    """ "Chuyên mục: Hoạt động, Tin tức", of which the names are links."""
    return line.links * 2 > line.size and SECTION_LABEL.match(line.text) is not None


def has_credit(line: Line) -> bool:
    """Whether the line closes with the credit of a picture."""
    closing = line.text[-_CLOSING:].lower()
    return any(word in closing for word in _CREDITS) and bylines.split_credit(line.text)[1] is not None


def is_byline(line: Line) -> bool:
    """A labelled byline that is long enough, and punctuated enough, to pass for a sentence."""
    return line.size < 120 and byline_shape(line.text) == "labelled"


def byline_shape(text: str) -> Literal["labelled", "bare", "organisation"] | None:
    """``vietnamese.bylines.byline_shape``, read once for all rules that ask."""
    return _shape(text) if len(text) <= _LONGEST_BYLINE else None


def byline_of_two(line: Line, following: Line | None) -> str:
    """ "Tác giả:" and the name in the next line or cell, as one text; "" for any other two."""
    if following is None or line.size > _LONGEST_LABEL or following.size > _LONGEST_BYLINE:
        return ""
    label = line.text.rstrip(":： ")
    if label == line.text and not line.zone & CELL:
        return ""
    if byline_shape(line.text) is not None or byline_shape(following.text) not in ("bare", "organisation"):
        return ""
    joined = f"{label}: {following.text}"
    return joined if byline_shape(joined) == "labelled" else ""


@lru_cache(maxsize=2048)
def _shape(text: str) -> Literal["labelled", "bare", "organisation"] | None:
    return bylines.byline_shape(text)


def views_of(text: str) -> ParsedCount | None:
    """``vietnamese.counts.parse_views``, the same."""
    return _views(text) if len(text) <= _LONGEST_COUNT else None


@lru_cache(maxsize=2048)
def _views(text: str) -> ParsedCount | None:
    return parse_views(text)


@lru_cache(maxsize=1024)
def is_date_line(text: str) -> bool:
    """Most of the line is a date."""
    if len(text) > _LONGEST or not has_digit(text):
        return False
    found = parse_date(text)
    return found is not None and len(found.label + found.raw) * 2 > len(text)
