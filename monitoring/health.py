"""The state of this installation for ``/healthz`` and ``doctor``. Django must be set up before import."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

from archive.models import Finding, Run
from monitoring.values import NAMES
from vietnamese.zone import VIETNAM

# A nightly round may begin late, and a catch-up takes its time.
GRACE = timedelta(hours=6)


@dataclass(frozen=True, slots=True)
class Health:
    """``late``: the last nightly round never ran. ``last_run`` and ``broken`` (open findings) are JSON
    records."""

    late: bool
    last_run: dict[str, Any] | None
    broken: list[dict[str, Any]]


def is_late(last: datetime | None, *, at: datetime, night: time) -> bool:
    """Whether the last nightly round due more than ``GRACE`` ago never began. Pure.

    ``last``: start of the newest run of any kind (aware), None without runs: then nothing is late. ``night``
    is in Việt Nam's time.
    """
    if last is None:
        return False
    due = (at - GRACE).astimezone(VIETNAM)
    newest = due.replace(hour=night.hour, minute=night.minute, second=0, microsecond=0)
    if newest > due:
        newest -= timedelta(days=1)
    return last < newest - GRACE


def health(*, at: datetime, night: time) -> Health:
    """The state at ``at`` (aware). Raises django.db.Error."""
    # A run in the future was dated by a wrong clock.
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
