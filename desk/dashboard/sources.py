"""The sources at the desk: a list with their last crawls, and a page for each."""

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
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from archive import queries
from archive.models import Article, Finding, KnownSource, SourceRun
from desk import audit, labels
from desk.access import current_user, needs
from desk.dashboard import charts, crawl_now
from desk.dashboard.field_coverage import FieldCoverage, field_coverage
from desk.dashboard.overview import chart_response
from desk.dashboard.visits import MarkedReport, mark_report, strips
from desk.roles import Action
from feeds import names
from feeds.text import web_address
from items import Source
from items.source import Politeness
from sources import Registry, read_registry
from vietnamese.provinces import current_slug
from vietnamese.text import sort_key

MAX_RUNS, MAX_ARTICLES, MAX_ENDED = 20, 10, 10
# The strips of the list show reports of this time; enough marks for a source that is crawled every week.
_STRIP_PERIOD = timedelta(days=60)


@dataclass(frozen=True, slots=True)
class ListedSource:
    """A source in the list; ``strip`` are its last reports, the oldest first, ``findings`` its open ones."""

    slug: str
    name: str
    province: str
    status: str
    articles: int
    strip: tuple[MarkedReport, ...] = ()
    findings: tuple[Finding, ...] = ()

    @property
    def last_crawl(self) -> datetime | None:
        """When its last crawl ended."""
        return self.strip[-1].at if self.strip else None


@dataclass(frozen=True, slots=True)
class SourcePage:
    """The data of a source's page; ``file`` is None without a source file, ``known`` if it was never
    crawled."""

    slug: str
    name: str
    file: Source | None
    known: KnownSource | None
    articles: int
    runs: list[tuple[SourceRun, MarkedReport]] = field(default_factory=list)
    fields: tuple[FieldCoverage, ...] = ()

    @property
    def home(self) -> str | None:
        """The address of the source's home page, None for one that is no web address."""
        return web_address(self.file.home if self.file else self.known.home if self.known else "")

    @property
    def settings(self) -> list[tuple[str, str]]:
        """The keys of its file and their values for people; empty ones are left out."""
        if self.file is None:
            return []
        values = {
            "publisher": self.file.publisher,
            "kind": labels.label(labels.SOURCE_KINDS, self.file.kind),
            "province": _province(self.file.province),
            "status": labels.label(labels.STATUSES, self.file.status),
            "evidence": self.file.evidence,
            "platform": labels.label(labels.PLATFORMS, self.file.platform),
            "publish": labels.label(labels.PUBLISHING, self.file.publish) if self.file.publish else "",
            "start": ", ".join(self.file.start),
            "select": _set_keys(self.file.select),
            "follow": _set_keys(self.file.follow),
            "politeness": _politeness(self.file.politeness),
        }
        return [(key, value) for key, value in values.items() if value]


@needs(Action.READ)
@require_safe
def sources(request: HttpRequest) -> HttpResponse:
    """All sources of the registry, of the user and of the archive; ``show`` narrows them (``read``,
    ``trouble``)."""
    shown = request.GET.get("show", "")
    registry = _registry()
    listed = _list_sources(registry.sources)
    if shown == "trouble":
        listed = [source for source in listed if source.findings]
    elif shown == "read":
        listed = [source for source in listed if source.strip]
    context = {"section": "sources", "listed": listed, "shown": shown, "broken": registry.broken}
    return render(request, "desk/dashboard/sources.html", context)


@needs(Action.READ)
@require_safe
def source(request: HttpRequest, slug: str) -> HttpResponse:
    """The page of one source. Raises Http404."""
    page = _source_page(slug)
    findings = list(Finding.objects.filter(source=slug).order_by("-since"))
    newest = Article.objects.filter(source=slug).order_by("-sort_at", "-id")
    context = {
        "section": "sources",
        "source": page,
        "open": [finding for finding in findings if finding.resolved_at is None],
        "ended": [finding for finding in findings if finding.resolved_at is not None][:MAX_ENDED],
        "newest": newest.defer("body_html", "body_text", "evidence")[:MAX_ARTICLES],
        "crawling": crawl_now.is_running(slug),
    }
    return render(request, "desk/dashboard/source.html", context)


@needs(Action.READ)
@require_safe
def source_chart(request: HttpRequest, slug: str) -> HttpResponse:
    """The new and changed articles of the last crawls as a chart."""
    reports = list(_reports(slug)[:40])[::-1]
    days = [f"{timezone.localtime(report.finished_at):%d/%m}" for report in reports]
    new, changed = [report.new for report in reports], [report.changed for report in reports]
    return chart_response(charts.bars(days, [(_("mới"), new), (_("thay đổi"), changed)]))


@require_POST
@needs(Action.CHECK_SOURCE)
def crawl_source_now(request: HttpRequest, slug: str) -> HttpResponse:
    """Crawl one source now, in a process of its own; its report appears among the crawls."""
    page = _source_page(slug)
    try:
        crawl_now.start(slug)
    except crawl_now.NotNowError as error:
        messages.warning(request, str(error))
    else:
        audit.note(current_user(request), "check-source", subject=page.name, source=slug)
        messages.success(request, _("Đang thu thập nguồn này; kết quả sẽ hiện ở bảng các lần thu thập."))
    return redirect("source", slug)


def _list_sources(files: Mapping[str, Source]) -> list[ListedSource]:
    known, counts = queries.sources(), queries.count_by_source()
    since = timezone.now() - _STRIP_PERIOD
    strip_of = strips(SourceRun.objects.filter(finished_at__gte=since).order_by("-finished_at", "-id"))
    findings: dict[str, list[Finding]] = {}
    for finding in Finding.objects.filter(resolved_at=None).exclude(source=""):
        findings.setdefault(finding.source, []).append(finding)
    listed = []
    for slug in {*files, *known}:
        file, row = files.get(slug), known.get(slug)
        listed.append(
            ListedSource(
                slug=slug,
                name=file.name if file else row.name if row else slug,
                province=_province(file.province if file else row.province if row else None),
                status=file.status if file else "",
                articles=counts.get(slug, 0),
                strip=tuple(strip_of.get(slug, ())),
                findings=tuple(findings.get(slug, ())),
            )
        )
    return sorted(listed, key=lambda source: (sort_key(source.province), sort_key(source.name)))


def _source_page(slug: str) -> SourcePage:
    """Raises Http404 where neither a file nor the archive has the source."""
    file, row = _registry().sources.get(slug), KnownSource.objects.filter(pk=slug).first()
    if file is None and row is None:
        raise Http404(slug)
    return SourcePage(
        slug=slug,
        name=file.name if file else row.name if row else slug,
        file=file,
        known=row,
        articles=queries.count_by_source().get(slug, 0),
        runs=[(report, mark_report(report)) for report in _reports(slug)[:MAX_RUNS]],
        fields=field_coverage(slug, timezone.now()),
    )


def _reports(slug: str) -> QuerySet[SourceRun]:
    return SourceRun.objects.filter(source=slug).order_by("-finished_at", "-id")


def _registry() -> Registry:
    return read_registry(settings.TCD.own_sources)


def _set_keys(part: Any) -> str:
    """The keys of a table of the source file that are set, with their values."""
    return "; ".join(f"{key}: {value}" for key, value in asdict(part).items() if value is not None)


def _politeness(politeness: Politeness) -> str:
    return _("cách nhau %(delay)s giây; %(n)s yêu cầu cùng lúc") % {
        "delay": number_format(politeness.delay),
        "n": politeness.concurrency,
    }


def _province(slug: str | None) -> str:
    """The name of the present province of ``slug``, "" for none."""
    province = names.province(current_slug(slug) or slug) if slug else None
    return province.name if province else ""
