"""Looking up what an article may be a reprint of. Models are needed at import."""

from collections.abc import Collection
from typing import Final

from django.db import DEFAULT_DB_ALIAS, connection

from archive.models import Fingerprint
from archive.postgres_hints import prefer_index
from archive.stories.fingerprint import LEAST_ALIKE, Likeness

# What PostgreSQL's index is over, to the letter (migration 0014): by nothing else is it asked.
_INDEXED: Final = "array_to_tsvector(array_remove(string_to_array(bands, ' '), ''))"


def candidates(article_id: int, told: Fingerprint) -> set[int]:
    """The ids of the articles that share a band with this one and look alike, or are the same document."""
    if told.identity is not None:
        same = Fingerprint.objects.filter(identity=told.identity).exclude(pk=article_id)
        return set(same.values_list("pk", flat=True))
    if not told.bands:
        return set()
    likeness = Likeness(told.bands)
    return {
        number
        for number, bands in _sharing(told.bands.split())
        if number != article_id and likeness.to(bands) >= LEAST_ALIKE
    }


def _sharing(bands: Collection[str]) -> list[tuple[int, str]]:
    """The ids and bands of the articles that have one of these bands: in one question, for they are many."""
    question = "SELECT article_id, bands FROM archive_fingerprint WHERE "
    if connection.vendor == "sqlite":
        asked = " OR ".join(f'"{band}"' for band in bands)
        with connection.cursor() as cursor:
            which = "article_id IN (SELECT rowid FROM archive_band WHERE archive_band MATCH %s)"
            return list(cursor.execute(question + which, [asked]).fetchall())
    asked = " | ".join(f"'{band}'" for band in bands)
    with prefer_index(DEFAULT_DB_ALIAS) as cursor:
        cursor.execute(f"{question}{_INDEXED} @@ %s::tsquery", [asked])
        return list(cursor.fetchall())
