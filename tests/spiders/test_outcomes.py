"""What a failure means for the frontier."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spiders.discovery import Link
from spiders.retry_policy import outcome_of, pause

LINK = Link("http://a.example/1", "k", "", "main")


@pytest.mark.parametrize("name", ["timeout", "http 500", "flood", "connection lost", "blocked", "brand new"])
def test_what_may_pass_stays_in_the_frontier(name: str) -> None:
    outcome = outcome_of(name, LINK)
    assert (outcome.done, outcome.name, outcome.again) == (False, name, timedelta(hours=1))


@pytest.mark.parametrize(
    ("name", "days"),
    [("http 404", 7), ("http 410", 30), ("http 403", 7), ("address refused", 7)],
)
def test_what_is_no_article_is_done_and_looked_at_again_much_later(name: str, days: int) -> None:
    outcome = outcome_of(name, LINK)
    assert (outcome.done, outcome.again) == (True, timedelta(days=days))


def test_a_page_that_is_no_article_is_asked_again_after_a_day_and_after_a_week() -> None:
    outcomes = [outcome_of("no article: listing", LINK, tries=tries) for tries in range(3)]
    assert [(outcome.done, outcome.again) for outcome in outcomes] == [
        (False, timedelta(days=1)),
        (False, timedelta(days=7)),
        (True, timedelta(days=30)),
    ]


def test_a_link_to_another_site_is_kept_with_where_it_leads_and_never_asked_for() -> None:
    outcome = outcome_of("off site", LINK, address="http://b.example/x")
    assert (outcome.name, outcome.done, outcome.again, outcome.target) == (
        "external",
        True,
        None,
        "http://b.example/x",
    )


@given(st.integers(0, 10_000))
def test_pauses_grow_and_never_end_for_good(tries: int) -> None:
    assert timedelta(hours=1) <= pause(tries) <= pause(tries + 1) <= timedelta(days=7)
