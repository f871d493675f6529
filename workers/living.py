"""Are there workers? Light: asked by whoever may not need any. Django must be set up before."""

from datetime import timedelta

from django.apps import apps

from workers.times import Times

_USUAL = Times()


def has_queue() -> bool:
    """Is the database one that workers can share?"""
    return apps.is_installed("procrastinate.contrib.django")


def living(times: Times = _USUAL) -> int | None:
    """How many workers gave a sign of life within ``times.stalled``; None where there is no queue (SQLite).

    Raises django.db.Error where the database is out of reach.
    """
    if not has_queue():
        return None
    from django.db.models.functions import Now
    from procrastinate.contrib.django.models import ProcrastinateWorker

    since = Now() - timedelta(seconds=times.stalled)
    return ProcrastinateWorker.objects.filter(last_heartbeat__gt=since).count()
