"""Keeping the index in step with the articles. Models are needed at import."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from django.db import connection, transaction

from archive.bulk import insert
from archive.models import Article, SearchEntry, SearchWord
from archive.search.entry import entry, place

_AT_ONCE: Final = 200
_WORDS_AT_ONCE: Final = 500
_FIELDS: Final = (
    "source", "kind", "title", "summary", "body_text", "authors", "topics", "province_current", "document",
    "documents_cited", "views_value", "public", "sort_at",
)  # fmt: skip


def put(rows: Iterable[Article], *, new: bool = False) -> None:
    """Index these stored articles as their values are now. Call it in the transaction that changed them.

    ``new``: they were stored in this transaction, so that nothing of them is indexed yet.
    """
    known = {row.pk: row for row in rows}
    made = []
    words: set[str] = set()
    for row in known.values():
        told = entry(row)
        words |= told.different
        made.append(
            SearchEntry(place=place(row.sort_at, row.pk), article=row, words=told.words, marks=told.marks)
        )
    # SQLite's index takes rising places without writing what it holds in memory each time.
    made.sort(key=lambda each: each.place)
    for start in range(0, len(made), _AT_ONCE):
        part = made[start : start + _AT_ONCE]
        if not new:
            SearchEntry.objects.filter(article__in=[each.article_id for each in part]).delete()
        insert(part)
    _learn(words)


def put_ids(ids: Iterable[int]) -> None:
    """Index the articles with these ids as they stand now; what is no more leaves the index."""
    numbers = list(ids)
    for start in range(0, len(numbers), _AT_ONCE):
        part = numbers[start : start + _AT_ONCE]
        with transaction.atomic():
            rows = list(Article.objects.filter(pk__in=part).only(*_FIELDS))
            put(rows)


def rebuild() -> int:
    """Index every article anew, some at a time; how many there are."""
    if connection.vendor == "sqlite":
        # First what the database keeps: out of step with the entries, it could not even lose them.
        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO archive_search(archive_search) VALUES ('rebuild')")
    done = 0
    for part in _ids():
        put_ids(part)
        done += len(part)
    return done


def _learn(words: Iterable[str]) -> None:
    """Keep those of the words that no entry had before."""
    told = sorted(word for word in words if word[0].isalpha())
    for start in range(0, len(told), _WORDS_AT_ONCE):
        part = told[start : start + _WORDS_AT_ONCE]
        known = set(SearchWord.objects.filter(pk__in=part).values_list("pk", flat=True))
        new = [SearchWord(word=word) for word in part if word not in known]
        # Another process may be learning the same.
        SearchWord.objects.bulk_create(new, ignore_conflicts=True)


def _ids() -> Iterator[Sequence[int]]:
    last = 0
    while part := list(
        Article.objects.filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:_AT_ONCE]
    ):
        yield part
        last = part[-1]
