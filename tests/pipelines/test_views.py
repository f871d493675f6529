"""The article's view count: the surest candidate, none where two are equally sure."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from items import Candidate, RawArticle
from pipelines.draft import begin
from pipelines.views import decide_views


def count(value: int, confidence: float, refused: str | None = None) -> Candidate:
    return Candidate("views", value, f"Lượt xem: {value}", "label", "views.label", "p", confidence, refused)


def decided(*candidates: Candidate) -> Any:
    raw = RawArticle("https://example.vn/1", None, "article", datetime.now(UTC), candidates)
    return decide_views(begin(raw)).article


def test_the_surest_count_is_taken_with_its_proof() -> None:
    views = decided(count(12, 0.75), count(36, 0.95)).views
    assert (views.value, views.raw, views.origin) == (36, "Lượt xem: 36", "label")


def test_two_counts_of_the_same_rank_are_none_and_the_reason_says_so() -> None:
    article = decided(count(12, 0.9), count(36, 0.9))
    assert article.views is None
    assert "compete" in article.reasons[-1]


def test_the_same_count_twice_is_one() -> None:
    assert decided(count(36, 0.9), count(36, 0.9)).views.value == 36


def test_a_refused_counter_is_never_shown() -> None:
    assert decided(count(7_995_528, 0.0, "a site's counter")).views is None


def test_nothing_offered_is_null_and_not_zero() -> None:
    assert decided().views is None
