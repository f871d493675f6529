"""Bounds of undated articles, learned from the source's dated ones and stored; on both databases."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

import items
from archive import corrections, search
from archive.dating import learn
from archive.dating.bounds import UNDATED_SORT_AT
from archive.models import Article, ArticleTopic, ListOrder, Revision
from archive.state import DjangoState
from archive.store import save
from crawler.report import SourceReport
from items import Candidate, Moment

pytestmark = pytest.mark.django_db

NIGHT = datetime(2026, 11, 20, 19, 0, tzinfo=UTC)
DAY = timedelta(days=1)
FIRST = date(2022, 1, 1)


def put(number: int, day: int | None, at: datetime = NIGHT, **fields: object) -> str:
    published = Moment(FIRST + day * DAY, "day", "x", "line") if day is not None else None
    article = items.Article(
        url=f"https://a.example.vn/tin/{number}-hoi-nghi.html",
        source="lao-cai",
        kind="article",
        title=f"Hội nghị {number}",
        body_text=f"Đoạn {number}.",
        published=published,
        topics=("tet",),
        **fields,  # type: ignore[arg-type]
    )
    return save(article, key=str(number), run_id=None, at=at)


def row(number: int) -> Article:
    return Article.objects.get(key=str(number))


def bounds_of(number: int) -> list[str | None]:
    bounds = row(number).published_between
    assert bounds is not None
    return [
        f"{bound['value'][:10]} {bound['from']}" if (bound := bounds[side]) else None
        for side in ("earliest", "latest")
    ]


def put_source(*undated: int) -> None:
    """Twenty articles ten days apart, numbered in their order."""
    for place in range(20):
        put(1000 + 9 * place, None if place in undated else 10 * place)


def walked() -> None:
    state = DjangoState()
    run = state.start_run(["lao-cai"], full=False, at=NIGHT)
    state.finish_source(run, SourceReport("lao-cai", complete=True), at=NIGHT)
    state.finish_run(run, at=NIGHT)


def test_a_number_between_two_dated_ones_bounds_the_day() -> None:
    put_source(5)
    assert row(1045).sort_at == UNDATED_SORT_AT
    assert learn.learn_source("lao-cai") == 1
    assert bounds_of(1045) == ["2022-02-10 number", "2022-03-02 number"]
    assert row(1045).published_between["earliest"]["raw"] == "number 1036: 10/02/2022"
    # Close bounds: it stands by the latest, in lists, topics and searches.
    assert row(1045).sort_at == datetime(2022, 3, 1, 17, tzinfo=UTC)
    assert ArticleTopic.objects.get(article=row(1045)).sort_at == row(1045).sort_at
    hits = search.hits(search.Search("hội nghị"), 30)
    assert [hit.id for hit in hits].index(row(1045).pk) == 14


def test_a_list_bounds_what_has_no_number() -> None:
    keys = []
    for place in range(12):
        day = None if place == 4 else 10 * place
        published = Moment(FIRST + day * DAY, "day", "x", "line") if day is not None else None
        article = items.Article(f"https://a.example.vn/t/{'x' * (place + 1)}", "lao-cai", "article",
                                title="T", published=published)  # fmt: skip
        save(article, key=f"k{place}", run_id=None, at=NIGHT)
        keys.insert(0, f"k{place}")
    learn.store_listing_orders("lao-cai", {"https://a.example.vn/tin": keys}, at=NIGHT)
    learn.learn_source("lao-cai")
    bounds = Article.objects.get(key="k4").published_between
    assert (bounds["earliest"]["value"], bounds["latest"]["value"]) == ("2022-01-31", "2022-02-20")
    assert bounds["latest"]["from"] == "neighbour"
    # The next night walks the first page only; nothing that changed nothing is written.
    before = ListOrder.objects.get()
    learn.store_listing_orders("lao-cai", {"https://a.example.vn/tin": keys[:3]}, at=NIGHT + DAY)
    assert ListOrder.objects.get().at == before.at
    assert learn.learn_source("lao-cai") == 0


def test_bounds_narrow_when_a_neighbour_gets_its_date_without_a_revision() -> None:
    put_source(5, 6)
    learn.learn_source("lao-cai")
    assert bounds_of(1045) == ["2022-02-10 number", "2022-03-12 number"]
    before = row(1045)
    put(1054, 60, at=NIGHT + DAY)
    assert learn.learn_source("lao-cai") == 1
    after = row(1045)
    assert bounds_of(1045) == ["2022-02-10 number", "2022-03-02 number"]
    assert (after.changed_at, after.revision_count) == (before.changed_at, 0)
    assert after.version == before.version + 1
    assert Revision.objects.filter(article=after).count() == 0


def test_numbers_that_follow_no_dates_teach_nothing() -> None:
    for place in range(40):
        put(1000 + place, None if place % 4 == 0 else (place * 7919) % 3001)
    learn.learn_source("lao-cai")
    assert bounds_of(1020) == [None, "2026-11-21 first-seen"]
    assert row(1020).sort_at == UNDATED_SORT_AT


def test_what_the_page_proves_and_what_is_learned_go_together_and_contradictions_are_warned_of() -> None:
    put_source(5)
    inside = Candidate("earliest", date(2022, 2, 20), "Ngày 20/02/2022", "text", "bound.event", "text", 0.5)
    put(1045, None, at=NIGHT, proofs=(inside,), summary="khác")
    learn.learn_source("lao-cai")
    assert bounds_of(1045) == ["2022-02-20 text", "2022-03-02 number"]
    later = Candidate("earliest", date(2022, 5, 1), "Ngày 01/5/2022", "text", "bound.event", "text", 0.5)
    put(1045, None, at=NIGHT, proofs=(later,), summary="khác nữa")
    put(999, None)
    learn.learn_source("lao-cai")
    assert bounds_of(1045) == ["2022-02-10 number", "2026-11-21 first-seen"]
    (warning,) = [w for w in row(1045).evidence["warnings"] if w.startswith("bounds contradict each other")]
    assert "not before 2022-05-01 (text: Ngày 01/5/2022), not after 2022-03-02 (number" in warning


def test_a_day_without_a_year_is_resolved_by_what_is_learned() -> None:
    put_source(5)
    event = Candidate("earliest", "--02-25", "Sáng ngày 25/2", "text", "bound.event", "text", 0.5)
    put(1045, None, proofs=(event,), summary="khác")
    learn.learn_source("lao-cai")
    assert bounds_of(1045) == ["2022-02-25 text", "2022-03-02 number"]


def test_what_appeared_after_a_whole_walk_stands_by_first_sight_unless_its_bounds_are_close() -> None:
    put_source()
    walked()
    put(5000, None, at=NIGHT + DAY)
    learn.learn_source("lao-cai")
    assert bounds_of(5000) == ["2022-07-10 number", "2026-11-22 first-seen"]
    assert row(5000).sort_at == NIGHT + DAY
    put(1046, None, at=NIGHT + DAY)
    learn.learn_source("lao-cai")
    assert row(1046).sort_at == datetime(2022, 3, 1, 17, tzinfo=UTC)


def test_a_page_that_changes_keeps_what_was_learned_of_it() -> None:
    put_source(5)
    learn.learn_source("lao-cai")
    assert put(1045, None, at=NIGHT + DAY, summary="khác") == "changed"
    assert bounds_of(1045) == ["2022-02-10 number", "2022-03-02 number"]


def test_wide_bounds_stand_by_the_latest_and_behind_where_there_is_none() -> None:
    for place in range(8):
        put(1000 + 9 * place, None if place == 3 else 100 * place)
    learn.learn_source("lao-cai")
    assert bounds_of(1027) == ["2022-07-20 number", "2023-02-05 number"]
    assert row(1027).sort_at == datetime(2023, 2, 4, 17, tzinfo=UTC)
    issued = Candidate(
        "earliest", date(2022, 4, 7), "07/04/2022", "document", "bound.issued", "document", 0.5
    )
    save(
        items.Article("https://b.example.vn/x", "lai-chau", "document", proofs=(issued,)),
        key="x", run_id=None, at=NIGHT,
    )  # fmt: skip
    behind = Article.objects.get(source="lai-chau").sort_at
    assert UNDATED_SORT_AT < behind < UNDATED_SORT_AT + 365 * DAY


def test_an_editors_date_ends_the_bounds_and_they_come_back_with_its_withdrawal() -> None:
    put_source(5)
    learn.learn_source("lao-cai")
    day = {"value": "2022-02-22", "precision": "day", "raw": "", "from": "editor"}
    corrections.correct(row(1045).pk, {"published": day}, author="mai", reason="", at=NIGHT)
    assert (row(1045).published_between, row(1045).dated) == (None, True)
    corrections.withdraw(row(1045).pk, ["published"], by="mai", at=NIGHT)
    assert bounds_of(1045) == ["2022-02-10 number", "2022-03-02 number"]


def test_a_source_without_an_undated_article_costs_one_query() -> None:
    put_source()
    with CaptureQueriesContext(connection) as asked:
        assert learn.learn_source("lao-cai") == 0
    assert len(asked) == 1


def test_orders_that_say_something_else_entirely_leave_what_both_allow() -> None:
    """Published again: the list has it at its new day, its number is of the old one."""
    for place in range(60):
        put(1000 + 9 * place, None if place == 5 else 10 * place)
    keys = [str(1000 + 9 * place) for place in range(60)]
    keys.insert(41, keys.pop(5))
    learn.store_listing_orders("lao-cai", {"https://a.example.vn/tin": keys[::-1]}, at=NIGHT)
    learn.learn_source("lao-cai")
    earliest, latest = bounds_of(1045)
    assert earliest is not None
    assert earliest[:10] == "2022-02-10"
    assert latest is not None
    assert latest[:10] == "2023-02-25"


def test_close_bounds_that_end_with_the_first_walk_stand_by_the_earliest() -> None:
    event = Candidate("earliest", date(2026, 11, 12), "Ngày 12/11/2026", "text", "bound.event", "text", 0.5)
    put(1, None, proofs=(event,))
    assert row(1).sort_at == datetime(2026, 11, 11, 17, tzinfo=UTC)
    walked()
    put(2, None, at=NIGHT + DAY, proofs=(event,))
    assert row(2).sort_at == NIGHT + DAY
