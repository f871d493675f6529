"""The normalized form of a text that the date rules match, and the mapping of spans back to the text.

The rules match lower case, composed letters, single spaces and plain digits. For most texts the offsets are
the same in both forms. For the others the mapping is computed, but only once a date is matched.
"""

import re
import unicodedata
from bisect import bisect_right

from vietnamese.dates.build import MatchedDate, role_of
from vietnamese.dates.values import DateRole, ParsedDate
from vietnamese.text.normal import INVISIBLE, clean

_WIDE = re.compile("[\uff01-\uff5e]")
_WIDE_TO_PLAIN = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_HIDDEN = INVISIBLE.pattern[:-1]  # a single invisible character
_HIDDEN_CHARACTERS = "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
_BLANK = re.compile(rf"(?:\s|{_HIDDEN})+")
_UNEVEN = re.compile(rf"\s(?:\s|{_HIDDEN})+|\S(?:[\u0300-\u036f]|{_HIDDEN})+")


def normalize(text: str) -> tuple[str, bool]:
    """(the normalized text, whether its offsets are those of ``text``)."""
    if text.isprintable() and "  " not in text:
        if text.isascii():
            return text.lower(), True
        plain = unicodedata.is_normalized("NFKC", text)  # composed, and without full-width characters
        if (plain or unicodedata.is_normalized("NFC", text)) and "\u00d0" not in text:
            low = text.lower()
            if len(low) == len(text):
                return (low if plain else _plain(low)), True
    cleaned = clean(text)
    low = cleaned.lower()
    if len(low) != len(cleaned):  # a capital whose lower-case form is two characters
        low = "".join(letter.lower() if len(letter.lower()) == 1 else letter for letter in cleaned)
    return _plain(low), False


def _plain(low: str) -> str:
    """The text with plain characters for full-width ones, of the same length."""
    return low.translate(_WIDE_TO_PLAIN) if _WIDE.search(low) else low


class SpanMapping:
    """Maps spans of the cleaned text to the original text, by the places where their lengths differ."""

    __slots__ = ("_clean_starts", "_parts", "_size")

    def __init__(self, original: str, size: int) -> None:
        lead = _BLANK.match(original)
        origin = lead.end() if lead else 0
        # Start and end in the cleaned text; start, visible end and end in the original.
        parts = [(0, 0, 0, origin, origin)]
        shift = origin
        for match in _UNEVEN.finditer(original, origin):
            start, end = match.span()
            segment = match.group()
            grown = 1 if segment[0].isspace() else len(_composed(segment))
            visible = start + len(segment.rstrip(_HIDDEN_CHARACTERS))
            parts.append((start - shift, start - shift + grown, start, visible, end))
            shift += end - start - grown
        self._parts = parts
        self._clean_starts = [part[0] for part in parts]
        tail = len(original) - shift - size
        # More than stripped white space remains: letters composed differently, so no span is certain.
        self._size = len(original) if tail not in (0, 1) else -1

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The span in the original of a span [start, end) of the cleaned text, which must not be empty."""
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


class NormalizedText:
    """``original`` is the text as given, ``low`` its normalized form; ``direct``: their offsets are equal."""

    __slots__ = ("_mapping", "direct", "low", "original")

    def __init__(self, original: str) -> None:
        self.original = original
        self.low, self.direct = normalize(original)
        self._mapping: SpanMapping | None = None

    def to_parsed_date(
        self, match: re.Match[str], matched: MatchedDate, start: int, end: int, role: DateRole | None = None
    ) -> ParsedDate:
        """The public value of a match.

        Its group 1 is the label, ``start`` and ``end`` are offsets in ``low``.
        """
        original = self.original
        label_start, label_end = match.span(1)
        if not self.direct:
            if self._mapping is None:
                self._mapping = SpanMapping(original, len(self.low))
            start, end = self._mapping.span(start, end)
            if label_start >= 0:
                label_start, label_end = self._mapping.span(label_start, label_end)
        label = ""
        if label_start >= 0:
            label = original[label_start:label_end]
            if role is None:
                role = role_of(match[1])
        value, precision, rule, warnings, _ = matched
        return ParsedDate(
            value, precision, original[start:end], rule, label, role or "", warnings, start, end
        )
