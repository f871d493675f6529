"""What to fetch, and when a listing has been walked far enough."""

from datetime import UTC, datetime, timedelta

import pytest

from crawler.state import KnownArticle
from items.list_report import ListReport, Rest
from spiders.listing_walk import ListingWalk, report_lists
from spiders.paging import NextPage
from spiders.plan import choose, is_fresh, is_trusted, look_back

NOW = datetime(2026, 11, 20, 2, tzinfo=UTC)
WEEK = timedelta(days=7)


def known(days: float) -> KnownArticle:
    first = NOW - timedelta(days=days)
    return KnownArticle("k", "http://a.example/k", first, first)


@pytest.mark.parametrize(
    ("article", "full", "choice"),
    [
        (None, False, "new"),
        (known(1), False, "skip"),
        (known(400), True, "revisit"),
        (None, True, "new"),
    ],
)
def test_known_articles_that_are_listed_are_visited_again_only_when_full(
    article: KnownArticle | None, full: bool, choice: str
) -> None:
    assert choose(article, full=full) == choice


def test_young_articles_are_looked_at_again_unless_this_night_saw_them_already() -> None:
    dated = KnownArticle("d", "http://a.example/d", NOW, NOW - WEEK, dated_at=NOW - timedelta(days=30))
    seen = KnownArticle("s", "http://a.example/s", NOW - timedelta(days=2), NOW)
    recent = [known(1), known(7), known(7.1), dated, seen]
    assert look_back(recent, at=NOW, window=WEEK, horizon=NOW - timedelta(days=1)) == [known(1), known(7)]
    assert look_back(recent, at=NOW, window=WEEK, horizon=None) == []


@pytest.mark.parametrize(
    ("first_seen", "horizon", "fresh"),
    [
        (None, NOW, True),
        (NOW - WEEK, NOW, False),
        (NOW, NOW, False),
        (NOW + timedelta(hours=1), NOW, True),
        (NOW - WEEK, None, True),
    ],
)
def test_what_was_found_since_the_last_complete_run_says_that_more_may_follow(
    first_seen: datetime | None, horizon: datetime | None, fresh: bool
) -> None:
    assert is_fresh(first_seen, horizon) is fresh


def page(number: int) -> NextPage:
    return NextPage(number, f"http://a.example/tin?page={number}")


def walk() -> ListingWalk:
    return ListingWalk("http://a.example/tin")


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
    listing = ListingWalk("http://a.example/tin", limit=5)
    number = 2
    while listing.after((page(number),), fresh=1, listed=1) is not None:
        number += 1
    assert (listing.pages, listing.broken) == (5, True)


def test_a_list_that_never_changes_is_asked_in_full_once_a_week() -> None:
    kept, horizon, full = NOW, NOW + timedelta(minutes=1), []
    for night in range(1, 22):
        at = NOW + timedelta(days=night)
        if not is_trusted(kept, horizon=horizon, at=at, every=WEEK):
            full.append(night)
        horizon = at + timedelta(minutes=1)
    assert full == [7, 14, 21]


def test_a_missed_week_is_made_up_for_by_the_next_complete_run() -> None:
    broken_off = {"horizon": NOW + timedelta(days=6), "every": WEEK}
    assert not is_trusted(NOW, at=NOW + timedelta(days=8), **broken_off)
    assert not is_trusted(NOW, at=NOW + timedelta(days=9), **broken_off)
    assert is_trusted(NOW, horizon=NOW + timedelta(days=9), at=NOW + timedelta(days=10), every=WEEK)
    assert not is_trusted(None, at=NOW, **broken_off)


def test_a_walk_that_was_cut_is_gone_on_with_from_the_page_it_read_last() -> None:
    listing = ListingWalk("http://a.example/tin", limit=3)
    listing.after((page(2),), fresh=1, listed=1)
    listing.after((page(3),), fresh=1, listed=1)
    assert listing.after((page(4),), fresh=1, listed=1) is None
    [told] = report_lists([listing], {}, at=NOW)
    assert (told.state, told.front_at, told.whole_at) == ("cut", NOW, None)
    assert told.rest == (Rest(3, page(3).address, None),)
    front, deep = walk(), ListingWalk(page(3).address, number=3, of="http://a.example/tin")
    front.after((), fresh=0, listed=1)
    # A page of the list's beginning is not walked again.
    assert deep.after((page(1), page(2), page(4)), fresh=1, listed=1) == page(4).address
    deep.after((), fresh=1, listed=1)
    [whole] = report_lists([front, deep], {"a.example/tin": told}, at=NOW + WEEK)
    assert (whole.state, whole.rest, whole.whole_at, whole.pages) == ("read", (), NOW + WEEK, 3)


def test_a_list_that_became_shorter_is_walked_as_a_whole_again() -> None:
    known = ListReport("http://a.example/tin", "cut", at=NOW, front_at=NOW, rest=(Rest(9, page(9).address),))
    front, deep = walk(), ListingWalk(page(9).address, number=9, of="http://a.example/tin")
    front.after((), fresh=0, listed=1)
    deep.failed("http 404")
    [told] = report_lists([front, deep], {"a.example/tin": known}, at=NOW + WEEK)
    assert (told.rest, told.front_at, told.whole_at) == ((), None, None)


def test_a_list_that_only_a_form_leads_on_in_is_walked_further_each_night() -> None:
    listing = ListingWalk("http://a.example/tin", limit=2, horizon=None)
    listing.after((NextPage(2, "http://a.example/tin#posted-page-2"),), fresh=1, listed=1)
    listing.after((NextPage(3, "http://a.example/tin#posted-page-3"),), fresh=1, listed=1)
    [told] = report_lists([listing], {}, at=NOW)
    assert (told.rest, told.front_at, told.reach) == ((), None, 2)


def test_a_dead_list_keeps_what_was_known_of_it_and_one_that_nothing_leads_to_is_not_forgotten() -> None:
    known = {
        "a.example/tin": ListReport("http://a.example/tin", "read", at=NOW, front_at=NOW, whole_at=NOW),
        "a.example/khac": ListReport("http://a.example/khac", "read", at=NOW, front_at=NOW, whole_at=NOW),
    }
    dead = walk()
    dead.failed("http 500")
    first, second = report_lists([dead], known, at=NOW + WEEK)
    assert (first.state, first.reason, first.front_at) == ("failed", "http 500", NOW)
    assert (second.state, second.front_at) == ("not asked", NOW)
    assert [each.address for each in report_lists([dead], known, at=NOW + 10 * WEEK)] == [
        "http://a.example/tin"
    ]
    assert ListReport.from_record(first.to_record()) == first
