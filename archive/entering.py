"""When an article became public: by this moment it stands in the feeds. Django must be set up before.

An article enters when feeds are published with it for the first time, all that is new at once: whoever polls
between two publishings finds each article after exactly one of them, however long a crawl took or how late
its transaction committed. No clock is asked; the archive's own times say what is new.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final, TypeVar

from django.db import transaction
from django.db.models import F, Q

from archive.models import Article, FrontierEntry, Run
from archive.past import first_walk_ends
from archive.values import NO_NEWS

# What is published for the first time may be of many nights; the newest of them enters together.
_NIGHT: Final = timedelta(hours=24)
# Of a source that was crawled without a frontier that says what was listed first.
_LISTED_FIRST: Final = 10
# So many old ones of a source at once are no late finds: its addresses are new ones, or a list was added.
_WALKED_ANEW: Final = 300
_AT_ONCE: Final = 500
_RUNS: Final = 200
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Coming:
    """An article that is public and has not entered. ``touched_at`` is when an editor made up their mind
    about it, None where nobody did."""

    id: int
    source: str
    key: str
    first_seen_at: datetime
    published_at: datetime | None
    touched_at: datetime | None

    @property
    def since(self) -> datetime:
        """Since when it could have been published."""
        return max(self.first_seen_at, self.touched_at or self.first_seen_at)


@dataclass(frozen=True, slots=True)
class FirstWalks:
    """``ends`` says when the first walk over a source came to its end, None where it has not; sources that
    were never crawled are not in it. ``heads`` are the ids of articles that stood among the first of a list.
    """

    ends: Mapping[str, datetime | None] = field(default_factory=dict)
    heads: Collection[int] = ()

    def brought(self, each: Coming) -> bool:
        """Whether the first walk over its source found it."""
        if each.source not in self.ends:
            return False
        end = self.ends[each.source]
        return end is None or each.first_seen_at <= end


def is_news(each: Coming, walks: FirstWalks, days: int, anew: Collection[str] = ()) -> bool:
    """Whether readers are to be shown it as new. Pure.

    All is that was found after the first walk over its source, whenever it was published, and what an editor
    lets out. Of the first walk, which may find thousands, it is what was published in the last ``days`` and
    what stood first in a list. Of the sources that were walked ``anew`` what is older is none either.
    """
    if each.touched_at is not None or each.id in walks.heads:
        return True
    if walks.brought(each):
        return each.published_at is not None and not _is_old(each, days)
    return not (each.source in anew and _is_old(each, days))


def walked_anew(coming: Iterable[Coming], days: int) -> frozenset[str]:
    """The sources that bring so many old articles at once as only a walk over all of them does. Pure."""
    old = Counter(each.source for each in coming if each.touched_at is None and _is_old(each, days))
    return frozenset(source for source, number in old.items() if number > _WALKED_ANEW)


def _is_old(each: Coming, days: int) -> bool:
    return each.published_at is not None and each.published_at < each.first_seen_at - timedelta(days=days)


def moments(
    coming: Collection[Coming], walks: FirstWalks, *, last: datetime | None, days: int
) -> dict[int, datetime]:
    """When each of these enters. Pure. ``last`` is the newest moment at which anything entered.

    All at the same moment, never before ``last``: also what was stored long ago and is published only now.
    Where nothing ever entered the archive may hold many nights; of them only the newest comes together.
    """
    anew = walked_anew(coming, days)
    news = {each.id: each.since for each in coming if is_news(each, walks, days, anew)}
    newest = max([*news.values(), *([last] if last else [])], default=NO_NEWS)
    return {
        each.id: NO_NEWS
        if each.id not in news
        else newest
        if last is not None or news[each.id] > newest - _NIGHT
        else news[each.id]
        for each in coming
    }


def enter(days: int) -> int:
    """Let everything enter that is public and has not; how many. In one transaction.

    ``days`` is how long feeds hold an article. Costs one question where nothing is new. Raises
    django.db.Error.
    """
    waiting = Article.objects.filter(public=True, entered_at=None).order_by("id")
    if not waiting.exists():
        return 0  # Without the lock that writing takes.
    with transaction.atomic():
        fields = ("id", "source", "key", "first_seen_at", "published_at", "state_at")
        coming = [Coming(*row) for row in waiting.values_list(*fields)]
        if not coming:
            return 0
        found = moments(coming, _first_walks(coming), last=newest(), days=days)
        by_moment: dict[datetime, list[int]] = {}
        own: list[int] = []
        at_last = max(found.values())
        for number, moment in found.items():
            if moment in (NO_NEWS, at_last):
                by_moment.setdefault(moment, []).append(number)
            else:
                own.append(number)
        for moment, numbers in by_moment.items():
            for part in _parts(numbers):
                Article.objects.filter(pk__in=part, entered_at=None).update(entered_at=moment)
        for part in _parts(own):
            rows = Article.objects.filter(pk__in=part, entered_at=None)
            rows.filter(state_at__gt=F("first_seen_at")).update(entered_at=F("state_at"))
            rows.update(entered_at=F("first_seen_at"))
    return len(found)


def newest() -> datetime | None:
    """The newest moment at which an article that is public entered; None where none did as news."""
    entered = Article.objects.filter(public=True, entered_at__gt=NO_NEWS)
    return entered.order_by("-entered_at").values_list("entered_at", flat=True).first()


def _first_walks(coming: list[Coming]) -> FirstWalks:
    sources = {each.source for each in coming}
    ends = first_walk_ends(sources)
    unreported = sources - ends.keys()
    if unreported:
        # The first walk may be under way, or have been killed: it is in no report then.
        for begun in Run.objects.order_by("-pk").values_list("sources", flat=True)[:_RUNS]:
            ends.update(dict.fromkeys(unreported.intersection(begun)))
    crawled: dict[str, list[Coming]] = {}
    for each in coming:
        if each.touched_at is None and each.source in ends:
            crawled.setdefault(each.source, []).append(each)
    heads = {number for source, those in crawled.items() for number in _heads(source, those)}
    return FirstWalks(ends, heads)


def _heads(source: str, those: list[Coming]) -> Iterable[int]:
    """Which of these articles of one source stood among the first of a list."""
    links = FrontierEntry.objects.filter(source=source)
    if not links.filter(head=True).exists():
        first = Article.objects.filter(source=source).order_by("id").values_list("id", flat=True)
        return set(first[:_LISTED_FIRST])
    by_key = {each.key: each.id for each in those}
    found: set[int] = set()
    for part in _parts(list(by_key)):
        behind = links.filter(Q(key__in=part) | Q(article_key__in=part), head=True)
        for key, article in behind.values_list("key", "article_key"):
            found.update(by_key[name] for name in (key, article) if name in by_key)
    return found


def _parts(values: list[T]) -> Iterable[list[T]]:
    return (values[start : start + _AT_ONCE] for start in range(0, len(values), _AT_ONCE))
