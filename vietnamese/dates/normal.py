"""The form of a text that the date rules read, and the way back to the text as given.

The rules read lower case, composed letters, single spaces and plain digits. Most texts are nearly so,
and for them an offset in the one is an offset in the other; only for the rest is the way back computed,
and only when a date was found.
"""

import re
import unicodedata

from vietnamese.text.normal import INVISIBLE, clean

_WIDE = re.compile("[\uff01-\uff5e]")
_WIDE_TO_PLAIN = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_SEGMENT = re.compile(r"\s+|[\s\S](?:[\u0300-\u036f]|" + INVISIBLE.pattern + ")*")


def readable(text: str) -> tuple[str, bool]:
    """(the text as the rules read it, whether its offsets are those of the text given)."""
    if text.isprintable() and "  " not in text:
        if text.isascii():
            return text.lower(), True
        if unicodedata.is_normalized("NFC", text) and "\u00d0" not in text:
            low = text.lower()
            if len(low) == len(text):
                return _plain(low), True
    cleaned = clean(text)
    low = cleaned.lower()
    if len(low) != len(cleaned):  # a capital of another script whose small form is two characters
        low = "".join(letter.lower() if len(letter.lower()) == 1 else letter for letter in cleaned)
    return _plain(low), False


def _plain(low: str) -> str:
    """Full-width signs and digits as plain ones; the length stays."""
    return low.translate(_WIDE_TO_PLAIN) if _WIDE.search(low) else low


def span_in(text: str, length: int, start: int, end: int) -> tuple[int, int]:
    """Where the span [start, end) of the cleaned text, ``length`` long, stands in the text as given."""
    first, last, size, space = 0, len(text), 0, True
    for match in _SEGMENT.finditer(text):
        if match.group().isspace():
            grown = 0 if space else 1
            space = True
        else:
            grown = len(unicodedata.normalize("NFC", INVISIBLE.sub("", match.group())))
            space = space and not grown
        if grown and size <= start < size + grown:
            first = match.start()
        if grown and size < end <= size + grown:
            last = match.end()
            break
        size += grown
        if size > length:  # letters that compose across segments: no Vietnamese text, no certain way back
            return 0, len(text)
    return first, last
