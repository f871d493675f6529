"""Rows that are written without Django's compiler are the rows that it would have written."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError

from archive.bulk import insert, update
from archive.models import Article, RawPage, SearchEntry
from archive.values import new_guid

pytestmark = pytest.mark.django_db

NIGHT = datetime(2026, 11, 22, 1, 30, 15, 250_000, tzinfo=UTC)


def article(key: str, **fields: Any) -> Article:
    moments = dict.fromkeys(("first_seen_at", "last_seen_at", "changed_at", "sort_at"), NIGHT)
    return Article(guid=new_guid("s", key), source="s", key=key, url="u", kind="article", **moments, **fields)


def told(row: Any) -> dict[str, Any]:
    return {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}


def full(key: str) -> Article:
    return article(
        key,
        title="Công đoàn %s “100%”",
        body_text="dòng 1\ndòng 2",
        published={"value": "2026-11-20", "precision": "day", "raw": 'ngày "20"', "from": "label"},
        published_at=NIGHT - timedelta(days=2),
        authors=[{"name": "Nguyễn Văn An", "role": "writer", "organisation": None}],
        views_value=10**12,
        content_hash="0" * 64,
        public=False,
        said={"title": None},
    )


def test_every_column_is_as_bulk_create_writes_it() -> None:
    ours, django = [full("1"), article("2")], [full("3"), article("4")]
    insert(ours)
    Article.objects.bulk_create(django)
    for one, other in zip(ours, django, strict=True):
        own = {"id": 0, "guid": 0, "key": 0}
        stored, expected = Article.objects.get(pk=one.pk), Article.objects.get(pk=other.pk)
        assert {**told(stored), **own} == {**told(expected), **own}
        assert told(stored) == told(one)


def test_more_rows_than_one_statement_takes_each_know_their_id_and_can_be_saved_again() -> None:
    rows = [article(f"k{number}") for number in range(120)]
    insert(rows)
    assert dict(Article.objects.values_list("pk", "key")) == {row.pk: row.key for row in rows}
    rows[-1].title = "khác"
    rows[-1].save()
    assert Article.objects.count() == 120
    assert Article.objects.get(title="khác").key == "k119"


def test_bytes_and_ids_that_are_told_are_kept() -> None:
    row = article("1")
    insert([row])
    kept = {"fetched_at": NIGHT, "url": "u", "size": 3, "sha256": "", "body": b"\x00\xff'"}
    insert([RawPage(article=row, number=number, **kept) for number in range(2)])
    assert [bytes(body) for body in RawPage.objects.values_list("body", flat=True)] == [b"\x00\xff'"] * 2
    insert([SearchEntry(place=7 << 29 | row.pk, article=row, words="cong doan", marks="k:article")])
    assert SearchEntry.objects.get().place == 7 << 29 | row.pk


def test_no_rows_are_no_statement(django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(0):
        insert([])


def test_what_is_there_already_is_refused() -> None:
    insert([article("1")])
    with pytest.raises(IntegrityError):
        insert([article("1")])


def test_only_the_named_fields_of_the_named_rows_are_updated() -> None:
    rows = [full("1"), article("2"), article("3")]
    insert(rows)
    for row in rows[:2]:
        row.title, row.bounds, row.sort_at, row.url = (
            "đổi %s",
            [{"raw": '"'}],
            NIGHT + timedelta(days=1),
            "no",
        )
    update(rows[:2], ("title", "bounds", "sort_at"))
    update([], ("title",))
    stored = {row.key: row for row in Article.objects.all()}
    for key in ("1", "2"):
        assert (stored[key].title, stored[key].bounds, stored[key].url) == ("đổi %s", [{"raw": '"'}], "u")
        assert stored[key].sort_at == NIGHT + timedelta(days=1)
    assert (stored["3"].title, stored["3"].sort_at) == (None, NIGHT)
    update([Article(key="3", title="theo khóa")], ("title",), where="key")
    assert Article.objects.get(key="3").title == "theo khóa"
