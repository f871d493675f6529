"""What class names and ids hint at. Pages of one site share them, so each is read once."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from typing import Final

from lxml.etree import _Element as Element

_LONGEST: Final = 300  # characters of names that are remembered
_KEPT: Final = 4096


class Hint:
    """An expression without anchors, searched in names whatever their case."""

    __slots__ = ("_remembered", "_search")

    def __init__(self, expression: str) -> None:
        search = re.compile(expression, re.IGNORECASE).search
        self._search: Callable[[str], bool] = lambda names: search(names) is not None
        self._remembered = lru_cache(maxsize=_KEPT)(self._search)

    def __call__(self, names: str) -> bool:
        if not names:
            return False
        return self._remembered(names) if len(names) <= _LONGEST else self._search(names)


_CLASS_AND_ID: Final = ("class", "id")


def names_of(element: Element, attributes: tuple[str, ...] = _CLASS_AND_ID) -> str:
    """The values of these attributes, parted by spaces; "" where the element has none of them."""
    if attributes is _CLASS_AND_ID:  # what nearly everybody asks for
        names, identity = element.get("class"), element.get("id")
        if identity is None:
            return names or ""
        return f"{names} {identity}" if names else identity
    present = element.keys()  # to get what is not there takes as long as to ask for all names
    return " ".join([value for name in attributes if name in present and (value := element.get(name))])
