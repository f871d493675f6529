"""Candidates for the article's view count. A site's counter is refused with its reason, never shown."""

from __future__ import annotations

from typing import Final

from extraction.layout import Layout
from extraction.place import place_of
from extraction.zones import LIST
from items import Candidate
from vietnamese.counts import parse_number, parse_views

_NEAR: Final = 12  # lines between the article and a count that is still its own
_LONGEST: Final = 160


def find_views(layout: Layout) -> list[Candidate]:
    lines = layout.page.lines
    found: list[Candidate] = []
    article = layout.article if layout.article is not None else layout.page.body
    last = max([layout.title, *layout.text, *layout.tail, *layout.head])
    for line in lines:
        if line.size > _LONGEST or (line.index in layout.text and layout.weights[line.index] > 0):
            continue
        text = line.text
        counted = parse_views(text)
        if counted is None and line.index + 1 < len(lines) and line.size < 24:
            following = lines[line.index + 1]  # the number on the next line or in the next cell
            if following.size < 14 and parse_number(following.text) is not None:
                text = f"{line.text.rstrip(':： ')}: {following.text}"
                counted = parse_views(text)
        if counted is None:
            continue
        confidence, refused = _judge(layout, line.index, last, article is not layout.page.body)
        if refused is None and line.zone & LIST and line.is_link:
            confidence, refused = 0.0, "stands in a list of other articles"
        found.append(
            Candidate(
                "views",
                counted.value,
                counted.raw,
                "label",
                "views.label",
                place_of(line.inner),
                confidence,
                refused,
            )
        )
    return _only_own(found)


def _judge(layout: Layout, index: int, last: int, tight: bool) -> tuple[float, str | None]:
    page = layout.page
    line = page.lines[index]
    article = layout.article if layout.article is not None else page.body
    if index in layout.counters:
        return 0.0, "a site's counter: other counter labels stand beside it"
    if page.noise_within(line, article):
        return 0.0, "stands in a menu, sidebar or related list"
    if index in layout.head or index in layout.tail:
        return 0.95, None
    inside = tight and page.holds(article, index)
    if index < layout.title:
        near = layout.title - index <= (_NEAR if inside else 3)
        return (0.8, None) if near else (0.0, "stands far above the headline")
    first_stop = min((stop for stop in layout.stops if stop > last - 1), default=len(page.lines))
    if index > first_stop:
        return 0.0, "stands below the first list of other articles"
    if inside or index - last <= _NEAR // 2:
        return 0.75, None
    return 0.0, "stands outside the article"


def _only_own(found: list[Candidate]) -> list[Candidate]:
    """The same label many times is a list of articles; then only a count in the head or tail is ours."""
    accepted = [candidate for candidate in found if candidate.refused is None]
    if len({candidate.value for candidate in accepted}) <= 1:
        return found
    best = max(candidate.confidence for candidate in accepted)
    top = [candidate for candidate in accepted if candidate.confidence == best]
    if len({candidate.value for candidate in top}) == 1:
        return found
    return [
        candidate
        if candidate.refused
        else Candidate(
            candidate.field,
            candidate.value,
            candidate.raw,
            candidate.origin,
            candidate.rule,
            candidate.place,
            0.0,
            "several different counts compete",
        )
        for candidate in found
    ]
