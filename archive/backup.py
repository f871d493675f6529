"""The embedded archive as one file, taken while it is in use, and put back."""

import os
import shutil
import sqlite3
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

import zstandard
from django.db import connection, connections
from django.db.migrations.loader import MigrationLoader

_MAGIC: Final = b"SQLite format 3\x00"
_ZSTD: Final = b"\x28\xb5\x2f\xfd"
_SUFFIX: Final = ".zst"
_LEVEL: Final = 6


class BackupError(RuntimeError):
    """It cannot be done so; the message is one sentence that says what to do."""


@dataclass(frozen=True, slots=True)
class Backup:
    """What a file holds: ``articles``, in ``size`` bytes as it lies on the disk."""

    path: Path
    articles: int
    size: int


def backup(path: Path, *, force: bool = False) -> Backup:
    """Write the archive as it is at one moment to ``path``, compressed where that ends in ``.zst``.

    Crawls go on meanwhile. The copy is checked before it takes its name. Raises BackupError (a database
    that is not embedded, a file that is there without ``force``, a copy that is damaged), OSError.
    """
    database = _embedded()
    if not database.exists():
        raise BackupError("there is no archive yet: nothing to back up")
    if path.exists() and not force:
        raise BackupError(f"{path} is there already: name another file or add --force")
    path.parent.mkdir(parents=True, exist_ok=True)
    plain = path.with_name(path.name + ".unfinished")
    packed = path.with_name(path.name + ".packing")
    try:
        with (
            closing(sqlite3.connect(database, timeout=60)) as source,
            closing(sqlite3.connect(plain)) as copy,
        ):
            # In one step: in parts it would begin anew each time that a crawl writes.
            source.backup(copy, pages=-1)
            copy.execute("PRAGMA journal_mode=DELETE")
        articles = _checked(plain)
        if path.suffix == _SUFFIX:
            with plain.open("rb") as source_file, packed.open("wb") as file:
                packer = zstandard.ZstdCompressor(level=_LEVEL, write_checksum=True)
                packer.copy_stream(source_file, file, size=plain.stat().st_size)
            plain.unlink()
        else:
            packed = plain
        _settle(packed)
        packed.replace(path)
        _settle(path.parent)
    finally:
        for each in (plain, packed):
            each.unlink(missing_ok=True)
    return Backup(path, articles, path.stat().st_size)


def restore(path: Path, *, at: datetime, force: bool = False) -> tuple[Backup, Path | None]:
    """Put a backup in the archive's place, in one step; what it holds, and where the archive that was there
    before is kept.

    Raises BackupError: an archive is there and ``force`` is not, other processes use it, the file is no
    backup, damaged or of a newer version; OSError. Then all is as before.
    """
    database = _embedded()
    if database.exists() and not force:
        raise BackupError(f"an archive is there already ({database}): add --force to replace it")
    database.parent.mkdir(parents=True, exist_ok=True)
    fresh = database.with_name(database.name + ".restoring")
    try:
        _unpack(path, fresh)
        articles = _checked(fresh)
        _refuse_a_newer(fresh)
        _settle(fresh)
        connections.close_all()
        kept = _keep(database, at) if database.exists() else None
        fresh.replace(database)
        _settle(database.parent)
    finally:
        fresh.unlink(missing_ok=True)
    return Backup(path, articles, path.stat().st_size), kept


def _embedded() -> Path:
    name = str(connection.settings_dict["NAME"])
    if connection.vendor != "sqlite":
        raise BackupError("this is for the embedded archive; for PostgreSQL use pg_dump and pg_restore")
    return Path(name)


def _checked(path: Path) -> int:
    """How many articles a copy holds. Raises BackupError where it is damaged or none of ours."""
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as copy:
            words = [word for (word,) in copy.execute("PRAGMA integrity_check(1)")]
            if words != ["ok"]:
                raise BackupError(f"{path.name} is damaged: {words[0]}")
            number: int = copy.execute("SELECT count(*) FROM archive_article").fetchone()[0]
            return number
    except sqlite3.DatabaseError as error:
        raise BackupError(f"this is no backup of an archive, or a damaged one: {error}") from error


def _refuse_a_newer(path: Path) -> None:
    loader = MigrationLoader(connection=None)
    with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as copy:
        applied = set(copy.execute("SELECT app, name FROM django_migrations"))
    apps = {app for app, _ in loader.disk_migrations}
    replaced = {name for migration in loader.replacements.values() for name in migration.replaces}
    unknown = sorted(each for each in applied - set(loader.disk_migrations) - replaced if each[0] in apps)
    if unknown:
        app, name = unknown[0]
        raise BackupError(f"the backup is of a newer version ({app}.{name}): update Tin Công Đoàn first")


def _unpack(path: Path, fresh: Path) -> None:
    with path.open("rb") as file:
        head = file.read(len(_MAGIC))
        file.seek(0)
        with fresh.open("wb") as target:
            if head.startswith(_ZSTD):
                try:
                    wanted = zstandard.frame_content_size(file.read(18))
                    file.seek(0)
                    _, written = zstandard.ZstdDecompressor().copy_stream(file, target)
                except zstandard.ZstdError as error:
                    raise BackupError(f"{path} is damaged: {error}") from error
                if written != wanted:
                    raise BackupError(f"{path} is damaged: it ends before its time")
            elif head == _MAGIC:
                shutil.copyfileobj(file, target)
            else:
                raise BackupError(f"{path} is no backup of an archive")


def _keep(database: Path, at: datetime) -> Path:
    """Give the archive that is there a second name, when nobody uses it: the first can then be taken."""
    kept = database.with_name(f"{database.name}.before-{at:%Y%m%d-%H%M%S}")
    try:
        with closing(sqlite3.connect(database, timeout=1)) as old:
            # Only who is alone with it may take its log away, which would be damage to the new one.
            old.execute("PRAGMA journal_mode=DELETE")
    except sqlite3.OperationalError as error:
        raise BackupError(
            f"other processes use the archive ({error}): end serve, schedule and crawls first"
        ) from error
    except sqlite3.DatabaseError:
        # It is damaged, which is why somebody restores; so may be its log.
        for ending in ("-wal", "-shm"):
            with suppress(FileNotFoundError):
                database.with_name(database.name + ending).replace(kept.with_name(kept.name + ending))
    os.link(database, kept)
    return kept


def _settle(path: Path) -> None:
    """What stands there outlives a power failure."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
