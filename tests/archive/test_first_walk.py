"""What a source's first walk finds without a date stands behind all that is dated; later finds do not."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from archive import queries, search
from archive.behind import END, behind, when
from archive.models import Article, ArticleTopic, FrontierEntry
from archive.state import DjangoState
from archive.store import save
from crawler.report import SourceReport
from feeds import select
from items import Article as Found
from items import Moment

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
NIGHT = datetime(2026, 11, 20, 19, 0, tzinfo=UTC)
OLD = Moment(datetime(2019, 3, 1, 8, 0, tzinfo=UTC), "minute", "x", "line")


@pytest.fixture
def state() -> DjangoState:
    return DjangoState()


def night(state: DjangoState, at: datetime, *found: Found, **told: object) -> None:
    """A run over the source "a" that finds these, and its report."""
    run = state.start_run(["a"], full=False, at=at)
    for article in found:
        save(article, key=article.url, run_id=run, at=at)
    report = SourceReport("a", pages=9, requests=9, **told)  # type: ignore[arg-type]
    state.finish_source(run, report, at=at + timedelta(hours=1))
    state.finish_run(run, at=at + timedelta(hours=1))


def article(name: str, published: Moment | None = None, **more: object) -> Found:
    told = Found(url=f"https://a.example/{name}", source="a", kind="article", title=name, published=published)
    return replace(told, **more)  # type: ignore[arg-type]


def listed() -> list[str]:
    """By the list, which the search and the feeds' order must be, too."""
    names = [row.title or "" for row in queries.articles()]
    assert [row.title for row in search.articles(search.Search(), 100)] == names
    ids = {row.pk: row.title for row in Article.objects.all()}
    assert [ids[each.id] for each in queries.placed()] == names
    return names


def test_what_the_first_walk_finds_without_a_date_stands_behind_and_later_finds_in_front(
    state: DjangoState,
) -> None:
    night(state, NIGHT, article("undated"), article("old", OLD), complete=True)
    assert listed() == ["old", "undated"]
    night(state, NIGHT + DAY, article("appeared"), complete=True)
    assert listed() == ["appeared", "old", "undated"]


def test_what_waited_since_the_first_walk_belongs_to_it(state: DjangoState) -> None:
    night(state, NIGHT, article("old", OLD), complete=True)
    for name, found in (("waited", NIGHT), ("appeared", NIGHT + DAY)):
        FrontierEntry.objects.create(
            source="a", key=f"https://a.example/{name}", address="x", found_at=found, done=False
        )
    night(state, NIGHT + DAY, article("waited"), article("appeared"), complete=True)
    assert listed() == ["appeared", "old", "waited"]


def test_a_walk_without_an_end_is_over_after_a_week(state: DjangoState) -> None:
    night(state, NIGHT, article("first"), article("old", OLD))
    night(state, NIGHT + 3 * DAY, article("second"))
    night(state, NIGHT + 9 * DAY, article("new"))
    assert listed() == ["new", "old", "second", "first"]


def test_a_visit_that_reached_nobody_is_no_first_walk(state: DjangoState) -> None:
    run = state.start_run(["a"], full=False, at=NIGHT - 30 * DAY)
    state.finish_source(run, SourceReport("a", requests=1, failures={"dns": 1}), at=NIGHT - 30 * DAY)
    state.finish_run(run, at=NIGHT - 30 * DAY)
    night(state, NIGHT, article("undated"), article("old", OLD), complete=True)
    assert listed() == ["old", "undated"]


def test_a_change_leaves_it_where_it_is_and_a_date_puts_it_where_it_belongs(state: DjangoState) -> None:
    undated = article("undated", topics=("tet",))
    night(state, NIGHT, undated, article("old", OLD), complete=True)
    night(state, NIGHT + DAY, replace(undated, summary="Khác"), complete=True)
    assert listed() == ["old", "undated"]
    newer = Moment(datetime(2026, 11, 1, 8, 0, tzinfo=UTC), "minute", "x", "line")
    night(state, NIGHT + 2 * DAY, replace(undated, published=newer), complete=True)
    assert listed() == ["undated", "old"]
    assert ArticleTopic.objects.get().sort_at == newer.value


def test_without_a_run_an_article_sorts_by_when_it_was_first_seen() -> None:
    save(article("by hand"), key="1", run_id=None, at=NIGHT)
    assert Article.objects.get().sort_at == NIGHT


def test_archive_pages_hold_it_in_the_month_in_which_it_was_first_seen(state: DjangoState) -> None:
    night(state, NIGHT, article("undated"), article("old", OLD), complete=True)
    ids = {row.title: row.pk for row in Article.objects.all()}
    feed = select.contents(queries.placed(), {})["all"]
    assert feed.newest == [ids["old"], ids["undated"]]
    assert [*feed.months.items()] == [("2026-11", [ids["undated"]]), ("2019-03", [ids["old"]])]


def test_the_places_behind_keep_the_order_and_tell_their_time() -> None:
    moments = [datetime(year, 11, 22, 3, 4, 5, tzinfo=UTC) for year in (2026, 2027, 2100, 9000)]
    places = [behind(each) for each in moments]
    assert places == sorted(places)
    assert places[-1] < END
    assert [
        abs(when(place) - told) < timedelta(milliseconds=1)
        for place, told in zip(places, moments, strict=True)
    ]
    assert when(NIGHT) == NIGHT
