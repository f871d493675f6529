"""When a source is due: by how often it publishes, by its failures, by missed nights. Pure functions."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from itertools import pairwise
from statistics import median

from items.failures import TEMPORARY, FailureKind, ending, meaning

_DAY = timedelta(days=1)
SHORTEST, USUAL, LONGEST = timedelta(hours=6), _DAY, 7 * _DAY
LONGEST_PAUSE = 14 * _DAY
# A night that begins a little earlier than the last one is still the next night.
_SLACK = timedelta(hours=3)


@dataclass(frozen=True, slots=True)
class PastVisit:
    """One report of a source in a run, as much of it as counts here; ``at`` is aware. ``reached`` is False
    where nobody could be reached: that may be our own network, and tells nothing of the source.
    """

    at: datetime
    well: bool
    finish_reason: str = "finished"
    failures: Mapping[str, int] = field(default_factory=dict)
    reached: bool = True

    @property
    def tells(self) -> bool:
        """Does it tell how the source fares?"""
        return self.reached and not ending(self.finish_reason).ours


@dataclass(frozen=True, slots=True)
class CrawlHistory:
    """What is known of a source: its newest visits first, and when its newest articles were published."""

    visits: tuple[PastVisit, ...] = ()
    published: tuple[datetime, ...] = ()


def visit_interval(published: Sequence[datetime]) -> timedelta:
    """How long to wait between two visits: half the usual time between two articles, from 6 hours to 7 days.

    Of the newest twenty; a day where fewer than four are known.
    """
    newest = sorted(published, reverse=True)[:20]
    if len(newest) < 4:
        return USUAL
    gaps = [(later - earlier).total_seconds() for later, earlier in pairwise(newest)]
    return min(max(timedelta(seconds=median(gaps) / 2), SHORTEST), LONGEST)


def failure_weight(visit: PastVisit) -> float:
    """How much a visit tells against its source: 0 for one that went well, was ended by us or reached nobody,
    and for a source file that can't be used.
    """
    if visit.well or not visit.tells or ending(visit.finish_reason).part:
        return 0.0
    if visit.failures and all(name == FailureKind.NO_CONNECTIONS for name in visit.failures):
        return 0.0
    return max(
        ending(visit.finish_reason).weight, *(meaning(name).weight for name in visit.failures), TEMPORARY
    )


def failure_pause(visits: Sequence[PastVisit]) -> timedelta:
    """How long a failing source is left alone after its last visit: 1, 2, 4 … days, 14 at most.

    The weights of the visits since the last good one add up; below 1 it is tried again as usual. It never
    ends for good.
    """
    burden = 0.0
    for visit in visits:
        if visit.well:
            break
        burden += failure_weight(visit)
    if burden < 1.0:
        return timedelta()
    return min(timedelta(days=2 ** min(int(burden) - 1, 10)), LONGEST_PAUSE)


def is_due(past: CrawlHistory, *, at: datetime, light: bool = False) -> bool:
    """Is the source to be visited in the round that begins at ``at``?

    ``light`` is the daytime round, for those that publish more than once a day. A source that was never
    visited as a whole is due in any night: trying some articles by hand costs it no night. What is dated
    after ``at`` was dated by a wrong clock, and counts for nothing.
    """
    past = CrawlHistory(
        tuple(visit for visit in past.visits if visit.at <= at),
        tuple(moment for moment in past.published if moment <= at),
    )
    whole = [visit.at for visit in past.visits if visit.tells and not ending(visit.finish_reason).part]
    if not whole:
        return not light
    if failure_pause(past.visits) and light:
        return False
    own = visit_interval(past.published)
    if light and own >= USUAL:
        return False
    wait = max(own, failure_pause(past.visits))
    return at - whole[0] >= wait - min(_SLACK, wait / 2)


def missed(last: datetime | None, *, at: datetime, night: time) -> bool:
    """Was the newest night before ``at`` slept through? ``last`` is when the last one began, None if never.

    ``at`` is in the zone of ``night``. However many were missed, one catch-up makes up for them.
    """
    if last is None:
        return False
    newest = at.replace(hour=night.hour, minute=night.minute, second=0, microsecond=0)
    if newest > at:
        newest -= _DAY
    return last < newest
