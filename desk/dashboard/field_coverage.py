"""The coverage of each field of a source: in its last crawl, and in the 28 days before."""

from dataclasses import dataclass
from datetime import datetime

from archive.models import SourceRun
from monitoring.coverage import BASELINE, FIELDS, FieldCount, count, has_fallen
from monitoring.findings_service import visit_of

_MAX_REPORTS = 60


@dataclass(frozen=True, slots=True)
class FieldCoverage:
    """One field: how many articles had it in the last crawl, and in those of the 28 days before."""

    field: str
    last: FieldCount
    earlier: FieldCount

    @property
    def now(self) -> int | None:
        """Percent of the last crawl's articles; None without articles."""
        return _percent(self.last)

    @property
    def before(self) -> int | None:
        """Percent of the articles of the days before; None without articles."""
        return _percent(self.earlier)

    @property
    def fallen(self) -> bool:
        """Whether it fell by more than chance, by the rule of the findings."""
        return has_fallen(self.earlier, self.last)


def field_coverage(slug: str, now: datetime) -> tuple[FieldCoverage, ...]:
    """The coverage of the source's fields; () where no crawl stored an article. ``now`` is aware.

    Raises django.db.Error.
    """
    rows = SourceRun.objects.filter(source=slug).order_by("-finished_at", "-id")[:_MAX_REPORTS]
    visits = [visit for visit in map(visit_of, rows) if visit.stored]
    if not visits:
        return ()
    before = [visit for visit in visits[1:] if visit.at >= now - BASELINE]
    return tuple(FieldCoverage(field, count(visits[:1], field), count(before, field)) for field in FIELDS)


def _percent(share: FieldCount) -> int | None:
    return round(100 * share.rate) if share.of else None
