"""Find reprints: compare the articles that wait with possible reprints, and update the stories.

Models are needed at import.
"""

import logging
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Final

from django.db import connection, transaction
from django.db.models import Q

from archive.locks import ProcessLocks
from archive.models import Article, Fingerprint, Reprint, Story, StoryMember, Waiting
from archive.stories.candidates import candidates
from archive.stories.compare import same, share
from archive.stories.fingerprint import bands
from archive.stories.order import components, first_key
from archive.stories.text import Comparable, comparable

logger = logging.getLogger(__name__)

# Articles compared in one transaction.
_BATCH: Final = 200
_QUERY_SIZE: Final = 400
# The index is optimised after linking more than one article in so many.
_OPTIMIZE_SHARE: Final = 20
# Seconds to wait for another process that is linking.
PATIENCE: Final = 60.0
_COMPARED_FIELDS: Final = (
    "source", "kind", "title", "summary", "body_text", "authors", "images", "document", "documents_cited",
    "province_current", "published",
)  # fmt: skip


def queue_comparison(rows: Iterable[Article]) -> None:
    """Queue these stored articles for comparison. Call it in the transaction that stores their texts."""
    Waiting.objects.bulk_create([Waiting(article=row) for row in rows], ignore_conflicts=True)


def link() -> int:
    """Compare all articles that wait, in batches; return how many there were.

    If the process ends early, the rest waits on. Only one process links at a time: a second one waits for the
    first, and does nothing if that takes longer than ``PATIENCE``. Raises django.db.Error and OSError.
    """
    with _link_lock() as is_held:
        return _link_all() if is_held else 0


def rebuild() -> int:
    """Delete all stories and link every article again, under the same lock; return how many there are."""
    with _link_lock() as is_held:
        if not is_held:
            return 0
        with transaction.atomic():
            for model in (StoryMember, Story, Reprint, Fingerprint):
                model.objects.all().delete()
            with connection.cursor() as cursor:
                cursor.execute(
                    "INSERT INTO archive_waiting (article_id) SELECT id FROM archive_article WHERE true "
                    "ON CONFLICT DO NOTHING"
                )
        return _link_all()


@contextmanager
def _link_lock() -> Iterator[bool]:
    """Hold the lock that keeps other processes from linking; yields whether it was obtained."""
    locks = ProcessLocks()
    is_held = locks.take("stories", PATIENCE)
    try:
        yield is_held
    finally:
        if is_held:
            locks.give("stories")


def _link_all() -> int:
    done = 0
    while batch := list(Waiting.objects.order_by("pk").values_list("pk", flat=True)[:_BATCH]):
        with transaction.atomic():
            # Whoever changes one of these meanwhile waits for this transaction, then queues it again.
            locked = Article.objects.select_for_update(no_key=True).filter(pk__in=batch).order_by("pk")
            list(locked.values_list("pk", flat=True))
            _link(batch)
            Waiting.objects.filter(pk__in=batch).delete()
        done += len(batch)
    if done * _OPTIMIZE_SHARE > Fingerprint.objects.count():
        optimize_band_index()
    return done


def optimize_band_index() -> None:
    """Merge the segments of SQLite's index of bands; does nothing on PostgreSQL.

    Every segment is searched for every band: ten segments cost 3 ms an article. Merging the index of 300,000
    articles takes seconds, so it is worth it only after many were linked.
    """
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO archive_band(archive_band) VALUES ('optimize')")


def fingerprint_of(text: Comparable) -> Fingerprint:
    """The article's fingerprint, by which possible reprints are found; not saved."""
    return Fingerprint(
        article_id=text.id, bands="" if text.document else bands(text.words), identity=text.identity
    )


def _link(ids: Sequence[int]) -> None:
    texts = _Texts()
    texts.load(ids)
    fingerprints = {pk: fingerprint_of(text) for pk, text in texts.by_id.items()}
    # All are stored before the first lookup, so that they find each other.
    Fingerprint.objects.filter(pk__in=ids).delete()
    Fingerprint.objects.bulk_create(fingerprints.values())
    former = _former_reprints(ids)
    Reprint.objects.filter(Q(one__in=ids) | Q(other__in=ids)).delete()
    pairs: set[tuple[int, int]] = set()
    for pk, fingerprint in fingerprints.items():
        possible = candidates(pk, fingerprint)
        texts.load(possible)
        pairs.update(
            (min(pk, other), max(pk, other))
            for other in possible
            if other in texts.by_id and same(texts.by_id[pk], texts.by_id[other])
        )
    Reprint.objects.bulk_create([Reprint(one_id=one, other_id=other) for one, other in sorted(pairs)])
    touched = former | {pk for pair in pairs for pk in pair}
    if touched or StoryMember.objects.filter(article__in=ids).exists():
        _rebuild_stories(touched | set(ids), texts)


def _former_reprints(ids: Sequence[int]) -> set[int]:
    """The articles that these were reprints of until now."""
    pairs = Reprint.objects.filter(Q(one__in=ids) | Q(other__in=ids)).values_list("one", "other")
    return {pk for pair in pairs for pk in pair}


def _rebuild_stories(touched: set[int], texts: "_Texts") -> None:
    """Replace the stories of these articles by those that follow from the stored pairs."""
    old_stories: set[int] = set()
    pairs: set[tuple[int, int]] = set()
    visited: set[int] = set()
    while touched - visited:
        new = sorted(touched - visited)
        visited.update(new)
        for start in range(0, len(new), _QUERY_SIZE):
            ids = new[start : start + _QUERY_SIZE]
            pairs.update(
                Reprint.objects.filter(Q(one__in=ids) | Q(other__in=ids)).values_list("one", "other")
            )
            old_stories.update(StoryMember.objects.filter(article__in=ids).values_list("story", flat=True))
        touched.update(pk for pair in pairs for pk in pair)
        touched.update(StoryMember.objects.filter(story__in=old_stories).values_list("article", flat=True))
    story_of = dict(StoryMember.objects.filter(story__in=old_stories).values_list("article", "story"))
    StoryMember.objects.filter(story__in=old_stories).delete()
    kept: set[int] = set()
    for group in components(pairs):
        # A story keeps its number as long as any of its members is left; of two that merge, the older number
        # stays.
        former = sorted({story_of[pk] for pk in group if pk in story_of} - kept)
        story = former[0] if former else Story.objects.create().pk
        kept.add(story)
        _write_members(story, group, texts)
    Story.objects.filter(pk__in=old_stories - kept).delete()


def _write_members(story: int, group: Sequence[int], texts: "_Texts") -> None:
    rows = Article.objects.filter(pk__in=group).only("published", "published_at", "first_seen_at", "guid")
    in_order = sorted(
        rows, key=lambda row: first_key(row.published, row.published_at, row.first_seen_at, row.guid)
    )
    texts.load(group)
    first = texts.by_id[in_order[0].pk]
    members = []
    for place, row in enumerate(in_order):
        shared = share(texts.by_id[row.pk], first)
        members.append(
            StoryMember(
                story_id=story,
                article_id=row.pk,
                place=place,
                share=shared.share,
                paragraphs=list(shared.paragraphs),
            )
        )
    StoryMember.objects.bulk_create(members)


class _Texts:
    """The comparable texts of articles, each loaded once."""

    def __init__(self) -> None:
        self.by_id: dict[int, Comparable] = {}

    def load(self, ids: Iterable[int]) -> None:
        missing = [pk for pk in ids if pk not in self.by_id]
        for start in range(0, len(missing), _QUERY_SIZE):
            rows = Article.objects.filter(pk__in=missing[start : start + _QUERY_SIZE])
            for row in rows.only(*_COMPARED_FIELDS):
                try:
                    self.by_id[row.pk] = comparable(row)
                except (KeyError, TypeError, AttributeError):
                    # Stored values of another shape: the article belongs to no story, and the others are
                    # linked.
                    logger.warning("article %s cannot be compared", row.pk, exc_info=True)
