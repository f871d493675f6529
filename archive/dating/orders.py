"""The orders in which a source puts its articles: its listings, and the numbers in their URLs. Pure."""

import re
from collections.abc import Mapping, Sequence
from typing import Final
from urllib.parse import unquote, urlsplit

# As long as the listings of the largest sites. Older entries do not help to date new articles.
LONGEST: Final = 20_000
# A numbering counts only if at least this share of the source's articles has a number.
_LEAST_SHARE: Final = 0.8
_NUMBER: Final = re.compile(r"(?<![^\W_])(\d{2,15})(?![^\W_])")
_QUERY: Final = re.compile(r"(?:^|&)[\w.-]{0,40}?id=(\d{1,15})(?=&|$)", re.IGNORECASE)


def merge_listing(old: Sequence[str], new: Sequence[str]) -> list[str]:
    """The keys of a listing as it is now: those just walked (``new``), then the rest of ``old`` behind them.

    An old key that stood among the new ones and is no longer listed is dropped. Each key keeps its first
    place.
    """
    walked = list(dict.fromkeys(new))
    walked_set = set(walked)
    last = max((place for place, key in enumerate(old) if key in walked_set), default=-1)
    return [*walked, *(key for key in old[last + 1 :] if key not in walked_set)][:LONGEST]


def find_numberings(urls: Mapping[int, str]) -> list[dict[int, int]]:
    """The numbers in URLs that may count a source's articles. ``urls`` and each numbering are by article id.

    Possible numberings are the first and the last number in the last part of the path, and an id in the
    query. Only those that most URLs have are returned, each once.
    """
    first_in_path: dict[int, int] = {}
    last_in_path: dict[int, int] = {}
    in_query: dict[int, int] = {}
    for article_id, url in urls.items():
        parts = urlsplit(url)
        last_part = unquote(parts.path).rstrip("/").rpartition("/")[2]
        if numbers := _NUMBER.findall(last_part):
            first_in_path[article_id] = int(numbers[0])
            last_in_path[article_id] = int(numbers[-1])
        if match := _QUERY.search(parts.query):
            in_query[article_id] = int(match[1])
    numberings: list[dict[int, int]] = []
    for numbering in (first_in_path, last_in_path, in_query):
        if len(numbering) >= _LEAST_SHARE * len(urls) and numbering not in numberings:
            numberings.append(numbering)
    return numberings
