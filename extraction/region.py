"""Which block of the page holds the article's text, and from which line to which the text goes.

Every block with running text is a candidate. What speaks for it is weighed in one place (``_score``): how
much running text it holds, how little else, how near it stands to the page's own headline, and what its class
says.
The text then grows beyond the block, for sites put the lead, an advertisement and the rest of a text into
blocks, rows and columns of their own.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass
from typing import Final

from lxml.etree import _Element as Element

from extraction.boxes import leads_elsewhere
from extraction.furniture import StopKind, is_tool, key_of
from extraction.hints import Hint, names_of
from extraction.labels import is_detail
from extraction.lines import Line, Lines
from extraction.weights import Weights
from extraction.zones import CAPTION, RIGHT

# What a line without running text takes from a stretch of text, in characters of running text.
_LINK: Final = 60.0
_SHORT_LINK: Final = 20.0
_LABEL: Final = 20.0
_STOPS: Final[dict[StopKind, float]] = {"related": 150.0, "share": 150.0, "advert": 25.0}
_END: Final = 500.0  # the heading of comments, of ratings, of a widget
_GAP: Final = 150.0  # the most that one block without running text takes
_PLAIN_GAP: Final = 60.0  # and one without links: a table, a list
_LOST: Final = 3000.0  # nobody looks for more text behind so much else

_SHORT_LINK_SIZE: Final = 12  # characters
_CONTENT_NAMED: Final = 1.2  # what the name of a block that holds content is worth
_OUTER: Final = 1.06  # times the best score, that a block must reach to be better
_OWN: Final = 0.5  # the share of running text from which on a block beside the article belongs to it
_FOLLOWS: Final = 0.7  # the share that a text counts as below a headline across the page
_TITLE: Final = 45  # characters of a box's title
_CORE: Final = 0.6  # of the text, that its core holds
_ASIDE: Final = 0.5  # of the text: what holds more is no box
_PARAGRAPH: Final = 60.0  # characters of a line that is a paragraph whatever its tag
_ALIKE: Final = 3  # paragraphs of a shape that make it the text's
_CONTENT: Final = Hint(
    r"content|noi-?dung|chi-?tiet|detail|article|entry|post|bai-?viet|body|journal|articlebody|maincol"
)


@dataclass(frozen=True, slots=True)
class Region:
    """``container`` holds most of the text; the lines ``start`` to before ``end`` are text or stand in it."""

    container: Element
    start: int
    end: int


class RegionFinder:
    """Finds the region of the text below ``anchor``, the line of a sure headline; -1 without one.

    ``running`` are characters of running text a line, ``abstracts`` the lines of other articles' abstracts:
    those that turn out to be the article's own are taken out.
    """

    def __init__(
        self,
        page: Lines,
        running: list[float],
        abstracts: set[int],
        stops: dict[int, StopKind],
        anchor: int,
    ) -> None:
        self.page, self.running, self.abstracts, self.stops, self.anchor = (
            page,
            running,
            abstracts,
            stops,
            anchor,
        )
        self.weights = Weights(page, running, abstracts, anchor)
        self._beside: dict[Element, float] = {}

    def find(self) -> Region | None:
        """None where no running text stands below the anchor."""
        container = self._choose()
        if container is None:
            return None
        weights = self.weights
        weights.trust_inside(container)
        self._keep_items(container)
        weights.place(container)
        self._beside.clear()
        start, end = self._densest(container)
        if weights.trust_stretch(container, start, end):
            weights.place(container)
            start, end = self._densest(container)
        start = self._opening(start, end)
        end = self._trimmed(container, start, self._last(container, start, end))
        return Region(container, self.first_below(self.anchor, container, start), end)

    def first_below(self, headline: int, container: Element, start: int) -> int:
        """The first running text of the article between its headline and the line ``start``, or that line."""
        if start <= headline:  # the headline reads like text
            own = self.weights.own
            return next((index for index in range(headline + 1, len(own)) if own[index] > 0), start)
        for index in range(headline + 1, start) if headline >= 0 else ():
            if self.weights.own[index] <= 0:
                continue
            in_head = self.page.holds(self._outermost(self.page.lines[index].block, start), headline)
            if in_head or self._belongs(container, start, index) >= _OWN:
                return index if self.running[index] > 0 else self._opening(index, start + 1)
        return start

    # Which block

    def _choose(self) -> Element | None:
        best, chosen = 0.0, None
        sums, first = self.weights.text_sums, self.anchor + 1
        for element, (start, end) in self.page.ranges.items():
            if end <= first or (sums[end] - sums[start]) * _CONTENT_NAMED <= best:
                continue
            low = max(first, start)
            text = sums[end] - sums[low]
            if text * _CONTENT_NAMED > best:
                score = self._score(element, text, low, end)
                if score > best * _OUTER:
                    best, chosen = score, element
        return chosen

    def _score(self, element: Element, text: float, low: int, end: int) -> float:
        """What speaks for a block as the text's, in characters."""
        score = text * self.weights.purity(low, end)
        if _CONTENT(names_of(element, ("class", "id", "itemprop"))):
            score *= _CONTENT_NAMED
        if self.anchor >= 0 and not self.page.holds(element, self.anchor):
            beside = self._purity_beside(element, self.anchor)
            if beside < _FOLLOWS and self._follows_headline(element, low):
                beside = _FOLLOWS
            score *= 0.2 + 0.8 * beside
        return score

    def _purity_beside(self, element: Element, line: int) -> float:
        """The share of running text in the outermost block around ``element`` that does not hold the line.

        A block of its own that opens with the heading of a list is none of the article's.
        """
        outermost = self._outermost(element, line)
        known = self._beside.get(outermost)
        if known is None:
            start, end = self.page.ranges.get(outermost, (0, 0))
            opening = range(start, min(end, start + 2))
            opens = any(self.stops.get(index, "share") != "share" for index in opening)
            known = self._beside[outermost] = 0.0 if opens else self.weights.purity(start, end)
        return known

    def _outermost(self, element: Element, line: int) -> Element:
        """The outermost block around ``element`` that does not hold the line."""
        page = self.page
        parent = element.getparent()
        while parent is not None and parent in page.ranges and not page.holds(parent, line):
            element, parent = parent, parent.getparent()
        return element

    def _follows_headline(self, element: Element, first: int) -> bool:
        """Whether the headline stands in a block with no more than a lead, and no title right above the text.

        Sites set headline, date and lead across the page and the text below them, in one of several columns.
        """
        page = self.page
        block = self._outermost(page.lines[self.anchor].block, first)
        end = page.ranges[block][1]
        if sum(weight > 0 for weight in self.running[self.anchor + 1 : end]) > 1:
            return False
        around = element.getparent()
        while around is not None and around in page.ranges and page.ranges[around][0] == first:
            around = around.getparent()
        inside = first > 0 and around is not None and page.holds(around, first - 1)
        return not (inside and self._is_title(page.lines[first - 1]))

    def _is_title(self, line: Line) -> bool:
        """The title of a box: a short line that is no sentence, link or detail of the article."""
        return (
            line.index > self.anchor
            and line.size <= _TITLE
            and not line.is_link
            and line.text[-1] not in ".!?…"
            and not is_detail(line)
        )

    def _keep_items(self, container: Element) -> None:
        """What is shaped like the article's own paragraphs, by its blocks' names, is no abstract of another.

        A text may be a list of things, each below a headline that leads elsewhere.
        """
        lines, abstracts = self.page.lines, self.abstracts
        start, end = self.page.ranges[container]
        inside = [index for index in range(max(start, self.anchor + 1), end) if self.running[index] > 0]
        others = [index for index in inside if index in abstracts]
        if not others:
            return
        shapes = Counter(
            _shape(lines[index])
            for index in inside
            if index not in abstracts and not self._is_below_link(index)
        )
        for index in others:
            if shapes[_shape(lines[index])] < _ALIKE:
                continue
            low, high = index, index + 1
            while low - 1 in abstracts and not self.running[low - 1]:
                low -= 1
            while high in abstracts and not self.running[high] and not leads_elsewhere(lines[high]):
                high += 1
            abstracts.difference_update(range(low, high))

    def _is_below_link(self, index: int) -> bool:
        return any(line.is_link and line.heading for line in self.page.lines[max(0, index - 2) : index])

    # From which line to which

    def _densest(self, container: Element) -> tuple[int, int]:
        """The stretch with the most running text less furniture, as a half-open range.

        A flat page has menus, slogans and counters beside the text, in the same block.
        """
        text = self.weights.text
        first, last = self.page.ranges[container]
        first = max(first, self.anchor + 1)
        best = (0.0, first, first)
        total, since = 0.0, first
        index = first
        while index < last:
            if text[index] > 0:
                total += text[index]
                index += 1
                if total > best[0]:
                    best = (total, since, index)
                continue
            cost, index = self._gap(index, last)
            total -= cost
            if total <= 0:
                total, since = 0.0, index
        if best[0] == 0.0:  # nothing but furniture with a little text: all of it
            held = [index for index in range(first, last) if text[index] > 0]
            return held[0], held[-1] + 1
        return best[1], best[2]

    def _gap(self, index: int, last: int) -> tuple[float, int]:
        """What a line without running text takes, with all of the block around it that has none either; and
        the line behind it.

        A closed block, however many links it holds, takes no more than ``_GAP``.
        """
        page, sums = self.page, self.weights.own_sums
        start, end = index, index + 1
        element: Element | None = page.lines[index].block
        while element is not None and element in page.ranges:
            low, high = page.ranges[element]
            if low < index or high > last or sums[high] > sums[low]:
                break
            start, end = low, high
            element = element.getparent()
        lines = page.lines[start:end]
        cost = sum(map(self._cost, lines))
        if len(lines) > 1:
            cost = min(cost, _GAP if any(line.links for line in lines) else _PLAIN_GAP)
        return cost, end

    def _cost(self, line: Line) -> float:
        kind = self.stops.get(line.index)
        if kind is not None:
            return _STOPS.get(kind, _END)
        if line.is_link:
            return _LINK if line.size > _SHORT_LINK_SIZE else _SHORT_LINK
        return _LABEL

    def _opening(self, start: int, end: int) -> int:
        """No list of short items opens a text, nor a short sentence in another block than what follows."""
        lines, running = self.page.lines, self.running
        first = next((i for i in range(start, end) if running[i] > 0 and not lines[i].zone & CAPTION), start)
        opening = first
        for index in range(first - 1, start - 1, -1):
            if self.weights.own[index] > 0 and self._is_sibling(index, first):
                opening = index
        return opening

    def _is_sibling(self, index: int, other: int) -> bool:
        """Both lines are blocks of one block, or lines of one block."""
        one, two = self.page.lines[index].block, self.page.lines[other].block
        if one is two:
            return True
        alike = one.tag == two.tag or self.running[index] > _PARAGRAPH
        return alike and one.getparent() is two.getparent()

    def _belongs(self, container: Element, start: int, index: int) -> float:
        """How surely the running text of a line is the article's, from 0 to 1."""
        if self.page.holds(container, index):
            return 1.0
        return self._purity_beside(self.page.lines[index].block, start)

    def _last(self, container: Element, start: int, end: int) -> int:
        """Behind the last running text after the densest stretch that brings more than stands between.

        A paragraph beside those of the text needs to bring nothing, unless a related list or a byline of the
        same block stands between.
        """
        lines, own = self.page.lines, self.weights.own
        last, index = end, end
        total, broken = 0.0, False
        while index < len(lines) and total > -_LOST:
            if own[index] > 0:
                sure = self._belongs(container, start, index)
                total += own[index] * max(0.0, 2 * sure - 1)
                if total > 0 or (not broken and self._continues(container, index, last - 1)):
                    last, total = index + 1, 0.0
                index += 1
            elif self.stops.get(index) == "comments":
                break
            else:
                cost, behind = self._gap(index, len(lines))
                if self._is_lead(start, last) and all(map(is_detail, lines[index:behind])):
                    cost = 0.0
                else:
                    broken = broken or (behind == index + 1 and self._breaks(lines[index], last - 1))
                total, index = total - cost, behind
        return last

    def _is_lead(self, start: int, end: int) -> bool:
        """One paragraph: details below it say nothing of where the text ends, "lead, date, text"."""
        return sum(weight > 0 for weight in self.weights.own[start:end]) == 1

    def _continues(self, container: Element, index: int, last: int) -> bool:
        """Whether the line is a paragraph like the last one: beside it, or in blocks of the same names."""
        lines = self.page.lines
        right_below = index == last + 1 and self.page.holds(lines[index].block, last)
        if right_below or self._is_sibling(index, last):
            return True
        return self.page.holds(container, index) and _shape(lines[index]) == _shape(lines[last])

    def _breaks(self, line: Line, last: int) -> bool:
        stop = self.stops.get(line.index, "advert")
        named = names_of(line.block) and not self._is_sibling(line.index, last)
        if stop == "advert" and named and is_tool(key_of(line.text)):
            return False  # "In bài viết" in a block of its own
        return stop != "advert" or bool(line.zone & RIGHT) or is_detail(line)

    def _trimmed(self, container: Element, start: int, end: int) -> int:
        """Without boxes at the end apart from the text's core that open with a title of their own."""
        lines, own = self.page.lines, self.weights.own
        low, high = self.page.ranges[self._core(container, start, end)]
        if end <= high:
            return end
        total = self.weights.own_text(low, high)
        shapes = {_shape(lines[index]) for index in range(low, high) if self.running[index] > 0}
        while end > max(high, start + 1):
            box = self._outermost(lines[end - 1].block, max(low, start))
            first, _ = self.page.ranges.get(box, (end - 1, end))
            inside = [index for index in range(max(first, high), end) if own[index] > 0]
            before = [index for index in range(start, first) if own[index] > 0]
            titled = first < end - 1 and (lines[first].heading > 0 or self._is_title(lines[first]))
            if (
                not titled
                or not before
                or any(_shape(lines[index]) in shapes for index in inside)
                or self.weights.own_text(first, end) > _ASIDE * total
            ):
                break
            end = before[-1] + 1
        return end

    def _core(self, container: Element, start: int, end: int) -> Element:
        """The smallest block that holds most of the text: one around the line in the middle of it."""
        page, sums = self.page, self.weights.own_sums
        whole = self.weights.own_text(start, end)
        middle = bisect_left(sums, sums[start] + whole / 2, start + 1, end) - 1
        element: Element | None = page.lines[middle].block
        while element is not None and element is not container:
            low, high = page.ranges.get(element, (0, 0))
            if self.weights.own_text(max(low, start), min(high, end)) >= _CORE * whole:
                return element
            element = element.getparent()
        return container


def _shape(line: Line) -> tuple[str, ...]:
    """The names of the line's block and the one around it; unlike any other where they have none."""
    block, around = line.block, line.block.getparent()
    names = (block.get("class") or "", (around.get("class") or "") if around is not None else "")
    return (str(block.tag), *names) if any(names) else (str(line.index),)
