"""Is the database sound? What ``tincongdoan doctor`` says of it. Models are needed at import."""

from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.db import connection

from archive.migrate import pending
from archive.raw import kept

_MB = 2**20


def checks() -> Iterator[tuple[str, str]]:
    """(what was looked at, what is wrong with it or ""). Raises django.db.Error where it is out of reach.

    Reads through an embedded database: some seconds a gigabyte.
    """
    missing = pending()
    yield "migrations", f"{len(missing)} missing: run 'tincongdoan migrate'" if missing else ""
    if connection.vendor == "sqlite":
        yield from _sqlite()
    else:
        yield from _postgresql()
    pages = kept()
    days = settings.TCD.keep_raw
    how_long = "for ever" if days is None else f"for {days} days" if days else "not any more"
    yield f"{pages.pages} fetched pages kept {how_long}, {pages.stored / _MB:.0f} MB", ""


def _sqlite() -> Iterator[tuple[str, str]]:
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA quick_check(1)")
        words = str(cursor.fetchone()[0])
        cursor.execute("PRAGMA journal_mode")
        mode = str(cursor.fetchone()[0])
    size = Path(str(connection.settings_dict["NAME"])).stat().st_size / _MB
    damage = f"it is damaged ({words}): 'tincongdoan restore' puts a backup in its place"
    yield f"SQLite, {size:.0f} MB", "" if words == "ok" else damage
    if mode != "wal":
        yield "write-ahead log", f"it is off ({mode}): crawls and readers will wait for each other"


def _postgresql() -> Iterator[tuple[str, str]]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('server_version'), pg_database_size(current_database())")
        version, size = cursor.fetchone()
        cursor.execute("SHOW server_encoding")
        encoding = str(cursor.fetchone()[0])
    problem = "" if encoding == "UTF8" else f"its encoding is {encoding}: make the database with UTF8"
    yield f"PostgreSQL {version}, {size / _MB:.0f} MB", problem
