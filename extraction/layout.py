"""Where on the page the article stands: headline, head, lead, text, tail. Every rule reads it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from lxml.etree import _Element as Element

from extraction.furniture import StopKind
from extraction.icons import is_count
from extraction.labels import is_date_line, views_of
from extraction.lines import Line, Lines
from extraction.metadata import Metadata
from extraction.title import Headline
from extraction.zones import ASIDE, FOOTER, FORM, NAV

_DETAILS: Final = 8  # lines
_HEADLINE: Final = 25  # characters of a link that reads like a headline


@dataclass(slots=True)
class Layout:
    """Line indexes into ``page.lines``; ``article`` is the smallest block around headline and text."""

    page: Lines
    meta: Metadata
    weights: list[float]
    claims: tuple[str, ...] = ()  # what the metadata call the page, as folded keys
    headline: Headline | None = None
    container: Element | None = None
    article: Element | None = None
    title: int = -1
    opening: int = 0  # the first line of the text while lines are sorted, 0 before
    lead: int | None = None
    head: list[int] = field(default_factory=list)  # between headline and text
    above: list[int] = field(default_factory=list)  # of the head where the page prints no headline
    text: list[int] = field(default_factory=list)
    tail: list[int] = field(default_factory=list)  # after the text, before the first related list
    captions: list[int] = field(default_factory=list)
    stops: dict[int, StopKind] = field(default_factory=dict)  # lines at which something else begins
    teasers: set[int] = field(default_factory=set)  # abstracts of other articles, with their headlines
    byline: str | None = None  # that closed the last paragraph
    note: str | None = None  # the date in brackets beside the headline
    kicker: str | None = None  # the section's name that stood in the headline
    counters: set[int] = field(default_factory=set)

    def line(self, index: int) -> Line:
        return self.page.lines[index]

    @property
    def first(self) -> int:
        """The first line of lead or text; the number of lines where there is none."""
        found = [*self.text[:1], *([self.lead] if self.lead is not None else [])]
        return min(found) if found else len(self.page.lines)

    @property
    def prose(self) -> float:
        """Characters of running text in lead and text."""
        lead = self.weights[self.lead] if self.lead is not None else 0.0
        return lead + sum(self.weights[index] for index in self.text)


def in_noise(layout: Layout, index: int) -> bool:
    article = layout.article if layout.article is not None else layout.page.body
    return index in layout.counters or layout.page.noise_within(layout.line(index), article)


def in_menu(layout: Layout, index: int) -> bool:
    """Class names alone do not take a line out of the head: "social-author" holds the byline."""
    if index in layout.counters:
        return True
    line = layout.line(index)
    if not line.zone & (NAV | ASIDE | FORM | FOOTER) or not in_noise(layout, index):
        return False
    in_head = layout.title < index < layout.opening
    return not (in_head and line.outside is not None and _holds_details(layout.page, line.outside))


def _holds_details(page: Lines, element: Element) -> bool:
    """A small block with a date or a count and no links to other articles: details, whatever its tag."""
    start, end = page.ranges.get(element, (0, 0))
    lines = page.lines[start:end]
    return (
        len(lines) <= _DETAILS
        and any(
            is_date_line(line.text) or views_of(line.text) is not None or is_count(line) for line in lines
        )
        and not any(line.is_link and line.size >= _HEADLINE for line in lines)
    )
