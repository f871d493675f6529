"""Linking what came: articles that wait are compared with what they may be reprints of, and stories follow.

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
_AT_ONCE: Final = 400
# A part of all articles that is many: one in twenty.
_MANY: Final = 20
# How long to wait, in seconds, for another process that is linking.
PATIENCE: Final = 60.0
_TEXT: Final = (
    "source", "kind", "title", "summary", "body_text", "authors", "images", "document", "documents_cited",
    "province_current", "published",
)  # fmt: skip


def wait(rows: Iterable[Article]) -> None:
    """Note that the texts of these stored articles are to be compared. Call it in their transaction."""
    Waiting.objects.bulk_create([Waiting(article=row) for row in rows], ignore_conflicts=True)


def link() -> int:
    """Compare every article that waits, some at a time; how many there were.

    What is not compared when the process ends waits on. One process at a time: a second one waits for the
    first, and does nothing where that takes longer than ``PATIENCE``. Raises django.db.Error and OSError.
    """
    with _alone() as alone:
        return _link_all() if alone else 0


def rebuild() -> int:
    """Forget all stories and link every article anew; how many there are. As ``link``, one at a time."""
    with _alone() as alone:
        if not alone:
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
def _alone() -> Iterator[bool]:
    """Whether no other process links meanwhile."""
    locks = ProcessLocks()
    taken = locks.take("stories", PATIENCE)
    try:
        yield taken
    finally:
        if taken:
            locks.give("stories")


def _link_all() -> int:
    done = 0
    while part := list(Waiting.objects.order_by("pk").values_list("pk", flat=True)[:_BATCH]):
        with transaction.atomic():
            # Who changes one of these meanwhile waits for us, and notes it to be compared again.
            held = Article.objects.select_for_update(no_key=True).filter(pk__in=part).order_by("pk")
            list(held.values_list("pk", flat=True))
            _link(part)
            Waiting.objects.filter(pk__in=part).delete()
        done += len(part)
    if done * _MANY > Fingerprint.objects.count():
        tidy()
    return done


def tidy() -> None:
    """Bring the index of bands into one piece: each piece costs a look a band (of ten, 3 ms an article).

    Nothing to do on PostgreSQL, and on SQLite only after much was linked: 300,000 articles take seconds.
    """
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO archive_band(archive_band) VALUES ('optimize')")


def fingerprint_of(text: Comparable) -> Fingerprint:
    """By what the article finds others; not saved."""
    told = "" if text.document else bands(text.words)
    return Fingerprint(article_id=text.id, bands=told, identity=text.identity)


def _link(numbers: Sequence[int]) -> None:
    texts = _Texts()
    texts.read(numbers)
    told = {number: fingerprint_of(text) for number, text in texts.known.items()}
    # All of them before the first is looked up, so that they find each other.
    Fingerprint.objects.filter(pk__in=numbers).delete()
    Fingerprint.objects.bulk_create(told.values())
    near = _neighbours(numbers)
    Reprint.objects.filter(Q(one__in=numbers) | Q(other__in=numbers)).delete()
    pairs: set[tuple[int, int]] = set()
    for number, fingerprint in told.items():
        there = candidates(number, fingerprint)
        texts.read(there)
        pairs.update(
            (min(number, other), max(number, other))
            for other in there
            if other in texts.known and same(texts.known[number], texts.known[other])
        )
    Reprint.objects.bulk_create([Reprint(one_id=one, other_id=other) for one, other in sorted(pairs)])
    touched = near | {number for pair in pairs for number in pair}
    if touched or StoryMember.objects.filter(article__in=numbers).exists():
        _retell(touched | set(numbers), texts)


def _neighbours(numbers: Sequence[int]) -> set[int]:
    """The articles that these were reprints of."""
    pairs = Reprint.objects.filter(Q(one__in=numbers) | Q(other__in=numbers)).values_list("one", "other")
    return {number for pair in pairs for number in pair}


def _retell(touched: set[int], texts: "_Texts") -> None:
    """Write the stories of these articles anew, as the pairs tell them."""
    old: set[int] = set()
    pairs: set[tuple[int, int]] = set()
    asked: set[int] = set()
    while touched - asked:
        new = sorted(touched - asked)
        asked.update(new)
        for start in range(0, len(new), _AT_ONCE):
            part = new[start : start + _AT_ONCE]
            found = Reprint.objects.filter(Q(one__in=part) | Q(other__in=part)).values_list("one", "other")
            pairs.update(found)
            old.update(StoryMember.objects.filter(article__in=part).values_list("story", flat=True))
        touched.update(number for pair in pairs for number in pair)
        touched.update(StoryMember.objects.filter(story__in=old).values_list("article", flat=True))
    kept = dict(StoryMember.objects.filter(story__in=old).values_list("article", "story"))
    StoryMember.objects.filter(story__in=old).delete()
    used: set[int] = set()
    for group in components(pairs):
        # A story keeps its number as long as any of it is left; of two that become one, the older.
        before = sorted({kept[number] for number in group if number in kept} - used)
        story = before[0] if before else Story.objects.create().pk
        used.add(story)
        _tell(story, group, texts)
    Story.objects.filter(pk__in=old - used).delete()


def _tell(story: int, group: Sequence[int], texts: "_Texts") -> None:
    rows = Article.objects.filter(pk__in=group).only("published", "published_at", "first_seen_at", "guid")
    in_order = sorted(
        rows, key=lambda row: first_key(row.published, row.published_at, row.first_seen_at, row.guid)
    )
    texts.read(group)
    first = texts.known[in_order[0].pk]
    members = []
    for place, row in enumerate(in_order):
        told = share(texts.known[row.pk], first)
        members.append(
            StoryMember(
                story_id=story,
                article_id=row.pk,
                place=place,
                share=told.share,
                paragraphs=list(told.paragraphs),
            )
        )
    StoryMember.objects.bulk_create(members)


class _Texts:
    """Articles as they are compared, each read once."""

    def __init__(self) -> None:
        self.known: dict[int, Comparable] = {}

    def read(self, numbers: Iterable[int]) -> None:
        missing = [number for number in numbers if number not in self.known]
        for start in range(0, len(missing), _AT_ONCE):
            for row in Article.objects.filter(pk__in=missing[start : start + _AT_ONCE]).only(*_TEXT):
                try:
                    self.known[row.pk] = comparable(row)
                except (KeyError, TypeError, AttributeError):
                    # Values of another shape, from wherever: it stands alone and holds up nobody.
                    logger.warning("article %s cannot be compared", row.pk, exc_info=True)
