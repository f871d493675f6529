"""Articles that a source took away are a finding, with their addresses, until they are history."""

from datetime import UTC, datetime, timedelta

import pytest

from archive.models import Article, Finding, Run, SourceRun
from archive.state import DjangoState
from archive.store import save
from crawler.state import Outcome
from items import Article as Found
from monitoring.finding_texts import evidence_lines
from monitoring.findings_service import judge_pending_reports

NIGHT = datetime(2026, 11, 1, 19, 30, tzinfo=UTC)
DAY = timedelta(days=1)
ADDRESS = "https://a.example.vn/1"


def report(day: int) -> None:
    at = NIGHT + day * DAY
    counts = {"pages": 12, "listings": 2, "articles": 10, "new": 0, "changed": 0, "unchanged": 10, "bytes": 9}
    told = dict.fromkeys(("with_date", "with_byline", "with_views"), 0)
    run = Run.objects.create(sources=["lao-cai"], started_at=at, finished_at=at + timedelta(hours=1))
    SourceRun.objects.create(
        run=run, source="lao-cai", finished_at=at, ok=True, complete=True, finish_reason="finished",
        seconds=20.0, requests=14, statuses={"200": 14}, **counts, **told,
    )  # fmt: skip
    judge_pending_reports(at=at + timedelta(hours=1))


def gone(day: int) -> None:
    outcome = Outcome("1", ADDRESS, "http 404", done=True, again=7 * DAY)
    DjangoState().settle("lao-cai", [outcome], at=NIGHT + day * DAY)


@pytest.mark.django_db
def test_what_a_source_takes_away_is_found_on_the_second_day_and_over_when_it_is_history() -> None:
    save(Found(url=ADDRESS, source="lao-cai", kind="article"), key="1", run_id=None, at=NIGHT)
    gone(1)
    report(1)
    assert not Finding.objects.exists()
    gone(2)
    report(2)
    finding = Finding.objects.get()
    assert (finding.name, finding.said, finding.since) == ("removed", "nguồn đã gỡ 1 bài", NIGHT + 2 * DAY)
    assert evidence_lines("removed", finding.evidence) == [ADDRESS]
    report(20)
    assert Finding.objects.get().resolved_at is None
    report(31)
    assert Finding.objects.get().resolved_at is not None
    assert Finding.objects.get().ending == "history"  # Nothing was mended, and nobody is told so.
    assert Article.objects.get().removed_at == NIGHT + 2 * DAY


@pytest.mark.django_db
def test_what_comes_back_is_no_finding_any_more() -> None:
    save(Found(url=ADDRESS, source="lao-cai", kind="article"), key="1", run_id=None, at=NIGHT)
    gone(1)
    gone(2)
    report(2)
    save(Found(url=ADDRESS, source="lao-cai", kind="article"), key="1", run_id=None, at=NIGHT + 3 * DAY)
    report(3)
    assert Finding.objects.get().ending == "mended"
