"""The unions' campaigns of the year, and how much was published on each. Dates are of Việt Nam."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from archive.search import Search, count
from monitoring.calendar import TET
from vietnamese.dates import VIETNAM

_DAY = timedelta(days=1)
# A campaign with more articles is shown as having so many or more.
MOST = 10_000


@dataclass(frozen=True, slots=True)
class Campaign:
    """``begin`` and ``end`` are its first and last day, ``query`` a search for what is about it."""

    name: str
    begin: date
    end: date
    query: str


@dataclass(frozen=True, slots=True)
class Shown:
    campaign: Campaign
    running: bool
    articles: int


def of_year(year: int) -> tuple[Campaign, ...]:
    """The campaigns that begin in this year, in order. Pure.

    Tết Sum vầy begins a month before Tết; the others are fixed by custom and by decision: Tháng Công nhân
    (May), the founding day 28/7, Tháng hành động vì bình đẳng giới (15/11 to 15/12).
    """
    found = [
        Campaign("Tháng Công nhân", date(year, 5, 1), date(year, 5, 31), '"tháng công nhân"'),
        Campaign("Ngày thành lập Công đoàn 28/7", date(year, 7, 15), date(year, 7, 31), '"28/7"'),
        Campaign(
            "Tháng hành động vì bình đẳng giới", date(year, 11, 15), date(year, 12, 15), '"bình đẳng giới"'
        ),
    ]
    if (tet := TET.get(year)) is not None:
        found.append(Campaign("Tết Sum vầy", tet - 30 * _DAY, tet + 8 * _DAY, '"tết sum vầy"'))
    return tuple(sorted(found, key=lambda each: each.begin))


def around(today: date) -> tuple[Campaign, ...]:
    """Those that run today, the last that ended and the next that begins, in order. Pure."""
    every = [each for year in (today.year - 1, today.year, today.year + 1) for each in of_year(year)]
    ended = [each for each in every if each.end < today][-1:]
    running = [each for each in every if each.begin <= today <= each.end]
    coming = [each for each in every if each.begin > today][:1]
    return (*ended, *running, *coming)


def campaigns(now: datetime) -> list[Shown]:
    """``around`` now, each with the number of public articles on it that were published in its time."""
    today = now.astimezone(VIETNAM).date()
    return [Shown(each, each.begin <= today <= each.end, _published(each)) for each in around(today)]


def _published(each: Campaign) -> int:
    since = datetime.combine(each.begin, time(), VIETNAM)
    until = datetime.combine(each.end + _DAY, time(), VIETNAM)
    return count(Search(q=each.query, since=since, until=until), most=MOST)
