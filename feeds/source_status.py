"""What the archive's reports say of the sources, for the statement of coverage and the operators' feed."""

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

# How long operators are told that a trouble is over, from the last one that ended.
LATELY = timedelta(days=7)
_WELL = ("finished", "limit")
# The source file's name and line, without where it stands on our machine.
_FILE = re.compile(r"[^/\s]+\.toml(?::\d+)?")


def source_checks(known: Mapping[str, KnownSource], found: Mapping[str, FeedContents]) -> list[SourceCheck]:
    """Every source that is known or was ever reported on, by slug; ``found`` are the feeds' contents."""
    states = queries.source_states()
    sources = []
    for slug in sorted({*known, *states}):
        source, crawl_state, here = known.get(slug), states.get(slug), found.get(f"source/{slug}")
        province = current_slug(source.province) if source and source.province else None
        sources.append(
            SourceCheck(
                slug=slug,
                name=source.name if source else slug,
                province=province,
                articles=here.count if here else 0,
                last_checked=crawl_state.last.finished_at if crawl_state else None,
                last_ok=crawl_state.last_ok if crawl_state else None,
                ok=crawl_state.last.ok if crawl_state else False,
                failures=failure_causes(crawl_state.last) if crawl_state else (),
            )
        )
    return sources


def findings_to_report(known: Mapping[str, KnownSource]) -> list[ReportedFinding]:
    """The findings that are open now, and those that ended lately."""
    states = queries.source_states()
    found = []
    newest = Finding.objects.filter(resolved_at__isnull=False).order_by("-resolved_at").first()
    open_now = Q(resolved_at=None)
    lately = Q(resolved_at__gt=newest.resolved_at - LATELY) if newest and newest.resolved_at else open_now
    for row in Finding.objects.filter(open_now | lately):
        source, crawl_state = known.get(row.source), states.get(row.source)
        found.append(
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
                examples=tuple(str(each) for each in row.evidence.get("examples") or ()),
            )
        )
    return found


def failure_causes(report: SourceRun) -> tuple[str, ...]:
    """What went wrong by name, sorted; never the text of an exception, which may tell of our machine."""
    names = {str(name) for name in report.failures}
    place = _FILE.search(report.error or "") if report.finish_reason == "broken file" else None
    if place is not None:
        names.add(f"broken file: {place[0]}")
    elif report.finish_reason not in _WELL:
        names.add(report.finish_reason)
    return tuple(sorted(names))
