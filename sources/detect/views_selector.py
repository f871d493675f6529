"""Find a CSS selector for the views of a source: a number without a label next to an eye icon.

No general rule takes such a number, since elsewhere it counts visitors. Here it must stand in the date line
of the article, on nearly every page of a sample, and differ from page to page.
"""

import re
from collections import defaultdict
from collections.abc import Sequence

from lxml.etree import _Element

from extraction.parse import text_of
from items import Article
from sources.detect.survey_page import SurveyPage
from vietnamese.counts import parse_number
from vietnamese.text import clean

_EYE = re.compile(r"(?:^|[\s-])(?:fa-)?(?:eye|view|views|luotxem)(?:-open|-fill)?(?:\s|$)")
_BARE = re.compile(r"\D{0,3}\d[\d.,]{0,11}\D{0,3}")
_MAX_LEVELS = 4  # levels from the number up to the block with the date
_MAX_BLOCK = 400  # characters of that block at most
_MIN_PAGES = 3  # pages


def find_views_selector(pages: Sequence[tuple[SurveyPage, Article]]) -> str | None:
    """A CSS selector for the views on these pages, given with their articles; None if uncertain."""
    numbers: defaultdict[str, list[int]] = defaultdict(list)
    for page, article in pages:
        date = article.published.raw if article.published else ""
        for selector, value in dict(_numbers(page.root, date)).items() if date else ():
            numbers[selector].append(value)
    for selector, values in numbers.items():
        if len(values) >= max(_MIN_PAGES, 0.8 * len(pages)) and len(set(values)) > len(values) / 2:
            return selector
    return None


def _numbers(root: _Element, date: str) -> list[tuple[str, int]]:
    """(selector, number) of each number without a label next to an eye icon in the block of the date."""
    numbers = []
    for icon in root.iter("i", "em", "span", "img"):
        names, holder = icon.get("class") or "", icon.getparent()
        if holder is None or not _EYE.search(names):
            continue
        words = clean(text_of(holder))
        value = parse_number(words) if _BARE.fullmatch(words) else None
        if value is not None and _is_near_date(holder, date):
            numbers.append((_selector(holder, icon), value))
    return numbers[::-1]  # so that a dict keeps the first number of each selector, as select_one does


def _is_near_date(element: _Element, date: str) -> bool:
    outer: _Element | None = element
    for _ in range(_MAX_LEVELS):
        outer = outer.getparent() if outer is not None else None
        if outer is None or outer.tag == "body":
            return False
        words = clean(text_of(outer))
        if len(words) > _MAX_BLOCK:
            return False
        if clean(date) in words:
            return True
    return False


def _selector(holder: _Element, icon: _Element) -> str:
    return f"{_element_selector(holder)}:has(> {_element_selector(icon)})"


def _element_selector(element: _Element) -> str:
    classes = [name for name in (element.get("class") or "").split() if re.fullmatch(r"[A-Za-z][\w-]*", name)]
    return str(element.tag) + "".join(f".{name}" for name in classes[:3])
