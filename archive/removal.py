"""Articles that their source removed: they are kept, and marked once their page was gone on two days.

One "not found" may be a fault of an hour. A page that is still gone on another day was removed.
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

# After the first "not found" the link is fetched again the next night, whatever the revisit policy says.
_RETRY_AFTER: Final = timedelta(hours=20)
_ZONE: Final = ZoneInfo("Asia/Ho_Chi_Minh")


def next_removal_state(
    missing_since: datetime | None, removed_at: datetime | None, at: datetime
) -> tuple[datetime | None, datetime | None]:
    """(missing since, removed at) of an article whose page is gone at ``at``; all times are aware. Pure.

    It is removed if it was already missing on an earlier day (in Vietnam); then both times stay.
    """
    if missing_since is None or missing_since > at:  # Later than ``at`` only if a clock was wrong.
        return at, None
    if removed_at is None and at.astimezone(_ZONE).date() > missing_since.astimezone(_ZONE).date():
        return missing_since, at
    return missing_since, removed_at


def articles_behind(source: str, outcomes: Sequence[Outcome]) -> dict[str, str]:
    """For each link whose page is gone, its stored key and the key of the article that it led to.

    Call it before the outcomes are stored, since that deletes what a link led to.
    """
    gone = [stored_key(outcome.key) for outcome in outcomes if outcome.name in GONE]
    if not gone:
        return {}
    links = FrontierEntry.objects.filter(source=source, key__in=gone).exclude(article_key=None)
    targets = {key: article for key, article in links.values_list("key", "article_key") if article}
    return {key: targets.get(key, key) for key in gone}


def mark_missing(source: str, article_keys: Mapping[str, str], *, at: datetime) -> int:
    """Mark the articles behind links that are gone (``articles_behind``); return how many are now removed."""
    if not article_keys:
        return 0
    removed_count = 0
    with transaction.atomic():
        rows = Article.objects.select_for_update(no_key=True).filter(
            source=source, key__in=set(article_keys.values())
        )
        newly_missing = set()
        for row in rows.order_by("pk").only("key", "missing_since", "removed_at"):
            missing_since, removed_at = next_removal_state(row.missing_since, row.removed_at, at)
            if (missing_since, removed_at) == (row.missing_since, row.removed_at):
                continue
            if row.missing_since is None:
                newly_missing.add(row.key)
            is_removed = int(removed_at is not None)
            removed_count += is_removed
            Article.objects.filter(pk=row.pk).update(
                missing_since=missing_since, removed_at=removed_at, version=F("version") + is_removed
            )
        links = [key for key, article in article_keys.items() if article in newly_missing]
        FrontierEntry.objects.filter(source=source, key__in=links).update(due_at=at + _RETRY_AFTER)
    return removed_count
