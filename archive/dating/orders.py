"""The orders in which a source puts its articles: its lists, and the numbers in their addresses. Pure."""

import re
from collections.abc import Mapping, Sequence
from typing import Final
from urllib.parse import unquote, urlsplit

# A list as long as the largest sites have; what stands behind is of no use for what is new.
LONGEST: Final = 20_000
# So large a part of a source's articles must have a number for it to be the source's count.
_MOST: Final = 0.8
_NUMBER: Final = re.compile(r"(?<![^\W_])(\d{2,15})(?![^\W_])")
_QUERY: Final = re.compile(r"(?:^|&)[\w.-]{0,40}?id=(\d{1,15})(?=&|$)", re.IGNORECASE)


def merged(old: Sequence[str], new: Sequence[str]) -> list[str]:
    """The list as it is now: the pages that were walked (``new``), then what was behind them before.

    What stood among them and is not listed any more is left out. Each key stands where it comes first.
    """
    walked = list(dict.fromkeys(new))
    there = set(walked)
    last = max((place for place, key in enumerate(old) if key in there), default=-1)
    return [*walked, *(key for key in old[last + 1 :] if key not in there)][:LONGEST]


def numbers(addresses: Mapping[int, str]) -> list[dict[int, int]]:
    """The numbers that may count a source's articles, by id: the first and the last one in the last part of
    the path, and an id in the query; only those that most of the addresses have."""
    found: tuple[dict[int, int], ...] = ({}, {}, {})
    for name, address in addresses.items():
        parts = urlsplit(address)
        last = unquote(parts.path).rstrip("/").rpartition("/")[2]
        if in_path := _NUMBER.findall(last):
            found[0][name] = int(in_path[0])
            if in_path[-1] != in_path[0] or len(in_path) > 1:
                found[1][name] = int(in_path[-1])
            else:
                found[1][name] = found[0][name]
        if in_query := _QUERY.search(parts.query):
            found[2][name] = int(in_query[1])
    kept: list[dict[int, int]] = []
    for one in found:
        if len(one) >= _MOST * len(addresses) and one not in kept:
            kept.append(one)
    return kept
