"""Asking PostgreSQL's inverted indexes for what they hold, whatever it expects to find."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connections, transaction
from django.db.backends.utils import CursorWrapper


@contextmanager
def by_index(using: str) -> Iterator[CursorWrapper]:
    """A cursor for which PostgreSQL reads no table from end to end while an index can answer.

    It knows next to nothing of words that stand in few rows: for forty of them it expects a good part of the
    table and reads all of it, a thousand times as much as there is.
    """
    with transaction.atomic(using=using, savepoint=False), connections[using].cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        yield cursor
        cursor.execute("SET LOCAL enable_seqscan TO DEFAULT")
