"""The crawl reports of a source as a strip of marks, one a crawl. Pure functions over reports."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from archive.crawl_history import visit_of
from archive.models import SourceRun
from feeds.coverage import is_blocked
from feeds.source_status import failure_causes
from items.failures import ending

Mark = Literal["well", "partly", "badly", "blocked", "idle"]


@dataclass(frozen=True, slots=True)
class MarkedReport:
    """One crawl report: its mark, the failure kinds behind it, and the numbers of new and changed
    articles."""

    run: int
    at: datetime
    mark: Mark
    causes: tuple[str, ...]
    new: int
    changed: int


def mark(report: SourceRun) -> Mark:
    """``partly`` is a good crawl in which some pages failed, ``idle`` one that says nothing about the
    source."""
    if ending(report.finish_reason).ours:  # It was not asked, or we stopped the crawl.
        return "idle"
    if visit_of(report).well:
        return "partly" if report.failures else "well"
    return "blocked" if is_blocked(failure_causes(report)) else "badly"


def strips(reports: Iterable[SourceRun], newest: int = 14) -> Mapping[str, Sequence[MarkedReport]]:
    """The last ``newest`` reports by source, the oldest first; ``reports`` come newest first."""
    by_source: dict[str, list[MarkedReport]] = {}
    for report in reports:
        strip = by_source.setdefault(report.source, [])
        if len(strip) < newest:
            strip.append(mark_report(report))
    return {slug: strip[::-1] for slug, strip in by_source.items()}


def mark_report(report: SourceRun) -> MarkedReport:
    """The report with its mark."""
    return MarkedReport(
        run=report.run_id,
        at=report.finished_at,
        mark=mark(report),
        causes=failure_causes(report),
        new=report.new,
        changed=report.changed,
    )
