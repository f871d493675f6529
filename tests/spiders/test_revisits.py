"""Of which pages the validators are kept for the next night."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from crawler.state import Validators
from items import Candidate, RawArticle
from spiders.revisits import may_say_unchanged
from vietnamese.dates import ParsedDate

NOW = datetime(2026, 11, 20, 2, tzinfo=UTC)
WEEK = timedelta(days=7)
ETAG = Validators('"1"', "Fri, 20 Nov 2026 01:00:00 GMT")


def dated(value: date, *, refused: str | None = None) -> RawArticle:
    parsed = ParsedDate(value, "day", "x", "x", "", "published", (), 0, 1)
    candidate = Candidate("published", parsed, "x", "line", "rule", "p", 0.9, refused)
    return RawArticle("http://a.example/1", "a", "article", NOW, (candidate,))


YOUNG = dated(date(2026, 11, 18))


def kept(raw: RawArticle, told: Validators | None = ETAG) -> bool:
    return may_say_unchanged(raw, told, at=NOW, window=WEEK) is not None


def test_a_young_page_with_an_etag_may_say_that_it_is_unchanged() -> None:
    assert kept(YOUNG)


def test_a_page_that_tells_its_views_is_read_in_full() -> None:
    views = Candidate("views", 12, "12", "label", "rule", "p", 0.9)
    assert not kept(replace(YOUNG, candidates=(*YOUNG.candidates, views)))


def test_a_last_modified_alone_says_too_little() -> None:
    assert not kept(YOUNG, replace(ETAG, etag=None))
    assert not kept(YOUNG, None)


@pytest.mark.parametrize(
    "raw",
    [
        dated(date(2026, 11, 1)),
        dated(date(2026, 11, 18), refused="the page's clock"),
        RawArticle("http://a.example/1", "a", "article", NOW),
    ],
)
def test_what_is_not_looked_at_again_needs_no_validators(raw: RawArticle) -> None:
    assert not kept(raw)
