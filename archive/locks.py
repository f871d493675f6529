"""A lock that belongs to a living process: who dies, however, keeps none.

On SQLite a file that the process holds with ``flock``, which the system gives free with the process; on
PostgreSQL an advisory lock of the connection, which the server gives free with the connection.
"""

import fcntl
import hashlib
import logging
import os
import threading
import time
from pathlib import Path

logger = logging.getLogger(__name__)

_EVERY = 0.1  # seconds between two tries
_LOOK_SECONDS = 20.0
_SPACE = 0x7CD  # our half of PostgreSQL's pairs of lock numbers


class ProcessLocks:
    """Locks by name, for all machines that share the archive. Use one from one thread only."""

    def __init__(self) -> None:
        self._files: dict[str, int] = {}
        # On PostgreSQL: which of its sessions holds the lock.
        self._held: dict[str, int] = {}

    # The files stay: one that is removed while another process waits for it would be two locks.

    def take(self, name: str, seconds: float = 0.0) -> bool:
        """Take the lock, waiting up to ``seconds`` for it; False where another holds it still.

        Raises django.db.Error where the database is out of reach and OSError where the folder is.
        """
        deadline = time.monotonic() + seconds
        while not self._try(name):
            if time.monotonic() >= deadline:
                return False
            time.sleep(_EVERY)
        return True

    def give(self, name: str, *, for_good: bool = False) -> None:
        """Give the lock free; nothing where it is not held. ``for_good``: nobody will want it again."""
        if (handle := self._files.pop(name, None)) is not None:
            if for_good:
                (_folder() / f"{name}.lock").unlink(missing_ok=True)
            os.close(handle)
        elif self._held.pop(name, None) is not None:
            self._ask("SELECT pg_advisory_unlock(%s, %s)", name)

    def renew(self) -> list[str]:
        """Take again what was held by a session that is no more, as the database was started anew meanwhile;
        the names of those that are held again. Raises django.db.Error where the database is out of reach.
        """
        if not self._held:
            return []
        session = self._session()
        lost = [name for name, holder in self._held.items() if holder != session]
        return [name for name in lost if self._try(name)]

    def _try(self, name: str) -> bool:
        from django.db import connection

        if connection.vendor == "sqlite":
            return self._try_file(name)
        self._notice_lost_machines()
        session = self._session()
        if self._held.get(name) == session:
            return False
        self._held.pop(name, None)
        if self._ask("SELECT pg_try_advisory_lock(%s, %s)", name):
            self._held[name] = session
            return True
        return False

    def _try_file(self, name: str) -> bool:
        if name in self._files:
            return False
        handle = os.open(_folder() / f"{name}.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(handle)
            return False
        self._files[name] = handle
        return True

    @staticmethod
    def _session() -> int:
        from django.db import connection

        connection.ensure_connection()
        number: int = connection.connection.info.backend_pid
        return number

    @staticmethod
    def _notice_lost_machines() -> None:
        """Of a machine that lost its power or its network, the server else hears nothing for hours."""
        from django.db import connection

        with connection.cursor() as cursor:
            for name, value in (("idle", 20), ("interval", 5), ("count", 3)):  # seconds, seconds, times
                cursor.execute(f"SET tcp_keepalives_{name} = {value}")

    @staticmethod
    def _ask(question: str, name: str) -> bool:
        from django.db import connection

        with connection.cursor() as cursor:
            cursor.execute(question, [_SPACE, _number(name)])
            return bool(cursor.fetchone()[0])


class OnlyOne:
    """A lock that one process of all holds for as long as it lives, kept by a thread of its own."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._taken = threading.Event()
        threading.Thread(target=self._keep, name=f"only one {name}", daemon=True).start()

    def taken(self, seconds: float) -> bool:
        """Whether this process holds it, waiting up to ``seconds`` for that."""
        return self._taken.wait(seconds)

    def _keep(self) -> None:
        from django.db import DatabaseError

        locks = ProcessLocks()
        while True:
            try:
                if not self._taken.is_set():
                    if locks.take(self._name, _LOOK_SECONDS):
                        self._taken.set()
                    continue
                locks.renew()
            except (DatabaseError, OSError):
                logger.warning("the lock %s can't be looked at", self._name)
            time.sleep(_LOOK_SECONDS)


def _folder() -> Path:
    from django.conf import settings

    folder = Path(settings.TCD.home) / "locks"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _number(name: str) -> int:
    """A signed number of 32 bits."""
    return int.from_bytes(hashlib.sha256(name.encode()).digest()[:4], "big", signed=True)
