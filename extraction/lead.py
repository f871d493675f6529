"""The lead: the first paragraph where markup, place or a picture sets it apart."""

from __future__ import annotations

import re
from typing import Final

from lxml.etree import _Element as Element

from extraction.hints import Hint, names_of
from extraction.layout import Layout, in_noise
from extraction.lines import Line

_LEAD: Final = Hint(
    r"sapo|\blead\b|hometext|summary|description|\bdesc\b|intro(?!duc)|chapeau|teaser|abstract|trich-?(yeu|dan)|tom-?tat",
)
_NUMBER_AT_START: Final = re.compile(r"^\s*[([]?\d")


def has_lead_class(layout: Layout, line: Line) -> bool:
    element: Element | None = line.inner
    for _ in range(4):
        if (
            element is None
            or element is layout.article
            or element is layout.container
            or element.tag == "body"
        ):
            return False
        if _LEAD(names_of(element, ("class", "id", "itemprop"))):
            return True
        element = element.getparent()
    return False


def lead_before(layout: Layout, begin: int, first: int | None) -> int | None:
    """A lead by its class above the first running text, too short to weigh anything."""
    for index in range(begin, first if first is not None else min(begin + 8, len(layout.page.lines))):
        line = layout.line(index)
        if (
            line.size > 25
            and not line.is_link
            and not in_noise(layout, index)
            and (has_lead_class(layout, line) or _is_headed_lead(line))
        ):
            return index
    return None


def _is_headed_lead(line: Line) -> bool:
    """A lead as a heading: sentences, where a sub-title has no full stop."""
    return bool(line.heading) and line.size > 60 and line.text[-1] in ".!?…”"


def choose_lead(layout: Layout, candidates: list[int]) -> None:
    """The first paragraph is the lead when its markup, its place or a picture sets it apart."""
    if len(candidates) < 2:
        return
    index = candidates[0]
    line = layout.line(index)
    following = layout.line(candidates[1])
    if line.size < 25 or line.size > 1500 or _NUMBER_AT_START.match(line.text):
        return
    container = layout.container
    apart = container is not None and not layout.page.holds(container, index)
    bold = (
        (line.is_bold or line.is_italic) and not (following.is_bold or following.is_italic) and line.size > 60
    )
    picture = any(index < p.before <= candidates[1] for p in layout.page.pictures) or any(
        index < caption < candidates[1] for caption in layout.captions
    )
    genre = line.text[:24].lower().startswith(("tin tổng hợp:", "tin tổng hợp -"))
    if has_lead_class(layout, line) or apart or bold or genre or (picture and line.size > 80):
        layout.lead = index


def drop_repeats(layout: Layout) -> None:
    """Many sites print the headline and the lead a second time at the top of the text."""
    said = {
        layout.line(index).folded for index in (layout.title, layout.lead) if index is not None and index >= 0
    }
    while len(layout.text) > 1 and layout.line(layout.text[0]).folded in said:
        layout.text.pop(0)
