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
# When so many sources of a run, or all of one that a person started, are out of reach together, it is more
# likely our own network, or what we let through, than they.
_MANY = 3
# A site that has no complete run is taken for walked after so long.
_LONGEST_WALK = timedelta(days=7)
# The process that ran it was told to end.
_BROKEN_OFF = endings("broken_off")


def pasts(sources: Collection[str]) -> dict[str, CrawlHistory]:
    """The past of each of these sources, an empty one where nothing is known."""
    lonely = lonely_runs()
    return {source: _past(source, lonely) for source in sources}


def lonely_runs() -> frozenset[int]:
    """The ids of the newest runs in which no source at all could be reached."""
    runs = dict(Run.objects.order_by("-pk").values_list("pk", "reason")[:_RUNS])
    reports = SourceRun.objects.filter(run_id__in=runs).order_by()
    reached = set(reports.exclude(statuses={}).values_list("run_id", flat=True).distinct())
    asked = Counter(reports.values_list("run_id", flat=True))
    return frozenset(
        run
        for run, number in asked.items()
        if run not in reached and (number >= _MANY or runs[run] == BY_HAND)
    )


def last_whole(reasons: Collection[str], *, at: datetime) -> datetime | None:
    """When the newest run began that was started for one of these reasons before ``at``, and came to its end.

    One that was killed or told to end left sources unasked. Where none ever came to its end: a time before
    the first. None where there was none.
    """
    runs = Run.objects.filter(reason__in=reasons, started_at__lte=at)
    broken_off = SourceRun.objects.filter(finish_reason__in=_BROKEN_OFF).values("run_id")
    whole = runs.filter(interrupted=False).exclude(finished_at=None).exclude(pk__in=broken_off)
    if (newest := whole.order_by("-started_at").first()) is not None:
        return newest.started_at
    first = runs.order_by("started_at").first()
    return first.started_at - timedelta(days=1) if first else None


def lists_of(source: str) -> tuple[ListReport, ...]:
    """What the newest run that tells of the source's lists left of each of them."""
    # By the runs' order: what is dated in the future by a wrong clock is not the newest.
    told = SourceRun.objects.filter(source=source).exclude(lists=[]).order_by("-run_id")
    return tuple(map(ListReport.from_record, told.values_list("lists", flat=True).first() or ()))


def first_walk_ends(sources: Collection[str]) -> dict[str, datetime | None]:
    """When the first walk over each of these sources ended; None while it goes on.

    Sources without a report are not in it.
    It ended with the first complete report. A section that never answers keeps a source from ever being
    complete: then it ended when all lists that answer had been read to their end, or a week after the first
    report, whichever came first. While a list still has pages to be read, it goes on.
    """
    reports = SourceRun.objects.filter(source__in=sources).order_by()
    first = dict(reports.values_list("source").annotate(Min("finished_at")))
    complete = dict(reports.filter(complete=True).values_list("source").annotate(Min("finished_at")))
    return {source: complete.get(source) or _walk_end(source, at) for source, at in first.items()}


def _walk_end(source: str, first: datetime) -> datetime | None:
    lists = [known for known in lists_of(source) if known.at is not None]
    if any(known.rest for known in lists):
        return None
    whole = [known.whole_at for known in lists if known.whole_at is not None]
    last = first + _LONGEST_WALK
    return min(last, max(whole)) if lists and len(whole) == len(lists) else last


def visit_of(report: SourceRun, lonely: Collection[int] = ()) -> PastVisit:
    """One report as a visit. A site whose every answer was a failure did not go well, though it answered.

    ``lonely`` are the runs in which nobody could be reached (``lonely_runs``).
    """
    told_nothing = not report.listings and not report.articles and "304" not in report.statuses
    return PastVisit(
        at=report.finished_at,
        well=report.ok and not (report.failures and told_nothing) and "silent zero" not in report.failures,
        finish_reason=report.finish_reason,
        failures=report.failures,
        reached=report.run_id not in lonely or not _is_out_of_reach(report),
    )


def _is_out_of_reach(report: SourceRun) -> bool:
    """Nothing but failures that our own network, or what we let through, may be to blame for."""
    return out_of_reach(report.failures) and report.finish_reason in ("finished", "limit")


def _past(source: str, lonely: Collection[int]) -> CrawlHistory:
    reports = SourceRun.objects.filter(source=source).order_by("-finished_at")[:_VISITS]
    dates = Article.objects.filter(source=source, published_at__isnull=False).order_by("-sort_at")
    published = tuple(at for at in dates.values_list("published_at", flat=True)[:_ARTICLES] if at)
    return CrawlHistory(tuple(visit_of(report, lonely) for report in reports), published)
