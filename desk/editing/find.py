"""The articles that the queue shows, newest first, and how many there are of each kind."""

import heapq
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from django.core.cache import cache
from django.db.models import Count, F, Q, QuerySet

from archive.models import STATES, Article, ArticleTopic
from archive.queries import READABLE, Position, newer, older
from archive.search import Search, hits
from desk import paging
from desk.editing.wanted import CHANGED, WAITING, Wanted
from vietnamese.provinces import current_slug

PAGE: Final = 40
# So many hits of a search, the newest, are looked through for those of the state that is asked for.
_SEARCHED: Final = 900
# Seconds for which counts of topics hold: they are read from two tables at once.
TOPICS_KEPT: Final = 60
_SHOWN: Final = (
    "id", "title", "url", "summary", "source", "kind", "state", "state_at", "state_by", "public", "version",
    "province", "province_current", "topics", "published", "published_at", "sort_at", "first_seen_at",
    "changed_at", "revision_count", "views_value", "said", "removed_at", "document",
)  # fmt: skip

CHANGED_SINCE: Final = Q(changed_at__gt=F("state_at"))


@dataclass(frozen=True, slots=True)
class Page:
    """One page of the queue; ``newer`` and ``older`` are places to go on from, empty where nothing is."""

    articles: tuple[Article, ...]
    newer: str
    older: str


@dataclass(frozen=True, slots=True)
class Counts:
    """How many articles there are by source, province and topic, of what the view and the kind leave."""

    sources: Mapping[str, int]
    provinces: Mapping[str, int]
    topics: Mapping[str, int]


def page(wanted: Wanted, *, before: Position | None = None, after: Position | None = None) -> Page:
    """The articles that are asked for, from a place on."""
    lists = [_narrowed(found, wanted) for found in _lists(wanted.view)]
    if wanted.q:
        ids = _found(wanted)
        lists = [found.filter(pk__in=ids) for found in lists]
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
    )


def changed_since(article: Article) -> bool:
    """Whether its source changed it after an editor had looked at it: ``CHANGED_SINCE`` of one article."""
    return bool(article.state_at and article.state != "new" and article.changed_at > article.state_at)


def counts(view: str, kind: str = "") -> Counts:
    """Counted from indexes: no row is touched. Those of topics may be a minute old."""
    places = ("source", "province_current")
    found: Counter[tuple[str, str | None]] = Counter()
    if view in (WAITING, CHANGED):
        # Few: counted here, since a database that groups them would not look for them by their index.
        found.update(_of_kind(_changed(), kind).values_list(*places))
    if view != CHANGED:
        states = {WAITING: ("new",), "all": STATES}.get(view, (view,))
        rows = _of_kind(Article.objects.filter(state__in=states, kind__in=READABLE), kind).order_by()
        for source, province, number in rows.values_list(*places).annotate(n=Count("pk")):
            found[source, province] += number
    sources: Counter[str] = Counter()
    provinces: Counter[str] = Counter()
    for (source, province), number in found.items():
        sources[source] += number
        if province:
            provinces[province] += number
    return Counts(sources, provinces, _topics(view, kind))


def _topics(view: str, kind: str) -> Mapping[str, int]:
    key = f"desk-topics-{view}-{kind}"
    known: Mapping[str, int] | None = cache.get(key)
    if known is not None:
        return known
    total: Counter[str] = Counter()
    for found in _lists(view):
        ids = _of_kind(found, kind).order_by().values("pk")
        rows = ArticleTopic.objects.order_by().filter(article__in=ids)
        total.update(dict(rows.values_list("topic").annotate(n=Count("pk"))))
    cache.set(key, dict(total), TOPICS_KEPT)
    return total


def _of_kind(found: QuerySet[Article], kind: str) -> QuerySet[Article]:
    return found.filter(kind=kind) if kind else found


def totals() -> dict[str, int]:
    """How many articles each view has."""
    by_state = dict(
        Article.objects.filter(kind__in=READABLE).order_by().values_list("state").annotate(n=Count("pk"))
    )
    changed = _changed().order_by().count()
    return {
        WAITING: by_state.get("new", 0) + changed,
        CHANGED: changed,
        **{state: by_state.get(state, 0) for state in ("approved", "hidden", "retracted")},
        "all": sum(by_state.values()),
    }


def _lists(view: str) -> list[QuerySet[Article]]:
    """The lists that a view is made of, no article in two, each newest first and served by an index."""
    if view == WAITING:
        return [_state("new"), _changed()]
    if view == CHANGED:
        return [_changed()]
    if view == "all":
        return [Article.objects.filter(kind__in=READABLE).order_by("-sort_at", "-id")]
    return [_state(view)]


def _state(state: str) -> QuerySet[Article]:
    return Article.objects.filter(state=state, kind__in=READABLE).order_by("-sort_at", "-id")


def _changed() -> QuerySet[Article]:
    """What its source changed after an editor had looked at it; what came back to new is among the new."""
    found = Article.objects.filter(CHANGED_SINCE, kind__in=READABLE).exclude(state="new")
    return found.order_by("-sort_at", "-id")


def _narrowed(found: QuerySet[Article], wanted: Wanted) -> QuerySet[Article]:
    found = found.only(*_SHOWN)
    if wanted.source:
        found = found.filter(source=wanted.source)
    if wanted.province:
        found = found.filter(province_current=current_slug(wanted.province) or wanted.province)
    if wanted.kind:
        found = found.filter(kind=wanted.kind)
    if wanted.topic:
        found = found.filter(topic_rows__topic=wanted.topic)
    if wanted.assignee:
        found = found.filter(assignment__assignee=wanted.assignee)
    if wanted.begin:
        found = found.filter(sort_at__gte=wanted.begin)
    if wanted.end:
        found = found.filter(sort_at__lt=wanted.end)
    return found


def _found(wanted: Wanted) -> list[int]:
    """The ids of the newest articles that hold the words, hidden ones too."""
    asked = Search(
        q=wanted.q,
        source=wanted.source or None,
        province=wanted.province or None,
        topic=wanted.topic or None,
        kind=wanted.kind or None,
        since=wanted.begin,
        until=wanted.end,
        hidden=True,
    )
    return [hit.id for hit in hits(asked, _SEARCHED)]


def _merged(parts: Iterable[QuerySet[Article]], *, newest_first: bool) -> list[Article]:
    def place(row: Article) -> tuple[object, int]:
        return (row.sort_at, row.pk)

    return list(heapq.merge(*parts, key=place, reverse=newest_first))
