"""Queries of the editors: pages of the queue, newest first, and its counts."""

import heapq
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import chain
from typing import Final

from django.core.cache import cache
from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Concat
from django.http import Http404

from archive import search
from archive.models import STATES, Article, ArticleTopic
from archive.queries import Position, newer, older
from archive.values import READABLE
from desk import paging
from desk.editing.queue_filter import CHANGED, VIEWS, WAITING, QueueFilter
from vietnamese.provinces import current_slug

PAGE: Final = 40
# A search looks for articles of the wanted state among so many of its newest hits.
_MAX_HITS: Final = 900
# Counts by topic are cached so long, since they join two tables.
TOPIC_COUNTS_SECONDS: Final = 60
_COLUMNS: Final = (
    "id", "title", "url", "summary", "source", "kind", "state", "state_at", "state_by", "public", "version",
    "province", "province_current", "topics", "published", "published_at", "published_between", "sort_at",
    "first_seen_at",
    "changed_at", "revision_count", "views_value", "said", "removed_at", "document",
)  # fmt: skip

# The views of an article in a state; for other states the state's own and "all".
_VIEWS_OF: Final = {"new": (WAITING, "all")}
# (state, kind, source, province, number of articles)
Tally = tuple[str, str, str, str | None, int]

# Expressions that no index matches. Nearly all articles have one of two kinds and one state; SQLite would
# pick an index on these columns and sort a hundred thousand rows, instead of the index in the order of the
# page.
_KIND: Final = Concat("kind", Value(""))
_STATE: Final = Concat("state", Value(""))
CHANGED_SINCE: Final = Q(changed_at__gt=F("state_at"))


@dataclass(frozen=True, slots=True)
class QueuePage:
    """One page of the queue; ``newer`` and ``older`` are positions in addresses, "" where there is no such
    page.

    ``hits`` is the number of articles that a search found on all pages, None without search words;
    ``more_hits``: the search has more hits, and only its newest were considered.
    """

    articles: tuple[Article, ...]
    newer: str
    older: str
    hits: int | None = None
    more_hits: bool = False


@dataclass(frozen=True, slots=True)
class _Part:
    """A part of a view; ``few``: it is short, and its own index is the fastest with any filter."""

    articles: QuerySet[Article]
    few: bool = False


@dataclass(frozen=True, slots=True)
class QueueCounts:
    """The number of articles of each view, and of one view and kind by source, province and topic."""

    views: Mapping[str, int]
    sources: Mapping[str, int]
    provinces: Mapping[str, int]
    topics: Mapping[str, int]


def article_or_404(number: int) -> Article:
    """The article or document with this id, in any state. Raises Http404."""
    articles = Article.objects.filter(pk=number, kind__in=READABLE)
    row = articles.first() if number <= paging.LARGEST_ID else None
    if row is None:
        raise Http404(f"no article {number}")
    return row


def queue_page(
    queue_filter: QueueFilter, *, before: Position | None = None, after: Position | None = None
) -> QueuePage:
    """The articles of a filter from a position on, newest first. Raises django.db.Error."""
    parts = [
        _narrowed(part, queue_filter)
        for part in _parts(queue_filter.view, of_a_source=bool(queue_filter.source))
    ]
    hits, more_hits = None, False
    if queue_filter.q:
        ids = _search(queue_filter)
        parts = [articles.filter(pk__in=ids) for articles in parts]
        hits, more_hits = _count_hits(queue_filter, ids), len(ids) == _MAX_HITS
    # One more row than is shown: is there a next page?
    if after is not None:
        rows = _merged((newer(articles, after)[: PAGE + 1] for articles in parts), newest_first=False)
        shown, more_newer, more_older = rows[:PAGE][::-1], len(rows) > PAGE, True
    else:
        older_parts = (older(articles, before) if before else articles for articles in parts)
        rows = _merged((articles[: PAGE + 1] for articles in older_parts), newest_first=True)
        shown, more_newer, more_older = rows[:PAGE], before is not None, len(rows) > PAGE
    positions = [paging.encode_position(Position(row.sort_at, row.pk)) for row in shown]
    return QueuePage(
        articles=tuple(shown),
        newer=positions[0] if positions and more_newer else "",
        older=positions[-1] if positions and more_older else "",
        hits=hits,
        more_hits=more_hits,
    )


def changed_since(article: Article) -> bool:
    """Whether its source changed it after an editor's decision: ``CHANGED_SINCE`` for one article."""
    return bool(article.state_at and article.state != "new" and article.changed_at > article.state_at)


def queue_counts(view: str, kind: str = "") -> QueueCounts:
    """The counts of a view, read from one index alone; those by topic may be a minute old."""
    # Exactly the columns of an index, so that the database reads no table rows.
    columns = ("state", "kind", "source", "province_current")
    rows = Article.objects.order_by().values_list(*columns).annotate(n=Count("pk"))
    # Few rows: counted here.
    changed = _changed().order_by("-sort_at", "-id").values_list(*columns)
    return sum_counts(rows, [(*row, 1) for row in changed], view, kind, _topic_counts(view, kind))


def sum_counts(
    by_state: Iterable[Tally], changed: Iterable[Tally], view: str, kind: str, topics: Mapping[str, int]
) -> QueueCounts:
    """The counts of a view from those by state, kind, source and province. Pure."""
    totals = Counter(dict.fromkeys(VIEWS, 0))
    sources: Counter[str] = Counter()
    provinces: Counter[str] = Counter()
    of_states = ((_VIEWS_OF.get(row[0], (row[0], "all")), row) for row in by_state)
    of_changed = (((CHANGED, WAITING), row) for row in changed)
    for views, (_, row_kind, source, province, number) in chain(of_states, of_changed):
        if row_kind not in READABLE:
            continue
        totals.update(dict.fromkeys(views, number))
        if view in views and kind in ("", row_kind):
            sources[source] += number
            if province:
                provinces[province] += number
    return QueueCounts(totals, sources, provinces, topics)


def _topic_counts(view: str, kind: str) -> Mapping[str, int]:
    key = f"desk-topics-{view}-{kind}"
    cached: Mapping[str, int] | None = cache.get(key)
    if cached is not None:
        return cached
    counts: Counter[str] = Counter()
    for part in _parts(view):
        ids = _of_kind(part.articles, kind).order_by().values("pk")
        rows = ArticleTopic.objects.order_by().filter(article__in=ids)
        counts.update(dict(rows.values_list("topic").annotate(n=Count("pk"))))
    cache.set(key, dict(counts), TOPIC_COUNTS_SECONDS)
    return counts


def _of_kind(articles: QuerySet[Article], kind: str) -> QuerySet[Article]:
    return articles.filter(kind=kind) if kind else articles


def _parts(view: str, *, of_a_source: bool = False) -> list[_Part]:
    """The disjoint parts of a view, each newest first and read by one index.

    That index is the one on the state, or with ``of_a_source`` the one on the source.
    """
    if view == CHANGED:
        return [_Part(_changed(), few=True)]
    states = {WAITING: ("new",), "all": STATES}.get(view, (view,))
    parts = [_Part(_in_state(state, of_a_source=of_a_source)) for state in states]
    return [*parts, _Part(_changed(), few=True)] if view == WAITING else parts


def _in_state(state: str, *, of_a_source: bool) -> QuerySet[Article]:
    articles = Article.objects.alias(readable=_KIND, unindexed_state=_STATE).filter(readable__in=READABLE)
    articles = articles.filter(unindexed_state=state) if of_a_source else articles.filter(state=state)
    return articles.order_by("-sort_at", "-id")


def _changed() -> QuerySet[Article]:
    """Articles that their source changed after an editor's decision, without those that are new again."""
    articles = Article.objects.alias(readable=_KIND).filter(CHANGED_SINCE, readable__in=READABLE)
    articles = articles.exclude(state="new")
    return articles.order_by("-sort_at", "-id")


def _narrowed(part: _Part, queue_filter: QueueFilter) -> QuerySet[Article]:
    articles = part.articles.only(*_COLUMNS)
    if queue_filter.source:
        articles = articles.filter(source=queue_filter.source)
    if queue_filter.province:
        slug = current_slug(queue_filter.province) or queue_filter.province
        articles = articles.filter(province_current=slug)
    if queue_filter.kind:
        articles = articles.alias(readable=_KIND).filter(readable=queue_filter.kind)
    if queue_filter.topic and part.few:
        rows = ArticleTopic.objects.filter(article=OuterRef("pk"), topic=queue_filter.topic)
        articles = articles.filter(Exists(rows))
    elif queue_filter.topic:
        # In the same order, but by the index of topics.
        articles = articles.filter(topic_rows__topic=queue_filter.topic)
        articles = articles.order_by("-topic_rows__sort_at", "-topic_rows__article_id")
    if queue_filter.assignee:
        articles = articles.filter(assignment__assignee=queue_filter.assignee)
    if queue_filter.begin:
        articles = articles.filter(sort_at__gte=queue_filter.begin)
    if queue_filter.end:
        articles = articles.filter(sort_at__lt=queue_filter.end)
    return articles


def _search(queue_filter: QueueFilter) -> list[int]:
    """The ids of the newest articles with the search words, hidden ones too."""
    wanted = search.Search(
        q=queue_filter.q,
        source=queue_filter.source or None,
        province=queue_filter.province or None,
        topic=queue_filter.topic or None,
        kind=queue_filter.kind or None,
        since=queue_filter.begin,
        until=queue_filter.end,
        hidden=True,
    )
    return [hit.id for hit in search.hits(wanted, _MAX_HITS)]


def _count_hits(queue_filter: QueueFilter, ids: list[int]) -> int:
    """How many of a search's hits are in the view.

    Each row is read by its id: the search already filtered by source, and SQLite must not see the indexed
    state, since by the index of either column it would read all articles of it.
    """
    parts = _parts(queue_filter.view, of_a_source=True)
    without_source = replace(queue_filter, source="")
    return sum(_narrowed(part, without_source).filter(pk__in=ids).count() for part in parts)


def _merged(parts: Iterable[QuerySet[Article]], *, newest_first: bool) -> list[Article]:
    def position(row: Article) -> tuple[object, int]:
        return (row.sort_at, row.pk)

    return list(heapq.merge(*parts, key=position, reverse=newest_first))
