"""Visitor counters: lines that never hold the article's views."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from extraction.lines import Line
from vietnamese.counts import counter_labels, is_counter_title, parse_number

_TITLE: Final = re.compile("tru|th.ng k|đếm|dem|tra c|online|visitor")
_LONGEST: Final = 160
_LONGEST_TITLE: Final = 60
_LONGEST_ALONE: Final = 41  # characters of a label without its number
_COUNTER_WINDOW: Final = 8


@lru_cache(maxsize=4096)
def _labels_in(text: str) -> int:
    """Remembered: a site prints its labels on every page."""
    return counter_labels(text)


@lru_cache(maxsize=4096)
def _is_title(text: str) -> bool:
    return _TITLE.search(text.lower()) is not None and is_counter_title(text)


def _is_block(between: list[Line]) -> bool:
    """Numbers and other labels; a sentence between two labels parts the counters of two columns."""
    return all(line.size <= _LONGEST_TITLE for line in between)


def find_counters(lines: list[Line]) -> set[int]:
    """Lines of visitor counters: two labels or more near each other, or a title and one bare number.

    Source of the rule: lexicon, site_counters_exclude.rule.
    """
    labels = {
        line.index: count
        for line in lines
        if line.size < (_LONGEST if line.has_digit else _LONGEST_ALONE) and (count := _labels_in(line.text))
    }
    labelled = list(labels)
    found: set[int] = set()
    for position, index in enumerate(labelled):
        if labels[index] > 1:
            found.add(index)
        first = labelled[position - 1] if position else index
        if 0 < index - first <= _COUNTER_WINDOW and _is_block(lines[first + 1 : index]):
            found.update(range(first, index + 1))
    for line in lines[:-1]:
        if line.size < _LONGEST_TITLE and _is_title(line.text):
            following = lines[line.index + 1]
            if following.index in found or parse_number(following.text.strip("•· \t:")) is not None:
                found.update((line.index, following.index))
    for index in sorted(found):  # the number of the last label may stand on its own line
        if index + 1 < len(lines) and parse_number(lines[index + 1].text) is not None:
            found.add(index + 1)
    return found
