"""A source's own CSS selectors: they outrank the general rules and are reported when they stop matching."""

from __future__ import annotations

from datetime import datetime

from cssselect import SelectorError
from lxml.cssselect import CSSSelector
from lxml.etree import _Element as Element

from extraction.layout import Layout
from extraction.parse import text_of
from extraction.place import place_of
from items import Author, Candidate, Select
from vietnamese.bylines import parse_byline
from vietnamese.counts import parse_number, parse_views
from vietnamese.dates import parse_date
from vietnamese.text import clean

_CONFIDENCE = 1.0


def apply_selectors(
    root: Element, layout: Layout, select: Select, at: datetime
) -> tuple[list[Candidate], list[str]]:
    """Candidates of a source's selectors and a warning for each that found nothing it could read."""
    found: list[Candidate] = []
    missed: list[str] = []
    for name in ("title", "published", "authors", "views", "summary", "section"):
        expression = getattr(select, name)
        if expression is None:
            continue
        candidate = _candidate(name, root, expression, at)
        if candidate is None:
            missed.append(f"select.{name} found nothing: {expression}")
        else:
            found.append(candidate)
    if select.body is not None and not _use_body(root, layout, select.body):
        missed.append(f"select.body found nothing: {select.body}")
    return found, missed


def _first(root: Element, expression: str) -> Element | None:
    try:
        matches = CSSSelector(expression, translator="html")(root)
    except (SelectorError, ValueError):
        return None
    return next((match for match in matches if isinstance(match.tag, str)), None)


def _candidate(name: str, root: Element, expression: str, at: datetime) -> Candidate | None:
    element = _first(root, expression)
    if element is None:
        return None
    text = clean(
        element.get("content") or element.get("datetime") or "" if element.tag in ("meta", "time") else ""
    )
    text = text or clean(text_of(element))
    value: object = text
    if name == "published":
        value = parse_date(text, at)
    elif name == "views":
        counted = parse_views(text)
        value = counted.value if counted else parse_number(text)
    elif name == "authors":
        value = tuple(Author(p.name, p.role, p.organisation) for p in parse_byline(text))  # type: ignore[arg-type]
    elif name == "section":
        value = tuple(clean(text_of(link)) for link in element.iter("a")) or (text,)
    if value is None or value == "" or value == ():
        return None
    return Candidate(name, value, text, "selector", f"select.{name}", place_of(element), _CONFIDENCE)  # type: ignore[arg-type]


def _use_body(root: Element, layout: Layout, expression: str) -> bool:
    """The selected element's lines become the text."""
    element = _first(root, expression)
    if element is None or element not in layout.page.ranges:
        return False
    start, end = layout.page.ranges[element]
    if start == end:
        return False
    layout.container = element
    layout.article = layout.page.common(element, layout.title) if layout.title >= 0 else element
    dropped = set(layout.captions) | set(layout.stops) | ({layout.lead} if layout.lead is not None else set())
    layout.text = [index for index in range(start, end) if index not in dropped and index not in layout.tail]
    return bool(layout.text)
