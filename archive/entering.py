"""When an article first appears in the feeds (``Article.entered_at``). Django must be set up before.

An article enters when feeds are published with it for the first time. Everything new in one publishing enters
at the same moment. So a reader who polls between two publishings sees each article after exactly one of them,
however long a crawl took or how late its transaction committed. The moment is computed from times in the
archive, not from the clock.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final, TypeVar

from django.db import transaction
from django.db.models import F, Q

from archive.crawl_history import first_walk_ends
from archive.models import Article, FrontierEntry, Run
from archive.values import NO_NEWS

# A first publishing may hold articles of many nights; those of the newest night enter together.
_NIGHT: Final = timedelta(hours=24)
# How many of a source's first articles count as listed first when its frontier marks none.
_LISTED_FIRST: Final = 10
# More old articles of one source at once are no late finds: its URLs changed, or a listing was added.
_MOST_LATE_FINDS: Final = 300
_BATCH_SIZE: Final = 500
_RUNS: Final = 200
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class PendingArticle:
    """A public article that has not entered yet. Times are aware.

    ``touched_at`` is when an editor last set its state, None if no editor did.
    """

    id: int
    source: str
    key: str
    first_seen_at: datetime
    published_at: datetime | None
    touched_at: datetime | None

    @property
    def publishable_since(self) -> datetime:
        """The earliest moment at which it could have been published."""
        return max(self.first_seen_at, self.touched_at or self.first_seen_at)


@dataclass(frozen=True, slots=True)
class FirstWalks:
    """What the first walk over each source found.

    ``ends`` maps each source that was ever crawled to the end of its first walk, None while it goes on.
    ``heads`` are the ids of articles that stood among the first of a listing.
    """

    ends: Mapping[str, datetime | None] = field(default_factory=dict)
    heads: Collection[int] = ()

    def include(self, article: PendingArticle) -> bool:
        """Whether the article was found by the first walk over its source."""
        if article.source not in self.ends:
            return False
        end = self.ends[article.source]
        return end is None or article.first_seen_at <= end


def is_news(
    article: PendingArticle, walks: FirstWalks, days: int, rewalked_sources: Collection[str] = ()
) -> bool:
    """Whether readers see the article as new. Pure.

    News is every article that an editor released, and every article found after the first walk over its
    source, whatever its publication date. The first walk may find thousands: of those, only articles
    published in the last ``days`` before they were found, and those that stood first in a listing, are news.
    Articles of ``rewalked_sources`` that are older than ``days`` are not news either.
    """
    if article.touched_at is not None or article.id in walks.heads:
        return True
    if walks.include(article):
        return article.published_at is not None and not _is_old(article, days)
    return not (article.source in rewalked_sources and _is_old(article, days))


def find_rewalked_sources(pending: Iterable[PendingArticle], days: int) -> frozenset[str]:
    """The sources with so many old articles at once that the whole site must have been walked again. Pure."""
    old_counts = Counter(
        article.source for article in pending if article.touched_at is None and _is_old(article, days)
    )
    return frozenset(source for source, count in old_counts.items() if count > _MOST_LATE_FINDS)


def _is_old(article: PendingArticle, days: int) -> bool:
    return article.published_at is not None and article.published_at < article.first_seen_at - timedelta(
        days=days
    )


def compute_entry_times(
    pending: Collection[PendingArticle], walks: FirstWalks, *, last: datetime | None, days: int
) -> dict[int, datetime]:
    """When each of these articles enters, by id; ``NO_NEWS`` for those that are not news. Pure.

    ``last`` is the newest moment at which an article entered. All news enters at the same moment, never
    before ``last``, even if it was stored long ago and is published only now. Where no article entered before
    (``last`` is None), the archive may hold many nights: then only the newest night enters together.
    """
    rewalked = find_rewalked_sources(pending, days)
    news = {
        article.id: article.publishable_since
        for article in pending
        if is_news(article, walks, days, rewalked)
    }
    newest_time = max([*news.values(), *([last] if last else [])], default=NO_NEWS)
    return {
        article.id: NO_NEWS
        if article.id not in news
        else newest_time
        if last is not None or news[article.id] > newest_time - _NIGHT
        else news[article.id]
        for article in pending
    }


def enter(days: int) -> int:
    """Set ``entered_at`` of every public article that has none, in one transaction; return how many.

    ``days`` is how long feeds hold an article. Costs one query where nothing is new. Raises django.db.Error.
    """
    waiting = Article.objects.filter(public=True, entered_at=None).order_by("id")
    if not waiting.exists():
        return 0  # Avoids the lock that a writing transaction takes.
    with transaction.atomic():
        fields = ("id", "source", "key", "first_seen_at", "published_at", "state_at")
        pending = [PendingArticle(*row) for row in waiting.values_list(*fields)]
        if not pending:
            return 0
        entry_times = compute_entry_times(pending, _read_first_walks(pending), last=newest(), days=days)
        ids_by_time: dict[datetime, list[int]] = {}
        ids_at_own_time: list[int] = []
        last_time = max(entry_times.values())
        for pk, time in entry_times.items():
            if time in (NO_NEWS, last_time):
                ids_by_time.setdefault(time, []).append(pk)
            else:
                ids_at_own_time.append(pk)
        for time, ids in ids_by_time.items():
            for batch in _batches(ids):
                Article.objects.filter(pk__in=batch, entered_at=None).update(entered_at=time)
        for batch in _batches(ids_at_own_time):
            rows = Article.objects.filter(pk__in=batch, entered_at=None)
            rows.filter(state_at__gt=F("first_seen_at")).update(entered_at=F("state_at"))
            rows.update(entered_at=F("first_seen_at"))
    return len(entry_times)


def newest() -> datetime | None:
    """The newest moment at which a public article entered as news; None if none did."""
    entered = Article.objects.filter(public=True, entered_at__gt=NO_NEWS)
    return entered.order_by("-entered_at").values_list("entered_at", flat=True).first()


def _read_first_walks(pending: list[PendingArticle]) -> FirstWalks:
    sources = {article.source for article in pending}
    ends = first_walk_ends(sources)
    unreported = sources - ends.keys()
    if unreported:
        # A first walk that is under way, or was killed, has no report yet.
        for run_sources in Run.objects.order_by("-pk").values_list("sources", flat=True)[:_RUNS]:
            ends.update(dict.fromkeys(unreported.intersection(run_sources)))
    by_source: dict[str, list[PendingArticle]] = {}
    for article in pending:
        if article.touched_at is None and article.source in ends:
            by_source.setdefault(article.source, []).append(article)
    heads = {pk for source, articles in by_source.items() for pk in _find_heads(source, articles)}
    return FirstWalks(ends, heads)


def _find_heads(source: str, articles: list[PendingArticle]) -> Iterable[int]:
    """The ids of those articles of one source that stood among the first of a listing."""
    links = FrontierEntry.objects.filter(source=source)
    if not links.filter(head=True).exists():
        first_ids = Article.objects.filter(source=source).order_by("id").values_list("id", flat=True)
        return set(first_ids[:_LISTED_FIRST])
    id_by_key = {article.key: article.id for article in articles}
    heads: set[int] = set()
    for batch in _batches(list(id_by_key)):
        head_links = links.filter(Q(key__in=batch) | Q(article_key__in=batch), head=True)
        for keys in head_links.values_list("key", "article_key"):
            heads.update(id_by_key[key] for key in keys if key in id_by_key)
    return heads


def _batches(values: list[T]) -> Iterable[list[T]]:
    return (values[start : start + _BATCH_SIZE] for start in range(0, len(values), _BATCH_SIZE))
