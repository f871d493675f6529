"""Which ``img`` is a picture of the article, and where it lies."""

from __future__ import annotations

import re
from typing import Final

from lxml.etree import _Element as Element

_SOURCES: Final = ("data-src", "data-original", "data-lazy-src", "src")
_DECORATION: Final = re.compile(
    r"icon|logo|spacer|blank|pixel|loading|avatar|emoji|sprite|button|print|email|\bnew\b|star|banner|"
    r"(?<![a-z-])(?:lich|clock|calendar|time|date|eyes?|views?|user)\.[a-z]{3,4}$"
)
_SMALLEST: Final = 60  # pixels; a stated size below that is an icon


def source_of(element: Element) -> str:
    """The picture's address, behind a lazy loader's placeholder too; empty where there is none."""
    for name in _SOURCES:
        value = (element.get(name) or "").strip()
        if value and not value.startswith("data:"):
            return value
    return ""


def is_decoration(element: Element) -> bool:
    """An icon, logo or counting pixel, by its stated size or its file's name."""
    for name in ("width", "height"):
        value = (element.get(name) or "").removesuffix("px").strip()
        if value.isdecimal() and int(value[:6]) < _SMALLEST:
            return True
    address = source_of(element)
    return not address or _DECORATION.search(address.rpartition("/")[2].lower()) is not None
