"""The timeouts of workers, and how many are alive.

Importing this module does not load procrastinate: an installation without workers never pays for it.
Django must be set up before any function is called.
"""

from dataclasses import dataclass
from datetime import timedelta

from django.apps import apps
from django.db.models.functions import Now


@dataclass(frozen=True, slots=True)
class Timeouts:
    """Intervals and limits of workers and of the run that waits for them, all in seconds.

    ``heartbeat_timeout`` is long enough for the database server to restart in between.
    """

    heartbeat_interval: float = 10.0  # a worker sends its heartbeat
    heartbeat_timeout: float = 60.0  # a worker without a heartbeat for this long counts as dead
    fetch_interval: float = 3.0  # an idle worker asks for jobs
    abort_interval: float = 1.0  # a busy worker asks whether to abort a crawl
    poll_interval: float = 1.0  # the run looks at its jobs
    retry_delay: float = 10.0  # a worker that lost the database connects again
    shutdown_timeout: float = 9.0  # crawls may take this long to finish after the run was stopped


DEFAULT_TIMEOUTS = Timeouts()


def has_queue() -> bool:
    """Return True if the archive is on PostgreSQL, where workers on several machines can share a queue."""
    return apps.is_installed("procrastinate.contrib.django")


def count_active_workers(timeouts: Timeouts = DEFAULT_TIMEOUTS) -> int | None:
    """Count the workers with a heartbeat within ``heartbeat_timeout``; None without a queue (SQLite).

    Raises django.db.Error if the database cannot be reached.
    """
    if not has_queue():
        return None
    # Its models exist only where the app is installed.
    from procrastinate.contrib.django.models import ProcrastinateWorker

    since = Now() - timedelta(seconds=timeouts.heartbeat_timeout)
    return ProcrastinateWorker.objects.filter(last_heartbeat__gt=since).count()
