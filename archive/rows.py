"""What follows from an article's values: the columns that lists are made by, and its topics."""

from collections.abc import Iterable

from archive import values
from archive.bulk import insert
from archive.dating import bounds
from archive.models import Article, ArticleTopic
from archive.states import is_public


def derive(row: Article, policy: str) -> None:
    """Bring the columns up to date that follow from others; ``policy`` is that of the article's source."""
    row.published_at = values.sortable(row.published)
    row.province_current = (row.province or {}).get("current")
    row.title_key = values.title_key(row.said.get("title", row.title))
    if row.published:
        row.published_between = None
        row.sort_at = row.published_at or row.first_seen_at
    else:
        between, warnings = bounds.compute_bounds(row)
        if warnings:
            row.evidence = bounds.with_contradictions(row.evidence, warnings)
        row.published_between = between.to_record()
        row.sort_at = bounds.compute_sort_at(row, between)
    row.public = is_public(row.kind, row.state, policy)


def write_topics(rows: Iterable[Article], *, new: bool = False) -> None:
    """Write the topics of these stored articles anew; ``new``: none of theirs were written yet."""
    known = {row.pk: row for row in rows}
    if known and not new:
        ArticleTopic.objects.filter(article__in=known).delete()
    insert(
        [
            ArticleTopic(article=row, topic=topic, sort_at=row.sort_at)
            for row in known.values()
            for topic in dict.fromkeys(row.topics)
        ]
    )
