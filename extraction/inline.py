"""A byline that closes the last paragraph instead of standing on a line of its own."""

from __future__ import annotations

import re
from typing import Final

from vietnamese.bylines import byline_shape, is_account

_LONGEST: Final = 90  # characters of a byline
_SHORTEST: Final = 40  # characters of the sentence before it
# What ends the sentence before it: "… cụ thể./. Minh Hà", "… thời gian tới. (Tin, ảnh: Thu Trang)".
_STOP: Final = re.compile(r"\./\.|[.!?…”\"](?=\s)")
_BRACKET: Final = re.compile(r"\(([^()]{2,80})\)\s*\.?$")


def split_byline(text: str) -> tuple[str, str | None]:
    """(the paragraph, its byline): what follows the last full stop, if it is a name or a labelled byline.

    A name in brackets needs a label or a name's shape; a sentence never ends in one without a full stop.
    """
    window = max(0, len(text) - _LONGEST)
    stops = [match.end() for match in _STOP.finditer(text, window)]
    for at in reversed(stops[-3:]):
        rest = text[at:].strip(" –—-")
        if at < _SHORTEST or not 4 <= len(rest) <= _LONGEST or not (rest[0].isupper() or rest[0] == "("):
            continue
        shape = byline_shape(rest)
        if shape == "labelled" or (shape == "bare" and not is_account(rest) and not rest.endswith(".")):
            return text[:at].rstrip(), rest
    bracket = _BRACKET.search(text, window)
    if bracket is not None and byline_shape(bracket[0].rstrip(". ")) == "labelled" and ":" in bracket[1]:
        return text[: bracket.start()].rstrip(), bracket[0].rstrip(". ")
    return text, None
