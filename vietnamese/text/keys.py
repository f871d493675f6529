"""Keys for search, comparison and URLs. A key is never stored as text and never shown."""

import re
import unicodedata

from vietnamese._skeleton import fast_skeleton
from vietnamese.text.normal import clean

_MARKS = re.compile("[\u0300-\u036f]+")
_VIETNAMESE_MARKS = (
    "\u0300\u0301\u0303\u0309\u0323\u0302\u0306\u031b"  # str.replace for each is faster than one expression
)
_NOT_SLUG = re.compile("[^a-z0-9]+")

# Open syllables in oa, oe, uy have an old style (òa) and a new style (oà). In "quý" the u belongs to the q.
_NEW_STYLE = re.compile(r"(?:o[àáãảạèéẽẻẹ]|u(?<!qu)[ỳýỹỷỵ])(?![^\W\d_])")
# Tones that keyboards misplace, against either style: "tòan", "hòai" (toàn, hoài), "qúy" (quý).
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
    """The key for search and labels: one line, lower case, no accents, đ as d ("Lượt xem" → "luot xem").

    Full-width and other compatibility characters become plain ones. Do not fold document numbers, where QĐ
    and QD differ only by their Đ.
    """
    return fold_clean(clean(text))


def fold_clean(text: str) -> str:
    """Like ``fold``, for a text that ``clean`` returned."""
    key = fast_skeleton(text)
    if key or not text:
        return key
    key = unicodedata.normalize("NFKD", text).casefold()
    for mark in _VIETNAMESE_MARKS:
        key = key.replace(mark, "")
    key = key.replace("đ", "d")
    if key.isascii():
        return " ".join(key.split())
    # In rare letters of other scripts casefolding yields marks again, and decomposing yields capitals.
    return clean(_MARKS.sub("", unicodedata.normalize("NFKD", _MARKS.sub("", key))).casefold())


def fold_tones(text: str) -> str:
    """The key for accented search: one line, lower case, one tone placement (hoà = hòa, tòan = toàn)."""
    key = clean(text).casefold()
    if key.isascii():
        return key
    if not unicodedata.is_normalized("NFC", key):
        key = clean(key)
    return _NEW_STYLE.sub(_shift_left, _MISPLACED.sub(_shift_right, key))


def fold_spelling(text: str) -> str:
    """The key for tolerant search: like ``fold_tones``, with i for y where both are used (kỹ = kĩ, tỷ = tỉ).

    Only open syllables after h, k, l, m, s, t change, so quý, Thúy and yêu stay. Use it in addition to the
    other keys, since Mỹ and mĩ get the same key.
    """
    return _Y.sub(lambda match: match[1] + _I_FOR_Y[match[2]], fold_tones(text))


def slugify(text: str) -> str:
    """Lower-case ASCII letters, digits and single hyphens ("Đắk Lắk" → "dak-lak"); "" if nothing remains."""
    return _NOT_SLUG.sub("-", fold(text)).strip("-")
