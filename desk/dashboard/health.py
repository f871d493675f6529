"""How a source fared, night by night, as people take it in at a glance. Pure functions over reports."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from archive.models import SourceRun
from archive.past import visit_of
from feeds.coverage import BLOCKED
from feeds.facts import causes
from items.failures import ending

Mark = Literal["well", "partly", "badly", "blocked", "idle"]


@dataclass(frozen=True, slots=True)
class Day:
    """One report of a source in one run: how it went, and what it brought."""

    run: int
    at: datetime
    mark: Mark
    causes: tuple[str, ...]
    new: int
    changed: int


def mark(report: SourceRun) -> Mark:
    """``partly`` is a visit that brought what it could although some pages failed."""
    if ending(report.finish_reason).ours:
        return "idle"
    if visit_of(report).well:
        return "partly" if report.failures else "well"
    return "blocked" if BLOCKED.intersection(causes(report)) else "badly"


def strips(reports: Iterable[SourceRun], newest: int = 14) -> Mapping[str, Sequence[Day]]:
    """The last reports of each source, the oldest first; ``reports`` come newest first."""
    found: dict[str, list[Day]] = {}
    for report in reports:
        days = found.setdefault(report.source, [])
        if len(days) < newest:
            days.append(day(report))
    return {slug: days[::-1] for slug, days in found.items()}


def day(report: SourceRun) -> Day:
    return Day(
        run=report.run_id,
        at=report.finished_at,
        mark=mark(report),
        causes=causes(report),
        new=report.new,
        changed=report.changed,
    )
