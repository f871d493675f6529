"""Lines that say something about the article or the page instead of being its text."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise
from typing import Final, Literal

from extraction.furniture import is_footer_text, is_tool
from extraction.lines import Line, pieces_of
from extraction.zones import CELL
from vietnamese import bylines
from vietnamese.counts import ParsedCount, parse_views
from vietnamese.dates import find_dates, parse_date
from vietnamese.text import has_digit

# At the line's start or behind a bar, and before a capital: the words are everyday ones.
SECTION_LABEL: Final = re.compile(
    r"(?:(?:^|\|\s*)(?:(?i:chuyên mục|danh mục)\s*:\s*|(?i:"
    r"(?:bài viết )?(?:này )?(?:đã )?(?:được )?đăng trong(?: chuyên mục)?|posted in|filed under|"
    r"categor(?:y|ies))\s*:?\s+)|"
    r"(?<=[\d.,] )(?:Đăng trong|Posted in) )"
    r"(?=[A-ZĐÀ-Ỹ])"
)
_LONGEST_DETAIL: Final = 90  # characters of a line of details that opens with a date
_DETAIL: Final = re.compile(
    r"đăng trong|chuyên mục|danh mục|đăng bởi|viết bởi|người đăng|lượt xem|lượt đọc|bình luận|"
    r"posted|comments?\b|views?\b",
    re.IGNORECASE,
)
# WordPress's and Joomla's sentence of who wrote, when and in which section.
_POSTED: Final = re.compile(
    r"(?:(?:được |đã |bài )*(?:viết|đăng) (?:bởi|trong)|"
    r"(?:written|posted|published) (?:by|in|on)|filed under)\b",
    re.IGNORECASE,
)
NUMBER_FIRST: Final = re.compile(r"^\d[\d.,]*\s*[|·•–-]\s*(?=\D)")  # a count without a label, then the date
_BY: Final = re.compile(r"(?:by|bởi)\s+(?=[A-ZĐÀ-Ỹ])", re.IGNORECASE)
_PIECES: Final = 2  # of a line that holds a count and something else
_SHORT: Final = 30  # characters
_RARE: Final = 24  # a line with fewer digits than one in so many characters is no date
_ZOOM: Final = re.compile(r"\s+\d{1,3}\s?%$")
_LONGEST: Final = 150  # characters of a line that is mostly a date
_LONGEST_BYLINE: Final = 200  # characters; longer texts are no bylines
_LONGEST_LABEL: Final = 24  # characters of "Tác giả bài viết:" on a line of its own
_CREDITS: Final = ("ảnh", "nguồn", "hình", "photo")
_CLOSING: Final = 140  # characters in which a credit's label stands
_LONGEST_COUNT: Final = 400  # characters; longer lines tell no count


def is_meta(line: Line) -> bool:
    """A long line that is still a date, view or imprint line."""
    return line.size < 120 and (
        (line.has_digit and (_tells_views(line) or is_date_line(line.text)))
        or is_footer_text(line.text)
        or is_tool(line.folded)
    )


def _tells_views(line: Line) -> bool:
    return views_of(line.text) is not None or count_set_apart(line) is not None


def count_set_apart(line: Line) -> ParsedCount | None:
    """Label and number as an element of their own, or two: "Thu Hà" "207 lượt xem", "8.298" "Views"."""
    if len(line.pieces) < _PIECES:
        return None
    pieces = pieces_of(line)
    texts = [*pieces, *(f"{one} {two}" for one, two in pairwise(pieces))]
    found = {counted.value: counted for text in texts if (counted := views_of(text)) is not None}
    return next(iter(found.values())) if len(found) == 1 else None


def is_detail(line: Line) -> bool:
    """A date, view count, tool, byline or section of the article beside its text."""
    return is_meta(line) or is_byline(line) or SECTION_LABEL.match(line.text) is not None


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
    shape = bylines.byline_shape(text)
    by = _BY.match(text) if shape is None else None
    if by is not None and bylines.byline_shape(text[by.end() :]) == "bare":
        return "labelled"
    return shape


def views_of(text: str) -> ParsedCount | None:
    """``vietnamese.counts.parse_views``, without the zoom control ("100%") that may stand behind it."""
    if len(text) > _LONGEST_COUNT:
        return None
    return _views(_ZOOM.sub("", text) if text.endswith("%") else text)


@lru_cache(maxsize=2048)
def _views(text: str) -> ParsedCount | None:
    return parse_views(text)


@lru_cache(maxsize=1024)
def is_date_line(text: str) -> bool:
    """Most of the line is a date, or it opens with the label and the day of a publication."""
    size = len(text)
    if (
        size > _LONGEST
        or not has_digit(text)
        or (size > _SHORT and sum(map(str.isdigit, text)) * _RARE < size)
    ):
        return False
    text = NUMBER_FIRST.sub("", text)
    found = parse_date(text)
    if found is None:
        return False
    if _POSTED.match(text) is not None:
        return True
    labelled = found.role in ("published", "updated") and text.startswith(found.label)
    if not found.start and len(text) <= _LONGEST_DETAIL and text[-1] not in "!?…;" and _DETAIL.search(text):
        return True
    if labelled or len(found.label + found.raw) * 2 > len(text):
        return True
    # The day of publication and behind it that of the last change.
    return sum(len(date.label + date.raw) for date in find_dates(text)) * 2 > len(text)
