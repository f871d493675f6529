"""When a source is due: decided on its past alone."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.source_schedule import (
    LONGEST_PAUSE,
    CrawlHistory,
    PastVisit,
    failure_pause,
    failure_weight,
    is_due,
    missed,
    visit_interval,
)

NOW = datetime(2026, 11, 21, 19, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")


def every(gap: timedelta, number: int = 10) -> tuple[datetime, ...]:
    return tuple(NOW - gap * n for n in range(number))


def failed(*names: str, ago: timedelta = DAY, reason: str = "finished") -> PastVisit:
    return PastVisit(NOW - ago, False, reason, dict.fromkeys(names, 1))


@pytest.mark.parametrize(
    ("gap", "wait"),
    [(4 * HOUR, 6 * HOUR), (DAY, 12 * HOUR), (4 * DAY, 2 * DAY), (60 * DAY, 7 * DAY)],
)
def test_a_sources_rhythm_is_half_the_time_between_its_articles_within_bounds(
    gap: timedelta, wait: timedelta
) -> None:
    assert visit_interval(every(gap)) == wait


def test_of_a_source_that_is_hardly_known_the_rhythm_is_a_day() -> None:
    assert visit_interval(()) == visit_interval(every(HOUR, 3)) == DAY


@pytest.mark.parametrize(
    ("visit", "told"),
    [
        (PastVisit(NOW, True, failures={"http 404": 1}), 0),
        (failed("parked"), 1),
        (failed("dns", "timeout"), 1),
        (failed("blocked"), 0.5),
        (failed("http 403"), 0.5),
        (failed("timeout"), 0.25),
        (failed("robots"), 0.5),
        (failed("robots unreadable"), 0.25),
        (failed("out of connections"), 0),
        (failed("http 503"), 0.25),
        (failed(reason="crashed"), 0.25),
        (failed(reason="hung"), 0.5),
        (failed(reason="busy"), 0),
        (failed(reason="ended"), 0),
    ],
)
def test_failures_weigh_hard_soft_or_temporary(visit: PastVisit, told: float) -> None:
    assert failure_weight(visit) == told


def test_failures_since_the_last_good_visit_add_up_to_a_growing_pause() -> None:
    well = PastVisit(NOW - 9 * DAY, True)
    assert failure_pause([failed("timeout")] * 3) == timedelta()
    assert failure_pause([failed("timeout")] * 4) == DAY
    assert failure_pause([failed("parked"), well, failed("parked")]) == DAY
    assert [failure_pause([failed("parked")] * n).days for n in range(1, 7)] == [1, 2, 4, 8, 14, 14]


@given(st.integers(0, 5000))
def test_no_pause_is_for_good(number: int) -> None:
    visits = (failed("parked"),) * number
    assert failure_pause(visits) <= LONGEST_PAUSE
    assert is_due(CrawlHistory(visits), at=NOW + LONGEST_PAUSE + DAY)


def test_a_nightly_source_is_due_each_night_though_the_last_one_began_later() -> None:
    past = CrawlHistory((PastVisit(NOW - DAY + 2 * HOUR, True),))
    assert is_due(past, at=NOW)
    assert not is_due(past, at=NOW - 12 * HOUR)


def test_a_slow_source_is_left_alone_for_days_and_a_new_one_is_due() -> None:
    slow = CrawlHistory((PastVisit(NOW - DAY, True),), every(10 * DAY))
    assert not is_due(slow, at=NOW)
    assert is_due(slow, at=NOW + 4 * DAY)
    assert is_due(CrawlHistory(), at=NOW)


def test_a_visit_dated_in_the_future_counts_for_nothing() -> None:
    """Else a source that was visited while the clock was a year ahead is not asked for a year."""
    ahead = PastVisit(NOW + 365 * DAY, True)
    assert is_due(CrawlHistory((ahead,)), at=NOW)
    assert not is_due(CrawlHistory((ahead, PastVisit(NOW - HOUR, True))), at=NOW)
    busy = every(HOUR)
    assert is_due(CrawlHistory((ahead, PastVisit(NOW - 9 * HOUR, True)), busy), at=NOW, light=True)
    told = tuple(NOW + 365 * DAY - 10 * DAY * n for n in range(10))
    assert is_due(CrawlHistory((PastVisit(NOW - DAY, True),), told), at=NOW)


def test_the_daytime_round_is_for_busy_sources_that_go_well() -> None:
    visit = PastVisit(NOW - 9 * HOUR, True)
    assert is_due(CrawlHistory((visit,), every(HOUR)), at=NOW, light=True)
    assert not is_due(CrawlHistory((visit,), every(3 * DAY)), at=NOW, light=True)
    assert not is_due(CrawlHistory((failed("parked", ago=9 * HOUR),), every(HOUR)), at=NOW, light=True)
    assert not is_due(CrawlHistory(), at=NOW, light=True)


@pytest.mark.parametrize("reason", ["busy", "ended", "shutdown", "not started", "archive"])
def test_what_was_our_own_doing_tells_nothing_of_the_source(reason: str) -> None:
    ours = PastVisit(NOW, False, reason)
    assert not ours.tells
    assert is_due(CrawlHistory((ours, PastVisit(NOW - DAY, True))), at=NOW + HOUR)


def test_a_visit_that_reached_nobody_at_all_tells_nothing_of_the_source() -> None:
    alone = PastVisit(NOW, False, failures={"dns": 1}, reached=False)
    assert failure_weight(alone) == 0
    assert not alone.tells
    assert is_due(CrawlHistory((alone,)), at=NOW + HOUR)


@pytest.mark.parametrize("reason", ["limit", "broken file"])
def test_a_part_of_a_visit_costs_the_source_no_night(reason: str) -> None:
    part = PastVisit(NOW - HOUR, reason == "limit", reason)
    assert is_due(CrawlHistory((part, PastVisit(NOW - DAY, True))), at=NOW)
    assert is_due(CrawlHistory((part,)), at=NOW)


def test_a_file_that_cannot_be_used_is_no_fault_of_the_source() -> None:
    assert failure_pause([PastVisit(NOW - DAY * n, False, "broken file") for n in range(5)]) == timedelta()


@pytest.mark.parametrize(
    ("last", "at", "late"),
    [
        (None, "21T10:00", False),
        ("21T02:00", "21T10:00", False),
        ("20T02:00", "21T10:00", True),
        ("11T02:00", "21T10:00", True),
        ("20T02:00", "21T01:59", False),
        ("20T02:00", "21T02:01", True),
        ("20T10:00", "21T01:00", False),
    ],
)
def test_a_night_that_was_slept_through_is_known_from_the_last_runs_start(
    last: str | None, at: str, late: bool
) -> None:
    def moment(told: str) -> datetime:
        return datetime.fromisoformat(f"2026-11-{told}").replace(tzinfo=VIETNAM)

    began = moment(last).astimezone(UTC) if last else None
    assert missed(began, at=moment(at), night=time(2)) is late
