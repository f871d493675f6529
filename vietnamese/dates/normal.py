"""The form of a text that the date rules read, and the way back to the text as given.

The rules read lower case, composed letters, single spaces and plain digits. Most texts are nearly so,
and for them an offset in the one is an offset in the other; only for the rest is the way back computed,
and only when a date was found.
"""

import re
import unicodedata
from bisect import bisect_right

from vietnamese.text.normal import INVISIBLE, clean

_WIDE = re.compile("[\uff01-\uff5e]")
_WIDE_TO_PLAIN = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_HIDDEN = INVISIBLE.pattern[:-1]  # one of them
_HIDDEN_CHARACTERS = "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
_BLANK = re.compile(rf"(?:\s|{_HIDDEN})+")
_UNEVEN = re.compile(rf"\s(?:\s|{_HIDDEN})+|\S(?:[\u0300-\u036f]|{_HIDDEN})+")


def readable(text: str) -> tuple[str, bool]:
    """(the text as the rules read it, whether its offsets are those of the text given)."""
    if text.isprintable() and "  " not in text:
        if text.isascii():
            return text.lower(), True
        plain = unicodedata.is_normalized("NFKC", text)  # composed, and no full-width sign in it
        if (plain or unicodedata.is_normalized("NFC", text)) and "\u00d0" not in text:
            low = text.lower()
            if len(low) == len(text):
                return (low if plain else _plain(low)), True
    cleaned = clean(text)
    low = cleaned.lower()
    if len(low) != len(cleaned):  # a capital of another script whose small form is two characters
        low = "".join(letter.lower() if len(letter.lower()) == 1 else letter for letter in cleaned)
    return _plain(low), False


def _plain(low: str) -> str:
    """Full-width signs and digits as plain ones; the length stays."""
    return low.translate(_WIDE_TO_PLAIN) if _WIDE.search(low) else low


class WayBack:
    """Spans of the cleaned text in the text as given, by the few places where their lengths differ."""

    __slots__ = ("_clean_starts", "_parts", "_size")

    def __init__(self, given: str, size: int) -> None:
        lead = _BLANK.match(given)
        origin = lead.end() if lead else 0
        # Start and end in the cleaned text, then start, visible end and end in the text given.
        parts = [(0, 0, 0, origin, origin)]
        shift = origin
        for match in _UNEVEN.finditer(given, origin):
            start, end = match.span()
            segment = match.group()
            grown = 1 if segment[0].isspace() else len(_composed(segment))
            visible = start + len(segment.rstrip(_HIDDEN_CHARACTERS))
            parts.append((start - shift, start - shift + grown, start, visible, end))
            shift += end - start - grown
        self._parts = parts
        self._clean_starts = [part[0] for part in parts]
        tail = len(given) - shift - size
        # Anything but stripped white space at the end: letters that compose otherwise, no certain way back.
        self._size = len(given) if tail not in (0, 1) else -1

    def span(self, start: int, end: int) -> tuple[int, int]:
        """[start, end) of the cleaned text, not empty, in the text as given."""
        if self._size >= 0:
            return 0, self._size
        return self._place(start, 2), self._place(end - 1, 3)

    def _place(self, position: int, side: int) -> int:
        part = self._parts[bisect_right(self._clean_starts, position) - 1]
        if position < part[1]:
            return part[side]
        return part[4] + position - part[1] + side - 2


def _composed(segment: str) -> str:
    return unicodedata.normalize("NFC", INVISIBLE.sub("", segment))
