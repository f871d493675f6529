"""The overview for operators and chief editors: coverage, findings, runs, articles published and read."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from archive import queries
from archive.models import Finding, Run
from desk.access import needs
from desk.coverage import current_coverage, statement
from desk.dashboard import charts, statistics
from desk.dashboard.campaigns import count_campaigns
from desk.roles import Action
from feeds import names
from feeds.coverage import Coverage

MAX_RUNS = 7
# A chart is an image with its own styles; it may load and run nothing.
CHART_POLICY = "default-src 'none'; style-src 'unsafe-inline'"


@needs(Action.READ)
@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """The page ``/desk/overview/``."""
    now = timezone.now()
    covered = current_coverage()
    context: dict[str, Any] = {
        "section": "overview",
        "coverage": covered,
        "statement": statement(covered),
        "counts": covered.counts(),
        "checked_provinces": len(covered.checked_provinces()),
        "missing": _provinces_not_crawled(covered),
        "findings": _open_findings(),
        "source_names": {slug: source.name for slug, source in queries.sources().items()},
        "runs": Run.objects.prefetch_related("reports").order_by("-started_at", "-id")[:MAX_RUNS],
        "states": statistics.count_by_state(),
        "weeks": statistics.count_by_week(now),
        "most_read": statistics.most_read(),
        "campaigns": count_campaigns(now),
    }
    return render(request, "desk/dashboard/overview.html", context)


@needs(Action.READ)
@require_safe
def weeks_chart(request: HttpRequest) -> HttpResponse:
    """The articles of the last 26 weeks as a chart."""
    weeks = statistics.count_by_week(timezone.now(), 26)
    labels = [f"{monday:%d/%m}" for monday in weeks.mondays]
    return chart_response(charts.bars(labels, [(_("Bài"), weeks.totals)]))


def chart_response(svg: bytes) -> HttpResponse:
    """An SVG image that can neither load nor run anything."""
    return HttpResponse(
        svg, headers={"Content-Type": "image/svg+xml", "Content-Security-Policy": CHART_POLICY}
    )


def _provinces_not_crawled(covered: Coverage) -> list[str]:
    checked = set(covered.checked_provinces())
    return [province.name for province in names.provinces() if province.slug not in checked]


def _open_findings() -> list[Finding]:
    """The open findings: first those of the machine itself, then those of sources, the newest first."""
    findings = Finding.objects.filter(resolved_at=None)
    return sorted(findings, key=lambda finding: (bool(finding.source), -finding.since.timestamp()))
