"""The database as Django needs it: SQLite tuned for several crawls at once, or PostgreSQL by URL."""

from typing import Any

import dj_database_url
from django.db import connections

# Django's defaults lose writes: a deferred transaction that turns from reading to writing fails at once,
# whatever the timeout ("database is locked"). IMMEDIATE waits for the lock; WAL lets readers go on meanwhile.
SQLITE_OPTIONS: dict[str, Any] = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
}


def connection(url: str) -> dict[str, Any]:
    """Return the entry of ``DATABASES`` for ``sqlite:///file`` or ``postgresql://…``.

    ``?timeout=SECONDS`` after the file sets how long one writer waits for another.
    """
    if url.startswith("sqlite:"):
        parsed: dict[str, Any] = dict(dj_database_url.parse(url))
        timeout = float(parsed.get("OPTIONS", {}).get("timeout", SQLITE_OPTIONS["timeout"]))
        parsed["OPTIONS"] = {**SQLITE_OPTIONS, "timeout": timeout}
        return parsed
    return dict(dj_database_url.parse(url, conn_max_age=60, conn_health_checks=True))


class QueueOnPostgreSQL:
    """A Django database router that creates the workers' queue on PostgreSQL only.

    While an archive moves from one database to another, Django knows both, and the queue's migrations are SQL
    of PostgreSQL.
    """

    def allow_migrate(self, db: str, app_label: str, **_hints: Any) -> bool | None:
        """Return whether ``app_label`` may be migrated on the database ``db``; None for no opinion."""
        if app_label != "procrastinate":
            return None
        return connections[db].vendor == "postgresql"
