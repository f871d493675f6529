"""The desk's first page for operators and chief editors: what the night covered, what is wrong, what was
published and read."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from archive import queries
from archive.models import Finding, Run
from desk.access import needs
from desk.coverage_words import statement
from desk.dashboard import charts, figures
from desk.dashboard.campaigns import campaigns
from desk.roles import Action
from feeds import names
from feeds.coverage import Coverage, coverage
from feeds.facts import checked
from feeds.select import Contents

NIGHTS = 7
# A chart is an image of its own: its styles stand in it, and nothing else may.
CHART_POLICY = "default-src 'none'; style-src 'unsafe-inline'"


@needs(Action.READ)
@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    now = timezone.now()
    covered = covering()
    context: dict[str, Any] = {
        "section": "overview",
        "coverage": covered,
        "statement": statement(covered),
        "counts": covered.counts(),
        "checked_provinces": len(covered.checked_provinces()),
        "missing": _missing(covered),
        "findings": _findings(),
        "source_names": {slug: source.name for slug, source in queries.sources().items()},
        "runs": Run.objects.prefetch_related("reports").order_by("-started_at", "-id")[:NIGHTS],
        "states": figures.by_state(),
        "weeks": figures.by_week(now),
        "most_read": figures.most_read(),
        "campaigns": campaigns(now),
    }
    return render(request, "desk/dashboard/overview.html", context)


@needs(Action.READ)
@require_safe
def weeks_chart(request: HttpRequest) -> HttpResponse:
    """Articles published in each of the last weeks."""
    weeks = figures.by_week(timezone.now(), 26)
    labels = [f"{monday:%d/%m}" for monday in weeks.mondays]
    return chart_answer(charts.bars(labels, [(_("Bài"), weeks.totals)]))


def chart_answer(svg: bytes) -> HttpResponse:
    return HttpResponse(
        svg, headers={"Content-Type": "image/svg+xml", "Content-Security-Policy": CHART_POLICY}
    )


def covering() -> Coverage:
    """The statement of coverage as the feeds tell it, of this moment."""
    counts = queries.count_by_source()
    contents = {f"source/{slug}": Contents(count=number) for slug, number in counts.items()}
    provinces = [each.slug for each in names.provinces()]
    return coverage(checked(queries.sources(), contents), sum(counts.values()), provinces=provinces)


def _missing(covered: Coverage) -> list[str]:
    known = set(covered.checked_provinces())
    return [each.name for each in names.provinces() if each.slug not in known]


def _findings() -> list[Finding]:
    """What is wrong now, the newest first; what concerns the machine itself before all."""
    found = Finding.objects.filter(resolved_at=None)
    return sorted(found, key=lambda each: (bool(each.source), -each.since.timestamp()))
