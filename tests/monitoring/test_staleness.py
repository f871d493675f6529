"""A source is silent for too long by its own rhythm: at Tết nobody is, in May sooner than else."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitoring.staleness import LEAST, MOST, measure_staleness


def daily(last: date, number: int = 30, every: int = 1) -> list[datetime]:
    return [
        datetime(last.year, last.month, last.day, 3, tzinfo=UTC) - timedelta(days=every * n)
        for n in range(number)
    ]


def at(day: str) -> datetime:
    return datetime.fromisoformat(f"{day}T02:00+07:00")


@pytest.mark.parametrize(
    ("last", "now", "stale"),
    [
        (date(2026, 3, 10), "2026-03-14", False),  # a long weekend
        (date(2026, 3, 10), "2026-03-25", True),  # two weeks in March
        (date(2026, 2, 11), "2026-02-26", False),  # just as long, at Tết
        (date(2026, 2, 11), "2026-03-09", True),  # but not for ever
        (date(2026, 6, 9), "2026-06-13", False),
        (date(2026, 5, 5), "2026-05-09", True),  # as short, in the month of the workers
    ],
)
def test_a_daily_source_is_measured_by_the_calendar(last: date, now: str, stale: bool) -> None:
    staleness = measure_staleness(daily(last), at=at(now))
    assert staleness is not None
    assert staleness.stale is stale
    assert staleness.last == last


def test_a_source_of_one_article_a_fortnight_may_be_silent_for_weeks() -> None:
    published = daily(date(2026, 3, 10), every=14)
    assert not measure_staleness(published, at=at("2026-04-06")).stale  # type: ignore[union-attr]
    assert measure_staleness(published, at=at("2026-05-30")).stale  # type: ignore[union-attr]


def test_a_site_that_was_abandoned_years_ago_is_stale() -> None:
    staleness = measure_staleness(daily(date(2021, 6, 1), every=3), at=at("2026-11-20"))
    assert staleness is not None
    assert staleness.stale
    assert staleness.last == date(2021, 6, 1)


def test_too_few_days_tell_no_rhythm() -> None:
    assert measure_staleness(daily(date(2026, 3, 10), number=7), at=at("2026-11-20")) is None
    assert measure_staleness(daily(date(2026, 3, 10), number=1) * 50, at=at("2026-11-20")) is None
    assert measure_staleness([], at=at("2026-11-20")) is None


def test_what_is_dated_in_the_future_is_left_out() -> None:
    published = [*daily(date(2026, 3, 10)), datetime(2030, 1, 1, tzinfo=UTC)]
    staleness = measure_staleness(published, at=at("2026-03-12"))
    assert staleness is not None
    assert staleness.last == date(2026, 3, 10)


moments = st.lists(st.datetimes(datetime(2016, 1, 1), datetime(2026, 1, 1)), max_size=80)


@given(moments, st.randoms(use_true_random=False))
def test_the_limit_has_bounds_and_the_order_does_not_matter(times: list[datetime], random: object) -> None:
    published = [time_.replace(tzinfo=UTC) for time_ in times]
    now = datetime(2026, 11, 20, tzinfo=UTC)
    staleness = measure_staleness(published, at=now)
    random.shuffle(published)  # type: ignore[attr-defined]
    assert measure_staleness(published, at=now) == staleness
    if staleness is not None:
        assert LEAST <= staleness.limit <= MOST
        assert staleness.weight >= 0
