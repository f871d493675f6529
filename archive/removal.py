"""Articles that their source took away: kept, and marked when it said so on two days.

One answer "not found" may be a fault of an hour; a page that is still gone on another day was removed.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import F

from archive.frontier import GONE
from archive.models import Article, FrontierEntry
from archive.values import stored_key
from crawler.state import Outcome

# The first time it is gone it is asked for again in the next night, whatever holds for other links.
_AGAIN: Final = timedelta(hours=20)
_ZONE: Final = ZoneInfo("Asia/Ho_Chi_Minh")


def judged(
    missing_since: datetime | None, removed_at: datetime | None, at: datetime
) -> tuple[datetime | None, datetime | None]:
    """(missing since, removed at) of an article whose page is gone at ``at``; all times aware. Pure.

    It is removed when it was missing on an earlier day already (days of Việt Nam), and stays what it is.
    """
    if missing_since is None or missing_since > at:  # by a clock that went ahead
        return at, None
    if removed_at is None and at.astimezone(_ZONE).date() > missing_since.astimezone(_ZONE).date():
        return missing_since, at
    return missing_since, removed_at


def behind(source: str, outcomes: Sequence[Outcome]) -> dict[str, str]:
    """Of the links that are gone the stored key, and the key of the article that each led to till now.

    To be asked before the outcomes are kept: they forget what a link led to.
    """
    gone = [stored_key(outcome.key) for outcome in outcomes if outcome.name in GONE]
    if not gone:
        return {}
    links = FrontierEntry.objects.filter(source=source, key__in=gone).exclude(article_key=None)
    led = {key: article for key, article in links.values_list("key", "article_key") if article}
    return {key: led.get(key, key) for key in gone}


def note(source: str, gone: Mapping[str, str], *, at: datetime) -> int:
    """Mark the articles behind these links, as ``behind`` gave them; how many are removed since now."""
    if not gone:
        return 0
    removed = 0
    with transaction.atomic():
        found = Article.objects.select_for_update(no_key=True).filter(
            source=source, key__in=set(gone.values())
        )
        first = set()
        for row in found.order_by("pk").only("key", "missing_since", "removed_at"):
            missing, taken = judged(row.missing_since, row.removed_at, at)
            if (missing, taken) == (row.missing_since, row.removed_at):
                continue
            if row.missing_since is None:
                first.add(row.key)
            newly = int(taken is not None)
            removed += newly
            Article.objects.filter(pk=row.pk).update(
                missing_since=missing, removed_at=taken, version=F("version") + newly
            )
        links = [key for key, article in gone.items() if article in first]
        FrontierEntry.objects.filter(source=source, key__in=links).update(due_at=at + _AGAIN)
    return removed
