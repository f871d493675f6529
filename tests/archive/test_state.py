"""What the archive remembers for the next crawl."""

from datetime import UTC, datetime, timedelta

import pytest

from archive.models import Run, SourceRun
from archive.state import DjangoState
from archive.store import save
from crawler.report import SourceReport
from crawler.state import CrawlState, load_state
from items import Article

pytestmark = pytest.mark.django_db

NIGHT = datetime(2026, 11, 20, 19, 0, tzinfo=UTC)


@pytest.fixture
def state() -> CrawlState:
    return load_state("archive.state.DjangoState")


def test_the_setting_names_a_state_that_is_made_without_arguments(state: CrawlState) -> None:
    assert isinstance(state, DjangoState)


def test_only_what_the_archive_holds_is_known(state: CrawlState) -> None:
    long_key = "https://a.example/" + "x" * 2000
    for key in ("12", long_key):
        save(
            Article(url=f"https://a.example/{key}", source="lao-cai", kind="article"),
            key=key,
            run_id=None,
            at=NIGHT,
        )
    known = state.known_many("lao-cai", ["12", "13", long_key])
    assert set(known) == {"12", long_key}
    assert (known["12"].key, known["12"].url) == ("12", "https://a.example/12")
    assert (known["12"].first_seen_at, known["12"].last_seen_at) == (NIGHT, NIGHT)
    assert state.known("lai-chau", "12") is None


def test_a_run_keeps_the_report_of_each_source(state: CrawlState) -> None:
    run = state.start_run(["lao-cai", "lai-chau"], full=True, at=NIGHT)
    report = SourceReport(
        "lao-cai",
        pages=30,
        articles=26,
        new=20,
        with_views=3,
        failures={"http 404": 2},
        seconds=4.5,
        complete=True,
    )
    state.finish_source(run, report, at=NIGHT + timedelta(minutes=1))
    crashed = SourceReport("lai-chau", finish_reason="crashed", error="exit code -9")
    state.finish_source(run, crashed, at=NIGHT + timedelta(minutes=2))
    state.finish_run(run, at=NIGHT + timedelta(minutes=3))

    row = Run.objects.get(pk=run)
    assert (row.sources, row.full, row.finished_at) == (
        ["lao-cai", "lai-chau"],
        True,
        NIGHT + timedelta(minutes=3),
    )
    kept = row.reports.get(source="lao-cai")
    assert (kept.pages, kept.new, kept.with_views, kept.failures, kept.ok) == (
        30,
        20,
        3,
        {"http 404": 2},
        True,
    )
    assert row.reports.get(source="lai-chau").error == "exit code -9"


def test_a_report_handed_in_twice_counts_once(state: CrawlState) -> None:
    run = state.start_run(["lao-cai"], full=False, at=NIGHT)
    for pages in (1, 2):
        state.finish_source(run, SourceReport("lao-cai", pages=pages), at=NIGHT)
    assert SourceRun.objects.get().pages == 2


def test_the_last_complete_walk_is_remembered(state: CrawlState) -> None:
    assert state.last_complete("lao-cai") is None
    for hours, complete in ((0, True), (1, True), (2, False)):
        run = state.start_run(["lao-cai"], full=False, at=NIGHT)
        state.finish_source(
            run, SourceReport("lao-cai", complete=complete), at=NIGHT + timedelta(hours=hours)
        )
    assert state.last_complete("lao-cai") == NIGHT + timedelta(hours=1)
    assert state.last_complete("lai-chau") is None
