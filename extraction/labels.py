"""Lines that say something about the article or the page instead of being its text."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from extraction.furniture import is_footer_text, is_tool
from extraction.lines import Line
from vietnamese.bylines import byline_shape
from vietnamese.counts import parse_views
from vietnamese.dates import parse_date
from vietnamese.text import fold

_LONGEST: Final = 150  # characters of a line that is mostly a date


def is_meta(line: Line) -> bool:
    """A long line that is still a date, view or imprint line."""
    return line.size < 120 and (
        parse_views(line.text) is not None
        or is_footer_text(line.text)
        or is_date_line(line.text)
        or is_tool(fold(line.text))
    )


def is_byline(line: Line) -> bool:
    """A labelled byline that is long enough, and punctuated enough, to pass for a sentence."""
    return line.size < 120 and byline_shape(line.text) == "labelled"


@lru_cache(maxsize=1024)
def is_date_line(text: str) -> bool:
    """Most of the line is a date."""
    if len(text) > _LONGEST or not any(letter.isdigit() for letter in text):
        return False
    found = parse_date(text)
    return found is not None and len(found.raw) * 2 > len(text)
