"""Where on the page the article stands: headline, head, lead, text, tail. Every rule reads it."""

from __future__ import annotations

from dataclasses import dataclass, field

from lxml.etree import _Element as Element

from extraction.lines import Line, Lines
from extraction.metadata import Metadata
from extraction.title import Headline
from extraction.zones import ASIDE, FOOTER, FORM, NAV


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
    lead: int | None = None
    head: list[int] = field(default_factory=list)  # between headline and text
    above: list[int] = field(default_factory=list)  # of the head where the page prints no headline
    text: list[int] = field(default_factory=list)
    tail: list[int] = field(default_factory=list)  # after the text, before the first related list
    captions: list[int] = field(default_factory=list)
    noisy: bool = False  # the container's own text stands in "widgets": class names say nothing here
    stops: set[int] = field(default_factory=set)
    teasers: set[int] = field(default_factory=set)  # abstracts of other articles, with their headlines
    byline: str | None = None  # that closed the last paragraph
    note: str | None = None  # the date in brackets beside the headline
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
        return sum(self.weights[index] for index in self.text)


def in_noise(layout: Layout, index: int) -> bool:
    article = layout.article if layout.article is not None else layout.page.body
    return index in layout.counters or layout.page.noise_within(layout.line(index), article)


def in_menu(layout: Layout, index: int) -> bool:
    """Class names alone do not take a line out of the head: "social-author" holds the byline."""
    return in_noise(layout, index) and (
        bool(layout.line(index).zone & (NAV | ASIDE | FORM | FOOTER)) or index in layout.counters
    )
