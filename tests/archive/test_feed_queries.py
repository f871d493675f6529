"""What feeds ask of the archive: who is where, what changed, what is read, who fails, what a search finds."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from archive import queries
from archive.corrections import correct
from archive.models import Article, Run, SourceRun
from archive.states import set_state
from archive.store import save
from items import Article as Found
from items import Moment, ProvinceRef, ViewCount

NIGHT = datetime(2026, 11, 20, 19, 0, tzinfo=UTC)
FOUND = Found(
    url="https://a.example.vn/1",
    source="lao-cai",
    kind="article",
    title="Tết Sum vầy",
    published=Moment(date(2026, 11, 1), "day", "x", "line"),
    province=ProvinceRef("lao-cai", "Lào Cai", "lao-cai"),
    topics=("van_ban", "nu_cong"),
)


def put(key: str, at: datetime = NIGHT, **fields: object) -> int:
    save(replace(FOUND, **fields), key=key, run_id=None, at=at)  # type: ignore[arg-type]
    return Article.objects.get(source="lao-cai", key=key).pk


def seen(key: str, views: int, at: datetime, **fields: object) -> int:
    return put(key, at, views=ViewCount(views, str(views), "label"), **fields)


@pytest.mark.django_db
def test_every_readable_article_is_placed_newest_first_without_reading_texts() -> None:
    first = put("1")
    second = put("2", kind="document", province=None, topics=(), published=None)
    put("3", kind="listing", topics=())
    with CaptureQueriesContext(connection) as asked:
        found = queries.placed()
        topics = queries.topics_of()
    assert [(each.id, each.kind, each.source, each.province) for each in found] == [
        (first, "article", "lao-cai", "lao-cai"),
        (second, "document", "lao-cai", None),
    ]
    assert set(topics) == {first}
    assert sorted(topics[first]) == ["nu_cong", "van_ban"]
    assert not any("body" in query["sql"] for query in asked)
    assert [row.pk for row in queries.by_ids([first, 10**9])] == [first]


@pytest.mark.django_db
def test_only_articles_that_changed_have_a_version() -> None:
    first = put("1")
    put("2")
    put("1", NIGHT + timedelta(days=1), title="Bản sửa")
    assert queries.versions() == {first: 1}
    correct(first, {"title": "Bản đúng"}, author="mai", reason="", at=NIGHT)
    set_state([first], "approved", by="mai", at=NIGHT)
    assert queries.versions() == {first: 3}


@pytest.mark.django_db
def test_what_is_hidden_or_retracted_is_in_no_list() -> None:
    numbers = [put(str(each)) for each in range(4)]
    set_state(numbers[:1], "hidden", by="mai", at=NIGHT)
    set_state(numbers[1:2], "retracted", by="mai", at=NIGHT)
    assert [each.id for each in queries.placed()] == [row.pk for row in queries.articles()] == numbers[:1:-1]
    assert {row.pk for row in queries.by_ids(numbers)} == set(numbers[2:])
    assert queries.count_by_source() == queries.count_by_province() == {"lao-cai": 2}
    gone = queries.withdrawn(timedelta(days=1))
    assert [(each.placed.id, each.at, each.retracted) for each in gone] == [(numbers[1], NIGHT, True)]
    assert [row.pk for row in queries.articles(topic="nu_cong", kind="article")] == numbers[:1:-1]


@pytest.mark.django_db
def test_places_versions_and_counts_are_read_from_indexes_alone() -> None:
    put("1")
    with CaptureQueriesContext(connection) as asked:
        queries.placed()
        queries.versions()
        queries.count_by_source()
        queries.count_by_province()
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            plans = [cursor.execute(f"EXPLAIN QUERY PLAN {each['sql']}").fetchall() for each in asked]
        told = [row[3] for plan in plans for row in plan]
        assert len(told) == len(asked) == 5
        assert all("USING COVERING INDEX" in step for step in told), told


@pytest.mark.django_db
def test_the_most_read_gained_most_within_the_days_before_the_newest_reading() -> None:
    before, inside = NIGHT - timedelta(days=10), NIGHT - timedelta(days=1)
    old = Moment(date(2026, 1, 1), "day", "x", "line")
    young = Moment(date(2026, 11, 20), "day", "x", "line")
    grown = seen("grown", 100, before, published=old)
    seen("grown", 150, NIGHT, published=old)
    fresh = seen("fresh", 30, NIGHT, published=young)
    discovered = seen("found", 9000, inside, published=old)
    seen("found", 9010, NIGHT, published=old)
    reset = seen("reset", 500, before, published=old)
    seen("reset", 5, inside, published=old)
    seen("reset", 12, NIGHT, published=old)
    seen("quiet", 77, before, published=old)
    seen("known", 77, NIGHT, published=old)
    # Each count is less by our own visits.
    assert queries.most_read() == [(grown, 49), (fresh, 29), (discovered, 9), (reset, 6)]
    assert queries.most_read(limit=1) == [(grown, 49)]


@pytest.mark.django_db
def test_without_readings_nothing_is_most_read() -> None:
    put("1")
    assert queries.most_read() == []


@pytest.mark.django_db
def test_a_source_did_well_last_when_its_last_good_report_came() -> None:
    for day, ok in enumerate((False, True, False, False)):
        report("lao-cai", NIGHT + timedelta(days=day), ok)
    report("lai-chau", NIGHT, False)
    report("son-la", NIGHT, True)
    found = queries.source_states()
    assert (found["lao-cai"].last.ok, found["lao-cai"].last_ok) == (False, NIGHT + timedelta(days=1))
    assert (found["lai-chau"].last.ok, found["lai-chau"].last_ok) == (False, None)
    assert (found["son-la"].last.ok, found["son-la"].last_ok) == (True, NIGHT)


def report(source: str, at: datetime, ok: bool) -> None:
    counts = dict.fromkeys(("pages", "listings", "articles", "new", "changed", "unchanged", "bytes"), 0)
    fields = dict.fromkeys(("with_date", "with_byline", "with_views"), 0)
    run = Run.objects.create(sources=[source], started_at=at)
    SourceRun.objects.create(
        run=run,
        source=source,
        finished_at=at,
        ok=ok,
        complete=ok,
        finish_reason="finished",
        seconds=1,
        **counts,
        **fields,
    )
