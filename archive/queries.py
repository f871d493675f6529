"""Reading the archive: lists, counts, single articles. Each list is newest first and served by an index."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, QuerySet

from archive.models import Article, KnownSource
from archive.values import stored_key
from vietnamese.provinces import current_slug

# What is an article to a reader: other kinds of pages stay out of lists and feeds wherever they come from.
READABLE = ("article", "document")


@dataclass(frozen=True, slots=True)
class Position:
    """A place in a list, between two articles: lists go on from it, whatever was added above meanwhile."""

    sort_at: datetime
    id: int


def articles(
    *,
    source: str | None = None,
    province: str | None = None,
    topic: str | None = None,
    kind: str | None = None,
) -> QuerySet[Article]:
    """The readable articles that match all filters, newest first.

    Newest is by ``sort_at``: the published moment, else when the article was first seen. ``province`` is a
    slug of any time; a vanished one stands for what it became.
    """
    found = Article.objects.filter(kind=kind) if kind else Article.objects.filter(kind__in=READABLE)
    if source is not None:
        found = found.filter(source=source)
    if province is not None:
        found = found.filter(province_current=current_slug(province) or province)
    if topic is not None:
        return found.filter(topic_rows__topic=topic).order_by(
            "-topic_rows__sort_at", "-topic_rows__article_id"
        )
    return found.order_by("-sort_at", "-id")


def latest(
    limit: int,
    *,
    source: str | None = None,
    province: str | None = None,
    topic: str | None = None,
    kind: str | None = None,
) -> list[Article]:
    """The newest ``limit`` of ``articles`` with the same filters."""
    return list(articles(source=source, province=province, topic=topic, kind=kind)[:limit])


def older(found: QuerySet[Article], than: Position) -> QuerySet[Article]:
    """What follows ``than`` in a list of ``articles`` that is not by topic."""
    return found.filter(sort_at__lte=than.sort_at).exclude(sort_at=than.sort_at, id__gte=than.id)


def newer(found: QuerySet[Article], than: Position) -> QuerySet[Article]:
    """What comes before ``than`` in a list of ``articles`` that is not by topic, nearest first."""
    ahead = found.filter(sort_at__gte=than.sort_at).exclude(sort_at=than.sort_at, id__lte=than.id)
    return ahead.order_by("sort_at", "id")


def by_key(source: str, key: str) -> Article | None:
    """The article that the archive holds of this source under this stable key."""
    return Article.objects.filter(source=source, key=stored_key(key)).first()


def count_by_source() -> dict[str, int]:
    """How many readable articles each source has; sources without any are left out."""
    return _counts("source")


def count_by_province() -> dict[str, int]:
    """How many readable articles each of today's provinces has; keys are today's slugs."""
    return _counts("province_current")


def sources() -> dict[str, KnownSource]:
    """What is known of each source that was ever crawled, by slug."""
    return {source.slug: source for source in KnownSource.objects.all()}


def last_seen(source: str | None = None) -> datetime | None:
    """When an article was seen last, of one source or of all."""
    found: QuerySet[Article, Any] = Article.objects.filter(source=source) if source else Article.objects.all()
    newest: Mapping[str, Any] | None = found.order_by("-last_seen_at").values("last_seen_at").first()
    return newest["last_seen_at"] if newest else None


def _counts(field: str) -> dict[str, int]:
    """Counted from an index alone: asking for the kinds makes SQLite take another and read whole rows."""
    rows = Article.objects.exclude(**{field: None}).values_list(field, "kind")
    counts: dict[str, int] = {}
    for value, kind, number in rows.annotate(n=Count("*")).order_by(field, "kind"):
        if kind in READABLE:
            counts[value] = counts.get(value, 0) + number
    return counts
