"""Misspelt filters are named with what may be meant; what is known and has no articles is none."""

from datetime import UTC, datetime

import pytest

from archive.search import Search
from archive.search.slips import Slip, slips
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
def test_what_an_article_can_have_is_no_slip(search: Search) -> None:
    assert slips(search) == []


@pytest.mark.parametrize(
    ("search", "slip"),
    [
        (Search(province="lao-kai"), Slip("province", "lao-kai", "lao-cai")),
        (Search('tỉnh:"Lào Kai"'), Slip("province", "Lào Kai", "lao-cai", asked=True)),
        (Search('tỉnh:"TP. Huế"'), Slip("province", "TP. Huế", "hue", asked=True)),
        (Search(source="hanoi"), Slip("source", "hanoi", "ha-noi")),
        (Search('nguồn:"cong doan thu do"'), Slip("source", "cong doan thu do", "ha-noi", asked=True)),
        (Search("chude:thidua"), Slip("topic", "thidua", "thi_dua_khen_thuong", asked=True)),
        (Search('loại:"văn bản"'), Slip("kind", "văn bản", "document", asked=True)),
        (Search(topic="zzz"), Slip("topic", "zzz", "")),
    ],
)
def test_a_misspelt_value_is_named_with_what_may_be_meant(search: Search, slip: Slip) -> None:
    assert slips(search) == [slip]


def test_each_slip_of_a_question_is_named_and_mended_in_its_place() -> None:
    question = 'khen tỉnh:"Lào Kai" nguồn:ha-noii'
    province, source = slips(Search(question))
    assert source.mended(province.mended(question)) == 'khen tỉnh:"lao-cai" nguồn:ha-noi'


def test_sources_with_a_file_only_and_those_with_articles_only_are_known() -> None:
    put("1", 1, source="gone", topics=("of-theirs",))
    assert slips(Search(source="gone", topic="of-theirs")) == []
    assert slips(Search(source="new"), lambda: ["new"]) == []
    assert [each.meant for each in slips(Search(source="neww"), lambda: ["new"])] == ["new"]


@pytest.mark.parametrize(
    "question", ["nguồn:BAO-RIENG", 'chủđề:"chu de rieng"', "chủđề:Chu_De_Rieng", "tỉnh:vung-rieng"]
)
def test_what_a_search_finds_is_no_slip_however_it_is_spelt(question: str) -> None:
    put(
        "1",
        1,
        source="bao-rieng",
        topics=("chu_de_rieng",),
        province=ProvinceRef("vung-rieng", "Vùng riêng", "vung-rieng"),
    )
    assert slips(Search(question)) == []


def test_words_that_are_spelt_like_a_slip_stay_as_they_are() -> None:
    question = "hanoi tỉnh:lao-kai lao-kai"
    [slip] = slips(Search(question))
    assert slip.mended(question) == "hanoi tỉnh:lao-cai lao-kai"


def test_in_an_address_a_filter_is_a_slug_to_the_letter() -> None:
    by_name = Search("tỉnh:hà-nội", province="Hà Nội")
    assert slips(by_name) == []
    assert slips(by_name, exact=True) == [Slip("province", "Hà Nội", "ha-noi")]
    assert slips(Search(province="ha-giang", topic="van_ban", kind="document"), exact=True) == []
