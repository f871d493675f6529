"""The sources at the desk: all of them with their health, and a page for each."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from archive import queries
from archive.models import Article, Finding, KnownSource, SourceRun
from desk import audit, labels
from desk.access import needs, person
from desk.dashboard import charts, checking
from desk.dashboard.fields import FieldRow, field_rows
from desk.dashboard.health import Day, day, strips
from desk.dashboard.overview import chart_answer
from desk.roles import Action
from feeds import names
from feeds.text import web_address
from items import Source
from sources import Registry, read
from vietnamese.provinces import current_slug
from vietnamese.text import sort_key

RUNS, SAMPLES, ENDED = 20, 10, 10
# So far back the strips of the list look: more than their marks need of a source that is asked every week.
_BACK = timedelta(days=60)


@dataclass(frozen=True, slots=True)
class Listed:
    """A source in the list; ``days`` are its last reports, the oldest first."""

    slug: str
    name: str
    province: str
    status: str
    articles: int
    days: tuple[Day, ...] = ()
    findings: tuple[Finding, ...] = ()

    @property
    def last_seen(self) -> datetime | None:
        """When it was asked last."""
        return self.days[-1].at if self.days else None


@dataclass(frozen=True, slots=True)
class Shown:
    """What the page of one source tells."""

    slug: str
    name: str
    file: Source | None
    known: KnownSource | None
    articles: int
    runs: list[tuple[SourceRun, Day]] = field(default_factory=list)
    fields: tuple[FieldRow, ...] = ()

    @property
    def home(self) -> str | None:
        """The source's site, where its address leads to the web."""
        return web_address(self.file.home if self.file else self.known.home if self.known else "")

    @property
    def settings(self) -> list[tuple[str, str]]:
        """What its file says, as (key, value); empty values are left out."""
        if self.file is None:
            return []
        told = {
            "publisher": self.file.publisher,
            "kind": labels.label(labels.SOURCE_KINDS, self.file.kind),
            "province": _province(self.file.province),
            "status": labels.label(labels.STATUSES, self.file.status),
            "evidence": self.file.evidence,
            "platform": labels.label(labels.PLATFORMS, self.file.platform),
            "publish": labels.label(labels.PUBLISHING, self.file.publish) if self.file.publish else "",
            "start": ", ".join(self.file.start),
            "select": _told(self.file.select),
            "follow": _told(self.file.follow),
            "politeness": _told(self.file.politeness),
        }
        return [(key, value) for key, value in told.items() if value]


@needs(Action.READ)
@require_safe
def sources(request: HttpRequest) -> HttpResponse:
    """Every source of the registry, of the user and of the archive; those in trouble on demand."""
    shown = request.GET.get("show", "")
    registry = _registry()
    listed = _listed(registry.sources)
    if shown == "trouble":
        listed = [each for each in listed if each.findings]
    elif shown == "read":
        listed = [each for each in listed if each.days]
    context = {"section": "sources", "listed": listed, "shown": shown, "broken": registry.broken}
    return render(request, "desk/dashboard/sources.html", context)


@needs(Action.READ)
@require_safe
def source(request: HttpRequest, slug: str) -> HttpResponse:
    """One source: its settings, what its pages tell, its last runs, what is wrong, its newest articles."""
    shown = _shown(slug)
    findings = list(Finding.objects.filter(source=slug).order_by("-since"))
    newest = Article.objects.filter(source=slug).order_by("-sort_at", "-id")
    context = {
        "section": "sources",
        "source": shown,
        "open": [each for each in findings if each.resolved_at is None],
        "ended": [each for each in findings if each.resolved_at is not None][:ENDED],
        "samples": newest.defer("body_html", "body_text", "evidence")[:SAMPLES],
        "checking": checking.running(slug),
    }
    return render(request, "desk/dashboard/source.html", context)


@needs(Action.READ)
@require_safe
def source_chart(request: HttpRequest, slug: str) -> HttpResponse:
    """What the last runs brought: new and changed articles."""
    days = [day(report) for report in _reports(slug)[:40]][::-1]
    labels = [f"{timezone.localtime(each.at):%d/%m}" for each in days]
    series = [(_("mới"), [each.new for each in days]), (_("thay đổi"), [each.changed for each in days])]
    return chart_answer(charts.bars(labels, series))


@require_POST
@needs(Action.CHECK_SOURCE)
def check_now(request: HttpRequest, slug: str) -> HttpResponse:
    """Crawl one source now, in a process of its own; its report appears among the runs."""
    shown = _shown(slug)
    try:
        checking.start(slug)
    except checking.NotNowError as error:
        messages.warning(request, str(error))
    else:
        audit.note(person(request), "check-source", subject=shown.name, source=slug)
        messages.success(request, _("Đang thu thập nguồn này; kết quả sẽ hiện ở bảng các lần thu thập."))
    return redirect("source", slug)


def _listed(files: Mapping[str, Source]) -> list[Listed]:
    known, counts = queries.sources(), queries.count_by_source()
    since = timezone.now() - _BACK
    days = strips(SourceRun.objects.filter(finished_at__gte=since).order_by("-finished_at", "-id"))
    findings: dict[str, list[Finding]] = {}
    for finding in Finding.objects.filter(resolved_at=None).exclude(source=""):
        findings.setdefault(finding.source, []).append(finding)
    found = []
    for slug in {*files, *known}:
        file, row = files.get(slug), known.get(slug)
        found.append(
            Listed(
                slug=slug,
                name=file.name if file else row.name if row else slug,
                province=_province(file.province if file else row.province if row else None),
                status=file.status if file else "",
                articles=counts.get(slug, 0),
                days=tuple(days.get(slug, ())),
                findings=tuple(findings.get(slug, ())),
            )
        )
    return sorted(found, key=lambda each: (sort_key(each.province), sort_key(each.name)))


def _shown(slug: str) -> Shown:
    """Raises Http404 where neither a file nor the archive knows the source."""
    file, row = _registry().sources.get(slug), KnownSource.objects.filter(pk=slug).first()
    if file is None and row is None:
        raise Http404(slug)
    return Shown(
        slug=slug,
        name=file.name if file else row.name if row else slug,
        file=file,
        known=row,
        articles=queries.count_by_source().get(slug, 0),
        runs=[(report, day(report)) for report in _reports(slug)[:RUNS]],
        fields=field_rows(slug, timezone.now()),
    )


def _reports(slug: str) -> QuerySet[SourceRun]:
    return SourceRun.objects.filter(source=slug).order_by("-finished_at", "-id")


def _registry() -> Registry:
    return read(settings.TCD.own_sources)


def _told(part: Any) -> str:
    """The keys of a table of the source file that are set."""
    return "; ".join(f"{key}: {value}" for key, value in asdict(part).items() if value is not None)


def _province(slug: str | None) -> str:
    found = names.province(current_slug(slug) or slug) if slug else None
    return found.name if found else ""
