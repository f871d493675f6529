"""What is to be fetched and what was done, as the archive keeps it."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from archive.models import FrontierEntry, Run
from archive.state import DjangoState
from archive.store import save
from crawler.report import SourceReport
from crawler.state import CrawlState, LinkEvidence, Outcome, Pending, Validators
from items import Article

pytestmark = pytest.mark.django_db

NIGHT = datetime(2026, 11, 20, 19, 0, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
DATE = LinkEvidence("2026-11-20", "day", "20/11/2026", "list", "https://a.example/tin")


@pytest.fixture
def state(home: Path) -> CrawlState:  # Locks are files of the home: each test has its own.
    return DjangoState()


def link(number: int) -> Pending:
    return Pending(f"k{number}", f"https://a.example/{number}", (DATE,))


def store(key: str, at: datetime) -> None:
    save(Article(url=f"https://a.example/{key}", source="a", kind="article"), key=key, run_id=None, at=at)


def keys(state: CrawlState, at: datetime) -> list[str]:
    return [each.key for each in state.pending("a", at=at)]


def test_what_was_found_waits_in_its_order_with_its_dates_until_it_is_settled(state: CrawlState) -> None:
    state.enqueue("a", [link(3), link(1), link(2)], at=NIGHT)
    state.enqueue("a", [link(1)], at=NIGHT)
    assert list(state.pending("a", at=NIGHT)) == [link(3), link(1), link(2)]
    assert not state.pending("b", at=NIGHT)
    state.settle("a", [Outcome("k1", "https://a.example/1", "http 404", done=True, again=DAY)], at=NIGHT)
    assert keys(state, NIGHT) == ["k3", "k2"]


def test_what_was_stored_before_a_kill_waits_no_longer(state: CrawlState) -> None:
    state.enqueue("a", [link(1), link(2)], at=NIGHT)
    store("k1", NIGHT + HOUR)
    assert keys(state, NIGHT + HOUR) == ["k2"]
    assert FrontierEntry.objects.get(key="k1").article_key == "k1"


def test_an_article_seen_before_it_was_found_again_still_waits(state: CrawlState) -> None:
    store("k1", NIGHT - DAY)
    state.enqueue("a", [link(1)], at=NIGHT)
    assert keys(state, NIGHT) == ["k1"]


def test_a_passing_failure_waits_for_its_pause_and_is_counted(state: CrawlState) -> None:
    state.enqueue("a", [link(1)], at=NIGHT)
    for tries in (1, 2):
        state.settle("a", [Outcome("k1", "https://a.example/1", "timeout", done=False, again=HOUR)], at=NIGHT)
        assert FrontierEntry.objects.get(key="k1").tries == tries
    assert keys(state, NIGHT) == []
    assert state.unwanted("a", ["k1", "k2"], at=NIGHT) == {"k1": NIGHT}
    assert keys(state, NIGHT + HOUR) == ["k1"]
    assert state.unwanted("a", ["k1"], at=NIGHT + HOUR) == {}


def test_a_link_without_an_article_is_unwanted_until_its_time_and_an_external_one_for_ever(
    state: CrawlState,
) -> None:
    gone = Outcome("k1", "https://a.example/1", "http 404", done=True, again=DAY)
    away = Outcome("k2", "https://a.example/2", "external", done=True, target="https://b.example/")
    state.settle("a", [gone, away], at=NIGHT)
    assert set(state.unwanted("a", ["k1", "k2", "k3"], at=NIGHT)) == {"k1", "k2"}
    assert set(state.unwanted("a", ["k1", "k2"], at=NIGHT + 400 * DAY)) == {"k2"}
    assert FrontierEntry.objects.get(key="k2").target == "https://b.example/"


def test_a_link_that_led_to_an_article_under_another_key_is_known_by_both(state: CrawlState) -> None:
    store("k1", NIGHT)
    state.settle("a", [Outcome("old", "https://a.example/old", "article", done=True, article="k1")], at=NIGHT)
    known = state.known_many("a", ["k1", "old", "else"])
    assert {key: (article.key, article.url) for key, article in known.items()} == {
        "k1": ("k1", "https://a.example/k1"),
        "old": ("old", "https://a.example/k1"),
    }


def test_recent_articles_are_the_newest_as_far_as_asked_for(state: CrawlState) -> None:
    for number in range(4):
        store(f"k{number}", NIGHT - number * DAY)
    found = state.recent("a", since=NIGHT - 2 * DAY, most=2)
    assert [article.key for article in found] == ["k0", "k1"]


def test_of_what_the_first_walk_found_undated_only_the_first_listed_are_recent(state: CrawlState) -> None:
    for number in range(5):
        store(f"k{number}", NIGHT + timedelta(minutes=number))
    run = state.start_run(["a"], full=False, at=NIGHT)
    state.finish_source(run, SourceReport("a", complete=True), at=NIGHT + HOUR)
    state.finish_run(run, at=NIGHT + HOUR)
    store("new", NIGHT + DAY)
    found = state.recent("a", since=NIGHT - DAY, most=20)
    assert [article.key for article in found] == ["new", "k0", "k1"]


def test_validators_are_kept_by_address_and_replaced(state: CrawlState) -> None:
    long = "https://a.example/" + "x" * 3000
    state.keep_validators("a", {long: Validators('"1"', None), "u": Validators(None, "Fri")}, at=NIGHT)
    state.keep_validators("a", {long: Validators('"2"', None)}, at=NIGHT)
    state.keep_validators("a", {"u": Validators(None, "Sat")}, at=NIGHT + HOUR)
    assert state.validators("a") == {
        long: Validators('"2"', None, NIGHT),
        "u": Validators(None, "Sat", NIGHT + HOUR),
    }
    assert state.validators("b") == {}


def test_a_source_is_held_by_one_at_a_time(state: CrawlState) -> None:
    other = DjangoState()
    assert state.acquire("a", 0)
    if _is_sqlite():  # PostgreSQL gives a lock to a connection, which all of this test share
        assert not other.acquire("a", 0)
    assert other.acquire("b", 0)
    state.release("a")
    assert other.acquire("a", 0)
    other.release("a")
    other.release("b")


def _is_sqlite() -> bool:
    from django.db import connection

    return connection.vendor == "sqlite"


def test_a_run_that_was_killed_is_found_out_by_the_next(state: CrawlState) -> None:
    killed = Run.objects.create(sources=["a"], started_at=NIGHT)
    own = state.start_run(["a"], full=False, at=NIGHT + HOUR, reason="night")
    killed.refresh_from_db()
    assert (killed.interrupted, killed.finished_at) == (True, NIGHT + HOUR)
    run = Run.objects.get(pk=own)
    assert (run.finished_at, run.reason, run.interrupted) == (None, "night", False)
    if _is_sqlite():
        DjangoState().start_run(["b"], full=False, at=NIGHT + HOUR)
        run.refresh_from_db()
        assert not run.interrupted


def test_our_own_visits_stand_beside_each_reading(state: CrawlState) -> None:
    from archive.models import Reading
    from items import ViewCount

    for visit, views in enumerate((10, 11, 30)):
        article = Article(
            url="https://a.example/1", source="a", kind="article", views=ViewCount(views, str(views), "label")
        )
        save(article, key="k1", run_id=None, at=NIGHT + visit * DAY)
    assert list(Reading.objects.values_list("value", "fetches")) == [(10, 1), (11, 2), (30, 3)]
