"""What the dashboard counts, each in one question to the archive. Weeks begin on Monday in Việt Nam."""

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
class Row:
    """One province and its articles of each week; ``share`` is each count's part of the largest, 0 to 4."""

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
class Weeks:
    """How many articles were published in each of some weeks (``mondays``, the oldest first)."""

    mondays: tuple[date, ...]
    totals: tuple[int, ...]
    rows: tuple[Row, ...]

    @property
    def total(self) -> int:
        return sum(self.totals)


def mondays(now: datetime, number: int = WEEKS) -> tuple[date, ...]:
    """The first days of the last ``number`` weeks, this one last. Pure; ``now`` is aware."""
    today = now.astimezone(VIETNAM).date()
    this = today - timedelta(days=today.weekday())
    return tuple(this - _WEEK * back for back in range(number - 1, -1, -1))


def by_week(now: datetime, number: int = WEEKS) -> Weeks:
    """Public articles by the week of their own date; undated ones are left out."""
    starts = mondays(now, number)
    since = datetime.combine(starts[0], time(), VIETNAM)
    rows = (
        Article.objects.filter(public=True, sort_at__gte=since, published_at__gte=since)
        .annotate(week=TruncWeek("published_at", tzinfo=VIETNAM))
        .order_by()
        .values_list("province_current", "week")
        .annotate(number=Count("*"))
    )
    counted: dict[str | None, dict[date, int]] = {}
    for province, week, count in rows:
        if week is not None:
            counted.setdefault(province, {})[week.date()] = count
    return arranged(starts, counted)


def arranged(starts: Sequence[date], counted: Mapping[str | None, Mapping[date, int]]) -> Weeks:
    """The counts as a table: provinces in Vietnamese order, articles of no province in the totals only."""
    totals = tuple(sum(weeks.get(start, 0) for weeks in counted.values()) for start in starts)
    most = max((count for slug, weeks in counted.items() if slug for count in weeks.values()), default=0)
    rows = []
    for slug, weeks in counted.items():
        if slug is None:
            continue
        found = names.province(slug)
        counts = tuple(weeks.get(start, 0) for start in starts)
        shares = tuple(-(-4 * count // most) if most else 0 for count in counts)
        rows.append(Row(slug, found.name if found else slug, counts, shares))
    return Weeks(tuple(starts), totals, tuple(sorted(rows, key=lambda row: sort_key(row.name))))


@dataclass(frozen=True, slots=True)
class MostRead:
    article: Article
    readers: int


def most_read(limit: int = 10) -> list[MostRead]:
    """The public articles that gained most readers in the last seven days, most first."""
    gained = dict(queries.most_read(limit=limit * 2))
    found = {row.pk: row for row in queries.by_ids(gained)}
    return [MostRead(found[number], readers) for number, readers in gained.items() if number in found][:limit]


def by_state() -> dict[str, int]:
    """How many articles are in each state; states that none is in are left out."""
    rows = Article.objects.order_by("state").values_list("state").annotate(number=Count("*"))
    return dict(rows)
