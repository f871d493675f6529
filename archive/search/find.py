"""Asking the index: places and ids of articles, newest first or best first. Models are needed at import."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.db import DEFAULT_DB_ALIAS, connections

from archive.models import Article, SearchEntry, SearchWord
from archive.postgres_hints import prefer_index
from archive.search import entry, relevance
from archive.search.plan import Plan, Search, conditions, match, plan
from archive.search.question import read

# So many of each sort of hits, the newest, are weighed against each other.
WEIGHED: Final = 100
# What is frequent is found among so many of the newest; only what is not is looked up in PostgreSQL's index,
# which gives all its hits before it can tell the newest.
_LOOKED_THROUGH: Final = 400
_MOST_LOOKED_THROUGH: Final = 2000
_CHUNK: Final = 500
# With more of them FTS5 is better asked for the beginning itself.
_MOST_WORDS: Final = 100


@dataclass(frozen=True, slots=True)
class Hit:
    """``place`` is where a list by time goes on; ``id`` the article's."""

    place: int
    id: int


def hits(
    search: Search,
    limit: int,
    *,
    before: int | None = None,
    offset: int = 0,
    using: str = DEFAULT_DB_ALIAS,
) -> list[Hit]:
    """What the search finds, in its order.

    By time: newest first (to the second, then by id), on from the place ``before``. By relevance: exact
    accents first, then titles, whole phrases and frequent words; among the newest hits of each sort where
    there are very many. Raises django.db.Error.
    """
    question = read(search.q)
    asked = plan(search, question)
    if asked is None or limit <= 0:
        return []
    if search.order == "relevance" and question.wanted:
        found = _by_relevance(asked, using)[offset : offset + limit]
    else:
        low, high = asked.low, asked.high
        if before is not None:
            high = before if high is None else min(before, high)
        found = _places(asked, low, high, limit + offset, using)[offset:]
    return [Hit(place, entry.id_of(place)) for place in found]


def articles(search: Search, limit: int, *, before: int | None = None, offset: int = 0) -> list[Article]:
    """The articles of ``hits``, without their evidence."""
    ids = [hit.id for hit in hits(search, limit, before=before, offset=offset)]
    rows: dict[int, Article] = {}
    for start in range(0, len(ids), _CHUNK):
        part = Article.objects.filter(pk__in=ids[start : start + _CHUNK])
        rows.update(
            {row.pk: row for row in (part if search.hidden else part.filter(public=True)).defer("evidence")}
        )
    return [rows[number] for number in ids if number in rows]


def among(search: Search, ids: Iterable[int], *, using: str = DEFAULT_DB_ALIAS) -> set[int]:
    """Those of these articles that the search finds, whatever its order. Raises django.db.Error."""
    wanted = sorted(set(ids))
    asked = plan(search)
    if asked is None or not wanted:
        return set()
    if connections[using].vendor == "sqlite":
        # Without the plus FTS5 would be asked anew for each of them.
        question = (
            "SELECT rowid FROM archive_search WHERE archive_search MATCH %s"  # noqa: S608
            f"{_between('rowid', asked.low, asked.high)}"
            f" AND +(rowid & {2**entry.ID_BITS - 1}) IN (SELECT value FROM json_each(%s))"
        )
        places = _rows(using, question, [match(asked, _words(asked, using)), json.dumps(wanted)])
    else:
        parts, told = conditions(asked)
        where = " AND ".join([*parts, "article_id = ANY(%s)"])
        bounds = _between("place", asked.low, asked.high)
        question = f"SELECT place FROM archive_searchentry WHERE {where}{bounds}"  # noqa: S608
        places = _rows(using, question, [*told, wanted])
    return {entry.id_of(place) for place in places}


def count(search: Search, most: int = 1000) -> int:
    """How many articles the search finds; ``most`` where there are as many or more."""
    asked = plan(search)
    return len(_places(asked, asked.low, asked.high, most, DEFAULT_DB_ALIAS)) if asked else 0


def _by_relevance(asked: Plan, using: str) -> list[int]:
    wanted = [term for term in asked.terms if not term.negated]
    exact = [f"={each}" for term in wanted for each in term.accents]
    title = [entry.mark("t", key) for term in wanted if not term.beginning for key in term.keys]
    sorts = [asked]
    if exact:
        sorts += [asked.also(*exact), asked.also(*exact, *title)]
    if title:
        sorts.append(asked.also(*title))
    found: dict[int, None] = {}
    for each in sorts:
        found.update(dict.fromkeys(_places(each, asked.low, asked.high, WEIGHED, using)))
    rows: list[tuple[int, str, str]] = []
    places = list(found)
    for start in range(0, len(places), _CHUNK):
        part = SearchEntry.objects.using(using).filter(pk__in=places[start : start + _CHUNK])
        rows += part.values_list("place", "words", "marks")
    return relevance.order(rows, wanted)


def _places(asked: Plan, low: int | None, high: int | None, limit: int, using: str) -> list[int]:
    """The newest places, newest first."""
    if connections[using].vendor == "sqlite":
        question = (
            "SELECT rowid FROM archive_search WHERE archive_search MATCH %s"  # noqa: S608
            f"{_between('rowid', low, high)} ORDER BY rowid DESC LIMIT %s"
        )
        return _rows(using, question, [match(asked, _words(asked, using)), limit])
    bounds = _between("place", low, high)
    parts, told = conditions(asked)
    where = " AND ".join(parts)
    window = min(max(_LOOKED_THROUGH, 10 * limit), _MOST_LOOKED_THROUGH)
    newest = _rows(
        using,
        f"SELECT place FROM (SELECT place, words, found FROM archive_searchentry WHERE true{bounds} "  # noqa: S608
        f"ORDER BY place DESC LIMIT %s) AS newest WHERE {where} ORDER BY place DESC LIMIT %s",
        [window, *told, limit],
    )
    if len(newest) == limit:
        return newest
    with prefer_index(using) as cursor:
        cursor.execute(
            "WITH hits AS MATERIALIZED "  # noqa: S608
            f"(SELECT place FROM archive_searchentry WHERE {where}{bounds}) "
            "SELECT place FROM hits ORDER BY place DESC LIMIT %s",
            [*told, limit],
        )
        return [row[0] for row in cursor.fetchall()]


def _words(asked: Plan, using: str) -> dict[str, list[str]]:
    """The words of the index by their beginnings in the plan, where there are some but not too many."""
    found = {}
    for begin in {term.keys[-1] for term in asked.terms if term.beginning}:
        # Numbers are not kept: there are too many, each in few articles.
        after = begin[:-1] + chr(ord(begin[-1]) + 1)
        known = SearchWord.objects.using(using).filter(word__gte=begin, word__lt=after).order_by("word")
        words = list(known.values_list("word", flat=True)[: _MOST_WORDS + 1]) if begin[0].isalpha() else []
        if 0 < len(words) <= _MOST_WORDS:
            found[begin] = words
    return found


def _between(column: str, low: int | None, high: int | None) -> str:
    """The condition on places, beginning with AND."""
    least = "" if low is None else f" AND {column} >= {low}"
    return least if high is None else f"{least} AND {column} < {high}"


def _rows(using: str, question: str, values: Sequence[Any]) -> list[int]:
    with connections[using].cursor() as cursor:
        cursor.execute(question, values)
        return [row[0] for row in cursor.fetchall()]
