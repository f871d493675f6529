"""Whether a source has published nothing for unusually long, by its own rhythm and the calendar. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise

from monitoring.calendar import season, silence
from vietnamese.zone import VIETNAM

FEWEST_DAYS = 8  # days with articles needed to know a rhythm
_NEWEST = 60
# Bounds of the limit in weighted days: a week is never stale, a quarter of a year always.
LEAST, MOST = 5.0, 90.0


@dataclass(frozen=True, slots=True)
class Staleness:
    """``weight``: weighted days without articles (``monitoring.calendar``), stale above ``limit``. ``last``:
    day of the newest article in Việt Nam. ``usual``: median weight between two days with articles."""

    last: date
    weight: float
    limit: float
    usual: float
    season: str

    @property
    def stale(self) -> bool:
        return self.weight > self.limit


def measure_staleness(published: Sequence[datetime], *, at: datetime) -> Staleness | None:
    """The staleness of a source at ``at`` (aware); None with fewer than ``FEWEST_DAYS`` days of articles.

    ``published``: times of its newest articles in any order; those after ``at`` are ignored. The limit is
    twice the 90th percentile of the gaps, within ``LEAST`` and ``MOST``.
    """
    today = at.astimezone(VIETNAM).date()
    days = sorted({day for at in published if (day := at.astimezone(VIETNAM).date()) <= today})[-_NEWEST:]
    if len(days) < FEWEST_DAYS:
        return None
    gaps = sorted(silence(earlier, later) + 1 for earlier, later in pairwise(days))
    long_gap, usual = gaps[int(len(gaps) * 0.9)], gaps[len(gaps) // 2]
    limit = min(max(2 * long_gap, LEAST), MOST)
    return Staleness(days[-1], silence(days[-1], today), limit, usual, season(today))
