"""Make PostgreSQL use its inverted indexes, whatever number of rows it expects."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connections, transaction
from django.db.backends.utils import CursorWrapper


@contextmanager
def prefer_index(using: str) -> Iterator[CursorWrapper]:
    """A cursor for which PostgreSQL scans no table sequentially if an index can answer.

    Its statistics say next to nothing of rare words: for forty of them it expects a large part of the table
    and scans all of it, a thousand times more than there are hits.
    """
    with transaction.atomic(using=using, savepoint=False), connections[using].cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        yield cursor
        cursor.execute("SET LOCAL enable_seqscan TO DEFAULT")
