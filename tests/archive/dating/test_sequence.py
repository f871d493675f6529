"""Bounds from an order: as wide as the dated articles demand, and none where the order follows no dates."""

import random

import pytest

from archive.dating.sequence import PERFECT, WIDEST, Learned, covers_dates, learn

DAY = 735_000


def sorted_days(number: int, seed: int = 1) -> list[int]:
    dice = random.Random(seed)
    return sorted(DAY + dice.randrange(number * 3) for _ in range(number))


def hide(days: list[int], seed: int) -> tuple[list[int | None], dict[int, int]]:
    dice = random.Random(seed)
    hidden = {place: day for place, day in enumerate(days) if dice.random() < 0.5}
    return [None if place in hidden else day for place, day in enumerate(days)], hidden


def holding(learned: Learned, hidden: dict[int, int]) -> float:
    """The share of the bounds that hold the hidden day."""
    results = [(span, hidden[place]) for place, span in learned.spans.items()]
    held = sum((span.first or 0) <= day <= (span.last or DAY * 2) for span, day in results)
    return held / len(results)


def test_in_a_perfect_order_the_neighbours_are_the_bounds() -> None:
    learned = learn([1, None, 5, 6, 9, None, None, 12, 13])
    assert {place: span[:2] for place, span in learned.spans.items()} == {1: (1, 5), 5: (9, 12), 6: (9, 12)}
    assert learned.spans[1][2:] == (0, 2)


def test_at_the_ends_of_a_perfect_order_one_side_is_bounded() -> None:
    learned = learn([None, 1, 2, 3, 4, 5, 6, None])
    assert {place: span[:2] for place, span in learned.spans.items()} == {0: (None, 1), 7: (6, None)}


def test_few_dated_articles_prove_nothing_unless_all_are_in_order() -> None:
    assert learn([1, 2, None, 3, 4, 5]) == Learned({}, {})
    assert len([1, 2, 3, 4, 5]) < PERFECT
    assert learn([1, 2, None, 9, 4, 5, 6, 7]).spans == {}


def test_one_day_for_all_is_no_order() -> None:
    assert learn([5, 5, None, 5, 5, 5, 5, 5]).spans == {}
    assert learn([1, 2, None, 3, 4, 5, 5, 5]).spans == {}


@pytest.mark.parametrize("seed", range(5))
def test_a_few_out_of_order_spoil_only_their_neighbourhood(seed: int) -> None:
    days = sorted_days(1200)
    dice = random.Random(seed)
    for place in dice.sample(range(1200), 10):
        days[place] = DAY + dice.randrange(3600)
    shown, hidden = hide(days, seed)
    learned = learn(shown)
    assert holding(learned, hidden) >= 0.975
    assert len(learned.spans) >= 0.9 * len(hidden)
    assert learned.width <= 15


@pytest.mark.parametrize("seed", range(5))
def test_an_order_that_follows_no_dates_bounds_nothing(seed: int) -> None:
    days = sorted_days(800, seed)
    random.Random(seed).shuffle(days)
    shown, hidden = hide(days, seed)
    learned = learn(shown)
    assert len(learned.spans) <= 0.05 * len(hidden)


@pytest.mark.parametrize("seed", range(5))
def test_where_a_part_was_taken_over_in_another_order_only_that_part_is_wide(seed: int) -> None:
    days = sorted_days(900)
    old = days[:300]
    random.Random(seed).shuffle(old)
    shown, hidden = hide([*old, *days[300:]], seed)
    learned = learn(shown)
    assert holding(learned, hidden) >= 0.975
    later = [span for place, span in learned.spans.items() if place > 320 and span.first and span.last]
    assert sorted(span.last - span.first for span in later if span.first and span.last)[len(later) // 2] <= 20
    assert all(
        span.last - span.first <= WIDEST for span in learned.spans.values() if span.first and span.last
    )


def test_a_dated_article_is_bounded_without_its_own_day() -> None:
    days = sorted_days(400)
    days[200] += 5000
    bounds = learn([*days]).leave_one_out
    assert bounds[200].last is not None
    assert bounds[200].last < days[200]
    assert sum(first is None or first <= days[place] for place, (first, *_) in bounds.items()) >= 392


def test_of_a_hundred_days_two_may_lie_outside() -> None:
    within = [(5, 1, 9)] * 98
    assert covers_dates([*within, (0, 1, 9), (10, 1, 9)])
    assert not covers_dates([*within, (0, 1, 9), (10, 1, 9), (10, None, 9)])
    assert not covers_dates([])
