"""An article twice is once; what changed is kept beside what it was."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from archive.dating.bounds import UNDATED_SORT_AT
from archive.models import Article, ArticleTopic, KnownSource, Reading, Revision, Run
from archive.state import DjangoState
from archive.store import Incoming, remember_sources, save, save_many
from crawler.report import SourceReport
from items import Article as Found
from items import Author, Candidate, Moment, ProvinceRef, Source, ViewCount

pytestmark = pytest.mark.django_db

VIETNAM = timezone(timedelta(hours=7))
NIGHT = datetime(2026, 11, 20, 19, 0, tzinfo=UTC)
NEXT_NIGHT = NIGHT + timedelta(days=1)
MORNING = Moment(datetime(2026, 11, 19, 8, 30, tzinfo=VIETNAM), "minute", "19/11/2026 08:30", "line")
ARTICLE = Found(
    url="https://congdoan.example.vn/tin/hoi-nghi-12.html",
    source="lao-cai",
    kind="article",
    title="Hội nghị Ban Chấp hành lần thứ 12",
    summary="Sáng nay, các cấp công đoàn họp bàn việc chăm lo Tết.",
    body_text="Đoạn một.\n\nĐoạn hai.",
    body_html="<p>Đoạn một.</p><p>Đoạn hai.</p>",
    published=MORNING,
    authors=(Author("Lò Thị Mai", "writer"),),
    province=ProvinceRef("lao-cai", "Lào Cai", "lao-cai"),
    topics=("nu_cong", "tet"),
    views=ViewCount(120, "Lượt xem: 120", "label"),
)


def put(article: Found = ARTICLE, key: str = "12", at: datetime = NIGHT) -> str:
    return save(article, key=key, run_id=None, at=at)


def test_an_article_is_new_once_and_then_unchanged() -> None:
    assert [put(), put(at=NEXT_NIGHT)] == ["new", "unchanged"]
    row = Article.objects.get()
    assert (row.first_seen_at, row.changed_at) == (NIGHT, NIGHT)
    assert not Revision.objects.exists()


def rows() -> list[list[dict[str, object]]]:
    return [list(model.objects.values()) for model in (Article, Reading, Revision, ArticleTopic, KnownSource)]


def test_of_what_tells_nothing_new_nothing_is_written_but_it_is_told_for_the_runs_report() -> None:
    put()
    before, visited = rows(), [7]
    assert save_many([Incoming(ARTICLE, "12")], run_id=None, at=NEXT_NIGHT, visited=visited) == ["unchanged"]
    assert rows() == before
    assert visited == [7, Article.objects.get().pk]


def test_what_told_something_new_is_no_mere_visit() -> None:
    put()
    visited: list[int] = []
    more = replace(ARTICLE, views=ViewCount(150, "Lượt xem: 150", "label"))
    edited = replace(more, title="Tên khác")
    for article in (more, edited):
        save_many([Incoming(article, "12")], run_id=None, at=NEXT_NIGHT, visited=visited)
    assert visited == []


def test_visits_that_told_nothing_join_our_count_with_the_next_news() -> None:
    put()
    for days in (1, 2, 3):
        at, visited = NIGHT + timedelta(days=days), list[int]()
        save_many([Incoming(ARTICLE, "12")], run_id=None, at=at, visited=visited)
        report(at + timedelta(minutes=5), visited)
    report(NIGHT + timedelta(days=3, minutes=9), [Article.objects.get().pk + 1])
    put(replace(ARTICLE, views=ViewCount(150, "Lượt xem: 150", "label")), at=NIGHT + timedelta(days=4))
    assert list(Reading.objects.values_list("value", "fetches")) == [(120, 1), (150, 5)]
    put(replace(ARTICLE, views=ViewCount(160, "Lượt xem: 160", "label")), at=NIGHT + timedelta(days=5))
    assert Article.objects.get().fetches == 6


def report(at: datetime, visited: list[int]) -> None:
    from archive.state import DjangoState

    run = Run.objects.create(sources=["lao-cai"], started_at=at)
    DjangoState().finish_source(run.pk, SourceReport("lao-cai", pages=1, visited=visited), at=at)


def test_every_field_of_the_record_is_kept() -> None:
    put()
    row = Article.objects.get()
    record = ARTICLE.to_record()
    kept = {field: getattr(row, field) for field in record}
    assert kept == record


def test_twice_in_one_batch_is_once() -> None:
    changed = replace(ARTICLE, title="Hội nghị lần thứ 12")
    batch = [Incoming(ARTICLE, "12"), Incoming(ARTICLE, "12"), Incoming(changed, "12")]
    assert save_many(batch, run_id=None, at=NIGHT) == ["new", "unchanged", "changed"]
    assert Article.objects.get().title == "Hội nghị lần thứ 12"
    assert Revision.objects.get().before == {"title": ARTICLE.title}


def test_an_empty_batch_writes_nothing() -> None:
    put()
    assert save_many([], run_id=None, at=NEXT_NIGHT) == []
    assert Article.objects.get().last_seen_at == NIGHT


def test_the_same_key_of_another_source_is_another_article() -> None:
    assert [put(), put(replace(ARTICLE, source="lai-chau"))] == ["new", "new"]
    assert len(set(Article.objects.values_list("guid", flat=True))) == 2


def test_a_change_keeps_the_old_values_and_shows_the_new_ones() -> None:
    put()
    edited = replace(ARTICLE, title="Hội nghị Ban Chấp hành (bản sửa)", published=None, authors=())
    assert put(edited, at=NEXT_NIGHT) == "changed"
    row = Article.objects.get()
    assert (row.title, row.published, row.published_at, row.authors) == (edited.title, None, None, [])
    assert row.changed_at == NEXT_NIGHT
    revision = Revision.objects.get()
    assert revision.changed == ["title", "published", "authors"]
    assert revision.before["published"]["value"] == "2026-11-19T08:30:00+07:00"
    assert put(ARTICLE, at=NEXT_NIGHT) == "changed"
    assert [revision.number for revision in Revision.objects.all()] == [1, 2]


def test_only_the_printed_form_of_a_date_is_no_change() -> None:
    put()
    reprinted = replace(MORNING, raw="Thứ Năm, 19/11/2026, 8:30", origin="meta")
    assert put(replace(ARTICLE, published=reprinted)) == "unchanged"


def test_a_relative_date_does_not_drift_from_night_to_night() -> None:
    def ago(hour: int, raw: str) -> Found:
        return replace(
            ARTICLE,
            published=Moment(
                datetime(2026, 11, 19, hour, tzinfo=VIETNAM), "hour", raw, "line", relative=True
            ),
        )

    put(ago(8, "3 giờ trước"))
    assert put(ago(9, "26 giờ trước"), at=NEXT_NIGHT) == "unchanged"
    assert Article.objects.get().published["value"] == "2026-11-19T08:00:00+07:00"
    assert put(at=NEXT_NIGHT) == "unchanged"  # the same day, now in full
    assert Article.objects.get().published["value"] == "2026-11-19T08:30:00+07:00"


def test_views_are_readings_and_no_change() -> None:
    put()
    more = replace(ARTICLE, views=ViewCount(150, "Lượt xem: 150", "label"))
    assert put(more, at=NEXT_NIGHT) == "unchanged"
    assert list(Reading.objects.values_list("value", "at")) == [(120, NIGHT), (150, NEXT_NIGHT)]
    assert Article.objects.get().views == {"value": 150, "raw": "Lượt xem: 150", "from": "label"}


def test_a_page_that_tells_no_views_leaves_the_last_reading() -> None:
    put()
    assert put(replace(ARTICLE, views=None), at=NEXT_NIGHT) == "unchanged"
    assert Article.objects.get().views_value == 120
    assert Reading.objects.count() == 1


@pytest.mark.parametrize("value", [-1, 10**30])
def test_a_count_that_cannot_be_one_is_not_kept(value: int) -> None:
    put(replace(ARTICLE, views=ViewCount(value, str(value), "label")))
    assert Article.objects.get().views is None
    assert not Reading.objects.exists()


def test_an_article_without_a_date_sorts_behind_what_is_dated_until_its_source_was_walked() -> None:
    put(replace(ARTICLE, published=None))
    put(replace(ARTICLE, published=None), at=NEXT_NIGHT)
    row = Article.objects.get()
    assert (row.sort_at, row.dated) == (UNDATED_SORT_AT, False)
    walked()
    put(replace(ARTICLE, published=None), key="13", at=NEXT_NIGHT)
    assert Article.objects.get(key="13").sort_at == NEXT_NIGHT


def walked() -> None:
    """A whole walk over the source."""
    state = DjangoState()
    run = state.start_run(["lao-cai"], full=False, at=NIGHT)
    state.finish_source(run, SourceReport("lao-cai", complete=True), at=NIGHT)
    state.finish_run(run, at=NIGHT)


def test_a_bare_day_sorts_by_its_midnight_in_vietnam() -> None:
    put(replace(ARTICLE, published=Moment(date(2026, 11, 19), "day", "19/11/2026", "line")))
    row = Article.objects.get()
    assert row.published_at == datetime(2026, 11, 18, 17, 0, tzinfo=UTC)
    assert (row.sort_at, row.dated) == (row.published_at, True)


def test_topics_follow_the_article() -> None:
    put()
    put(replace(ARTICLE, topics=("tet",), published=None), at=NEXT_NIGHT)
    assert list(ArticleTopic.objects.values_list("topic", "sort_at")) == [("tet", UNDATED_SORT_AT)]


def test_hostile_text_is_stored_and_stays_unchanged() -> None:
    candidate = Candidate("title", "x\x00", "\ud800", "line", "rule", "place", 0.5)
    hostile = replace(
        ARTICLE,
        title="Tin \x00 \ud800 ]]> ' \" 😀",
        authors=(Author("\udfff", "writer"),),
        proofs=(candidate,),
        published=Moment(datetime(1, 1, 1, tzinfo=VIETNAM), "minute", "\x00", "line"),
    )
    assert [put(hostile, key="\ud800" + "x" * 5000), put(hostile, key="\ud800" + "x" * 5000)] == [
        "new",
        "unchanged",
    ]
    row = Article.objects.get()
    assert row.title == "Tin \ufffd \ufffd ]]> ' \" 😀"
    assert row.sort_at == row.first_seen_at


def test_long_keys_stay_apart() -> None:
    assert [put(key="x" * 3000 + "1"), put(key="x" * 3000 + "2")] == ["new", "new"]


def test_a_batch_is_written_whole_or_not_at_all() -> None:
    class Broken(Found):
        def to_record(self) -> dict[str, object]:
            raise ValueError("broken")

    broken = Broken(url="https://congdoan.example.vn/2", source="lao-cai", kind="article")
    with pytest.raises(ValueError, match="broken"):
        save_many([Incoming(ARTICLE, "12"), Incoming(broken, "13")], run_id=None, at=NIGHT)
    assert not Article.objects.exists()


def test_a_source_is_remembered_as_it_calls_itself_last() -> None:
    source = Source(
        slug="lao-cai",
        name="Liên đoàn Lao động tỉnh Lào Cai",
        publisher="LĐLĐ tỉnh Lào Cai",
        kind="federation",
        home="http://congdoan.example.vn",
        status="unverified",
        evidence="made up",
        province="lao-cai",
    )
    remember_sources([source])
    remember_sources([replace(source, home="https://congdoan.example.vn")])
    with CaptureQueriesContext(connection) as asked:
        remember_sources([replace(source, home="https://congdoan.example.vn")])
    assert not [query for query in asked.captured_queries if query["sql"].startswith(("INSERT", "UPDATE"))]
    assert KnownSource.objects.get().home == "https://congdoan.example.vn"


def test_an_older_page_that_is_read_later_does_not_set_back_when_the_article_was_last_seen() -> None:
    put()
    put(replace(ARTICLE, title="Bản sửa"), at=NEXT_NIGHT)
    put(replace(ARTICLE, title="Bản cũ hơn"), at=NIGHT + timedelta(hours=1))
    assert Article.objects.get().last_seen_at == NEXT_NIGHT
