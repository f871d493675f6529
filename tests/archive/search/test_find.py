"""A search finds folded words within its filters, newest or best first, and only what readers may see."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection

from archive import corrections, search, states
from archive.models import SearchEntry
from archive.search import Search
from items import Author, OfficialDocument, ProvinceRef, ViewCount
from tests.archive.search.articles import NIGHT, put

pytestmark = pytest.mark.django_db


def found(q: str = "", **filters: Any) -> list[str]:
    asked = Search(q=q, **filters)
    rows = [row.key for row in search.articles(asked, 100)]
    assert search.count(asked) == len(rows)
    return rows


def test_words_are_found_in_title_lead_and_text_however_they_are_accented() -> None:
    put("title", 1, title="Đại hội ở Đà Nẵng")
    put("lead", 2, summary="Tại Đà Nẵng")
    put("text", 3, body_text="Đoàn viên.\nThăm DA NANG")
    put("none", 4, title="Đà Lạt", body_text="Nam")
    assert found("da nang") == found("ĐÀ NẴNG") == ["text", "lead", "title"]
    assert found("da nang -tham") == ["lead", "title"]
    assert found('-"da nang"') == ["none"]
    assert found("na*") == ["none", "text", "lead", "title"]


def test_a_phrase_stands_side_by_side_and_in_one_part() -> None:
    put("yes", 1, body_text="Tổng kết thi đua năm 2026")
    put("apart", 2, body_text="đua nhau thi")
    put("across", 3, title="Hội thi", body_text="đua thuyền")
    assert found('"thi dua"') == ["yes"]
    assert found('"thi du"*') == ["yes"]
    assert found("thi dua") == ["across", "apart", "yes"]


def test_every_filter_narrows_and_they_go_together() -> None:
    quang_nam = ProvinceRef("quang-nam", "Quảng Nam", "da-nang")
    put("1", 1, title="Tết", province=quang_nam, topics=("tet", "nu_cong"))
    put("2", 2, title="Tết", source="lai-chau", views=ViewCount(7, "7", "label"))
    put("3", 3, title="Tết", kind="document", document=OfficialDocument(number="334/KH-LĐLĐ"))
    put("4", 4, title="Thơ", authors=(Author("Lò Thị Mai", "writer"),), documents_cited=("334/KH-LĐLĐ",))
    assert found(source="lai-chau") == found("nguồn:lai-chau") == ["2"]
    assert found(province="da-nang") == found(province="quang-nam") == found('tỉnh:"Quảng Nam"') == ["1"]
    assert found("tết", topic="tet") == found("tết chủ_đề:tet") == ["1"]
    assert found(kind="document") == found("loại:document") == ["3"]
    assert found(author="lo mai") == found("tácgiả:Mai") == ["4"]
    assert found(number="334/kh-lđlđ") == found("sohieu:334/KH-LĐLĐ") == ["4", "3"]
    assert found(number="334/KH-LDLD") == []
    assert found(views=True) == found("lượt-xem:có") == ["2"]
    assert found(views=False) == found("views:no") == ["4", "3", "1"]
    day = datetime(2026, 11, 2, tzinfo=UTC) - timedelta(hours=7)
    assert found(since=day, until=day + timedelta(days=2)) == ["3", "2"]
    assert found("tết", since=day, kind="article") == ["2"]
    assert found("từ:2026-11-02 đến:03/11/2026") == ["3", "2"]
    assert found("thơ từ:2026-11-03 đến:2026-13-01") == []
    assert found(author="…") == []


def test_the_best_come_first_exact_accents_before_all() -> None:
    put("elsewhere", 9, title="Đa năng", body_text="đa năng " * 5)
    put("text", 5, title="Tin", body_text="Người lao động ở Đà Nẵng")
    put("title", 1, title="Đà Nẵng đón Tết", body_text="Tin")
    put("apart", 8, title="Tin", body_text="Nẵng rồi Đà")
    assert found("Đà Nẵng", order="relevance") == ["title", "text", "apart", "elsewhere"]
    assert found("Đà Nẵng") == ["elsewhere", "apart", "text", "title"]


def test_a_list_goes_on_where_it_was_left() -> None:
    for day in range(1, 8):
        put(str(day), day, title="Tết")
    first = search.hits(Search(q="tet"), 3)
    rest = search.hits(Search(q="tet"), 10, before=first[-1].place)
    assert [hit.id for hit in first + rest] == [hit.id for hit in search.hits(Search(q="tet"), 100)]
    assert len(first + rest) == 7
    best = Search(q="tet", order="relevance")
    assert search.hits(best, 4, offset=3) == search.hits(best, 7)[3:]


def test_the_index_follows_the_source_the_editors_and_what_readers_may_see() -> None:
    row = put("1", 1, title="Tết")
    put("1", 2, title="Xuân")
    assert (found("tet"), found("xuan")) == ([], ["1"])
    corrections.correct(row.pk, {"title": "Hạ"}, author="Hà", reason="x", at=NIGHT)
    assert (found("xuan"), found("ha")) == ([], ["1"])
    states.set_state([row.pk], "hidden", by="Hà", at=NIGHT)
    assert found("ha") == []
    assert found("ha", hidden=True) == ["1"]
    states.set_state([row.pk], "approved", by="Hà", at=NIGHT)
    assert found("ha") == ["1"]
    put("1", 2, title="Xuân", views=ViewCount(7, "7", "label"))
    assert found(views=True) == ["1"]
    row.delete()
    assert found() == []
    assert SearchEntry.objects.count() == 0


def test_rebuilding_gives_the_same_index() -> None:
    for day in range(1, 5):
        put(str(day), day, title=f"Tết {day}", summary="Lời dẫn")
    before = list(SearchEntry.objects.order_by("pk").values_list("pk", "words", "marks"))
    SearchEntry.objects.all().delete()
    assert found("tet") == []
    assert search.rebuild() == 4
    assert list(SearchEntry.objects.order_by("pk").values_list("pk", "words", "marks")) == before
    assert found("tet") == ["4", "3", "2", "1"]


def test_rebuilding_mends_what_the_database_keeps_beside_the_entries() -> None:
    put("1", 1, title="Tết")
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO archive_search(archive_search) VALUES ('delete-all')")
        assert found("tet") == []
    search.rebuild()
    put("1", 1, title="Xuân")
    assert (found("tet"), found("xuan")) == ([], ["1"])


def test_a_text_of_a_megabyte_of_different_words_is_indexed_as_far_as_databases_go() -> None:
    text = " ".join(f"từ{number}" for number in range(100_000))
    put("long", 1, title="Dài", body_text=text)
    assert found("tu1 tu2 dai") == ["long"]


def test_nothing_is_found_where_nothing_is_wanted() -> None:
    put("1", 1, title="Tết")
    assert search.hits(Search(q="tet"), 0) == []
    assert search.count(replace(Search(), q="tet"), most=1) == 1
