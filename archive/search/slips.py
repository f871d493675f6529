"""Filters of a search that no article can pass, as their value is misspelt; and what may be meant.

What is known and merely has no articles is no slip: then nothing is found, and that is the answer. Apart from
``archive.search``: no crawl needs it.
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
# What may be meant by a value, by how it may be written (``slugify``).
Spellings = Mapping[str, str]

_FILTERS: Final[tuple[Filter, ...]] = ("province", "source", "topic", "kind")
_BEFORE: Final = date(2025, 6, 30)  # the last day of the 63 provinces
_NEAR: Final = 0.6
_SHORTEST_BEGINNING: Final = 3
_KINDS: Final[Spellings] = {
    **{kind: kind for kind in READABLE},
    **dict.fromkeys(("bai", "bai-viet", "tin", "tin-bai"), "article"),
    **dict.fromkeys(("van-ban", "tai-lieu"), "document"),
}


@dataclass(frozen=True, slots=True)
class Slip:
    """``told`` is the value as written, ``meant`` the one that may be meant, "" where none is near.
    ``asked``: it stands in the words of the question (``tỉnh:lào-kai``), not in a filter beside it."""

    filter: Filter
    told: str
    meant: str
    asked: bool = False

    def mended(self, question: str) -> str:
        """The question with what may be meant in place of the slip, where that stands in it."""
        if not (self.asked and self.meant):
            return question
        value = re.compile(f'(:\\s*["“”]?\\s*){re.escape(self.told)}')
        return value.sub(lambda found: found[1] + self.meant, question, count=1)


def slips(search: Search, sources: Callable[[], Iterable[str]] = tuple, *, exact: bool = False) -> list[Slip]:
    """The slips of a search, in the order of their filters.

    ``sources`` gives slugs that are known besides those of the archive; it is called only where needed.
    ``exact``: filters beside the question are slugs, to the letter, as in the address of a list or feed.
    Raises django.db.Error.
    """
    found = []
    for name, told, asked in _told(search):
        spellings = _spellings(name, sources)
        if exact and not asked:
            known = told in spellings.values() or _is_stored(name, told)
        else:
            known = _is_known(name, told, spellings) or _is_found(name, told)
        if not known:
            found.append(Slip(name, told, nearest(told, spellings), asked))
    return found


def nearest(told: str, spellings: Spellings) -> str:
    """What a misspelt value may mean: the shortest spelling that begins with it, else the nearest one.

    >>> nearest("Lào Kai", {"lao-cai": "lao-cai", "lai-chau": "lai-chau"})
    'lao-cai'
    >>> nearest("an toan", {"van-ban": "van_ban", "an-toan-lao-dong": "an_toan"})
    'an_toan'
    >>> nearest("xyz", {"lao-cai": "lao-cai"})
    ''
    """
    key = slugify(told).replace("-", "")
    solid = {spelling.replace("-", ""): meant for spelling, meant in spellings.items()}
    longer = [each for each in solid if each.startswith(key)] if len(key) >= _SHORTEST_BEGINNING else []
    near = [min(longer, key=len)] if longer else get_close_matches(key, solid, n=1, cutoff=_NEAR)
    return solid[near[0]] if near else ""


def _told(search: Search) -> Iterator[tuple[Filter, str, bool]]:
    """Each filter's value, of the search itself and of its question."""
    asked = read(search.q).filters
    for name in _FILTERS:
        if value := getattr(search, name):
            yield name, value, False
        if name in asked:
            yield name, asked[name], True


def _is_known(name: Filter, told: str, spellings: Spellings) -> bool:
    """Whether the index can hold this value (as ``archive.search.plan`` asks for it)."""
    if name == "province":
        return by_slug(slugify(told)) is not None
    letter = {"source": "s", "topic": "c", "kind": "k"}[name]
    mark = entry.mark(letter, told)
    return any(entry.mark(letter, each) == mark for each in spellings.values())


def _is_stored(name: Filter, told: str) -> bool:
    """An import may have brought in what nobody here knows."""
    if name == "topic":
        return ArticleTopic.objects.filter(topic=told).exists()
    stored = {"source": Q(source=told), "province": Q(province_current=told)}
    return name in stored and Article.objects.filter(stored[name]).exists()


def _is_found(name: Filter, told: str) -> bool:
    """The same, as the index spells it."""
    asked = {"province": Search(province=told), "source": Search(source=told), "topic": Search(topic=told)}
    return name in asked and count(asked[name], most=1) > 0


def _spellings(name: Filter, sources: Callable[[], Iterable[str]]) -> Spellings:
    if name == "province":
        return _provinces()
    if name == "topic":
        return _topics()
    return _KINDS if name == "kind" else _sources(sources())


@cache
def _provinces() -> Spellings:
    """Today's names last: they count where an old one is spelt alike."""
    found: dict[str, str] = {}
    for each in (*all_provinces(_BEFORE), *all_provinces()):
        found |= {slugify(word): each.slug for word in (*each.aliases, each.full_name, each.name, each.slug)}
    return found


@cache
def _topics() -> Spellings:
    return {slugify(word): slug for slug, name in TOPICS for word in (name, slug.replace("_", " "))}


def _sources(others: Iterable[str]) -> Spellings:
    known = KnownSource.objects.order_by("slug").values_list("slug", "name")
    return {slug: slug for slug in others} | {
        word: slug for slug, name in known for word in (slugify(name), slug)
    }
