"""Title, lead and section: the surest candidate, empty where the page tells none."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from items import Candidate, RawArticle
from pipelines.draft import begin
from pipelines.titles import decide_titles


def offer(field: Any, value: Any, confidence: float, refused: str | None = None) -> Candidate:
    return Candidate(field, value, str(value), "line", f"{field}.test", "h1", confidence, refused)


def decided(*candidates: Candidate) -> Any:
    raw = RawArticle("https://example.vn/1", None, "article", datetime.now(UTC), candidates)
    return decide_titles(begin(raw)).article


def test_the_surest_title_is_taken_and_its_place_kept_as_the_reason() -> None:
    article = decided(offer("title", "Của metadata", 0.3), offer("title", "Trên trang", 0.9))
    assert article.title == "Trên trang"
    assert article.reasons == ("title: title.test at h1",)


def test_a_refused_candidate_counts_for_nothing() -> None:
    assert decided(offer("title", "Tên trang", 0.9, "the site's name")).title is None


def test_lead_and_section_are_empty_where_none_is_offered() -> None:
    article = decided(offer("title", "Trên trang", 0.9))
    assert (article.summary, article.section) == (None, ())


def test_lead_and_section_path_come_along() -> None:
    article = decided(offer("summary", "Sáng nay…", 0.8), offer("section", ("Tin tức", "Đời sống"), 0.8))
    assert (article.summary, article.section) == ("Sáng nay…", ("Tin tức", "Đời sống"))
