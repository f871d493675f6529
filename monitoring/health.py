"""Is all as it should be? For ``/healthz`` and the terminal. Django must be set up before."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

from archive.models import Finding, Run
from monitoring.values import NAMES
from vietnamese.zone import VIETNAM

# A night may begin late, and a catch-up needs its time.
GRACE = timedelta(hours=6)


@dataclass(frozen=True, slots=True)
class Health:
    """``late``: the newest night never ran. ``runs`` and ``broken`` are records for JSON."""

    late: bool
    last_run: dict[str, Any] | None
    broken: list[dict[str, Any]]


def is_late(last: datetime | None, *, at: datetime, night: time) -> bool:
    """Did the newest night that should have begun ``GRACE`` ago never begin? Pure.

    ``last`` is when the newest run began, whatever started it; an archive without any has missed nothing.
    ``night`` is in Việt Nam's time.
    """
    if last is None:
        return False
    due = (at - GRACE).astimezone(VIETNAM)
    newest = due.replace(hour=night.hour, minute=night.minute, second=0, microsecond=0)
    if newest > due:
        newest -= timedelta(days=1)
    return last < newest - GRACE


def health(*, at: datetime, night: time) -> Health:
    """How things stand at ``at``. Raises django.db.Error."""
    # What is dated in the future was begun by a wrong clock.
    newest = Run.objects.filter(started_at__lte=at).order_by("-started_at", "-id").first()
    rows = Finding.objects.filter(resolved_at=None).order_by("since", "id")
    broken = [
        {
            "source": row.source,
            "finding": row.name,
            "detail": row.detail,
            "text": row.said,
            "since": row.since.isoformat(),
            "nothing_comes": NAMES.get(row.name, False),
        }
        for row in rows
    ]
    return Health(is_late(newest.started_at if newest else None, at=at, night=night), _run(newest), broken)


def _run(run: Run | None) -> dict[str, Any] | None:
    if run is None:
        return None
    oks = list(run.reports.values_list("ok", flat=True))
    return {
        "id": run.pk,
        "reason": run.reason,
        "started_at": run.started_at.isoformat(),
        "finished_at": run.finished_at.isoformat() if run.finished_at else None,
        "sources": len(run.sources),
        "well": sum(oks),
    }
