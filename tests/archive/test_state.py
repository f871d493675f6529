"""What the archive remembers for the next crawl."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.db.models import QuerySet

from archive.models import Run, SourceRun
from archive.state import DjangoState
from archive.store import save
from crawler.report import SourceReport
from crawler.state import CrawlState, load_state
from items import Article
from items.list_report import ListReport

pytestmark = pytest.mark.django_db

NIGHT = datetime(2026, 11, 20, 19, 0, tzinfo=UTC)


@pytest.fixture
def state(home: Path) -> CrawlState:  # Locks are files of the home: each test has its own.
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


@pytest.mark.parametrize("reason", ["ended", "hung", "crashed", "not started", "busy"])
def test_what_is_said_in_a_workers_place_never_takes_the_place_of_its_report(
    state: CrawlState, reason: str
) -> None:
    run = state.start_run(["a", "b"], full=False, at=NIGHT)
    told, in_place = SourceReport("a", pages=9, requests=11, new=7), SourceReport("a", finish_reason=reason)
    state.finish_source(run, told, at=NIGHT)
    state.finish_source(run, in_place, at=NIGHT + timedelta(seconds=1))
    state.finish_source(run, replace(in_place, source="b"), at=NIGHT)
    state.finish_source(run, replace(told, source="b"), at=NIGHT + timedelta(seconds=1))
    kept = SourceRun.objects.order_by("source").values_list("source", "finish_reason", "new")
    assert list(kept) == [("a", "finished", 7), ("b", "finished", 7)]


def test_a_report_in_place_of_a_crawl_gives_way_to_the_next_one(state: CrawlState) -> None:
    run = state.start_run(["a"], full=False, at=NIGHT)
    for reason in ("crashed", "hung"):
        state.finish_source(run, SourceReport("a", finish_reason=reason), at=NIGHT)
    assert SourceRun.objects.get().finish_reason == "hung"


def test_a_workers_report_that_comes_between_the_rounds_look_and_its_word_stays(
    state: CrawlState, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = state.start_run(["a"], full=False, at=NIGHT)
    looked = QuerySet.update

    def update(rows: "QuerySet[SourceRun]", **values: object) -> int:
        number = looked(rows, **values)
        if "finish_reason" in values:  # The round found none, and writes in a moment.
            state.finish_source(run, SourceReport("a", pages=9, requests=11), at=NIGHT)
        return number

    monkeypatch.setattr(QuerySet, "update", update)
    state.finish_source(run, SourceReport("a", finish_reason="ended"), at=NIGHT)
    assert SourceRun.objects.get().finish_reason == "finished"


def test_the_last_complete_walk_is_remembered(state: CrawlState) -> None:
    assert state.last_complete("lao-cai") is None
    for hours, complete in ((0, True), (1, True), (2, False)):
        run = state.start_run(["lao-cai"], full=False, at=NIGHT)
        state.finish_source(
            run, SourceReport("lao-cai", complete=complete), at=NIGHT + timedelta(hours=hours)
        )
    assert state.last_complete("lao-cai") == NIGHT + timedelta(hours=1)
    assert state.last_complete("lai-chau") is None


def test_what_is_known_of_lists_is_that_of_the_newest_run_and_old_reports_forget_it(
    state: CrawlState,
) -> None:
    for night in range(6):
        told = ListReport("http://a.example/tin", "read", at=NIGHT + timedelta(days=night))
        # The second night's clock was a year ahead.
        at = NIGHT + timedelta(days=night + (365 if night == 1 else 0))
        run = state.start_run(["lao-cai"], full=False, at=at)
        state.finish_source(run, SourceReport("lao-cai", pages=1, requests=1, lists=(told,)), at=at)
    [newest] = state.lists("lao-cai")
    assert newest.at == NIGHT + timedelta(days=5)
    assert state.lists("lai-chau") == ()
    assert SourceRun.objects.filter(source="lao-cai").exclude(lists=[]).count() == 4
