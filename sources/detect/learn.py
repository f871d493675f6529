"""What no general rule may take, but a site's own pages make sure: a bare number beside an eye is the views.

Elsewhere on a page such a number counts visitors; so it must stand in the article's own date line, on nearly
every page of the sample, and differ from page to page.
"""

import re
from collections import defaultdict
from collections.abc import Sequence

from lxml.etree import _Element

from extraction.parse import text_of
from items import Article
from sources.detect.page import Page
from vietnamese.counts import parse_number
from vietnamese.text import clean

_EYE = re.compile(r"(?:^|[\s-])(?:fa-)?(?:eye|view|views|luotxem)(?:-open|-fill)?(?:\s|$)")
_BARE = re.compile(r"\D{0,3}\d[\d.,]{0,11}\D{0,3}")
_CLIMB = 4  # from the number to the block that holds the date line
_BLOCK = 400  # characters of such a block
_ENOUGH = 3  # pages


def views_selector(pages: Sequence[tuple[Page, Article]]) -> str | None:
    """A CSS selector for the views of these articles' pages, or None where nothing is sure."""
    found: defaultdict[str, list[int]] = defaultdict(list)
    for page, article in pages:
        date = article.published.raw if article.published else ""
        for selector, value in dict(_numbers(page.root, date)).items() if date else ():
            found[selector].append(value)
    for selector, values in found.items():
        if len(values) >= max(_ENOUGH, 0.8 * len(pages)) and len(set(values)) > len(values) / 2:
            return selector
    return None


def _numbers(root: _Element, date: str) -> list[tuple[str, int]]:
    """Bare numbers beside an eye in the block of the date, with the selector of each."""
    told = []
    for icon in root.iter("i", "em", "span", "img"):
        names, holder = icon.get("class") or "", icon.getparent()
        if holder is None or not _EYE.search(names):
            continue
        words = clean(text_of(holder))
        value = parse_number(words) if _BARE.fullmatch(words) else None
        if value is not None and _holds(holder, date):
            told.append((_selector(holder, icon), value))
    return told[::-1]  # the first of one selector is what the selector finds


def _holds(element: _Element, date: str) -> bool:
    outer: _Element | None = element
    for _ in range(_CLIMB):
        outer = outer.getparent() if outer is not None else None
        if outer is None or outer.tag == "body":
            return False
        words = clean(text_of(outer))
        if len(words) > _BLOCK:
            return False
        if clean(date) in words:
            return True
    return False


def _selector(holder: _Element, icon: _Element) -> str:
    return f"{_named(holder)}:has(> {_named(icon)})"


def _named(element: _Element) -> str:
    classes = [name for name in (element.get("class") or "").split() if re.fullmatch(r"[A-Za-z][\w-]*", name)]
    return str(element.tag) + "".join(f".{name}" for name in classes[:3])
