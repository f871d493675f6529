"""How much of what a source's articles could tell it does tell: now, and against its own past."""

from dataclasses import dataclass
from datetime import datetime

from archive.models import SourceRun
from monitoring.coverage import BASELINE, FIELDS, TOLERANCE


@dataclass(frozen=True, slots=True)
class FieldRow:
    """One field: in how many of the last run's articles and of those of 28 days before; shares in percent."""

    field: str
    now: int | None
    before: int | None

    @property
    def fallen(self) -> bool:
        return self.now is not None and self.before is not None and self.before - self.now >= 100 * TOLERANCE


def field_rows(slug: str, now: datetime) -> tuple[FieldRow, ...]:
    """The fields that the source's reports counted; without a report that read articles, none."""
    reports = [
        report
        for report in SourceRun.objects.filter(source=slug).order_by("-finished_at", "-id")[:60]
        if stored(report)
    ]
    if not reports:
        return ()
    last, before = reports[0], [each for each in reports[1:] if each.finished_at >= now - BASELINE]
    return tuple(FieldRow(field, share([last], field), share(before, field)) for field in FIELDS)


def stored(report: SourceRun) -> int:
    return report.new + report.changed + report.unchanged


def share(reports: list[SourceRun], field: str) -> int | None:
    """In how many percent of these runs' articles the field stood; None where there were none."""
    total = sum(stored(report) for report in reports)
    told = sum(report.told.get(field, 0) for report in reports)
    return round(100 * told / total) if total else None
