"""What belongs to the first walk over a source: what is found by it may be of any age.

Models are needed at import: Django must be set up before.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from archive.behind import behind
from archive.models import Article, FrontierEntry, SourceRun

# A walk that never comes to its end is over after so long: what appears then is new.
LONGEST = timedelta(days=7)


def place(rows: Sequence[Article]) -> None:
    """Give the articles of a run that are about to be stored for the first time their place in lists, where
    they tell no date and the first walk over their source found them. Raises django.db.Error.
    """
    undated: dict[str, list[Article]] = {}
    for row in rows:
        if row.published_at is None:
            undated.setdefault(row.source, []).append(row)
    for source, own in undated.items():
        end = _end(source)
        found = _found(source, [row.key for row in own]) if end is not None else {}
        for row in own:
            if end is None or found.get(row.key, row.first_seen_at) <= end:
                row.sort_at = behind(row.first_seen_at)


def _end(source: str) -> datetime | None:
    """When the first walk was over; None while it goes on."""
    reports = SourceRun.objects.filter(source=source, pages__gt=0).order_by("finished_at")
    begun = reports.values_list("finished_at", flat=True).first()
    if begun is None:
        return None
    whole = reports.filter(complete=True).values_list("finished_at", flat=True).first()
    return begun + LONGEST if whole is None else min(whole, begun + LONGEST)


def _found(source: str, keys: Sequence[str]) -> dict[str, datetime]:
    """When the links to these articles were found: long before they were read, where there were many."""
    rows = FrontierEntry.objects.filter(source=source, key__in=keys)
    return dict(rows.values_list("key", "found_at"))
