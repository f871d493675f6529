"""Lists hold what was asked for, newest first, and go on where they were left."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from archive import queries
from archive.queries import Position
from archive.store import save
from items import Article, Moment, ProvinceRef

pytestmark = pytest.mark.django_db

NIGHT = datetime(2026, 11, 20, 19, 0, tzinfo=UTC)
VIETNAM = timezone(timedelta(hours=7))


def put(key: str, day: int | None = None, **fields: object) -> None:
    published = Moment(datetime(2026, 11, day, 8, tzinfo=VIETNAM), "minute", "x", "line") if day else None
    values: dict[str, object] = {"source": "lao-cai", "kind": "article", "published": published, **fields}
    article = Article(url=f"https://a.example/{key}", **values)  # type: ignore[arg-type]
    save(article, key=key, run_id=None, at=NIGHT)


def keys(**filters: str) -> list[str]:
    return [row.key for row in queries.articles(**filters)]


def test_newest_is_by_the_date_told_and_what_tells_none_on_the_first_walk_is_behind() -> None:
    put("old", 1)
    put("undated")
    put("new", 22)
    put("middle", 15)
    assert keys() == ["new", "middle", "old", "undated"]


def test_filters_narrow_a_list_and_go_together() -> None:
    put("1", 1, topics=("tet", "nu_cong"), province=ProvinceRef("lao-cai", "Lào Cai", "lao-cai"))
    put(
        "2", 2, topics=("tet",), source="quang-nam", province=ProvinceRef("quang-nam", "Quảng Nam", "da-nang")
    )
    put("3", 3, kind="document", source="quang-nam")
    assert keys(source="quang-nam") == ["3", "2"]
    assert keys(topic="tet") == ["2", "1"]
    assert keys(topic="tet", source="lao-cai") == ["1"]
    assert keys(kind="document") == ["3"]
    assert keys(province="da-nang") == keys(province="quang-nam") == ["2"]
    assert keys(province="nowhere") == []


def test_pages_of_other_kinds_stand_in_no_list() -> None:
    put("1", kind="flood")
    put("2", kind="article")
    assert keys() == ["2"]
    assert keys(kind="flood") == []
    assert queries.count_by_source() == {"lao-cai": 1}


def test_a_list_goes_on_from_any_place_in_both_directions() -> None:
    for number in range(6):
        put(str(number), 10 + number // 3)  # Three share each moment.
    rows = list(queries.articles())
    for index, row in enumerate(rows):
        place = Position(row.sort_at, row.pk)
        assert list(queries.older(queries.articles(), place)) == rows[index + 1 :]
        assert list(queries.newer(queries.articles(), place)) == rows[:index][::-1]


def test_counts_are_by_source_and_by_todays_province() -> None:
    put("1", province=ProvinceRef("quang-nam", "Quảng Nam", "da-nang"))
    put("2", province=ProvinceRef("da-nang", "Đà Nẵng", "da-nang"), source="da-nang")
    put("3")
    assert queries.count_by_source() == {"da-nang": 1, "lao-cai": 2}
    assert queries.count_by_province() == {"da-nang": 2}
