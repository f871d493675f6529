"""Find the filters of a search whose value is unknown, and suggest a known one.

A known value that merely has no articles is no error: then nothing is found. Kept apart from
``archive.search`` because no crawl needs it.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from functools import cache
from typing import Final, Literal

from django.db.models import Q

from archive.models import Article, ArticleTopic, KnownSource
from archive.search import entry
from archive.search.find import count
from archive.search.plan import Search
from archive.search.question import read
from archive.values import READABLE
from vietnamese.provinces import all_provinces, by_slug
from vietnamese.text import slugify
from vietnamese.topics import TOPICS

Filter = Literal["province", "source", "topic", "kind"]
# Known values by their spellings (``slugify``); a value may have several.
Spellings = Mapping[str, str]

_FILTERS: Final[tuple[Filter, ...]] = ("province", "source", "topic", "kind")
_LAST_DAY_OF_63: Final = date(2025, 6, 30)  # From the next day on there are 34 provinces.
_LEAST_SIMILARITY: Final = 0.6
_SHORTEST_BEGINNING: Final = 3
_KINDS: Final[Spellings] = {
    **{kind: kind for kind in READABLE},
    **dict.fromkeys(("bai", "bai-viet", "tin", "tin-bai"), "article"),
    **dict.fromkeys(("van-ban", "tai-lieu"), "document"),
}


@dataclass(frozen=True, slots=True)
class UnknownFilter:
    """A filter with an unknown value.

    ``value`` is as the user wrote it, ``suggestion`` a similar known value, "" if there is none.
    ``in_question`` is whether the filter stands in the search text (``tỉnh:lào-kai``) instead of beside it.
    """

    filter: Filter
    value: str
    suggestion: str
    in_question: bool = False

    def correct(self, question: str) -> str:
        """The search text with the suggestion in place of the value; unchanged if that is not in it."""
        if not (self.in_question and self.suggestion):
            return question
        value = re.compile(f'(:\\s*["“”]?\\s*){re.escape(self.value)}')
        return value.sub(lambda match: match[1] + self.suggestion, question, count=1)


def find_unknown_filters(
    search: Search, sources: Callable[[], Iterable[str]] = tuple, *, exact: bool = False
) -> list[UnknownFilter]:
    """The filters of the search whose values are unknown, in the order of the filters.

    ``sources`` returns slugs that are known besides those in the archive; it is called only if needed. With
    ``exact``, filters beside the search text must be slugs, as in the URL of a list or feed. Raises
    django.db.Error.
    """
    unknown = []
    for name, value, in_question in _filter_values(search):
        spellings = _spellings(name, sources)
        if exact and not in_question:
            is_known = value in spellings.values() or _is_stored(name, value)
        else:
            is_known = _is_spelling(name, value, spellings) or _is_indexed(name, value)
        if not is_known:
            unknown.append(UnknownFilter(name, value, suggest(value, spellings), in_question))
    return unknown


def suggest(value: str, spellings: Spellings) -> str:
    """The known value whose (shortest) spelling begins with ``value``, else the most similar one, else "".

    >>> suggest("Lào Kai", {"lao-cai": "lao-cai", "lai-chau": "lai-chau"})
    'lao-cai'
    >>> suggest("an toan", {"van-ban": "van_ban", "an-toan-lao-dong": "an_toan"})
    'an_toan'
    >>> suggest("xyz", {"lao-cai": "lao-cai"})
    ''
    """
    key = slugify(value).replace("-", "")
    solid = {spelling.replace("-", ""): known for spelling, known in spellings.items()}
    longer = (
        [spelling for spelling in solid if spelling.startswith(key)]
        if len(key) >= _SHORTEST_BEGINNING
        else []
    )
    similar = (
        [min(longer, key=len)] if longer else get_close_matches(key, solid, n=1, cutoff=_LEAST_SIMILARITY)
    )
    return solid[similar[0]] if similar else ""


def _filter_values(search: Search) -> Iterator[tuple[Filter, str, bool]]:
    """Each filter, its value, and whether it stands in the search text."""
    in_question = read(search.q).filters
    for name in _FILTERS:
        if value := getattr(search, name):
            yield name, value, False
        if name in in_question:
            yield name, in_question[name], True


def _is_spelling(name: Filter, value: str, spellings: Spellings) -> bool:
    """Whether a known value has the same mark in the index (as ``archive.search.plan`` looks it up)."""
    if name == "province":
        return by_slug(slugify(value)) is not None
    letter = {"source": "s", "topic": "c", "kind": "k"}[name]
    mark = entry.mark(letter, value)
    return any(entry.mark(letter, spelling) == mark for spelling in spellings.values())


def _is_stored(name: Filter, value: str) -> bool:
    """Whether an article has the value: an import may bring values that are not known here."""
    if name == "topic":
        return ArticleTopic.objects.filter(topic=value).exists()
    conditions = {"source": Q(source=value), "province": Q(province_current=value)}
    return name in conditions and Article.objects.filter(conditions[name]).exists()


def _is_indexed(name: Filter, value: str) -> bool:
    """Like ``_is_stored``, for the spellings that the index takes for the same."""
    searches = {
        "province": Search(province=value),
        "source": Search(source=value),
        "topic": Search(topic=value),
    }
    return name in searches and count(searches[name], most=1) > 0


def _spellings(name: Filter, sources: Callable[[], Iterable[str]]) -> Spellings:
    if name == "province":
        return _province_spellings()
    if name == "topic":
        return _topic_spellings()
    return _KINDS if name == "kind" else _source_spellings(sources())


@cache
def _province_spellings() -> Spellings:
    """Former and current names; a current one wins where both are spelt alike."""
    slugs: dict[str, str] = {}
    for province in (*all_provinces(_LAST_DAY_OF_63), *all_provinces()):
        names = (*province.aliases, province.full_name, province.name, province.slug)
        slugs |= {slugify(name): province.slug for name in names}
    return slugs


@cache
def _topic_spellings() -> Spellings:
    return {slugify(word): slug for slug, name in TOPICS for word in (name, slug.replace("_", " "))}


def _source_spellings(others: Iterable[str]) -> Spellings:
    known = KnownSource.objects.order_by("slug").values_list("slug", "name")
    return {slug: slug for slug in others} | {
        word: slug for slug, name in known for word in (slugify(name), slug)
    }
