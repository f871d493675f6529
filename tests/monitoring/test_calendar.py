"""Which days of silence count: the table of Tết against the moon, the seasons, the weights."""

from datetime import UTC, date, datetime, timedelta, timezone
from math import radians, sin

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitoring.calendar import TET, season, silence, weight

VIETNAM = timezone(timedelta(hours=7))
# New moon of 6 January 2000 and the mean month (Meeus, Astronomical Algorithms, chapter 49).
_EPOCH, _MONTH = 2451550.09766, 29.530588861


def new_moon(number: int) -> datetime:
    """The new moon so many months after January 2000; right to some minutes between 2000 and 2050."""
    t = number / 1236.85
    day = _EPOCH + _MONTH * number + 0.00015437 * t * t
    e = 1 - 0.002516 * t
    sun = radians(2.5534 + 29.10535670 * number)
    moon = radians(201.5643 + 385.81693528 * number)
    node = radians(160.7108 + 390.67050284 * number)
    day += (
        -0.40720 * sin(moon) + 0.17241 * e * sin(sun) + 0.01608 * sin(2 * moon) + 0.01039 * sin(2 * node)
        + 0.00739 * e * sin(moon - sun) - 0.00514 * e * sin(moon + sun) + 0.00208 * e * e * sin(2 * sun)
        - 0.00111 * sin(moon - 2 * node) - 0.00057 * sin(moon + 2 * node)
    )  # fmt: skip
    terrestrial = datetime(2000, 1, 1, 12, tzinfo=UTC) + timedelta(days=day - 2451545.0)
    return terrestrial - timedelta(seconds=72)


MOONS = {new_moon(number).astimezone(VIETNAM).date() for number in range(180, 500)}


def test_every_tet_from_2015_to_2040_is_there() -> None:
    assert sorted(TET) == list(range(2015, 2041))


@pytest.mark.parametrize("tet", TET.values(), ids=str)
def test_tet_is_a_day_of_new_moon_in_viet_nam(tet: date) -> None:
    assert tet in MOONS
    assert date(tet.year, 1, 21) <= tet <= date(tet.year, 2, 20)


def test_two_tets_are_twelve_or_thirteen_moons_apart() -> None:
    days = [(TET[year + 1] - TET[year]).days for year in range(2015, 2040)]
    assert set(days) <= {354, 355, 383, 384, 385}


def test_in_2030_tet_is_a_day_before_the_chinese_new_year() -> None:
    assert TET[2030] == date(2030, 2, 2)


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2026-02-17", "tet"),
        ("2026-02-12", "tet"),
        ("2026-02-25", "tet"),
        ("2026-02-26", ""),
        ("2026-02-11", ""),
        ("2026-05-01", "workers"),
        ("2026-05-31", "workers"),
        ("2026-06-01", ""),
        ("2026-07-28", "founding"),
        ("2026-07-14", ""),
        ("2018-09-24", "congress"),
        ("2023-12-02", "congress"),
        ("2050-01-20", ""),
    ],
)
def test_seasons(day: str, expected: str) -> None:
    assert season(date.fromisoformat(day)) == expected


def test_days_weigh_by_season_and_weekday() -> None:
    assert weight(date(2026, 2, 18)) == 0
    assert weight(date(2026, 5, 4)) == 2
    assert weight(date(2026, 5, 3)) == 1
    assert weight(date(2026, 3, 4)) == 1
    assert weight(date(2026, 3, 7)) == 0.5


def test_news_of_yesterday_is_no_silence_and_tet_is_none_either() -> None:
    assert silence(date(2026, 3, 4), date(2026, 3, 5)) == 0
    assert silence(date(2026, 3, 2), date(2026, 3, 5)) == 2
    # From the last working day before Tết to the first after it.
    assert silence(date(2026, 2, 11), date(2026, 2, 26)) == 0


days = st.dates(date(2014, 1, 1), date(2041, 1, 1))


@given(days, st.integers(0, 60), st.integers(0, 60))
def test_silence_only_grows(last: date, one: int, more: int) -> None:
    first = silence(last, last + timedelta(days=one))
    assert 0 <= first <= 2 * one
    assert silence(last, last + timedelta(days=one + more)) >= first
