"""The dashboard's figures: weeks of Việt Nam, marks that say how a visit went, campaigns of the year."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.models import Run, SourceRun
from desk.dashboard import campaigns, charts, field_coverage, statistics, visits
from tests.archive.search.articles import NIGHT, put

# A Sunday evening in London is a Monday in Việt Nam.
MONDAY = datetime(2026, 11, 15, 18, 0, tzinfo=UTC)


def test_a_week_begins_on_monday_in_vietnam() -> None:
    assert statistics.mondays(MONDAY, 2) == (date(2026, 11, 9), date(2026, 11, 16))
    assert statistics.mondays(MONDAY - timedelta(hours=2), 2) == (date(2026, 11, 2), date(2026, 11, 9))


@given(st.datetimes(datetime(2015, 1, 1), datetime(2040, 1, 1)), st.integers(1, 60))
def test_the_weeks_follow_each_other_and_the_last_one_holds_the_day(at: datetime, number: int) -> None:
    mondays = statistics.mondays(at.replace(tzinfo=UTC), number)
    today = (at + timedelta(hours=7)).date()
    assert len(mondays) == number
    assert mondays[-1] <= today < mondays[-1] + timedelta(days=7)
    assert {day.weekday() for day in mondays} == {0}
    assert {later - earlier for earlier, later in pairwise(mondays)} <= {timedelta(days=7)}


@pytest.mark.django_db
def test_articles_count_in_the_week_of_their_date_and_their_province() -> None:
    from items import ProvinceRef

    lao_cai = ProvinceRef("lao-cai", "Lào Cai", "lao-cai")
    put("1", day=9, province=lao_cai)
    put("2", day=15, province=lao_cai)
    put("3", day=16)
    put("undated", province=lao_cai, published=None)
    put("old", day=1, province=lao_cai)
    weeks = statistics.count_by_week(MONDAY, 2)
    assert weeks.totals == (2, 1)
    (row,) = weeks.rows
    assert (row.name, row.counts, row.total) == ("Lào Cai", (2, 0), 2)


def test_the_largest_count_is_the_darkest_and_none_is_blank() -> None:
    starts = statistics.mondays(MONDAY, 3)
    weeks = statistics.weekly_counts(
        starts, {"lao-cai": {starts[0]: 100, starts[1]: 1}, "ha-noi": {starts[2]: 50}}
    )
    assert [(row.name, row.shares) for row in weeks.rows] == [("Hà Nội", (0, 0, 2)), ("Lào Cai", (4, 1, 0))]


def report(**columns: Any) -> SourceRun:
    values: dict[str, Any] = {
        "source": "lao-cai", "finished_at": NIGHT, "ok": True, "complete": True, "finish_reason": "finished",
        "pages": 9, "listings": 3, "articles": 6, "new": 1, "changed": 2, "unchanged": 3, "with_date": 0,
        "with_byline": 0, "with_views": 0, "bytes": 1, "seconds": 1.0, **columns,
    }  # fmt: skip
    return SourceRun(**values)


@pytest.mark.parametrize(
    ("columns", "mark"),
    [
        ({}, "well"),
        ({"failures": {"http 404": 1}}, "partly"),
        ({"ok": False, "listings": 0, "articles": 0, "failures": {"http 403": 3}}, "blocked"),
        ({"ok": False, "listings": 0, "articles": 0, "failures": {"dns": 1}}, "badly"),
        ({"failures": {"silent zero": 1}, "articles": 0}, "badly"),
        ({"ok": False, "finish_reason": "busy"}, "idle"),
    ],
)
def test_a_visit_is_marked_by_how_it_went(columns: dict[str, Any], mark: str) -> None:
    assert visits.mark(report(**columns)) == mark


def test_a_strip_holds_the_newest_reports_the_oldest_of_them_first() -> None:
    reports = [report(finished_at=NIGHT - timedelta(days=back), run_id=back) for back in range(20)]
    (days,) = visits.strips(reports, 3).values()
    assert [day.run for day in days] == [2, 1, 0]


@pytest.mark.django_db
def test_the_share_of_a_field_is_that_of_the_last_run_and_of_those_of_28_days_before() -> None:
    for back, counts in (
        (1, {"title": 30, "byline": 0}),
        (2, {"title": 30, "byline": 30}),
        (60, {"title": 0}),
    ):
        run = Run.objects.create(started_at=NIGHT)
        row = report(run=run, told=counts, unchanged=27, finished_at=NIGHT - timedelta(days=back))
        row.save()
    rows = {row.field: row for row in field_coverage.field_coverage("lao-cai", NIGHT)}
    assert (rows["title"].now, rows["title"].before, rows["title"].fallen) == (100, 100, False)
    assert (rows["byline"].now, rows["byline"].before, rows["byline"].fallen) == (0, 100, True)
    assert field_coverage.field_coverage("ha-noi", NIGHT) == ()


@given(st.dates(date(2016, 1, 1), date(2039, 12, 31)))
def test_of_the_campaigns_those_are_shown_that_run_and_the_ones_beside_them(today: date) -> None:
    shown = campaigns.current_campaigns(today)
    running = [campaign for campaign in shown if campaign.begin <= today <= campaign.end]
    every = [
        campaign
        for year in range(today.year - 1, today.year + 2)
        for campaign in campaigns.campaigns_of(year)
    ]
    assert running == [campaign for campaign in every if campaign.begin <= today <= campaign.end]
    assert len(shown) == len(running) + 2
    assert shown[0].end < today < shown[-1].begin


def test_tet_sum_vay_ends_after_tet() -> None:
    (tet,) = [campaign for campaign in campaigns.campaigns_of(2027) if campaign.name == "Tết Sum vầy"]
    assert tet.begin < date(2027, 2, 6) < tet.end


@pytest.mark.django_db
def test_a_campaign_counts_what_was_published_on_it_in_its_time() -> None:
    put("1", day=18, title="Hưởng ứng Tháng hành động vì bình đẳng giới")
    put("2", day=18, title="Khác")
    put("3", day=1, title="Bình đẳng giới")
    shown = {row.campaign.name: row for row in campaigns.count_campaigns(NIGHT)}
    gender = shown["Tháng hành động vì bình đẳng giới"]
    assert (gender.running, gender.articles) == (True, 1)


def test_a_chart_brings_no_script_and_asks_for_nothing() -> None:
    for drawn in (charts.bars(["01/09"], [("mới", [3])]), charts.lines(["a", "b"], [("x", [1, None])])):
        assert drawn.startswith(b"<svg")
        assert b"<script" not in drawn
        assert b"href" not in drawn.replace(b"xmlns:xlink", b"")
