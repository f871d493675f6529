"""Which province an article is from: its source's, by the name of the article's day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from typing import Any

import pytest

from items import Moment, RawArticle, Source
from pipelines.draft import Draft, begin
from pipelines.places import decide_province, province_on

VIETNAM = timezone(timedelta(hours=7))


def draft(province: str | None, value: Any = None) -> Draft:
    raw = RawArticle("https://example.vn/1", "x", "article", datetime.now(VIETNAM))
    source = Source("x", "X", "X", "federation", "https://example.vn", "verified", "test", province=province)
    start = begin(raw, source)
    if value is None:
        return start
    return replace(start, article=replace(start.article, published=Moment(value, "minute", "", "line")))


@pytest.mark.parametrize("day", [date(2020, 6, 25), date(2025, 6, 30), date(2025, 7, 1), date(2026, 1, 1)])
def test_a_vanished_province_keeps_its_name_and_knows_what_it_became(day: date) -> None:
    found = province_on("quang-nam", day)
    assert found is not None
    assert (found.slug, found.name, found.current) == ("quang-nam", "Quảng Nam", "da-nang")


def test_a_province_that_stayed_is_its_own_successor() -> None:
    found = province_on("lai-chau", date(2022, 4, 7))
    assert found is not None
    assert (found.slug, found.current) == ("lai-chau", "lai-chau")


def test_an_unknown_slug_is_none() -> None:
    assert province_on("atlantis", date(2022, 4, 7)) is None


def test_the_sources_province_is_the_articles_with_and_without_a_date() -> None:
    for value in (None, datetime(2020, 6, 25, 9, 11, tzinfo=VIETNAM)):
        province = decide_province(draft("quang-nam", value)).article.province
        assert province is not None
        assert province.name == "Quảng Nam"


def test_a_source_of_the_centre_has_no_province() -> None:
    assert decide_province(draft(None)).article.province is None
