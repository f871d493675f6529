"""Which candidate is the publication (design: Rules of dates): pure decisions on candidates."""

from __future__ import annotations

from datetime import datetime
from itertools import pairwise, permutations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from items import Candidate, RawArticle
from pipelines.dates import choose, decide_dates
from pipelines.draft import begin
from vietnamese.dates import parse_date

AT = datetime.fromisoformat("2026-01-15T12:00:00+07:00")
ORDER = ("selector", "platform", "label", "time", "json-ld", "microdata", "rss", "sitemap", "url")


def date(
    origin: Any, text: str, confidence: float = 0.5, field: Any = "published", refused: str | None = None
) -> Candidate:
    return Candidate(field, parse_date(text, AT), text, origin, f"date.{origin}", "p", confidence, refused)


def decided(*candidates: Candidate) -> Any:
    raw = RawArticle("https://example.vn/1", None, "article", AT, candidates)
    return decide_dates(begin(raw)).article


@pytest.mark.parametrize(("higher", "lower"), [*pairwise(ORDER)])
def test_the_order_of_trust_outranks_confidence(higher: str, lower: str) -> None:
    article = decided(date(lower, "01/02/2020", 0.9), date(higher, "03/04/2020", 0.1))
    assert article.published.iso() == "2020-04-03"
    assert article.published.origin == higher


def test_a_disagreeing_candidate_becomes_a_warning() -> None:
    article = decided(date("line", "03/04/2020"), date("json-ld", "01/02/2020"))
    assert article.warnings == ("another date on the page disagrees: 01/02/2020",)


def test_refused_candidates_are_never_taken() -> None:
    assert decided(date("line", "03/04/2020", refused="a page clock")).published is None


def test_of_two_visible_lines_of_one_day_the_one_with_a_time_is_taken() -> None:
    article = decided(date("line", "03/04/2020", 0.9), date("line", "03/04/2020 08:15", 0.6))
    assert article.published.iso() == "2020-04-03T08:15:00+07:00"


def test_a_time_element_tells_the_minute_of_the_visible_day() -> None:
    article = decided(date("line", "03/04/2020", 0.9), date("time", "2020-04-03T08:15:00+07:00"))
    assert article.published.precision == "second"


def test_the_time_of_metadata_is_not_lent_to_a_visible_day() -> None:
    article = decided(date("line", "03/04/2020", 0.9), date("json-ld", "2020-04-03T08:15:00+07:00"))
    assert (article.published.iso(), article.published.precision) == ("2020-04-03", "day")


def test_a_full_date_wins_over_an_age() -> None:
    article = decided(date("line", "5 phút trước", 0.9), date("line", "03/04/2020", 0.5))
    assert article.published.iso() == "2020-04-03"


def test_a_visible_change_that_is_the_only_date_is_both() -> None:
    article = decided(date("label", "Cập nhật lúc 08:15 03/04/2020", field="updated"))
    assert article.published == article.updated
    assert article.published.iso() == "2020-04-03T08:15:00+07:00"


def test_a_change_told_by_metadata_alone_is_no_publication() -> None:
    article = decided(date("opengraph", "2020-04-03T08:15:00+07:00", field="updated"))
    assert article.published is None
    assert article.updated is not None


@pytest.mark.parametrize("change", ["03/04/2020 08:15", "03/04/2020", "02/04/2020"])
def test_a_change_at_or_before_the_publication_is_none(change: str) -> None:
    article = decided(date("line", "03/04/2020 08:15"), date("label", change, field="updated"))
    assert article.updated is None


def test_a_weekday_that_contradicts_the_date_is_reported_and_the_date_stays() -> None:
    article = decided(date("line", "Thứ hai, 03/04/2020"))
    assert article.published.iso() == "2020-04-03"
    assert any("weekday" in warning for warning in article.warnings)


def test_no_candidate_no_date() -> None:
    assert decided().published is None


@given(st.lists(st.sampled_from(ORDER), min_size=1, max_size=4, unique=True))
def test_the_order_of_candidates_on_the_page_changes_nothing(origins: list[str]) -> None:
    offered = [date(origin, f"0{place + 1}/02/2020") for place, origin in enumerate(origins)]
    results = {choose(list(order))[0] for order in permutations(offered)}
    assert len(results) == 1


def test_a_relative_change_that_may_be_as_old_as_the_publication_is_none() -> None:
    article = decided(date("line", "05/01/2026"), date("line", "1 tuần trước", field="updated"))
    assert article.updated is None
    article = decided(date("line", "05/01/2026"), date("line", "2 ngày trước", field="updated"))
    assert article.updated.iso() == "2026-01-13"


def test_a_relative_date_says_so_and_when_it_was_read() -> None:
    article = decided(date("line", "Cách đây 3 giờ"))
    assert (article.published.relative, article.published.read_at) == (True, AT)
    article = decided(date("line", "05/01/2026"))
    assert (article.published.relative, article.published.read_at) == (False, None)
