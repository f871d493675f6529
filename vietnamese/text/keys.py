"""Keys for search, comparison and addresses. Keys are never stored as text nor shown."""

import re
import unicodedata

from vietnamese.text.normal import clean

_MARKS = re.compile("[\u0300-\u036f]+")
_NOT_SLUG = re.compile("[^a-z0-9]+")

_TONES = "\u0300\u0301\u0303\u0309\u0323"  # grave, acute, tilde, hook above, dot below
# Open syllables in oa, oe, uy: old placement òa, new placement oà. "quý" is not one of them, q takes the u.
_NEW_STYLE = re.compile(
    "(?:"
    + "|".join(
        f"(?P<{name}>{before}{first}{accented})"
        for name, before, first, accented in (
            ("oa", "", "o", "[àáãảạ]"),
            ("oe", "", "o", "[èéẽẻẹ]"),
            ("uy", "(?<!q)", "u", "[ỳýỹỷỵ]"),
        )
    )
    + r")(?![^\W\d_])"
)
# Misplaced tones that no style prescribes but keyboards produce: "tòan", "hòai" (toàn, hoài), "qúy" (quý).
_MISPLACED = re.compile("([òóõỏọ])([ae])(?=[cimnoptuy])|(?<=q)([ùúũủụ])([yaeê])")


def _shift_left(match: re.Match[str]) -> str:
    first, second = match.group()
    base, *marks = unicodedata.normalize("NFD", second)
    return unicodedata.normalize("NFC", first + "".join(marks)) + base


def _shift_right(match: re.Match[str]) -> str:
    first, second = match.group()
    base, *marks = unicodedata.normalize("NFD", first)
    tones = "".join(mark for mark in marks if mark in _TONES)
    return base + unicodedata.normalize("NFC", second + tones)


def fold(text: str) -> str:
    """The key of search and labels: one line, lower case, no marks, đ as d ("Lượt xem" → "luot xem").

    Full-width and other compatibility characters become plain ones. Never fold a document number: QĐ and
    QD, CĐ and CD differ by nothing else.
    """
    if text.isascii():
        return clean(text).lower()
    key = unicodedata.normalize("NFKD", clean(text)).casefold()
    key = _MARKS.sub("", key).replace("đ", "d")
    if key.isascii():
        return " ".join(key.split())
    # Casefolding and decomposing can each give new work to the other (rare letters of other scripts).
    return clean(_MARKS.sub("", unicodedata.normalize("NFKD", key)).casefold())


def fold_tones(text: str) -> str:
    """The key of accented search: one line, lower case, the tone on one agreed letter (hoà = hòa, tòan = toàn)."""
    key = clean(text).casefold()
    if key.isascii():
        return key
    key = clean(key)
    return _NEW_STYLE.sub(_shift_left, _MISPLACED.sub(_shift_right, key))


def slugify(text: str) -> str:
    """Small ASCII letters, digits and single hyphens ("Đắk Lắk" → "dak-lak"); empty where nothing remains."""
    return _NOT_SLUG.sub("-", fold(text)).strip("-")
