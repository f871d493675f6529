"""Checks this machine's clock against servers' Date headers and the order of runs. Pure."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from statistics import median

from monitoring.values import ObservedFinding

# Smaller errors do no harm: all rules count days.
_LEAST = timedelta(hours=1)
# One server may have a wrong clock itself; two that agree are right.
_FEWEST = 2
ALIKE = 600.0  # seconds


def clock_fault(begun: Sequence[datetime], skews: Sequence[float], *, at: datetime) -> ObservedFinding | None:
    """The finding that our clock is wrong at ``at`` (aware), or None.

    ``begun``: start times of the newest runs in order of their ids; if they decrease or lie in the future,
    the clock went back. ``skews``: seconds by which our clock was ahead of each source's server in the newest
    run.
    """
    off = timedelta(seconds=median(skews)) if len(skews) >= _FEWEST else timedelta()
    if abs(off) >= _LEAST and sum(abs(skew - off.total_seconds()) < ALIKE for skew in skews) >= _FEWEST:
        return ObservedFinding(
            "clock", "", {"reason": "ahead" if off > timedelta() else "behind", **_hours(abs(off))}
        )
    latest = max(begun, default=at)
    newest = begun[-1] if begun else at
    back = latest - min(at, newest)
    return ObservedFinding("clock", "", {"reason": "back", **_hours(back)}) if back >= _LEAST else None


def _hours(off: timedelta) -> dict[str, object]:
    return {"hours": round(off / timedelta(hours=1), 1)}
