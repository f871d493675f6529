"""The unions' campaigns of a year, and the number of articles about each. Days are of Việt Nam."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from archive.search import Search, count
from monitoring.calendar import TET
from vietnamese.dates import VIETNAM

_DAY = timedelta(days=1)
# Counting stops here.
MAX_COUNT = 10_000


@dataclass(frozen=True, slots=True)
class Campaign:
    """``begin`` and ``end`` are its first and last day, ``query`` is a search for articles about it."""

    name: str
    begin: date
    end: date
    query: str


@dataclass(frozen=True, slots=True)
class CampaignCount:
    """``articles``: how many public articles about the campaign were published in its time."""

    campaign: Campaign
    running: bool
    articles: int


def campaigns_of(year: int) -> tuple[Campaign, ...]:
    """The campaigns that begin in this year, in order. Pure.

    Tết Sum vầy begins a month before Tết; the others are fixed by custom and by decision: Tháng Công nhân
    (May), the founding day 28/7, Tháng hành động vì bình đẳng giới (15/11 to 15/12).
    """
    campaigns = [
        Campaign("Tháng Công nhân", date(year, 5, 1), date(year, 5, 31), '"tháng công nhân"'),
        Campaign("Ngày thành lập Công đoàn 28/7", date(year, 7, 15), date(year, 7, 31), '"28/7"'),
        Campaign(
            "Tháng hành động vì bình đẳng giới", date(year, 11, 15), date(year, 12, 15), '"bình đẳng giới"'
        ),
    ]
    if (tet := TET.get(year)) is not None:
        campaigns.append(Campaign("Tết Sum vầy", tet - 30 * _DAY, tet + 8 * _DAY, '"tết sum vầy"'))
    return tuple(sorted(campaigns, key=lambda campaign: campaign.begin))


def current_campaigns(today: date) -> tuple[Campaign, ...]:
    """The campaigns that run today, the last that ended and the next that begins, in order. Pure."""
    years = (today.year - 1, today.year, today.year + 1)
    campaigns = [campaign for year in years for campaign in campaigns_of(year)]
    ended = [campaign for campaign in campaigns if campaign.end < today][-1:]
    running = [campaign for campaign in campaigns if campaign.begin <= today <= campaign.end]
    coming = [campaign for campaign in campaigns if campaign.begin > today][:1]
    return (*ended, *running, *coming)


def count_campaigns(now: datetime) -> list[CampaignCount]:
    """The current campaigns with their articles; ``now`` is aware. Raises django.db.Error."""
    today = now.astimezone(VIETNAM).date()
    return [
        CampaignCount(campaign, campaign.begin <= today <= campaign.end, _published(campaign))
        for campaign in current_campaigns(today)
    ]


def _published(campaign: Campaign) -> int:
    since = datetime.combine(campaign.begin, time(), VIETNAM)
    until = datetime.combine(campaign.end + _DAY, time(), VIETNAM)
    return count(Search(q=campaign.query, since=since, until=until), most=MAX_COUNT)
