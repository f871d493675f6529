"""A text as printed, and its skeleton: the same text in lower case without accents, letter for letter.

Position ``i`` of the skeleton is position ``i`` of the printed text, so a rule can match labels without
accents and still give the span as printed. ``vietnamese.text.fold`` makes keys and may change the length.
"""

import re
import unicodedata

from vietnamese.memo import BoundedMemo

UPPER = "A-ZÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝĂĐĨŨƠƯẠẢẤẦẨẪẬẮẰẲẴẶẸẺẼẾỀỂỄỆỈỊỌỎỐỒỔỖỘỚỜỞỠỢỤỦỨỪỬỮỰỲỴỶỸ"
LOWER = "a-zàáâãèéêìíòóôõùúýăđĩũơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ"
LETTER = UPPER + LOWER

_INVISIBLES = "".join(
    map(chr, (0xAD, *range(0x200B, 0x2010), *range(0x202A, 0x202F), 0x2060, *range(0x2066, 0x206A), 0xFEFF))
)
_INVISIBLE = re.compile(f"[{_INVISIBLES}]")


def _skeleton_table() -> dict[int, str]:
    table: dict[int, str] = {}
    for code in (*range(0x41, 0x5B), *range(0xC0, 0x250), *range(0x1E00, 0x1F00)):
        base = unicodedata.normalize("NFD", chr(code))[0].lower()
        if len(base) == 1 and base != chr(code):
            table[code] = base
    table.update(dict.fromkeys(map(ord, "đĐðÐƉɖ"), "d"))
    table.update(dict.fromkeys(map(ord, "\u00a0\u2002\u2003\u2007\u2008\u2009\u200a\u202f\u3000\t"), " "))
    table.update(dict.fromkeys(map(ord, "‐‑‒–—―−"), "-"))
    table.update({ord("："): ":", ord("／"): "/", ord("｜"): "|"})
    table.update({0xFF10 + digit: str(digit) for digit in range(10)})
    return table


_SKELETON = _skeleton_table()


def visible_text(text: str) -> str:
    """The text in NFC, without invisible characters, with Đ as U+0110. White space and case do not change."""
    if text.isascii():
        return text
    if not unicodedata.is_normalized("NFC", text):
        text = unicodedata.normalize("NFC", text)
    text = text.replace("Ð", "Đ").replace("Ɖ", "Đ").replace("ð", "đ")
    if text.isprintable() or not any(map(text.__contains__, _INVISIBLES)):
        return text
    return _INVISIBLE.sub("", text)


def to_skeleton(text: str) -> str:
    """The skeleton of a text that ``visible_text`` returned, of the same length.

    Dashes of any kind become "-", white space other than line breaks becomes " ".
    """
    return fast_skeleton(text) or text.translate(_SKELETON)


def fast_skeleton(text: str) -> str:
    """The skeleton without a table, many times faster; "" if a character of the text needs the table."""
    return text.lower() if text.isascii() else _fast_skeletons[text]


def _read_fast_skeleton(text: str) -> str:
    letters = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D")).encode("ascii", "ignore")
    return letters.decode().lower() if len(letters) == len(text) else ""


# A line is folded for many rules, and a site prints its labels on every page.
_fast_skeletons = BoundedMemo(_read_fast_skeleton, max_key_size=200, max_entries=4096)
