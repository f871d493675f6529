"""Whole numbers as Vietnamese pages print them (lexicon: view_counts.number_formats)."""

import re

from vietnamese._skeleton import to_skeleton, visible_text

_FACTORS = {
    **dict.fromkeys(("k", "n", "nghin", "ngan"), 1_000),
    **dict.fromkeys(("m", "tr", "trieu"), 1_000_000),
    **dict.fromkeys(("t", "ty", "ti"), 1_000_000_000),
}
# Either a short form such as "1,2k", or up to twelve digits, which one kind of separator may group. Longer
# numbers are identifiers.
NUMBER = (
    r"(?:(?P<short>[0-9]{1,4}(?:[.,][0-9]{1,3})?) ?(?P<unit>(?:nghin|ngan|trieu|tr|ty|ti|[kmnt])(?![a-z0-9]))"
    r"|(?P<whole>[0-9]{1,3}(?:(?:\.[0-9]{3}){1,3}|(?:,[0-9]{3}){1,3}|(?: [0-9]{3}){1,3})(?![0-9])"
    r"|[0-9]{1,12})"
    r"(?![0-9]|[.,][0-9]))"
)
_NUMBER = re.compile(NUMBER)
_SUFFIX = re.compile(r" {0,3}(?:luot(?: xem| doc)?|lan|nguoi)$")


def value_of(match: re.Match[str]) -> int | None:
    """The value of a match of ``NUMBER``; None for decimals below one ("0.123") and telephone numbers."""
    short: str | None = match["short"]
    if short is not None:
        whole, _, part = short.replace(",", ".").partition(".")
        factor = _FACTORS[match["unit"]]
        return int(whole) * factor + (int(part) * factor // 10 ** len(part) if part else 0)
    digits: str = match["whole"]
    if digits[0] == "0" and (not digits.isdigit() or len(digits) > 8):
        return None
    return int(digits.replace(".", "").replace(",", "").replace(" ", ""))


def parse_number(text: str) -> int | None:
    """The whole number that the text consists of, or None.

    ``1.234``, ``58,676``, ``1 234``, ``1,2K``, ``3,4 nghìn``, ``2,5tr``; a counting noun may follow
    (``120 lượt xem``). A separator groups thousands if exactly three digits follow each one; before a short
    unit it is the decimal comma. ``6.383,9`` and ``12.5`` are no counts.
    """
    if len(text) > 80:
        return None
    match = _NUMBER.fullmatch(_SUFFIX.sub("", to_skeleton(visible_text(text)).strip()))
    return value_of(match) if match else None
