"""Where the queue's tables are made: on PostgreSQL alone."""

from typing import Any

from django.db import connections


class QueueOnPostgreSQL:
    """A router of Django's: while an archive moves, both databases are there, and SQLite has no queue."""

    def allow_migrate(self, db: str, app_label: str, **_hints: Any) -> bool | None:
        if app_label != "procrastinate":
            return None
        return connections[db].vendor == "postgresql"
