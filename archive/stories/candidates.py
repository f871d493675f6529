"""Looking up what an article may be a reprint of. Models are needed at import."""

from collections.abc import Collection

from django.db import connection

from archive.models import Fingerprint
from archive.stories.fingerprint import LEAST_ALIKE, Likeness

_AT_ONCE = 500


def candidates(article_id: int, told: Fingerprint) -> set[int]:
    """The ids of the articles that share a band with this one and look alike, or are the same document."""
    if told.identity is not None:
        same = Fingerprint.objects.filter(identity=told.identity).exclude(pk=article_id)
        return set(same.values_list("pk", flat=True))
    if not told.bands:
        return set()
    likeness = Likeness(told.bands)
    found: set[int] = set()
    there = [number for number in _sharing(told.bands.split()) if number != article_id]
    for start in range(0, len(there), _AT_ONCE):
        rows = Fingerprint.objects.filter(pk__in=there[start : start + _AT_ONCE]).exclude(bands="")
        found.update(
            number for number, bands in rows.values_list("pk", "bands") if likeness.to(bands) >= LEAST_ALIKE
        )
    return found


def _sharing(bands: Collection[str]) -> list[int]:
    if connection.vendor == "sqlite":
        question = "SELECT rowid FROM archive_band WHERE archive_band MATCH %s"
        asked = " OR ".join(f'"{band}"' for band in bands)
    else:
        question = "SELECT article_id FROM archive_fingerprint WHERE found @@ %s::tsquery"
        asked = " | ".join(f"'{band}'" for band in bands)
    with connection.cursor() as cursor:
        cursor.execute(question, [asked])
        return [row[0] for row in cursor.fetchall()]
