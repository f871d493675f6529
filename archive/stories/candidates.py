"""Look up possible reprints of an article. Models are needed at import."""

from collections.abc import Collection
from typing import Final

from django.db import DEFAULT_DB_ALIAS, connection

from archive.models import Fingerprint
from archive.postgres_hints import prefer_index
from archive.stories.fingerprint import LEAST_ALIKE, Likeness

# The expression of PostgreSQL's index (migration 0014). A query uses the index only with exactly this text.
_INDEXED: Final = "array_to_tsvector(array_remove(string_to_array(bands, ' '), ''))"


def candidates(article_id: int, fingerprint: Fingerprint) -> set[int]:
    """The ids of the articles that share a band with this one and look alike, or are the same document."""
    if fingerprint.identity is not None:
        same = Fingerprint.objects.filter(identity=fingerprint.identity).exclude(pk=article_id)
        return set(same.values_list("pk", flat=True))
    if not fingerprint.bands:
        return set()
    likeness = Likeness(fingerprint.bands)
    return {
        other_id
        for other_id, bands in _sharing(fingerprint.bands.split())
        if other_id != article_id and likeness.to(bands) >= LEAST_ALIKE
    }


def _sharing(bands: Collection[str]) -> list[tuple[int, str]]:
    """The ids and bands of the articles that have one of these bands, with one query."""
    select = "SELECT article_id, bands FROM archive_fingerprint WHERE "
    if connection.vendor == "sqlite":
        query = " OR ".join(f'"{band}"' for band in bands)
        with connection.cursor() as cursor:
            condition = "article_id IN (SELECT rowid FROM archive_band WHERE archive_band MATCH %s)"
            return list(cursor.execute(select + condition, [query]).fetchall())
    query = " | ".join(f"'{band}'" for band in bands)
    with prefer_index(DEFAULT_DB_ALIAS) as cursor:
        cursor.execute(f"{select}{_INDEXED} @@ %s::tsquery", [query])
        return list(cursor.fetchall())
