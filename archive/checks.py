"""Is the database sound? What ``tincongdoan doctor`` says of it. Models are needed at import."""

from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.db import connection

from archive.migrate import pending
from archive.models import Article, Fingerprint, SearchEntry, Waiting
from archive.raw import kept
from archive.search.entry import Entry, entry
from archive.stories.link import fingerprint_of
from archive.stories.text import comparable

_MB = 2**20
_LOOKED_AT = 10


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
    if not missing:
        yield from _indexes()
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
        cursor.execute("SELECT current_setting('server_encoding'), current_setting('autovacuum')")
        encoding, cleans = cursor.fetchone()
    problem = "" if encoding == "UTF8" else f"its encoding is {encoding}: make the database with UTF8"
    yield f"PostgreSQL {version}, {size / _MB:.0f} MB", problem
    if cleans != "on":
        yield "autovacuum", "it is off: what was replaced keeps its room, and searches read it; turn it on"


def _indexes() -> Iterator[tuple[str, str]]:
    """Whether what was read out of the articles is what this version reads out of them.

    Of the oldest, for what comes in is read by the rules of now; another version of rensa has other bands.
    """
    settled = Article.objects.exclude(pk__in=Waiting.objects.values("pk")).order_by("pk")
    rows = {row.pk: row for row in settled.defer("body_html", "evidence")[:_LOOKED_AT]}
    entries = SearchEntry.objects.filter(article__in=rows).values_list("article", "words", "marks")
    same = {pk: Entry(words, marks) for pk, words, marks in entries} == {
        pk: entry(row) for pk, row in rows.items()
    }
    yield "search index", "" if same else "it is of other rules: run 'tincongdoan search --rebuild'"
    now = [fingerprint_of(comparable(row)) for row in rows.values()]
    prints = Fingerprint.objects.filter(pk__in=rows).values_list("pk", "bands", "identity")
    same = {(each.pk, each.bands, each.identity) for each in now} == set(prints)
    yield "fingerprints", "" if same else "they are of other rules: run 'tincongdoan stories rebuild'"
