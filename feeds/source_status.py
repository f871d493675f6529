"""The state of the sources by their crawl reports, for the coverage statement and the operators' feed."""

import re
from collections.abc import Mapping
from datetime import timedelta

from django.db.models import Q

from archive import queries
from archive.models import Finding, KnownSource, SourceRun
from feeds.coverage import SourceCheck
from feeds.feed_catalogue import FeedContents
from feeds.operator_feed import ReportedFinding
from vietnamese.provinces import current_slug

# How long a resolved finding stays in the operators' feed, counted from the last one resolved.
LATELY = timedelta(days=7)
_WELL = ("finished", "limit")
# The source file's name and line, without the path on this machine.
_FILE = re.compile(r"[^/\s]+\.toml(?::\d+)?")


def source_checks(
    known: Mapping[str, KnownSource], contents: Mapping[str, FeedContents]
) -> list[SourceCheck]:
    """Every source that is known or has a crawl report, by slug; ``contents`` are the feeds' contents by
    name."""
    states = queries.source_states()
    sources = []
    for slug in sorted({*known, *states}):
        source, crawl_state, own = known.get(slug), states.get(slug), contents.get(f"source/{slug}")
        province = current_slug(source.province) if source and source.province else None
        sources.append(
            SourceCheck(
                slug=slug,
                name=source.name if source else slug,
                province=province,
                articles=own.count if own else 0,
                last_checked=crawl_state.last.finished_at if crawl_state else None,
                last_ok=crawl_state.last_ok if crawl_state else None,
                ok=crawl_state.last.ok if crawl_state else False,
                failures=failure_causes(crawl_state.last) if crawl_state else (),
            )
        )
    return sources


def findings_to_report(known: Mapping[str, KnownSource]) -> list[ReportedFinding]:
    """The open findings, and those resolved within ``LATELY`` of the last one resolved."""
    states = queries.source_states()
    findings = []
    newest = Finding.objects.filter(resolved_at__isnull=False).order_by("-resolved_at").first()
    open_now = Q(resolved_at=None)
    lately = Q(resolved_at__gt=newest.resolved_at - LATELY) if newest and newest.resolved_at else open_now
    for row in Finding.objects.filter(open_now | lately):
        source, crawl_state = known.get(row.source), states.get(row.source)
        findings.append(
            ReportedFinding(
                source=row.source,
                name=source.name if source else row.source or "Hệ thống",
                home=source.home if source else "",
                kind=row.name,
                detail=row.detail,
                text=row.said,
                since=row.since,
                found_at=row.found_at,
                ended_at=row.resolved_at,
                last_ok=crawl_state.last_ok if crawl_state else None,
                command=str(row.evidence.get("try") or ""),
                examples=tuple(str(example) for example in row.evidence.get("examples") or ()),
            )
        )
    return findings


def failure_causes(report: SourceRun) -> tuple[str, ...]:
    """The names of what went wrong, sorted. Never an exception's text: it may reveal paths of this
    machine."""
    names = {str(name) for name in report.failures}
    place = _FILE.search(report.error or "") if report.finish_reason == "broken file" else None
    if place is not None:
        names.add(f"broken file: {place[0]}")
    elif report.finish_reason not in _WELL:
        names.add(report.finish_reason)
    return tuple(sorted(names))
