"""The weights of a page's lines for one headline: running text, by its words, its owner and its place."""

from __future__ import annotations

from itertools import accumulate
from typing import Final

from lxml.etree import _Element as Element

from extraction.hints import Hint, names_of
from extraction.lines import Line, Lines
from extraction.prose import trust, weigh_furniture, weigh_minor
from extraction.zones import ARTICLE, is_weak_noise

_ABSTRACT: Final = 0.15  # what the abstract of another article weighs
_FOREIGN: Final = 0.3  # what running text weighs in another column than the headline's
_BESIDE_MAIN: Final = 0.5  # and beside the <main> or <article> in which the headline stands
_MUCH: Final = 0.25  # of the text: so much is none of a widget
_MOST: Final = 0.6  # and so much not even of what is called a menu
_SHORTEST: Final = 100.0  # characters of a text that a widget's name does not hide
_PURE: Final = 0.7  # the share of running text in a block that is text, whatever its name
_QUOTE: Final = 0.95  # and in an <aside> that is a quotation
_SIDE: Final = Hint(r"\bright|sidebar|side-?bar|\bside\b|col-?right|right-?col|cot-?phai")
_COLUMN: Final = Hint(r"\bcol(?:umn)?s?-|\bcolumn\b|\bspan\d|\bgrid-\d|\bgrid_\d")


class Weights:
    """``anchor`` is the line of a sure headline, -1 without one; nothing up to it is text.

    ``running`` are characters of running text a line, as ``prose.weigh`` has them. ``text`` is what they
    weigh at their places, ``own`` the same without the abstracts of other articles.
    """

    def __init__(self, page: Lines, running: list[float], abstracts: set[int], anchor: int) -> None:
        self.page, self.running, self.abstracts, self.anchor = page, running, abstracts, anchor
        self._base = [
            weight or (0.0 if line.is_link else weigh_minor(line))
            for weight, line in zip(running, page.lines, strict=True)
        ]
        everything = [
            weight or weigh_furniture(line) for weight, line in zip(self._base, page.lines, strict=True)
        ]
        self._all_sums = [0.0, *accumulate(everything)]
        self._columns = other_columns(page, anchor)
        self._in_main = anchor >= 0 and bool(page.lines[anchor].zone & ARTICLE)
        self._trust_pure_blocks()
        self.place(None)

    def place(self, container: Element | None) -> None:
        """Weigh the lines by their places; inside the container of the text, only what stands apart in it."""
        lines, abstracts = self.page.lines, self.abstracts
        self.text = [0.0] * len(lines)
        self.own = [0.0] * len(lines)
        low, high = self.page.ranges[container] if container is not None else (0, 0)
        for index, weight in enumerate(self._base):
            if not weight:
                continue
            line = lines[index]
            if container is not None and low <= index < high:
                weight *= trust(line) if self.page.noise_within(line, container) else 1.0
            else:
                weight *= self._trust(line)
            if index in abstracts:
                self.text[index] = weight * _ABSTRACT
            else:
                self.text[index] = self.own[index] = weight
        for element in self._columns:
            if container is None or not self.page.holds(element, low):
                for index in range(*self.page.ranges[element]):
                    self.text[index] *= _FOREIGN
                    self.own[index] *= _FOREIGN
        self.text_sums = [0.0, *accumulate(self.text)]
        self.own_sums = [0.0, *accumulate(self.own)]

    def own_text(self, start: int, end: int) -> float:
        return self.own_sums[end] - self.own_sums[start] if end > start else 0.0

    def purity(self, start: int, end: int) -> float:
        """The share of running text among all that stands there; 0 where nothing stands."""
        everything = self._all_sums[end] - self._all_sums[start]
        return (self.text_sums[end] - self.text_sums[start]) / everything if everything else 0.0

    def trust_inside(self, container: Element) -> None:
        """Trust blocks that hold much of the container's text: no menu, related list or widget does."""
        page = self.page
        low, high = page.ranges[container]
        held, total = self._held(container, max(low, self.anchor + 1), high)
        for element, weight in held.items():
            start, end = page.ranges[element]
            everything = self._all_sums[end] - self._all_sums[start]
            if element.tag == "aside" and weight >= _QUOTE * everything and _is_plain(page.lines[start:end]):
                holds = True  # a quotation set apart
            elif is_weak_noise(element):
                holds = weight >= _MUCH * total or (weight >= _SHORTEST and weight >= _PURE * everything)
            else:
                holds = weight >= _MOST * total
            if holds:
                page.trusted.add(element)
        page.trusted.update((container, *container.iterancestors()))

    def trust_stretch(self, container: Element, start: int, end: int) -> bool:
        """Trust what holds most of a stretch of text in the container; whether there was any."""
        held, total = self._held(container, start, end)
        found = [element for element, weight in held.items() if weight >= _MOST * total]
        self.page.trusted.update(found)
        return bool(found)

    def _held(self, container: Element, start: int, end: int) -> tuple[dict[Element, float], float]:
        """The text in each block of the container that is called noise, and all text there is."""
        page = self.page
        held: dict[Element, float] = {}
        total = 0.0
        for line in page.lines[start:end]:
            weight = self._base[line.index]
            if weight and line.index not in self.abstracts:
                total += weight
                if line.outside is not None and page.noise_within(line, container):
                    held[line.outside] = held.get(line.outside, 0.0) + weight
        return held, total

    def _trust(self, line: Line) -> float:
        outside = line.outside
        if outside is None:
            share = trust(line)
        elif self.anchor >= 0 and self.page.holds(outside, self.anchor):
            return 1.0  # the headline stands in the same header or banner
        else:
            share = trust(line, named=outside not in self.page.trusted)
        return share * _BESIDE_MAIN if self._in_main and not line.zone & ARTICLE else share

    def _trust_pure_blocks(self) -> None:
        """A block that holds next to nothing but running text is no furniture by its name alone."""
        page = self.page
        blocks = {
            line.outside for line in page.lines if self.running[line.index] and line.outside is not None
        }
        for element in blocks - page.trusted:
            start, end = page.ranges.get(element, (0, 0))
            text = sum(self._base[start:end])
            if text < _SHORTEST or not is_weak_noise(element):
                continue
            others = sum(line.size for line in page.lines[start:end] if not self._base[line.index])
            if text >= _PURE * (text + others) and self.abstracts.isdisjoint(range(start, end)):
                page.trusted.add(element)


def _is_plain(lines: list[Line]) -> bool:
    return not any(line.links or line.heading for line in lines)


def other_columns(page: Lines, anchor: int) -> list[Element]:
    """Blocks beside the column of the line ``anchor``: cells of its row, columns of its grid, sidebars."""
    found: list[Element] = []
    element: Element | None = page.lines[anchor].block if anchor >= 0 else None
    while element is not None and element is not page.body:
        parent = element.getparent()
        if parent is None:
            break
        if len(parent) > 1:
            cell = element.tag == "td"
            column = _COLUMN(names_of(element))
            for sibling in parent:
                if sibling is element or sibling not in page.ranges:
                    continue
                names = names_of(sibling)
                if (cell and sibling.tag == "td") or _SIDE(names) or (column and _COLUMN(names)):
                    found.append(sibling)
        element = parent
    return found
