"""Two views of one text, letter for letter: as printed, and as a skeleton that labels are found in.

``vietnamese.text.fold`` makes keys and may change a text's length; here position ``i`` of the skeleton is
position ``i`` of the printed text, so a rule can match without accents and still tell the span as printed.
"""

import re
import unicodedata

from vietnamese.remembered import Remembered

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


def printed(text: str) -> str:
    """NFC without invisible characters, Đ always U+0110; spaces, NBSP and capitals stay as they are."""
    if text.isascii():
        return text
    if not unicodedata.is_normalized("NFC", text):
        text = unicodedata.normalize("NFC", text)
    text = text.replace("Ð", "Đ").replace("Ɖ", "Đ").replace("ð", "đ")
    if text.isprintable() or not any(map(text.__contains__, _INVISIBLES)):
        return text
    return _INVISIBLE.sub("", text)


def skeleton(text: str) -> str:
    """Lower case without accents, as long as ``text`` (a printed text); dashes become '-', odd spaces ' '."""
    return bare(text) or text.translate(_SKELETON)


def bare(text: str) -> str:
    """The same without a table, many times faster; "" where a sign of the text is no letter of ours."""
    return text.lower() if text.isascii() else _bare[text]


def _read_bare(text: str) -> str:
    letters = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D")).encode("ascii", "ignore")
    return letters.decode().lower() if len(letters) == len(text) else ""


# A line is folded for many rules, and a site prints its labels on every page.
_bare = Remembered(_read_bare, longest=200, most=4096)
