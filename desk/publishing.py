"""Publishing what editors did, soon after they did it and not with every click."""

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

# So long do we wait for the next click before what was done so far is published.
CALM: Final = 1.0
_wanted = threading.Event()
_starting = threading.Lock()
_thread: threading.Thread | None = None


def soon() -> None:
    """Have the feeds published in a moment, once this transaction is through. Returns at once."""
    transaction.on_commit(_wake)


def now() -> None:
    """Publish; one process at a time. Raises OSError and django.db.Error."""
    home = settings.TCD.home
    home.mkdir(parents=True, exist_ok=True)
    with (home / ".desk-publishing").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        done = publish_all(home, settings.TCD.base_url)
    if done.told:
        note_hub(done.hub_problem, at=datetime.now(UTC))


def _wake() -> None:
    global _thread
    _wanted.set()
    with _starting:
        if _thread is None or not _thread.is_alive():
            _thread = threading.Thread(target=_publish_when_wanted, name="desk-publishing", daemon=True)
            _thread.start()


def _publish_when_wanted() -> None:
    while True:
        _wanted.wait()
        time.sleep(CALM)
        # Before publishing: what is done meanwhile wants another.
        _wanted.clear()
        try:
            now()
        except Exception:
            # The night publishes again; the desk goes on.
            logger.exception("what editors did could not be published")
        finally:
            connections.close_all()
