"""Unknown filter values come with a suggestion; a known value without articles is no error."""

from datetime import UTC, datetime

import pytest

from archive.search import Search
from archive.search.filter_suggestions import UnknownFilter, find_unknown_filters
from archive.store import remember_sources
from items import ProvinceRef, Source
from tests.archive.search.articles import put

pytestmark = pytest.mark.django_db
NIGHT = datetime(2026, 11, 20, 19, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _known() -> None:
    remember_sources(
        [Source("ha-noi", "Công đoàn Thủ đô", "x", "federation", "http://a.example", "unverified", "x")]
    )


@pytest.mark.parametrize(
    "search",
    [
        Search(),
        Search("tết tỉnh:lao-cai", province="Hà Nội", source="ha-noi", topic="van_ban", kind="document"),
        Search('tỉnh:"Quảng Nam" chủđề:"van ban" nguồn:HA-NOI loại:article'),
        Search("tihn:lao-kai không phải bộ lọc"),
    ],
)
def test_known_values_give_no_error(search: Search) -> None:
    assert find_unknown_filters(search) == []


@pytest.mark.parametrize(
    ("search", "unknown"),
    [
        (Search(province="lao-kai"), UnknownFilter("province", "lao-kai", "lao-cai")),
        (Search('tỉnh:"Lào Kai"'), UnknownFilter("province", "Lào Kai", "lao-cai", in_question=True)),
        (Search('tỉnh:"TP. Huế"'), UnknownFilter("province", "TP. Huế", "hue", in_question=True)),
        (Search(source="hanoi"), UnknownFilter("source", "hanoi", "ha-noi")),
        (
            Search('nguồn:"cong doan thu do"'),
            UnknownFilter("source", "cong doan thu do", "ha-noi", in_question=True),
        ),
        (Search("chude:thidua"), UnknownFilter("topic", "thidua", "thi_dua_khen_thuong", in_question=True)),
        (Search('loại:"văn bản"'), UnknownFilter("kind", "văn bản", "document", in_question=True)),
        (Search(topic="zzz"), UnknownFilter("topic", "zzz", "")),
    ],
)
def test_an_unknown_value_comes_with_a_suggestion(search: Search, unknown: UnknownFilter) -> None:
    assert find_unknown_filters(search) == [unknown]


def test_each_unknown_filter_of_a_question_is_corrected_in_its_place() -> None:
    question = 'khen tỉnh:"Lào Kai" nguồn:ha-noii'
    province, source = find_unknown_filters(Search(question))
    assert source.correct(province.correct(question)) == 'khen tỉnh:"lao-cai" nguồn:ha-noi'


def test_sources_with_a_file_only_and_those_with_articles_only_are_known() -> None:
    put("1", 1, source="gone", topics=("of-theirs",))
    assert find_unknown_filters(Search(source="gone", topic="of-theirs")) == []
    assert find_unknown_filters(Search(source="new"), lambda: ["new"]) == []
    assert [one.suggestion for one in find_unknown_filters(Search(source="neww"), lambda: ["new"])] == ["new"]


@pytest.mark.parametrize(
    "question", ["nguồn:BAO-RIENG", 'chủđề:"chu de rieng"', "chủđề:Chu_De_Rieng", "tỉnh:vung-rieng"]
)
def test_what_a_search_finds_is_known_however_it_is_spelt(question: str) -> None:
    put(
        "1",
        1,
        source="bao-rieng",
        topics=("chu_de_rieng",),
        province=ProvinceRef("vung-rieng", "Vùng riêng", "vung-rieng"),
    )
    assert find_unknown_filters(Search(question)) == []


def test_words_that_are_spelt_like_an_unknown_value_stay() -> None:
    question = "hanoi tỉnh:lao-kai lao-kai"
    [unknown] = find_unknown_filters(Search(question))
    assert unknown.correct(question) == "hanoi tỉnh:lao-cai lao-kai"


def test_in_an_address_a_filter_is_a_slug_to_the_letter() -> None:
    by_name = Search("tỉnh:hà-nội", province="Hà Nội")
    assert find_unknown_filters(by_name) == []
    assert find_unknown_filters(by_name, exact=True) == [UnknownFilter("province", "Hà Nội", "ha-noi")]
    assert (
        find_unknown_filters(Search(province="ha-giang", topic="van_ban", kind="document"), exact=True) == []
    )
