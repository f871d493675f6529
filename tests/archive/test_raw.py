"""The pages behind articles, and the past read again by them."""

import gzip
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from archive import raw
from archive.corrections import correct
from archive.models import Article, RawPage, Reading, Revision
from archive.reextract import Again, count, reextract
from archive.states import set_state
from archive.store import Incoming, save_many
from items import Article as Found
from items import Page, ViewCount

NIGHT = datetime(2026, 11, 20, 19, 0, tzinfo=UTC)
NEXT_NIGHT = NIGHT + timedelta(days=1)
LATER = NIGHT + timedelta(days=30)
FOUND = Found(url="https://a.example.vn/1", source="lao-cai", kind="article", title="Tin", body_text="Một.")
HTML = "<html><body>" + "<p>Đoạn văn của trang.</p>" * 200

pytestmark = pytest.mark.django_db


def page(text: str = HTML, at: datetime = NIGHT) -> Page:
    return Page("https://a.example.vn/1", text.encode(), "text/html; charset=utf-8", at)


def put(at: datetime = NIGHT, key: str = "1", text: str = HTML, **fields: Any) -> str:
    return save_many([Incoming(replace(FOUND, **fields), key, page(text, at))], run_id=None, at=at)[0]


def read(**fields: Any) -> Any:
    return lambda _page, slug, _told: replace(FOUND, source=slug, **fields)


def again(reader: Any, *, dry_run: bool = False, **more: Any) -> list[Again]:
    return list(reextract(reader, at=LATER, dry_run=dry_run, **more))


def test_the_page_of_each_state_is_kept_as_it_was_answered_and_small() -> None:
    put()
    put(NEXT_NIGHT, text="khác")
    put(NEXT_NIGHT, title="Tin mới", text="<p>mới")
    first, second = RawPage.objects.all()
    assert raw.page_of(first) == page()
    assert raw.page_of(second).body == "<p>mới".encode()
    assert [(each.number, each.fetched_at) for each in (first, second)] == [(0, NIGHT), (1, NEXT_NIGHT)]
    assert len(first.body) < len(gzip.compress(HTML.encode())) * 2 < first.size
    assert raw.kept() == raw.Kept(2, first.size + second.size, len(first.body) + len(second.body))


def test_a_damaged_page_says_so() -> None:
    put()
    kept = RawPage.objects.get()
    kept.body = b"\x00" + bytes(kept.body)[1:]
    with pytest.raises(ValueError, match="damaged"):
        raw.page_of(kept)
    kept = RawPage.objects.get()
    kept.sha256 = "0" * 64
    with pytest.raises(ValueError, match="another"):
        raw.page_of(kept)


@pytest.mark.parametrize(("days", "left"), [(None, 2), (5, 1), (0, 0), (100, 2)])
def test_pages_are_kept_as_long_as_the_setting_says(days: int | None, left: int, settings: Any) -> None:
    put()
    put(LATER - timedelta(days=1), title="Tin mới")
    settings.TCD = replace(settings.TCD, keep_raw=days)
    assert raw.prune(LATER) == 2 - left
    assert RawPage.objects.count() == left
    put(LATER, key="2")
    assert RawPage.objects.filter(article__key="2").exists() is (days != 0)


def test_a_better_extractor_changes_what_it_reads_and_is_no_edit_of_the_source() -> None:
    put(summary="sai")
    expected = {"title": ("Tin", "Tin đúng"), "summary": ("sai", None)}
    assert [each.changes for each in again(read(title="Tin đúng"), dry_run=True)] == [expected]
    assert Article.objects.get().title == "Tin"
    assert [each.changes for each in again(read(title="Tin đúng"))] == [expected]
    row = Article.objects.get()
    assert (row.title, row.summary, row.changed_at, row.version) == ("Tin đúng", None, NIGHT, 1)
    revision = Revision.objects.get()
    assert (revision.reason, revision.changed, revision.at) == ("reextract", ["title", "summary"], LATER)
    assert revision.before == {"title": "Tin", "summary": "sai"}
    assert [each.changes for each in again(read(title="Tin đúng"))] == [{}]
    assert put(NEXT_NIGHT, title="Tin đúng") == "unchanged"


def test_corrections_and_states_stay_when_the_past_is_read_again() -> None:
    put()
    number = Article.objects.get().pk
    correct(number, {"title": "Của biên tập"}, author="mai", reason="", at=NIGHT)
    set_state([number], "hidden", by="mai", at=NIGHT)
    again(read(title="Tin đúng", summary="Tóm tắt"))
    row = Article.objects.get()
    assert (row.title, row.summary, row.said["title"]) == ("Của biên tập", "Tóm tắt", "Tin đúng")
    assert (row.state, row.public) == ("hidden", False)


def test_a_page_older_than_the_last_change_of_the_source_is_passed_over(settings: Any) -> None:
    put()
    settings.TCD = replace(settings.TCD, keep_raw=0)
    put(NEXT_NIGHT, title="Nguồn đã sửa")
    assert count([], None) == 0
    assert again(read(title="Bản cũ")) == []
    assert Article.objects.get().title == "Nguồn đã sửa"


def test_a_page_that_is_no_article_any_more_is_named_and_changes_nothing() -> None:
    put()
    assert [each.problem for each in again(read(kind="flood"))] == ["no article but flood"]
    assert not Revision.objects.exists()


def test_a_count_that_was_overlooked_becomes_a_reading_of_its_time() -> None:
    put(views=None)
    again(read(views=ViewCount(120, "Lượt xem: 120", "label")))
    assert Reading.objects.get().at == NIGHT
    assert Article.objects.get().views_value == 120
    assert not Revision.objects.exists()


def test_sources_and_days_choose_what_is_read_again() -> None:
    put()
    put(NEXT_NIGHT, key="2", source="lai-chau")
    assert len(again(read(), dry_run=True)) == count([], None) == 2
    assert [each.article for each in again(read(), dry_run=True, sources=["lai-chau"])] == [
        Article.objects.get(key="2").pk
    ]
    assert count([], NEXT_NIGHT) == count(["lai-chau"], None) == 1


def test_what_somebody_changed_meanwhile_is_left_alone() -> None:
    put()

    def slow(_page: Page, slug: str, _told: Any) -> Found:
        save_many([Incoming(replace(FOUND, title="Nguồn đã sửa"), "1")], run_id=None, at=NEXT_NIGHT)
        return replace(FOUND, title="Bản cũ")

    again(slow)
    assert Article.objects.get().title == "Nguồn đã sửa"
