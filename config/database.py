"""A database address as Django wants it: SQLite made fit for several crawls at once, PostgreSQL by URL."""

from typing import Any

import dj_database_url

# The defaults lose writes: with a deferred transaction a reader that becomes a writer is refused at once,
# whatever the timeout ("database is locked"). IMMEDIATE waits its turn; WAL lets readers go on meanwhile.
SQLITE_OPTIONS: dict[str, Any] = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
}


def connection(url: str) -> dict[str, Any]:
    """The entry of ``DATABASES`` for ``sqlite:///file`` or ``postgresql://…``.

    ``?timeout=SECONDS`` behind the file says how long a writer waits for another one.
    """
    if url.startswith("sqlite:"):
        parsed: dict[str, Any] = dict(dj_database_url.parse(url))
        told = float(parsed.get("OPTIONS", {}).get("timeout", SQLITE_OPTIONS["timeout"]))
        parsed["OPTIONS"] = {**SQLITE_OPTIONS, "timeout": told}
        return parsed
    return dict(dj_database_url.parse(url, conn_max_age=60, conn_health_checks=True))
