"""The history of each source, from runs and articles."""

from datetime import UTC, datetime, timedelta

import pytest

from archive.crawl_history import first_walk_ends, last_complete_run_start, read_histories
from archive.models import Run
from archive.state import DjangoState
from archive.store import save
from crawler.report import SourceReport
from items import Article, Moment
from items.list_report import ListReport, Rest

pytestmark = pytest.mark.django_db

NIGHT = datetime(2026, 11, 20, 19, 0, tzinfo=UTC)
DAY = timedelta(days=1)


def report(days: int, **told: object) -> None:
    run = Run.objects.create(sources=["a"], started_at=NIGHT - days * DAY, reason="night")
    DjangoState().finish_source(run.pk, SourceReport("a", **told), at=NIGHT - days * DAY)  # type: ignore[arg-type]


def test_visits_are_newest_first_and_an_answer_that_tells_nothing_is_none_that_went_well() -> None:
    report(3, pages=9, listings=2, failures={"http 404": 1})
    report(2, pages=1, failures={"parked": 1})
    report(1, pages=1, listings=1, failures={"silent zero": 1})
    report(0, pages=1, statuses={"200": 1, "304": 4}, failures={"timeout": 1})
    past = read_histories(["a", "b"])
    assert [visit.well for visit in past["a"].visits] == [True, False, False, True]
    assert past["b"].visits == ()


def test_the_newest_publications_are_known() -> None:
    for days in (5, 1, 3):
        moment = Moment(NIGHT - days * DAY, "minute", "x", "line")
        article = Article(url=f"https://a.example/{days}", source="a", kind="article", published=moment)
        save(article, key=str(days), run_id=None, at=NIGHT)
    assert read_histories(["a"])["a"].published == (NIGHT - DAY, NIGHT - 3 * DAY, NIGHT - 5 * DAY)


def test_the_last_whole_night_is_the_newest_that_came_to_its_end() -> None:
    def began(days: int, reason: str = "night", **more: object) -> Run:
        at = NIGHT - days * DAY
        return Run.objects.create(sources=[], started_at=at, reason=reason, **more)

    def last() -> datetime | None:
        return last_complete_run_start(["night", "catch-up"], at=NIGHT + DAY)

    began(9, "by hand", finished_at=NIGHT - 9 * DAY)
    assert last() is None
    began(7)
    assert last() == NIGHT - 8 * DAY  # It never came to its end, so a night is missing.
    began(5, finished_at=NIGHT - 5 * DAY)
    began(4, interrupted=True, finished_at=NIGHT - 4 * DAY)
    ended = began(3, finished_at=NIGHT - 3 * DAY)
    DjangoState().finish_source(ended.pk, SourceReport("a", finish_reason="ended"), at=NIGHT)
    assert last() == NIGHT - 5 * DAY
    began(2, "catch-up", finished_at=NIGHT - 2 * DAY)
    began(0, "by hand", finished_at=NIGHT)
    # By a clock that was two days ahead.
    began(-2, "night", finished_at=NIGHT + 2 * DAY)
    assert last() == NIGHT - 2 * DAY


def unreached(reason: str, *sources: str, reached: str = "") -> None:
    run = Run.objects.create(sources=list(sources), started_at=NIGHT, reason=reason)
    for source in sources:
        there = {"pages": 1, "listings": 1, "statuses": {"200": 1}}
        told = there if source == reached else {"failures": {"dns": 1}}
        DjangoState().finish_source(run.pk, SourceReport(source, **told), at=NIGHT)  # type: ignore[arg-type]


def broken(*sources: str) -> list[str]:
    """Those whose visit tells against them."""
    newest = {source: past.visits[0] for source, past in read_histories(sources).items()}
    return [source for source, visit in newest.items() if visit.tells and not visit.well]


def test_a_crawl_by_hand_that_reached_nobody_leaves_no_source_broken() -> None:
    unreached("by hand", "a")
    unreached("by hand", "b", "c")
    assert broken("a", "b", "c") == []


def test_a_night_that_reached_nobody_leaves_no_source_broken() -> None:
    unreached("night", "a", "b", "c")
    assert broken("a", "b", "c") == []


def test_whoever_is_out_of_reach_while_others_answer_is_broken() -> None:
    unreached("night", "a", "b", "c", reached="c")
    unreached("by hand", "d", "e", reached="e")
    assert broken("a", "b", "c", "d", "e") == ["a", "b", "d"]


def test_the_only_source_of_a_night_may_be_broken() -> None:
    unreached("night", "a")
    assert broken("a") == ["a"]


def test_a_bad_certificate_is_the_sources_own_though_no_page_came() -> None:
    run = Run.objects.create(sources=["a"], started_at=NIGHT)
    DjangoState().finish_source(run.pk, SourceReport("a", failures={"certificate": 1}), at=NIGHT)
    assert broken("a") == ["a"]


def test_a_crash_is_a_crash_though_nobody_was_reached() -> None:
    run = Run.objects.create(sources=["a"], started_at=NIGHT)
    DjangoState().finish_source(run.pk, SourceReport("a", finish_reason="hung"), at=NIGHT)
    assert broken("a") == ["a"]


DEAD = ListReport("https://a.example/chet", "failed", "http 404")


def listing(days: int, *, rest: tuple[Rest, ...] = ()) -> ListReport:
    at = NIGHT - days * DAY
    return ListReport("https://a.example/tin", "read", at=at, whole_at=None if rest else at, rest=rest)


def test_the_first_complete_report_ends_the_first_walk() -> None:
    report(5, lists=(DEAD, listing(5)))
    report(3, complete=True)
    report(1, complete=True)
    assert first_walk_ends(["a", "b"]) == {"a": NIGHT - 3 * DAY}


def test_a_dead_section_does_not_prolong_the_first_walk() -> None:
    report(5, lists=(DEAD, listing(5)))
    report(4, lists=(DEAD, listing(5)))
    assert first_walk_ends(["a"]) == {"a": NIGHT - 5 * DAY}


def test_the_first_walk_goes_on_while_a_listing_has_unread_pages() -> None:
    report(20, lists=(listing(20, rest=(Rest(501, "https://a.example/tin?page=501", None),)),))
    assert first_walk_ends(["a"]) == {"a": None}


def test_a_source_without_a_complete_report_counts_as_walked_after_a_week() -> None:
    report(20)
    report(19)
    assert first_walk_ends(["a"]) == {"a": NIGHT - 13 * DAY}
