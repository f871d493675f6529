"""Bringing the archive's tables up to date: by itself on SQLite, only when asked on PostgreSQL."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from pkgutil import ModuleInfo, iter_modules

from django.apps import apps
from django.db import DEFAULT_DB_ALIAS, connection, connections, router
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

_OURS = ("archive", "desk")


class NotMigratedError(RuntimeError):
    """The database must be migrated by whoever runs it; the message is one sentence that says how."""


def ensure_migrated() -> None:
    """Make an embedded archive and bring it up to date; check a PostgreSQL one.

    Raises NotMigratedError on PostgreSQL where a migration is missing: there, many machines share the
    database and somebody decides when. On either where the archive is a newer version's, whose tables this
    one does not know. Raises django.db.Error when the database is out of reach.
    """
    if connection.vendor == "sqlite":
        migrate()
        return
    _refuse_newer()
    if pending():
        raise NotMigratedError(
            "The database is not up to date with this version: stop the other processes, "
            "then run `tincongdoan migrate`."
        )


def migrate() -> tuple[str, ...]:
    """Apply what is missing, on either database, and name it; one process at a time on SQLite."""
    with _alone():
        _refuse_newer()
        missing = pending()
        if missing:
            from django.core.management import call_command

            call_command("migrate", interactive=False, verbosity=0)
    return missing


def _refuse_newer() -> None:
    if newer():
        raise NotMigratedError(
            "The archive was brought up to date by a newer version of tincongdoan: install that one here, "
            "or restore a backup from before."
        )


def pending(using: str = DEFAULT_DB_ALIAS) -> tuple[str, ...]:
    """The migrations that a database lacks, as ``app.name``."""
    # Every start asks. Where the names of all are recorded none of them needs to be loaded; what is missing,
    # and whether one stands for others, Django knows.
    if _on_disk() <= MigrationRecorder(connections[using]).applied_migrations().keys():
        return ()
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connections[using])
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    wanted = [each for each, _ in plan if router.allow_migrate(using, each.app_label)]
    return tuple(f"{migration.app_label}.{migration.name}" for migration in wanted)


def newer(using: str = DEFAULT_DB_ALIAS) -> tuple[str, ...]:
    """The migrations of ours that the database has and this version does not know, as ``app.name``."""
    known = _on_disk()
    applied = MigrationRecorder(connections[using]).applied_migrations()
    return tuple(
        sorted(f"{app}.{name}" for app, name in applied if app in _OURS and (app, name) not in known)
    )


def _on_disk() -> set[tuple[str, str]]:
    """The (app, name) of every migration that is there to be applied; none is loaded."""
    found: set[tuple[str, str]] = set()
    for app in apps.get_app_configs():
        module, _ = MigrationLoader.migrations_module(app.label)
        spec = find_spec(module) if module else None
        places = spec.submodule_search_locations if spec else None
        found |= {(app.label, each.name) for each in iter_modules(places or ()) if _is_one(each)}
    return found


def _is_one(module: ModuleInfo) -> bool:
    """By Django's rule."""
    return not module.ispkg and module.name[0] not in "_~"


@contextmanager
def _alone() -> Iterator[None]:
    """A lock beside the database file: two crawls that start together must not both make the tables."""
    name = str(connection.settings_dict["NAME"])
    if connection.vendor != "sqlite" or ":memory:" in name or "mode=memory" in name:
        yield
        return
    database = Path(name)
    database.parent.mkdir(parents=True, exist_ok=True)
    with database.with_name(database.name + ".migrating").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
