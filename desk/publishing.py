"""Publishing the feeds soon after editors' acts, once for several acts."""

import fcntl
import logging
import threading
import time
from datetime import UTC, datetime
from typing import Final

from django.conf import settings
from django.db import connections, transaction

from feeds.publish import publish_all
from monitoring.rounds import note_hub

logger = logging.getLogger(__name__)

# Further acts within so many seconds are published together.
DELAY: Final = 1.0
_requested = threading.Event()
_starting = threading.Lock()
_thread: threading.Thread | None = None


def soon() -> None:
    """Publish the feeds shortly after the current transaction is committed. Returns at once."""
    transaction.on_commit(_wake)


def now() -> None:
    """Publish the feeds, one process at a time. Raises OSError and django.db.Error."""
    home = settings.TCD.home
    home.mkdir(parents=True, exist_ok=True)
    with (home / ".desk-publishing").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        done = publish_all(home, settings.TCD.base_url)
    if done.notified:
        note_hub(done.hub_error, at=datetime.now(UTC))


def _wake() -> None:
    global _thread
    _requested.set()
    with _starting:
        if _thread is None or not _thread.is_alive():
            _thread = threading.Thread(target=_publish_when_requested, name="desk-publishing", daemon=True)
            _thread.start()


def _publish_when_requested() -> None:
    while True:
        _requested.wait()
        time.sleep(DELAY)
        # Cleared first: an act during publishing requests another one.
        _requested.clear()
        try:
            now()
        except Exception:
            # The nightly run publishes again; the desk keeps working.
            logger.exception("the feeds could not be published after an editor's act")
        finally:
            connections.close_all()
