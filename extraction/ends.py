"""Where the text ends, and which lines within it are not text."""

from __future__ import annotations

from extraction.furniture import SHARES, is_address, is_related_heading, is_tool, key_of
from extraction.labels import byline_of_two, byline_shape, is_date_line, is_section_line, views_of
from extraction.layout import Layout, in_noise
from extraction.posts import is_signature
from extraction.zones import RIGHT
from vietnamese.bylines import is_account


def find_stop(layout: Layout, first: int, limit: int, high: int) -> int:
    """The first line after the text at which nothing of the article follows."""
    weights = layout.weights
    seen = 0.0
    for index in range(first, limit):
        seen += weights[index]
        if index not in layout.stops or seen < 60:
            continue
        if not _text_goes_on(layout, index, limit if _is_share(layout, index) else high):
            return index
    return limit


def _is_share(layout: Layout, index: int) -> bool:
    """A share or tag bar may stand above the text, or between lead and text."""
    return key_of(layout.line(index).text) in SHARES


def _text_goes_on(layout: Layout, index: int, high: int) -> bool:
    """A box inside the text: running text of the same depth follows within a few lines."""
    page = layout.page
    parents = {
        page.lines[i].block.getparent() for i in range(max(0, index - 12), index) if layout.weights[i] > 0
    }
    for after in range(index + 1, min(high, index + 9)):
        if after in layout.stops and is_related_heading(key_of(page.lines[after].text)):
            return False
        line = page.lines[after]
        if layout.weights[after] <= 60 or line.links or layout.page.noise_within(line, layout.page.body):
            continue
        if _is_share(layout, index):
            return True
        if line.block.getparent() in parents:
            flat = (
                line.block is page.lines[index].block
                or line.block.getparent() is page.lines[index].block.getparent()
            )
            return not flat or layout.weights[after] > 120
    return False


def find_tail(layout: Layout, begin: int, stop: int, high: int) -> int:
    """Where the text ends: the first line after the last paragraph that is about the article, not of it."""
    page = layout.page
    for index in range(begin, stop):
        line = page.lines[index]
        if index >= high and layout.container is not None and not line.is_bold:
            return index
        key = key_of(line.text)
        if index in layout.captions:
            continue
        if is_tool(key) or index in layout.stops or index in layout.counters or in_noise(layout, index):
            return index
        if (line.is_link and line.size > 20) or is_section_line(line):
            return index
        if (line.zone & RIGHT and line.size < 80) or is_account(line.text):
            return index
        if byline_shape(line.text) is not None or views_of(line.text) is not None:
            return index
        if is_signature(layout, index):
            return index
        if index + 1 < stop and byline_of_two(line, page.lines[index + 1]):
            return index
        if is_address(line.text) or (line.size < 70 and is_date_line(line.text)):
            return index
        if line.text.startswith(("Nguồn:", "Nguồn tin", "Theo ")) and line.size < 90:
            return index
    return stop


def is_furniture(layout: Layout, index: int) -> bool:
    line = layout.line(index)
    key = key_of(line.text)
    if index in layout.counters or index in layout.stops or is_tool(key):
        return True
    container = layout.container if layout.container is not None else layout.page.body
    if layout.page.noise_within(line, container) and not layout.noisy:
        return True
    return layout.weights[index] == 0 and line.size < 60 and views_of(line.text) is not None
