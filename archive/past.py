"""What runs and articles tell of each source's past (``crawler.rhythm``). Django must be set up before."""

from collections.abc import Collection
from datetime import datetime

from archive.models import Article, Run, SourceRun
from crawler.rhythm import Past, Visit

_VISITS, _ARTICLES = 30, 20


def pasts(sources: Collection[str]) -> dict[str, Past]:
    """The past of each of these sources, an empty one where nothing is known."""
    return {source: _past(source) for source in sources}


def last_start(reasons: Collection[str]) -> datetime | None:
    """When the newest run that was started for one of these reasons began."""
    newest = Run.objects.filter(reason__in=reasons).order_by("-started_at").first()
    return newest.started_at if newest else None


def visit_of(report: SourceRun) -> Visit:
    """One report as a visit. A site whose every answer was a failure did not go well, though it answered."""
    told_nothing = not report.listings and not report.articles and "304" not in report.statuses
    return Visit(
        at=report.finished_at,
        well=report.ok and not (report.failures and told_nothing) and "silent zero" not in report.failures,
        finish_reason=report.finish_reason,
        failures=report.failures,
    )


def _past(source: str) -> Past:
    reports = SourceRun.objects.filter(source=source).order_by("-finished_at")[:_VISITS]
    dates = Article.objects.filter(source=source, published_at__isnull=False).order_by("-sort_at")
    published = tuple(at for at in dates.values_list("published_at", flat=True)[:_ARTICLES] if at)
    return Past(tuple(visit_of(report) for report in reports), published)
