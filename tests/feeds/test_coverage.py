"""The statement of coverage says what is missing, and of what is quiet that it was checked."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feeds.coverage import WORDS, SourceCheck, State, coverage

NIGHT = datetime(2026, 11, 20, 19, 0, tzinfo=UTC)
WELL = SourceCheck("lao-cai", "LĐLĐ Lào Cai", "lao-cai", 7, NIGHT, NIGHT, ok=True)


@pytest.mark.parametrize(
    ("source", "state"),
    [
        (WELL, "ok"),
        (replace(WELL, failures=("http 404",)), "ok"),
        (replace(WELL, ok=False, failures=("http 500",)), "failing"),
        (replace(WELL, ok=False, failures=("http 403", "http 500")), "blocked"),
        (replace(WELL, ok=False, failures=("robots",)), "blocked"),
        (replace(WELL, last_checked=NIGHT - timedelta(days=4)), "stale"),
        (replace(WELL, last_checked=None, last_ok=None), "unchecked"),
    ],
)
def test_each_source_is_in_the_state_that_its_last_check_tells(source: SourceCheck, state: State) -> None:
    assert source.state(NIGHT) == state


def test_stale_is_counted_from_the_newest_check_of_any_source() -> None:
    later = replace(WELL, slug="lai-chau", province="lai-chau", last_checked=NIGHT + timedelta(days=5))
    result = coverage([WELL, later], 7, provinces=["lai-chau", "lao-cai"])
    assert result.counts()["stale"] == 1
    assert result.checked_provinces() == ("lai-chau",)
    # A province's own statement is measured by the same clock.
    assert coverage([WELL, later], 7, province="lao-cai").counts()["stale"] == 1


def test_numbers_are_grouped_as_vietnamese_does() -> None:
    assert (
        coverage([WELL], 1234567).statement()
        == "Tình trạng thu thập: 1 nguồn (1 đã thu thập); 1.234.567 bài."
    )


@given(
    st.lists(
        st.builds(
            SourceCheck,
            slug=st.text(max_size=5),
            name=st.text(max_size=5),
            province=st.none() | st.sampled_from(["lao-cai", "lai-chau"]),
            articles=st.integers(0, 10),
            last_checked=st.none() | st.datetimes(timezones=st.just(UTC)),
            ok=st.booleans(),
            failures=st.lists(st.sampled_from(["robots", "dns"])).map(tuple),
        )
    )
)
def test_every_source_is_counted_once_and_no_time_is_told(sources: list[SourceCheck]) -> None:
    result = coverage(sources, 5, provinces=["lao-cai", "lai-chau"])
    assert sum(result.counts().values()) == len(sources)
    assert set(result.counts()) == set(WORDS)
    assert set(result.checked_provinces()) <= {"lao-cai", "lai-chau"}
    shifted = [
        replace(check, last_checked=check.last_checked.replace(minute=0) if check.last_checked else None)
        for check in sources[:1]
    ]
    assert coverage(shifted, 5).statement() == coverage(sources[:1], 5).statement()
