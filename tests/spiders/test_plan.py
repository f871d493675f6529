"""What to fetch, and when a listing has been walked far enough."""

from datetime import UTC, datetime, timedelta

import pytest

from crawler.state import KnownArticle
from spiders.paging import NextPage
from spiders.plan import Walk, choose

NOW = datetime(2026, 11, 20, 2, tzinfo=UTC)
WEEK = timedelta(days=7)


def known(days: float) -> KnownArticle:
    first = NOW - timedelta(days=days)
    return KnownArticle("k", "http://a.example/k", first, first)


@pytest.mark.parametrize(
    ("article", "full", "choice"),
    [
        (None, False, "new"),
        (known(1), False, "revisit"),
        (known(7), False, "revisit"),
        (known(7.1), False, "skip"),
        (known(400), True, "revisit"),
        (None, True, "new"),
    ],
)
def test_known_articles_are_visited_again_only_while_young_or_when_full(
    article: KnownArticle | None, full: bool, choice: str
) -> None:
    assert choose(article, at=NOW, window=WEEK, full=full) == choice


def page(number: int) -> NextPage:
    return NextPage(number, f"http://a.example/tin?page={number}")


def walk() -> Walk:
    return Walk("http://a.example/tin")


def test_pages_are_asked_for_in_their_order_each_once() -> None:
    listing, asked = walk(), []
    pages = (page(2), page(3), page(27))
    while (address := listing.after(pages, fresh=1, listed=10)) is not None:
        asked.append(address)
        pages = (page(2), page(3), page(4), page(27))
    assert asked == [page(number).address for number in (2, 3, 4, 27)]
    assert not listing.broken


def test_one_page_without_news_is_forgiven_two_end_the_walk() -> None:
    listing = walk()
    pages = tuple(page(number) for number in range(2, 9))
    assert listing.after(pages, fresh=0, listed=10) == page(2).address
    assert listing.after(pages, fresh=3, listed=10) == page(3).address
    assert listing.after(pages, fresh=0, listed=10) == page(4).address
    assert listing.after(pages, fresh=0, listed=10) is None
    assert not listing.broken


def test_an_empty_page_behind_the_last_one_ends_the_walk() -> None:
    assert walk().after((page(2),), fresh=0, listed=0) is None


def test_a_page_that_fails_is_left_out_and_makes_the_walk_incomplete() -> None:
    listing = walk()
    listing.after((page(2), page(3)), fresh=1, listed=1)
    assert listing.failed() == page(3).address
    assert listing.broken


def test_a_listing_without_an_end_is_cut_and_says_so() -> None:
    listing = Walk("http://a.example/tin", limit=5)
    number = 2
    while listing.after((page(number),), fresh=1, listed=1) is not None:
        number += 1
    assert (listing.pages, listing.broken) == (5, True)
