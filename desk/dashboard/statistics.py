"""The dashboard's statistics, each from one query. Weeks begin on Monday in Việt Nam."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Count
from django.db.models.functions import TruncWeek

from archive import queries
from archive.models import Article
from feeds import names
from vietnamese.dates import VIETNAM
from vietnamese.text import sort_key

WEEKS = 12
_WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class ProvinceWeeks:
    """The articles of one province by week; ``shares`` are the counts relative to the largest of all, 0 to
    4."""

    slug: str
    name: str
    counts: tuple[int, ...]
    shares: tuple[int, ...]

    @property
    def total(self) -> int:
        return sum(self.counts)

    @property
    def cells(self) -> list[tuple[int, int]]:
        """(count, share) of each week."""
        return list(zip(self.counts, self.shares, strict=True))


@dataclass(frozen=True, slots=True)
class WeeklyCounts:
    """Articles by week of publication; ``mondays`` are the weeks, the oldest first, ``totals`` all
    articles."""

    mondays: tuple[date, ...]
    totals: tuple[int, ...]
    rows: tuple[ProvinceWeeks, ...]

    @property
    def total(self) -> int:
        return sum(self.totals)


def mondays(now: datetime, number: int = WEEKS) -> tuple[date, ...]:
    """The Mondays of the last ``number`` weeks, this week last. Pure; ``now`` is aware."""
    today = now.astimezone(VIETNAM).date()
    this_week = today - timedelta(days=today.weekday())
    return tuple(this_week - _WEEK * back for back in range(number - 1, -1, -1))


def count_by_week(now: datetime, number: int = WEEKS) -> WeeklyCounts:
    """Public articles by week of publication, without undated ones. Raises django.db.Error."""
    starts = mondays(now, number)
    since = datetime.combine(starts[0], time(), VIETNAM)
    rows = (
        Article.objects.filter(public=True, sort_at__gte=since, published_at__gte=since)
        .annotate(week=TruncWeek("published_at", tzinfo=VIETNAM))
        .order_by()
        .values_list("province_current", "week")
        .annotate(number=Count("*"))
    )
    counts: dict[str | None, dict[date, int]] = {}
    for province, week, number_of_articles in rows:
        if week is not None:
            counts.setdefault(province, {})[week.date()] = number_of_articles
    return weekly_counts(starts, counts)


def weekly_counts(starts: Sequence[date], counts: Mapping[str | None, Mapping[date, int]]) -> WeeklyCounts:
    """The counts (by province and Monday) as a table: provinces in Vietnamese order, None in the totals only.

    Pure.
    """
    totals = tuple(sum(weeks.get(start, 0) for weeks in counts.values()) for start in starts)
    most = max((count for slug, weeks in counts.items() if slug for count in weeks.values()), default=0)
    rows = []
    for slug, weeks in counts.items():
        if slug is None:
            continue
        province = names.province(slug)
        row = tuple(weeks.get(start, 0) for start in starts)
        shares = tuple(-(-4 * count // most) if most else 0 for count in row)
        rows.append(ProvinceWeeks(slug, province.name if province else slug, row, shares))
    return WeeklyCounts(tuple(starts), totals, tuple(sorted(rows, key=lambda row: sort_key(row.name))))


@dataclass(frozen=True, slots=True)
class MostRead:
    """``readers``: the views that the article gained."""

    article: Article
    readers: int


def most_read(limit: int = 10) -> list[MostRead]:
    """The public articles that gained most views in the last seven days, most first."""
    gained = dict(queries.most_read(limit=limit * 2))
    articles = {row.pk: row for row in queries.by_ids(gained)}
    return [MostRead(articles[pk], readers) for pk, readers in gained.items() if pk in articles][:limit]


def count_by_state() -> dict[str, int]:
    """The number of articles by state; states without articles are left out."""
    rows = Article.objects.order_by("state").values_list("state").annotate(number=Count("*"))
    return dict(rows)
