"""Articles without running text: a headline with a file, pictures, verses, a few labels."""

from __future__ import annotations

from typing import Final

from extraction.furniture import is_tool, key_of
from extraction.labels import byline_shape, has_credit, is_meta
from extraction.layout import Layout, in_menu
from extraction.title import Headline

_HEAD: Final = 8  # lines below a headline that may tell its date and author
_VERSES: Final = 4  # lines that make a text, however short
_SHORTEST: Final = 12
_LONGEST_TEXT: Final = 400  # lines


def split_bare(layout: Layout, headline: Headline) -> None:
    """Head, text and tail below a headline by the lines' order alone; often there is no text."""
    page = layout.page
    layout.title = headline.line.index
    begin = layout.title + 1
    stop = next((i for i in range(begin, len(page.lines)) if i in layout.stops), len(page.lines))
    plain = [i for i in range(begin, min(stop, begin + _LONGEST_TEXT)) if _is_plain(layout, i)]
    if plain:
        around = page.common(headline.line.block, plain[0])
        plain = [i for i in plain if page.holds(around, i)] if around is not page.body else plain
    while plain and byline_shape(layout.line(plain[-1]).text) is not None:
        plain.pop()
    if _is_text(layout, plain):
        layout.article = layout.container = page.common(headline.line.block, plain[0])
        layout.text = plain
        layout.head = [i for i in range(begin, plain[0]) if not in_menu(layout, i)]
        layout.tail = [
            i for i in range(plain[-1] + 1, min(stop, plain[-1] + _HEAD)) if not in_menu(layout, i)
        ]
        return
    stop = min(stop, layout.title + _HEAD)
    layout.article = page.common(headline.line.block, min(begin, len(page.lines) - 1))
    layout.head = [i for i in range(begin, stop) if not in_menu(layout, i)]


def _is_plain(layout: Layout, index: int) -> bool:
    line = layout.line(index)
    return (
        line.size >= _SHORTEST
        and not line.links
        and line.outside is None
        and index not in layout.counters
        and not is_meta(line)
        and not is_tool(key_of(line.text))
        and not has_credit(line)
        and byline_shape(line.text) != "labelled"
    )


def _is_text(layout: Layout, plain: list[int]) -> bool:
    """Verses or items one after the other; single labels here and there are none."""
    if len(plain) < _VERSES:
        return False
    return plain[-1] - plain[0] < 2 * len(plain)
