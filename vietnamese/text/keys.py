"""Keys for search, comparison and addresses. Keys are never stored as text nor shown."""

import re
import unicodedata

from vietnamese._skeleton import fast_skeleton
from vietnamese.text.normal import clean

_MARKS = re.compile("[\u0300-\u036f]+")
_VIETNAMESE_MARKS = "\u0300\u0301\u0303\u0309\u0323\u0302\u0306\u031b"  # taken one by one, they go fast
_NOT_SLUG = re.compile("[^a-z0-9]+")

# Open syllables in oa, oe, uy: old placement òa, new placement oà. In "quý" the u belongs to the q.
_NEW_STYLE = re.compile(r"(?:o[àáãảạèéẽẻẹ]|u(?<!qu)[ỳýỹỷỵ])(?![^\W\d_])")
# Tones that no style places so but keyboards do: "tòan", "hòai" (toàn, hoài), "qúy" (quý).
_MISPLACED = re.compile("[òóõỏọ][ae](?=[cimnoptuy])|[ùúũủụ](?<=q[ùúũủụ])[yaeê]")

_I_FOR_Y = dict(zip("yýỳỷỹỵ", "iíìỉĩị", strict=True))
_Y = re.compile(r"(?<![^\W\d_])([hklmst])([yýỳỷỹỵ])(?![^\W\d_])")


def _shift_left(match: re.Match[str]) -> str:
    pair = match.group()
    decomposed = unicodedata.normalize("NFD", pair[1])
    return unicodedata.normalize("NFC", pair[0] + decomposed[1:]) + decomposed[0]


def _shift_right(match: re.Match[str]) -> str:
    pair = match.group()
    decomposed = unicodedata.normalize("NFD", pair[0])
    return decomposed[0] + unicodedata.normalize("NFC", pair[1] + decomposed[1:])


def fold(text: str) -> str:
    """The key of search and labels: one line, lower case, no marks, đ as d ("Lượt xem" → "luot xem").

    Full-width and other compatibility characters become plain ones. Never fold a document number: QĐ and
    QD, CĐ and CD differ by nothing else.
    """
    return fold_clean(clean(text))


def fold_clean(text: str) -> str:
    """``fold`` of what ``clean`` gave."""
    key = fast_skeleton(text)
    if key or not text:
        return key
    key = unicodedata.normalize("NFKD", text).casefold()
    for mark in _VIETNAMESE_MARKS:
        key = key.replace(mark, "")
    key = key.replace("đ", "d")
    if key.isascii():
        return " ".join(key.split())
    # Casefolding and decomposing can each give new work to the other (rare letters of other scripts).
    return clean(_MARKS.sub("", unicodedata.normalize("NFKD", _MARKS.sub("", key))).casefold())


def fold_tones(text: str) -> str:
    """The key of accented search: one line, lower case, one place for the tone (hoà = hòa, tòan = toàn)."""
    key = clean(text).casefold()
    if key.isascii():
        return key
    if not unicodedata.is_normalized("NFC", key):
        key = clean(key)
    return _NEW_STYLE.sub(_shift_left, _MISPLACED.sub(_shift_right, key))


def fold_spelling(text: str) -> str:
    """The key of forgiving search: as ``fold_tones``, and i for y where both are written (kỹ = kĩ, tỷ lệ =
    tỉ lệ). Only in open syllables after h k l m s t, so that quý, Thúy and yêu stay. A second key beside the
    others, for it makes one of Mỹ and mĩ.
    """
    return _Y.sub(lambda match: match[1] + _I_FOR_Y[match[2]], fold_tones(text))


def slugify(text: str) -> str:
    """Small ASCII letters, digits and single hyphens ("Đắk Lắk" → "dak-lak"); empty where nothing remains."""
    return _NOT_SLUG.sub("-", fold(text)).strip("-")
