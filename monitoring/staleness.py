"""Has a source been silent for longer than it ever is? Measured in its own rhythm and the calendar. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise

from monitoring.calendar import season, silence
from vietnamese.zone import VIETNAM

FEWEST_DAYS = 8  # days with news, to know a rhythm by
_NEWEST = 60
# However busy a source: a week is no silence yet; however slow: a quarter of a year is.
LEAST, MOST = 5.0, 90.0


@dataclass(frozen=True, slots=True)
class Staleness:
    """``weight`` of the days without news (``monitoring.calendar``) against the ``limit``; ``last`` is the
    day of the newest article, ``usual`` the median weight between two days with news."""

    last: date
    weight: float
    limit: float
    usual: float
    season: str

    @property
    def stale(self) -> bool:
        return self.weight > self.limit


def measure_staleness(published: Sequence[datetime], *, at: datetime) -> Staleness | None:
    """How silent a source is at ``at``; None where too little is known of its rhythm.

    ``published`` are its newest articles' times, in any order; what lies after ``at`` is left out. The limit
    is twice the gap that only one in ten is longer than, from 5 to 90 days' weight.
    """
    today = at.astimezone(VIETNAM).date()
    days = sorted({day for each in published if (day := each.astimezone(VIETNAM).date()) <= today})[-_NEWEST:]
    if len(days) < FEWEST_DAYS:
        return None
    gaps = sorted(silence(earlier, later) + 1 for earlier, later in pairwise(days))
    long, usual = gaps[int(len(gaps) * 0.9)], gaps[len(gaps) // 2]
    limit = min(max(2 * long, LEAST), MOST)
    return Staleness(days[-1], silence(days[-1], today), limit, usual, season(today))
