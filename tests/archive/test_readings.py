"""How often an article was opened, in time: without us, across resets, as a rate."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.readings import Seen, gained, resets, since, velocity

NIGHT = datetime(2026, 11, 20, 19, 0, tzinfo=UTC)
DAY = timedelta(days=1)
COUNTS = st.lists(st.integers(0, 10**9), min_size=1, max_size=12)


def course(*values: int, visits: int = 0) -> list[Seen]:
    return [Seen(NIGHT + day * DAY, value, visits * (day + 1)) for day, value in enumerate(values)]


def test_our_own_visits_are_no_readers() -> None:
    assert gained(course(100, 150, 151, visits=1)) == 49
    assert gained(course(100, 100, 100, visits=1)) == 0


def test_a_counter_that_was_set_back_counts_on_from_there() -> None:
    read = course(500, 5, 12, 3, 10)
    assert gained(read) == 7 + 7
    assert [each.value for each in resets(read)] == [5, 3]


def test_the_rate_is_of_the_last_week_from_what_was_known_before_it() -> None:
    read = [Seen(NIGHT, 100), Seen(NIGHT + 4 * DAY, 140), Seen(NIGHT + 10 * DAY, 200)]
    found = velocity(read, NIGHT + 11 * DAY + timedelta(hours=1))
    assert found is not None
    assert (found.readers, found.since, found.a_day) == (60, NIGHT + 4 * DAY, 10.0)


def test_a_young_article_counts_from_nothing_at_its_publication() -> None:
    read = [Seen(NIGHT, 50, 1)]
    found = velocity(read, NIGHT, published_at=NIGHT - 2 * DAY)
    assert found is not None
    assert found.a_day == pytest.approx(24.5)
    assert velocity(read, NIGHT, published_at=NIGHT - 9 * DAY) is None
    assert velocity(read, NIGHT, published_at=NIGHT + DAY) is None


@pytest.mark.parametrize(
    "read",
    [
        [],
        course(5),
        [Seen(NIGHT, 1), Seen(NIGHT + timedelta(hours=3), 9)],
        [Seen(NIGHT - 20 * DAY, 1), Seen(NIGHT - 9 * DAY, 5)],
    ],
)
def test_what_tells_of_no_rate_gives_none(read: list[Seen]) -> None:
    assert velocity(read, NIGHT + DAY) is None


@given(COUNTS, st.integers(0, 3))
def test_a_gain_is_never_negative_nor_more_than_the_counter_ever_grew(values: list[int], visits: int) -> None:
    read = course(*values, visits=visits)
    grown = sum(max(0, after - before) for before, after in pairwise(values))
    assert 0 <= gained(read) <= grown
    assert gained(course(*values)) == grown
    assert gained(course(*sorted(values))) == max(values) - min(values)


@given(COUNTS, st.integers(0, 11))
def test_a_gain_is_the_sum_of_its_parts(values: list[int], cut: int) -> None:
    read = course(*values, visits=1)
    cut = min(cut, len(read) - 1)
    assert gained(read) == gained(read[: cut + 1]) + gained(read[cut:])


@given(COUNTS, st.integers(-3, 14))
def test_the_part_after_a_moment_begins_with_the_last_reading_before_it(values: list[int], day: int) -> None:
    read = course(*values)
    part = since(read, NIGHT + day * DAY, None)
    after = [each for each in read if each.at > NIGHT + day * DAY]
    assert part[-len(after) :] == after if after else len(part) <= 1
    assert len(part) - len(after) == (0 if day < 0 else 1)
