"""The crawl history of each source (``crawler.source_schedule``). Django must be set up before."""

from collections import Counter
from collections.abc import Collection
from datetime import datetime, timedelta

from django.db.models import Min

from archive.models import Article, Run, SourceRun
from crawler.source_schedule import CrawlHistory, PastVisit
from crawler.state import BY_HAND
from items.failures import endings, out_of_reach
from items.list_report import ListReport

_VISITS, _ARTICLES, _RUNS = 30, 20, 200
# When this many sources of a run, or all sources of a run that a person started, are unreachable together,
# the cause is more likely our own network or firewall than the sites.
_OFFLINE_SOURCES = 3
# A source without a complete run counts as walked after this time.
_LONGEST_WALK = timedelta(days=7)
# Finish reasons of a crawl whose process was stopped.
_BROKEN_OFF = endings("broken_off")


def read_histories(sources: Collection[str]) -> dict[str, CrawlHistory]:
    """The history of each of these sources; empty for a source without reports and articles."""
    offline = offline_runs()
    return {source: _read_history(source, offline) for source in sources}


def offline_runs() -> frozenset[int]:
    """The ids of those of the newest runs in which no source could be reached."""
    runs = dict(Run.objects.order_by("-pk").values_list("pk", "reason")[:_RUNS])
    reports = SourceRun.objects.filter(run_id__in=runs).order_by()
    reached = set(reports.exclude(statuses={}).values_list("run_id", flat=True).distinct())
    source_counts = Counter(reports.values_list("run_id", flat=True))
    return frozenset(
        run_id
        for run_id, count in source_counts.items()
        if run_id not in reached and (count >= _OFFLINE_SOURCES or runs[run_id] == BY_HAND)
    )


def last_complete_run_start(reasons: Collection[str], *, at: datetime) -> datetime | None:
    """When the newest complete run for one of these reasons began (aware), of those that began by ``at``.

    A run that was killed or stopped is not complete: it did not crawl all of its sources. If no run was
    complete, a day before the first one; None if there was no run.
    """
    runs = Run.objects.filter(reason__in=reasons, started_at__lte=at)
    broken_off = SourceRun.objects.filter(finish_reason__in=_BROKEN_OFF).values("run_id")
    complete = runs.filter(interrupted=False).exclude(finished_at=None).exclude(pk__in=broken_off)
    if (newest := complete.order_by("-started_at").first()) is not None:
        return newest.started_at
    first = runs.order_by("started_at").first()
    return first.started_at - timedelta(days=1) if first else None


def lists_of(source: str) -> tuple[ListReport, ...]:
    """The state of each of the source's listings after the newest run that reports any."""
    # Ordered by run, not by time: a wrong clock may have dated a report in the future.
    reports = SourceRun.objects.filter(source=source).exclude(lists=[]).order_by("-run_id")
    return tuple(map(ListReport.from_record, reports.values_list("lists", flat=True).first() or ()))


def first_walk_ends(sources: Collection[str]) -> dict[str, datetime | None]:
    """When the first walk over each of these sources ended (aware); None while it goes on.

    Sources without a report are left out. The first complete report ends the walk. A section that never
    answers keeps a source from ever being complete: then the walk ended when all listings that answer had
    been read to their end, or a week after the first report, whichever came first. While a listing has unread
    pages, the walk goes on.
    """
    reports = SourceRun.objects.filter(source__in=sources).order_by()
    first = dict(reports.values_list("source").annotate(Min("finished_at")))
    complete = dict(reports.filter(complete=True).values_list("source").annotate(Min("finished_at")))
    return {source: complete.get(source) or _incomplete_walk_end(source, at) for source, at in first.items()}


def _incomplete_walk_end(source: str, first_report_at: datetime) -> datetime | None:
    lists = [known for known in lists_of(source) if known.at is not None]
    if any(known.rest for known in lists):
        return None
    read_to_end_at = [known.whole_at for known in lists if known.whole_at is not None]
    latest = first_report_at + _LONGEST_WALK
    return min(latest, max(read_to_end_at)) if lists and len(read_to_end_at) == len(lists) else latest


def visit_of(report: SourceRun, offline: Collection[int] = ()) -> PastVisit:
    """The report as a visit. A visit with nothing but error responses counts as failed.

    ``offline`` are the ids of runs in which no source could be reached (``offline_runs``).
    """
    got_nothing = not report.listings and not report.articles and "304" not in report.statuses
    return PastVisit(
        at=report.finished_at,
        well=report.ok and not (report.failures and got_nothing) and "silent zero" not in report.failures,
        finish_reason=report.finish_reason,
        failures=report.failures,
        reached=report.run_id not in offline or not _is_out_of_reach(report),
    )


def _is_out_of_reach(report: SourceRun) -> bool:
    """Whether all of its failures may be the fault of our own network or firewall."""
    return out_of_reach(report.failures) and report.finish_reason in ("finished", "limit")


def _read_history(source: str, offline: Collection[int]) -> CrawlHistory:
    reports = SourceRun.objects.filter(source=source).order_by("-finished_at")[:_VISITS]
    dates = Article.objects.filter(source=source, published_at__isnull=False).order_by("-sort_at")
    published = tuple(at for at in dates.values_list("published_at", flat=True)[:_ARTICLES] if at)
    return CrawlHistory(tuple(visit_of(report, offline) for report in reports), published)
