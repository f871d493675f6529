"""A whole archive from one database to another, SQLite or PostgreSQL, and the proof that both are the same.

All that Django knows is moved: articles with all that belongs to them, people, sessions. It is one
transaction: where it fails, the new database is as empty as before.
"""

import hashlib
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from itertools import zip_longest
from typing import Any, Final
from uuid import UUID

from django.apps import apps
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import connections, models, transaction
from django.db.models import Max

from archive import export
from archive.migrate import pending

OLD: Final = "moving_from"
NEW: Final = "moving_to"
_AT_ONCE: Final = 200
# What migrating fills by itself, with numbers of its own: the archive's take their place.
_MADE_BY_MIGRATING: Final = (
    "contenttypes.contenttype",
    "auth.permission",
    "auth.group",
    "auth.group_permissions",
)
_SUM: Final = 2**256

Say = Callable[[str], None]


class MovingError(RuntimeError):
    """The archive cannot be moved so; the message is one sentence that says what to do."""


@dataclass(frozen=True, slots=True)
class Table:
    """One table as both databases have it. ``digest`` (hex) is over its rows, in whatever order."""

    name: str
    rows: int
    digest: str


@dataclass(frozen=True, slots=True)
class Moved:
    """``tables`` with rows, the largest first; ``lines`` and ``digest`` (SHA-256, hex) are of the archive
    exported as JSON Lines, the same from both databases."""

    tables: tuple[Table, ...]
    lines: int
    digest: str


def move(old: dict[str, Any], new: dict[str, Any], say: Say = lambda _words: None) -> Moved:
    """Copy all rows from ``old`` to ``new`` (entries of ``DATABASES``) and compare; ``say`` hears of it.

    Django must be set up. Raises MovingError where ``old`` is not up to date, ``new`` holds anything
    or they differ in the end; django.db.Error where a database is out of reach. ``new`` is empty then.
    """
    with _both(old, new):
        if missing := pending(OLD):
            raise MovingError(
                f"the old archive lacks {', '.join(missing)}: run `tincongdoan migrate` on it first"
            )
        if pending(NEW):
            say("making the tables")
            call_command("migrate", database=NEW, interactive=False, verbosity=0)
        _refuse_what_is_there()
        with transaction.atomic(using=OLD), transaction.atomic(using=NEW):
            _empty_what_migrating_made()
            for model in _models():
                if number := _copy(model):
                    say(f"{model._meta.db_table}: {number} rows")
            _go_on_counting()
            say("comparing")
            return _compared()


def _models() -> list[type[models.Model]]:
    found = [model for model in apps.get_models(include_auto_created=True) if model._meta.managed]
    return sorted((model for model in found if not model._meta.proxy), key=lambda model: model._meta.label)


def _refuse_what_is_there() -> None:
    for model in _models():
        if model._meta.label_lower not in _MADE_BY_MIGRATING and model._base_manager.using(NEW).exists():
            raise MovingError(
                f"the new database is not empty ({model._meta.db_table} has rows): name an empty one"
            )


def _empty_what_migrating_made() -> None:
    for model in reversed(_models()):
        if model._meta.label_lower in _MADE_BY_MIGRATING:
            model._base_manager.using(NEW).all().delete()


def _copy(model: type[models.Model]) -> int:
    fields = list(model._meta.concrete_fields)
    number = 0
    for rows in _parts(model, OLD):
        most = connections[NEW].ops.bulk_batch_size(fields, rows)
        for start in range(0, len(rows), most):
            part = rows[start : start + most]
            # As it is: no field may set a time or a number of its own.
            rows_of: Any = model._base_manager.using(NEW)
            rows_of._insert(part, fields=fields, using=NEW, raw=True)
        number += len(rows)
    return number


def _go_on_counting() -> None:
    """PostgreSQL's counters know nothing of rows that brought their numbers along."""
    connection = connections[NEW]
    for model in _models():
        last = model._base_manager.using(NEW).aggregate(last=Max("pk"))["last"]
        if isinstance(last, int) and last > 0:
            with connection.cursor() as cursor:
                for statement in connection.ops.sequence_reset_sql(no_style(), [model]):
                    cursor.execute(statement)


def _compared() -> Moved:
    tables = []
    for model in _models():
        old, new = table(model, OLD), table(model, NEW)
        if old != new:
            raise MovingError(f"{old.name} came out differently ({old.rows} rows, {new.rows} in the new one)")
        tables.append(old)
    both = hashlib.sha256()
    number = 0
    for old_line, new_line in zip_longest(_lines(OLD), _lines(NEW)):
        number += 1
        if old_line != new_line:
            raise MovingError(f"line {number} of the exported archive came out differently")
        both.update(old_line.encode("utf-8", "surrogatepass"))
    kept = sorted((each for each in tables if each.rows), key=lambda each: -each.rows)
    return Moved(tuple(kept), number, both.hexdigest())


def table(model: type[models.Model], using: str) -> Table:
    """The rows of a table, counted and summed up."""
    number = total = 0
    for rows in _parts(model, using):
        number += len(rows)
        for row in rows:
            told = [_plain(field.value_from_object(row)) for field in model._meta.concrete_fields]
            text = json.dumps(told, ensure_ascii=True, sort_keys=True)
            total += int.from_bytes(hashlib.sha256(text.encode()).digest(), "big")
    return Table(model._meta.db_table, number, f"{total % _SUM:064x}")


def _lines(using: str) -> Iterator[str]:
    return export.jsonl(export.articles(export.Wanted(), using=using), using=using)


def _parts(model: type[models.Model], using: str) -> Iterator[list[models.Model]]:
    """All rows, some at a time, each in the order of the database's own keys."""
    rows = model._base_manager.using(using).order_by("pk")
    part = list(rows[:_AT_ONCE])
    while part:
        yield part
        part = list(rows.filter(pk__gt=part[-1].pk)[:_AT_ONCE])


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, (bytes, memoryview)):
        return hashlib.sha256(value).hexdigest()
    return str(value) if isinstance(value, (UUID, Decimal, date)) else value


@contextmanager
def _both(old: dict[str, Any], new: dict[str, Any]) -> Iterator[None]:
    known = connections.databases
    try:
        for alias, told in ((OLD, old), (NEW, new)):
            known[alias] = {**known["default"], "OPTIONS": {}, **told, "CONN_MAX_AGE": 0}
        _snapshot(known[OLD])
        yield
    finally:
        for alias in (OLD, NEW):
            connections[alias].close()
            del connections[alias]
            known.pop(alias, None)


def _snapshot(told: dict[str, Any]) -> None:
    """One state of the old archive, from the first row to the last, while others go on writing."""
    options = dict(told.get("OPTIONS") or {})
    if told["ENGINE"].endswith("sqlite3"):
        options["transaction_mode"] = "DEFERRED"
    else:
        from psycopg import IsolationLevel

        options["isolation_level"] = IsolationLevel.REPEATABLE_READ
    told["OPTIONS"] = options
