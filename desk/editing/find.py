"""The articles that the queue shows, newest first, and how many there are of each kind."""

import heapq
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import chain
from typing import Final

from django.core.cache import cache
from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Concat

from archive import search
from archive.models import STATES, Article, ArticleTopic
from archive.queries import Position, newer, older
from archive.values import READABLE
from desk import paging
from desk.editing.wanted import CHANGED, VIEWS, WAITING, Wanted
from vietnamese.provinces import current_slug

PAGE: Final = 40
# So many hits of a search, the newest, are looked through for those of the state that is asked for.
_SEARCHED: Final = 900
# Seconds for which counts of topics hold: they are read from two tables at once.
TOPICS_KEPT: Final = 60
_SHOWN: Final = (
    "id", "title", "url", "summary", "source", "kind", "state", "state_at", "state_by", "public", "version",
    "province", "province_current", "topics", "published", "published_at", "published_between", "sort_at",
    "first_seen_at",
    "changed_at", "revision_count", "views_value", "said", "removed_at", "document",
)  # fmt: skip

# In which views an article of a state stands, where that is not the state's own and all.
_VIEWS_OF: Final = {"new": (WAITING, "all")}
# A state, kind, source and province, and how many articles are of them.
Tally = tuple[str, str, str, str | None, int]

# As no index knows them: nearly all articles are of two kinds and one state, and SQLite would rather take an
# index that tells them apart, and sort a hundred thousand rows, than the one in whose order they are wanted.
_KIND: Final = Concat("kind", Value(""))
_STATE: Final = Concat("state", Value(""))
CHANGED_SINCE: Final = Q(changed_at__gt=F("state_at"))


@dataclass(frozen=True, slots=True)
class Page:
    """One page of the queue; ``newer`` and ``older`` are places to go on from, empty where nothing is.

    ``hits`` is how many articles a search found on all pages, None where no words were asked for;
    ``more_hits``: only the newest that hold the words were looked through.
    """

    articles: tuple[Article, ...]
    newer: str
    older: str
    hits: int | None = None
    more_hits: bool = False


@dataclass(frozen=True, slots=True)
class _List:
    """A part of a view; ``few``: it is short, and its own index finds it soonest whatever else is asked."""

    found: QuerySet[Article]
    few: bool = False


@dataclass(frozen=True, slots=True)
class Counts:
    """How many articles each view has, and how many of the chosen view and kind there are by source, province
    and topic."""

    views: Mapping[str, int]
    sources: Mapping[str, int]
    provinces: Mapping[str, int]
    topics: Mapping[str, int]


def page(wanted: Wanted, *, before: Position | None = None, after: Position | None = None) -> Page:
    """The articles that are asked for, from a place on."""
    lists = [_narrowed(each, wanted) for each in _lists(wanted.view, of_a_source=bool(wanted.source))]
    hits, more_hits = None, False
    if wanted.q:
        ids = _found(wanted)
        lists = [found.filter(pk__in=ids) for found in lists]
        hits, more_hits = _counted(wanted, ids), len(ids) == _SEARCHED
    # One more than is shown tells whether there is more.
    if after is not None:
        rows = _merged((newer(found, after)[: PAGE + 1] for found in lists), newest_first=False)
        shown, more_newer, more_older = rows[:PAGE][::-1], len(rows) > PAGE, True
    else:
        parts = (older(found, before) if before else found for found in lists)
        rows = _merged((found[: PAGE + 1] for found in parts), newest_first=True)
        shown, more_newer, more_older = rows[:PAGE], before is not None, len(rows) > PAGE
    places = [paging.write(Position(row.sort_at, row.pk)) for row in shown]
    return Page(
        articles=tuple(shown),
        newer=places[0] if places and more_newer else "",
        older=places[-1] if places and more_older else "",
        hits=hits,
        more_hits=more_hits,
    )


def changed_since(article: Article) -> bool:
    """Whether its source changed it after an editor had looked at it: ``CHANGED_SINCE`` of one article."""
    return bool(article.state_at and article.state != "new" and article.changed_at > article.state_at)


def counts(view: str, kind: str = "") -> Counts:
    """Counted from one index: no row is touched. Those of topics may be a minute old."""
    # All columns of an index and no other: then the database looks nowhere else, whatever it knows.
    columns = ("state", "kind", "source", "province_current")
    rows = Article.objects.order_by().values_list(*columns).annotate(n=Count("pk"))
    # Few: counted here.
    changed = _changed().order_by("-sort_at", "-id").values_list(*columns)
    return counted(rows, [(*row, 1) for row in changed], view, kind, _topics(view, kind))


def counted(
    by_state: Iterable[Tally], changed: Iterable[Tally], view: str, kind: str, topics: Mapping[str, int]
) -> Counts:
    """The counts of a view from those of each state, kind, source and province. Pure."""
    totals = Counter(dict.fromkeys(VIEWS, 0))
    sources: Counter[str] = Counter()
    provinces: Counter[str] = Counter()
    stands = ((_VIEWS_OF.get(row[0], (row[0], "all")), row) for row in by_state)
    again = (((CHANGED, WAITING), row) for row in changed)
    for views, (_, of_kind, source, province, number) in chain(stands, again):
        if of_kind not in READABLE:
            continue
        totals.update(dict.fromkeys(views, number))
        if view in views and kind in ("", of_kind):
            sources[source] += number
            if province:
                provinces[province] += number
    return Counts(totals, sources, provinces, topics)


def _topics(view: str, kind: str) -> Mapping[str, int]:
    key = f"desk-topics-{view}-{kind}"
    known: Mapping[str, int] | None = cache.get(key)
    if known is not None:
        return known
    total: Counter[str] = Counter()
    for each in _lists(view):
        ids = _of_kind(each.found, kind).order_by().values("pk")
        rows = ArticleTopic.objects.order_by().filter(article__in=ids)
        total.update(dict(rows.values_list("topic").annotate(n=Count("pk"))))
    cache.set(key, dict(total), TOPICS_KEPT)
    return total


def _of_kind(found: QuerySet[Article], kind: str) -> QuerySet[Article]:
    return found.filter(kind=kind) if kind else found


def _lists(view: str, *, of_a_source: bool = False) -> list[_List]:
    """The lists that a view is made of, no article in two, each newest first and served by an index: that of
    its state, or where only a source's articles are wanted, that of sources."""
    if view == CHANGED:
        return [_List(_changed(), few=True)]
    states = {WAITING: ("new",), "all": STATES}.get(view, (view,))
    lists = [_List(_state(each, of_a_source=of_a_source)) for each in states]
    return [*lists, _List(_changed(), few=True)] if view == WAITING else lists


def _state(state: str, *, of_a_source: bool) -> QuerySet[Article]:
    found = Article.objects.alias(readable=_KIND, stands=_STATE).filter(readable__in=READABLE)
    found = found.filter(stands=state) if of_a_source else found.filter(state=state)
    return found.order_by("-sort_at", "-id")


def _changed() -> QuerySet[Article]:
    """What its source changed after an editor had looked at it; what came back to new is among the new."""
    found = Article.objects.alias(readable=_KIND).filter(CHANGED_SINCE, readable__in=READABLE)
    found = found.exclude(state="new")
    return found.order_by("-sort_at", "-id")


def _narrowed(of: _List, wanted: Wanted) -> QuerySet[Article]:
    found = of.found.only(*_SHOWN)
    if wanted.source:
        found = found.filter(source=wanted.source)
    if wanted.province:
        found = found.filter(province_current=current_slug(wanted.province) or wanted.province)
    if wanted.kind:
        found = found.alias(readable=_KIND).filter(readable=wanted.kind)
    if wanted.topic and of.few:
        found = found.filter(Exists(ArticleTopic.objects.filter(article=OuterRef("pk"), topic=wanted.topic)))
    elif wanted.topic:
        # In the same order, but by the index of topics.
        found = found.filter(topic_rows__topic=wanted.topic)
        found = found.order_by("-topic_rows__sort_at", "-topic_rows__article_id")
    if wanted.assignee:
        found = found.filter(assignment__assignee=wanted.assignee)
    if wanted.begin:
        found = found.filter(sort_at__gte=wanted.begin)
    if wanted.end:
        found = found.filter(sort_at__lt=wanted.end)
    return found


def _found(wanted: Wanted) -> list[int]:
    """The ids of the newest articles that hold the words, hidden ones too."""
    asked = search.Search(
        q=wanted.q,
        source=wanted.source or None,
        province=wanted.province or None,
        topic=wanted.topic or None,
        kind=wanted.kind or None,
        since=wanted.begin,
        until=wanted.end,
        hidden=True,
    )
    return [hit.id for hit in search.hits(asked, _SEARCHED)]


def _counted(wanted: Wanted, ids: list[int]) -> int:
    """How many of the articles that a search found stand in the view.

    Each is looked up by its id: the search saw to the source, and the state is kept from SQLite as in a
    source's list, since with the index of either it would go through all articles of it.
    """
    lists = _lists(wanted.view, of_a_source=True)
    asked = replace(wanted, source="")
    return sum(_narrowed(each, asked).filter(pk__in=ids).count() for each in lists)


def _merged(parts: Iterable[QuerySet[Article]], *, newest_first: bool) -> list[Article]:
    def place(row: Article) -> tuple[object, int]:
        return (row.sort_at, row.pk)

    return list(heapq.merge(*parts, key=place, reverse=newest_first))
