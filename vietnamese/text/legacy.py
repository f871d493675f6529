"""Vietnamese in encodings older than Unicode, and UTF-8 decoded wrongly.

All functions take text whose bytes were decoded as windows-1252, as a browser without the page's fonts does:
"c«ng ®oµn" (TCVN3, also called ABC), "coâng ñoaøn" (VNI-Windows), "cÃ´ng Ä‘oÃ n" (UTF-8 read as
windows-1252). The tables follow the encodings' public definitions (TCVN 5712:1993, VN3; VNI-Windows). Correct
text never changes: text with a letter that windows-1252 lacks is left alone, and a conversion counts only if
it yields more Vietnamese syllables.
"""

import re
import unicodedata
from collections.abc import Callable
from functools import lru_cache
from typing import Literal

from vietnamese.text.syllables import is_syllable

Legacy = Literal["tcvn3", "vni", "mojibake"]

# TCVN3 in runs: the code of the first letter, and the letters with consecutive codes.
_TCVN3_RUNS = (
    (0xA1, "ĂÂÊÔƠƯĐăâêôơưđ"),
    (0xB5, "àảãáạ"),
    (0xBB, "ằẳẵắ"),
    (0xC6, "ặầẩẫấậè"),
    (0xCE, "ẻẽéẹềểễếệìỉ"),
    (0xDC, "ĩíịò"),
    (0xE1, "ỏõóọồổỗốộờởỡớợù"),
    (0xF1, "ủũúụừửữứựỳỷỹýỵ"),
)
_TCVN3 = {start + place: letter for start, run in _TCVN3_RUNS for place, letter in enumerate(run)}

# VNI writes a base letter and then one sign for its marks. The signs are in the order of the tones in _TONED.
_TONED = ("áàảãạ", "éèẻẽẹ", "óòỏõọ", "úùủũụ", "ýỳỷỹ", "ớờởỡợ", "ứừửữự")
_VNI_BASES = "aeouyôö"
_VNI_WITH_SHAPE = (  # base, signs, letters
    ("a", "âáàåãä", "âấầẩẫậ"),
    ("a", "êéèúüë", "ăắằẳẵặ"),
    ("e", "âáàåãä", "êếềểễệ"),
    ("o", "âáàåãä", "ôốồổỗộ"),
)
_VNI_SINGLE = {"ô": "ơ", "ö": "ư", "ñ": "đ", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ"}


def _vni_table() -> dict[str, str]:
    table = dict(_VNI_SINGLE)
    for base, letters in zip(_VNI_BASES, _TONED, strict=True):
        table |= {base + sign: letter for sign, letter in zip("ùøûõï", letters, strict=False)}
    for base, signs, letters in _VNI_WITH_SHAPE:
        table |= {base + sign: letter for sign, letter in zip(signs, letters, strict=True)}
    for written, letter in tuple(table.items()):
        table[written.upper()] = letter.upper()
        table[written[0].upper() + written[1:]] = letter.upper()
    return table


_VNI = _vni_table()
_VNI_LETTER = re.compile("|".join(sorted(_VNI, key=len, reverse=True)))

_WORD = re.compile(r"[^\s<>()\[\]{}/\\\"'“”‘’…–—,.:;!?=&%|+*-]+")
# Letters that windows-1252 lacks: a text with one of them is Unicode.
_UNICODE_ONLY = re.compile("[ĂăĐđĨĩŨũƠơƯưẠ-ỹ]")
_TYPICAL_SIGNS: dict[Legacy, re.Pattern[str]] = {
    # Only inside a word, where Vietnamese has no such sign.
    "tcvn3": re.compile("(?<=[a-zà-ÿ])[¡-®µ-¹»-¾]|[¡-®µ-¹»-¾](?=[a-zà-ÿ])|[ËÎÏÐÑÖ×ØÜÞßäåæçëîïñö÷øûüþ]"),
    "vni": re.compile("[ñøïûöäåëüæîÑØÏÛÖÄÅËÜÆÎ]"),
    "mojibake": re.compile("Ã[^a-zà-ỹ]|Ä[\u0080-\u00bf‘ƒ]|Å[¨©]|Æ[\u00a0¡¯°]|á[º»]"),
}
_MIN_WORDS = 3
_MIN_SHARE, _MIN_GAIN = 0.7, 0.4


def from_tcvn3(text: str, capitals: bool = False) -> str:
    """Convert TCVN3 to Unicode; ``capitals``: the page shows it in a font of capitals (".VnTimeH")."""
    text = text.translate(_TCVN3)
    return text.upper() if capitals else text


def from_vni(text: str) -> str:
    """Convert VNI-Windows to Unicode."""
    return _VNI_LETTER.sub(lambda match: _VNI[match.group()], text)


def from_mojibake(text: str) -> str:
    """Repair UTF-8 that was decoded as windows-1252 or the like; other text is returned as given."""
    # Imported here: it adds a tenth of a second to every start, and few sites need it.
    import ftfy

    return unicodedata.normalize("NFC", ftfy.fix_encoding(text))


_CONVERSIONS: dict[Legacy, Callable[[str], str]] = {
    "tcvn3": from_tcvn3,
    "vni": from_vni,
    "mojibake": from_mojibake,
}


def marked_words(text: str) -> list[str]:
    """The words with a letter outside ASCII, which ``syllable_share`` counts."""
    return [word for word in _WORD.findall(text) if not word.isascii()]


def syllable_share(text: str) -> float:
    """The share, 0 to 1, of Vietnamese syllables among the words with a letter outside ASCII.

    0 without any.
    """
    words = marked_words(unicodedata.normalize("NFC", text))
    return sum(map(_is_syllable, words)) / len(words) if words else 0.0


@lru_cache(maxsize=8192)
def _is_syllable(word: str) -> bool:
    return is_syllable(word.lower())


def is_unicode(text: str) -> bool:
    """Has the text a letter that windows-1252 lacks?"""
    return _UNICODE_ONLY.search(text) is not None


def detect(text: str) -> Legacy | None:
    """The encoding whose conversion makes a garbled text Vietnamese; None for any other text."""
    if is_unicode(text) or len(marked_words(text)) < _MIN_WORDS:
        return None
    before = syllable_share(text)
    best: tuple[float, Legacy | None] = (max(_MIN_SHARE, before + _MIN_GAIN), None)
    for name, convert in _CONVERSIONS.items():
        if _TYPICAL_SIGNS[name].search(text):
            after = syllable_share(convert(text))
            if after > best[0]:
                best = (after, name)
    return best[1]


def repair(text: str, legacy: Legacy, capitals: bool = False) -> str:
    """Convert a text of a page in the encoding ``legacy`` to Unicode; returned as given if that is no better.

    ``capitals``: the page shows the text in a font of capitals, the only way that TCVN3 writes them.
    """
    if text.isascii():
        return text.upper() if capitals else text
    if is_unicode(text):
        return text
    converted = _CONVERSIONS[legacy](text)
    if syllable_share(converted) <= syllable_share(text):
        return text
    return converted.upper() if capitals else converted
