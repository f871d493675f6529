"""A field has fallen where it is told less than the source's own baseline, beyond tolerance and chance."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import assume, given
from hypothesis import strategies as st

from monitoring.coverage import (
    FEWEST_BEFORE,
    FEWEST_NOW,
    TOLERANCE,
    FieldCount,
    at_most,
    coverage,
    has_fallen,
)
from monitoring.values import KnownFinding, SourceHistory, VisitReport

NOW = datetime(2026, 11, 20, 19, tzinfo=UTC)
DAY = timedelta(days=1)


def visit(days_ago: float, stored: int = 10, **counts_by_field: int) -> VisitReport:
    return VisitReport(
        "lao-cai",
        NOW - days_ago * DAY,
        pages=9,
        listings=2,
        articles=stored,
        stored=stored,
        field_counts=counts_by_field,
    )


def counts(most: int = 200) -> st.SearchStrategy[FieldCount]:
    return st.integers(0, most).flatmap(
        lambda of: st.integers(0, of).map(lambda having: FieldCount(having, of))
    )


@given(counts(), counts(40))
def test_nothing_falls_within_the_tolerance_or_of_a_handful(before: FieldCount, now: FieldCount) -> None:
    if has_fallen(before, now):
        assert before.rate - now.rate >= TOLERANCE
        assert before.of >= FEWEST_BEFORE
        assert now.of >= FEWEST_NOW


@given(counts(), counts(40))
def test_telling_more_never_makes_it_fall(before: FieldCount, now: FieldCount) -> None:
    assume(now.having < now.of)
    if not has_fallen(before, now):
        assert not has_fallen(before, FieldCount(now.having + 1, now.of))


@given(st.integers(10, 200), st.integers(5, 40))
def test_what_was_always_told_and_never_is_now_has_fallen(before: int, now: int) -> None:
    assert has_fallen(FieldCount(before, before), FieldCount(0, now)) or (before < 20 and now == 5)


@given(st.integers(0, 30), st.integers(0, 30), st.floats(0, 1))
def test_at_most_is_a_probability(told: int, more: int, rate: float) -> None:
    of = told + more
    assert -1e-9 <= at_most(told, of, rate) <= 1 + 1e-9
    assert abs(at_most(of, of, rate) - 1) < 1e-9


def test_a_few_notices_without_a_byline_are_no_fall() -> None:
    past = SourceHistory(tuple(visit(n, byline=7, date=10) for n in range(1, 20)))
    assert coverage(visit(0, stored=4, byline=0, date=4), past).fallen == ()
    assert coverage(visit(0, stored=10, byline=5, date=10), past).fallen == ()


def test_a_source_of_one_article_a_night_is_judged_by_the_nights_together() -> None:
    past = SourceHistory(
        (
            *(visit(n, stored=1, title=1) for n in range(1, 5)),
            *(visit(n, stored=1, date=1, title=1) for n in range(5, 25)),
        )
    )
    change = coverage(visit(0, stored=1, title=1), past)
    [fall] = change.fallen
    assert (fall.field, fall.before, fall.now) == ("date", FieldCount(20, 20), FieldCount(0, 5))
    assert fall.since == NOW - 4 * DAY


def test_while_it_lasts_it_is_measured_by_what_was_before_it_began() -> None:
    known = KnownFinding("lost field", "date", NOW - 40 * DAY, {"baseline": {"date": [98, 100]}})
    past = SourceHistory(tuple(visit(n, title=10) for n in range(1, 28)), (known,))
    [fall] = coverage(visit(0, title=10), past).fallen
    assert (fall.before, fall.since) == (FieldCount(98, 100), NOW - 40 * DAY)
    change = coverage(visit(0, stored=1, title=1, date=1), past)
    assert change.fallen == ()
    assert "date" in change.steady


def test_no_articles_tell_nothing() -> None:
    known = KnownFinding("lost field", "date", NOW - 4 * DAY, {"baseline": {"date": [98, 100]}})
    change = coverage(visit(0, stored=0), SourceHistory((visit(1),), (known,)))
    assert change.fallen == ()
    assert "date" not in change.steady


def test_what_somebody_accepted_is_the_baseline_from_then_on() -> None:
    ending = KnownFinding(
        "lost field", "date", NOW - 6 * DAY, {"baseline": {"date": [98, 100]}}, NOW - 5 * DAY, "accepted"
    )
    before = tuple(visit(n, date=10) for n in range(7, 20))
    after = tuple(visit(n, title=10) for n in range(1, 5))
    assert coverage(visit(0, title=10), SourceHistory((*after, *before), (ending,))).fallen == ()
    assert coverage(visit(0, title=10), SourceHistory((*after, *before))).fallen != ()


def test_nights_in_which_it_was_lost_are_no_baseline() -> None:
    over = KnownFinding(
        "lost field", "date", NOW - 20.5 * DAY, {"baseline": {"date": [98, 100]}}, NOW - 2.5 * DAY, "mended"
    )
    lost = tuple(visit(n, title=10) for n in range(3, 21))
    past = SourceHistory((visit(1, date=10), visit(2, date=10), *lost), (over,))
    [fall] = coverage(visit(0, title=10), past).fallen
    assert fall.before == FieldCount(20, 20)


def test_a_selector_of_the_source_that_matches_no_more_is_told_by_its_name() -> None:
    past = SourceHistory(tuple(visit(n, date=10, **{"select.published": 10}) for n in range(1, 5)))
    [fall] = coverage(visit(0, date=10), past).fallen
    assert fall.field == "select.published"


def read(days_ago: float, articles: int, rejected: int) -> VisitReport:
    return replace(
        visit(days_ago, stored=articles, text=articles), failures={"no article: listing": rejected}
    )


def test_pages_that_are_taken_for_lists_since_last_night_have_fallen() -> None:
    past = SourceHistory(tuple(read(n, 10, 1) for n in range(1, 20)))
    [fall] = coverage(read(0, 7, 20), past).fallen
    assert (fall.field, fall.now) == ("article", FieldCount(7, 27))
    assert coverage(read(0, 10, 2), past).fallen == ()


def test_texts_that_shrink_have_fallen_and_nights_that_did_not_count_them_are_no_baseline() -> None:
    past = SourceHistory(tuple(visit(n, text=10, **{"long text": 9}) for n in range(1, 20)))
    falls = coverage(visit(0, text=2, **{"long text": 0}), past).fallen
    assert {(fall.field, fall.now.having) for fall in falls} == {("text", 2), ("long text", 0)}
    before = SourceHistory(tuple(visit(n) for n in range(1, 20)))
    assert coverage(visit(0, text=2, **{"long text": 0}), before).fallen == ()


def test_a_fall_that_chance_explains_once_in_some_hundred_nights_is_none() -> None:
    """34 sources with eleven fields are judged every night."""
    for before, now in (
        (FieldCount(80, 100), FieldCount(1, 8)),
        (FieldCount(9, 10), FieldCount(0, 5)),
        (FieldCount(70, 100), FieldCount(2, 10)),
    ):
        assert 1e-4 < at_most(now.having, now.of, (before.having + 1) / (before.of + 2)) < 1e-2
        assert not has_fallen(before, now)
    assert has_fallen(FieldCount(80, 100), FieldCount(0, 8))
