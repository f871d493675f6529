"""Is this machine's clock right? By what answers say, and by the order of the runs. Pure."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from statistics import median

from monitoring.values import ObservedFinding

# Less is no matter: nights, days and removals are told by the day.
_LEAST = timedelta(hours=1)
# A server may have a wrong clock itself; two that say the same have not.
_FEWEST = 2
ALIKE = 600.0  # seconds


def clock_fault(begun: Sequence[datetime], skews: Sequence[float], *, at: datetime) -> ObservedFinding | None:
    """What is wrong with our clock at ``at`` (aware), None where nothing is.

    ``begun`` is when the newest runs began, in their order; a later one that began before an earlier one, or
    one in the future, says that the clock went back. ``skews`` are by how many seconds our clock was ahead of
    each source's answers in the newest run.
    """
    off = timedelta(seconds=median(skews)) if len(skews) >= _FEWEST else timedelta()
    if abs(off) >= _LEAST and sum(abs(each - off.total_seconds()) < ALIKE for each in skews) >= _FEWEST:
        return ObservedFinding(
            "clock", "", {"reason": "ahead" if off > timedelta() else "behind", **_told(abs(off))}
        )
    latest = max(begun, default=at)
    newest = begun[-1] if begun else at
    back = latest - min(at, newest)
    return ObservedFinding("clock", "", {"reason": "back", **_told(back)}) if back >= _LEAST else None


def _told(off: timedelta) -> dict[str, object]:
    return {"hours": round(off / timedelta(hours=1), 1)}
