"""How much of what a source's articles could tell it does tell: now, and against its own past."""

from dataclasses import dataclass
from datetime import datetime

from archive.models import SourceRun
from monitoring.coverage import BASELINE, FIELDS, Count, count, has_fallen
from monitoring.keeping import visit_of

_REPORTS = 60


@dataclass(frozen=True, slots=True)
class FieldRow:
    """One field: in how many of the last run's articles it stood, and of those of 28 days before."""

    field: str
    last: Count
    earlier: Count

    @property
    def now(self) -> int | None:
        """Percent of the last run's articles."""
        return _percent(self.last)

    @property
    def before(self) -> int | None:
        """Percent of the articles of the days before, None where there were none."""
        return _percent(self.earlier)

    @property
    def fallen(self) -> bool:
        """Less than before by more than chance, as the findings have it."""
        return has_fallen(self.earlier, self.last)


def field_rows(slug: str, now: datetime) -> tuple[FieldRow, ...]:
    """The fields that the source's reports counted; without a report that read articles, none."""
    rows = SourceRun.objects.filter(source=slug).order_by("-finished_at", "-id")[:_REPORTS]
    visits = [visit for visit in map(visit_of, rows) if visit.stored]
    if not visits:
        return ()
    before = [visit for visit in visits[1:] if visit.at >= now - BASELINE]
    return tuple(FieldRow(field, count(visits[:1], field), count(before, field)) for field in FIELDS)


def _percent(found: Count) -> int | None:
    return round(100 * found.rate) if found.of else None
