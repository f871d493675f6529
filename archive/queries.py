"""Reading the archive: lists, counts, single articles. Each list is newest first and served by an index."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, Max, QuerySet

from archive import entering, readings
from archive.models import Article, ArticleTopic, KnownSource, Reading, Run, SourceRun
from archive.readings import Seen
from archive.values import NO_NEWS, READABLE
from vietnamese.provinces import current_slug

# Rows asked for at once: what both databases take as parameters.
CHUNK = 500


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
    """The public articles that match all filters, newest first.

    Newest is by ``sort_at``: the published moment, else when the article was first seen. ``province`` is a
    slug of any time; a vanished one stands for what it became.
    """
    found = Article.objects.filter(public=True, **({"kind": kind} if kind else {}))
    if source is not None:
        found = found.filter(source=source)
    if province is not None:
        found = found.filter(province_current=current_slug(province) or province)
    if topic is not None:
        return found.filter(topic_rows__topic=topic).order_by(
            "-topic_rows__sort_at", "-topic_rows__article_id"
        )
    return found.order_by("-sort_at", "-id")


def older(found: QuerySet[Article], than: Position) -> QuerySet[Article]:
    """What follows ``than`` in a list of ``articles`` that is not by topic."""
    return found.filter(sort_at__lte=than.sort_at).exclude(sort_at=than.sort_at, id__gte=than.id)


def newer(found: QuerySet[Article], than: Position) -> QuerySet[Article]:
    """What comes before ``than`` in a list of ``articles`` that is not by topic, nearest first."""
    ahead = found.filter(sort_at__gte=than.sort_at).exclude(sort_at=than.sort_at, id__lte=than.id)
    return ahead.order_by("sort_at", "id")


def count_by_source() -> dict[str, int]:
    """How many public articles each source has; sources without any are left out."""
    return _counts("source")


def count_by_province() -> dict[str, int]:
    """How many public articles each of today's provinces has; keys are today's slugs."""
    return _counts("province_current")


def sources() -> dict[str, KnownSource]:
    """What is known of each source that was ever crawled, by slug."""
    return {source.slug: source for source in KnownSource.objects.all()}


@dataclass(frozen=True, slots=True)
class Placed:
    """Where a public article stands: all that decides which feeds it is in."""

    id: int
    sort_at: datetime
    kind: str
    source: str
    province: str | None
    entered_at: datetime | None = None


_PLACE = ("id", "sort_at", "kind", "source", "province_current", "entered_at")


def placed() -> list[Placed]:
    """Every public article, read from an index alone: what has not entered yet, then what entered last.

    What entered at the same moment is by publication, the newest first.
    """
    shown = Article.objects.filter(public=True).order_by("-entered_at", "-sort_at", "-id")
    parts = (shown.filter(entered_at=None), shown.filter(entered_at__isnull=False))
    return [Placed(*row) for part in parts for row in part.values_list(*_PLACE) if row[2] in READABLE]


def entered(since: datetime) -> list[Placed]:
    """What entered after that moment (aware) or has not yet, in the order of ``placed``."""
    shown = Article.objects.filter(public=True).order_by("-entered_at", "-sort_at", "-id")
    parts = (shown.filter(entered_at=None), shown.filter(entered_at__gt=since))
    return [Placed(*row) for part in parts for row in part.values_list(*_PLACE) if row[2] in READABLE]


def places_of(ids: Iterable[int]) -> list[Placed]:
    """Those of these articles that are public, in no order."""
    wanted = list(ids)
    found: list[Placed] = []
    for start in range(0, len(wanted), CHUNK):
        rows = Article.objects.filter(pk__in=wanted[start : start + CHUNK], public=True)
        found += [Placed(*row) for row in rows.values_list(*_PLACE) if row[2] in READABLE]
    return found


def month_of_feed(
    *,
    source: str | None = None,
    province: str | None = None,
    topic: str | None = None,
    kind: str | None = None,
    since: datetime,
    until: datetime,
) -> "Month":
    """What ``articles`` with these filters (a ``topic`` alone) has from ``since`` on and before ``until``
    (aware), newest first, and the nearest article before and after that."""
    found: QuerySet[Any]
    if topic is not None:
        # From the index of topics: of a frequent one the articles' own rows would be looked up by thousands.
        found = ArticleTopic.objects.filter(topic=topic, article__public=True)
        found, fields = found.order_by("-sort_at", "-article"), ("article_id", "article__version")
    else:
        found, fields = articles(source=source, province=province, kind=kind), ("id", "version")
    inside = found.filter(sort_at__gte=since, sort_at__lt=until).values_list(*fields)
    before = found.filter(sort_at__lt=since).values_list("sort_at", flat=True)
    after = found.filter(sort_at__gte=until).reverse().values_list("sort_at", flat=True)
    return Month(list(inside), before.first(), after.first())


@dataclass(frozen=True, slots=True)
class Month:
    """``articles`` are (id, version); ``before`` and ``after`` when the nearest others were published."""

    articles: list[tuple[int, int]]
    before: datetime | None
    after: datetime | None


def topics_of() -> dict[int, list[str]]:
    """The topics of each article that has any, read from an index alone."""
    found: dict[int, list[str]] = {}
    for topic, number in ArticleTopic.objects.order_by("topic", "-sort_at", "-article").values_list(
        "topic", "article_id"
    ):
        found.setdefault(number, []).append(topic)
    return found


def versions() -> dict[int, int]:
    """The version of each article that is not as it first came, read from an index alone."""
    return dict(Article.objects.filter(version__gt=0).values_list("id", "version"))


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """An article that readers had and are to forget: where it stood, its name in feeds, since when.

    ``published_at`` is when it was published as far as its page tells; ``retracted`` is False where it was
    hidden.
    """

    placed: Placed
    guid: UUID
    at: datetime
    published_at: datetime | None
    retracted: bool


def withdrawn(lately: timedelta) -> list[Withdrawn]:
    """Every article that editors hid after it had been published, and every one that they retracted; the
    newest act first. ``lately`` counts back from the newest time that the archive knows of."""
    newest = newest_moment()
    since = newest - lately if newest else NO_NEWS
    gone = Article.objects.filter(public=False, state_at__gte=since, kind__in=READABLE)
    fields = (*_PLACE, "guid", "state_at", "published_at", "state")
    rows = [
        *gone.filter(entered_at__isnull=False, state="hidden").values_list(*fields),
        *gone.filter(state="retracted").values_list(*fields),
    ]
    found = [
        Withdrawn(Placed(*place), guid, at, published_at, state == "retracted")
        for *place, guid, at, published_at, state in rows
    ]
    return sorted(found, key=lambda each: (each.at, each.placed.id), reverse=True)


def newest_moment() -> datetime | None:
    """The newest time that the archive knows of: of what entered, of a run's end, of an editor's act."""
    runs = Run.objects.filter(finished_at__isnull=False).order_by("-pk")
    acts = Article.objects.filter(public=False, entered_at__isnull=False).order_by("-state_at")
    acted = acts.filter(state_at__isnull=False).values_list("state_at", flat=True)
    told = [entering.newest(), runs.values_list("finished_at", flat=True).first(), acted.first()]
    return max((each for each in told if each), default=None)


def removed(since: datetime, source: str | None = None) -> QuerySet[Article]:
    """The articles that their sources took away since then (aware), the newest first."""
    found = Article.objects.filter(removed_at__isnull=False, removed_at__gte=since).order_by("-removed_at")
    return found.filter(source=source) if source is not None else found


def by_ids(ids: Iterable[int]) -> Iterator[Article]:
    """The public articles with these ids, without their evidence, in no order."""
    wanted = list(ids)
    for start in range(0, len(wanted), CHUNK):
        chunk = wanted[start : start + CHUNK]
        yield from Article.objects.filter(pk__in=chunk, public=True).defer("evidence")


def course(article: int) -> list[Seen]:
    """The readings of an article, oldest first (``archive.readings``)."""
    rows = Reading.objects.filter(article=article).order_by("at", "id").values_list("at", "value", "fetches")
    return [Seen(*row) for row in rows]


def most_read(days: int = 7, limit: int = 100) -> list[tuple[int, int]]:
    """(article id, readers gained) over the ``days`` before the newest reading, most first.

    What an article had before is subtracted: its last count before these days, else nothing where it was
    published in them, else its first count in them (``archive.readings.since``).
    """
    newest = Reading.objects.order_by("-id").values_list("at", flat=True).first()
    if newest is None:
        return []
    start = newest - timedelta(days=days)
    gains = [
        (number, readings.gained(readings.since(course, start, published)))
        for number, course, published in _recent_courses(start)
    ]
    best = sorted((pair for pair in gains if pair[1] > 0), key=lambda pair: (-pair[1], -pair[0]))
    return best[:limit]


def _recent_courses(start: datetime) -> Iterator[tuple[int, list[Seen], datetime | None]]:
    """Each article read after ``start``: its readings since then with the last one before, and when it was
    published if that is after ``start``."""
    recent = Reading.objects.filter(at__gt=start)
    before = Reading.objects.filter(at__lte=start, article__in=recent.values("article")).order_by()
    last = [number for _, number in before.values_list("article_id").annotate(last=Max("id"))]
    courses: dict[int, list[Seen]] = {}
    for begin in range(0, len(last), CHUNK):
        _collect(courses, Reading.objects.filter(pk__in=last[begin : begin + CHUNK]).order_by())
    known = set(courses)
    _collect(courses, recent.order_by("article_id", "at", "id"))
    unknown = [number for number in courses if number not in known]
    young: dict[int, datetime | None] = {}
    for begin in range(0, len(unknown), CHUNK):
        chunk = unknown[begin : begin + CHUNK]
        rows = Article.objects.filter(pk__in=chunk, published_at__gt=start)
        young.update(rows.values_list("id", "published_at"))
    for number, course in courses.items():
        yield number, course, young.get(number)


def _collect(courses: dict[int, list[Seen]], rows: QuerySet[Reading]) -> None:
    for number, at, value, fetches in rows.values_list("article_id", "at", "value", "fetches"):
        courses.setdefault(number, []).append(Seen(at, value, fetches))


@dataclass(frozen=True, slots=True)
class SourceState:
    """How a source has fared: its newest report, and when it last did well."""

    slug: str
    last: SourceRun
    last_ok: datetime | None


def source_states() -> dict[str, SourceState]:
    """The state of each source that a run ever reported on."""
    found: dict[str, SourceState] = {}
    for slug in SourceRun.objects.order_by("source").values_list("source", flat=True).distinct():
        reports = SourceRun.objects.filter(source=slug)
        last = reports.order_by("-finished_at", "-id").first()
        if last is None:
            continue
        good = last if last.ok else reports.filter(ok=True).order_by("-finished_at", "-id").first()
        found[slug] = SourceState(slug, last, good.finished_at if good else None)
    return found


def _counts(field: str) -> dict[str, int]:
    """Counted from an index alone."""
    rows = Article.objects.filter(public=True).exclude(**{field: None})
    return dict(rows.order_by(field).values_list(field).annotate(number=Count("*")))
