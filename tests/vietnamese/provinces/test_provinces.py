"""Provinces: forms by date, and names that are not the province."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vietnamese.provinces import all_provinces, by_slug, current_slug, find_provinces, union_unit

LAST_OLD, FIRST_NEW = date(2025, 6, 30), date(2025, 7, 1)


def test_63_until_june_2025_and_34_since() -> None:
    assert len(all_provinces(LAST_OLD)) == 63
    assert len(all_provinces(FIRST_NEW)) == len(all_provinces()) == 34
    assert {province.era for province in all_provinces(LAST_OLD)} == {"until 2025-06-30"}
    assert {province.era for province in all_provinces(FIRST_NEW)} == {"since 2025-07-01"}


def test_cities_of_each_time() -> None:
    def cities(on: date) -> set[str]:
        return {province.slug for province in all_provinces(on) if province.type == "thành phố"}

    five = {"ha-noi", "hai-phong", "da-nang", "ho-chi-minh", "can-tho"}
    assert cities(date(2024, 12, 31)) == five
    assert cities(date(2025, 1, 1)) == five | {"hue"}
    assert cities(date(2026, 4, 29)) == five | {"hue"}
    assert cities(date(2026, 4, 30)) == five | {"hue", "dong-nai"}


def test_hue_had_another_name() -> None:
    before, after = by_slug("hue", date(2024, 6, 1)), by_slug("hue", date(2025, 1, 1))
    assert before is not None
    assert after is not None
    assert (before.full_name, after.full_name) == ("Tỉnh Thừa Thiên Huế", "Thành phố Huế")


def test_codes_change_their_meaning() -> None:
    old, new = by_slug("yen-bai", LAST_OLD), by_slug("lao-cai", FIRST_NEW)
    assert old is not None
    assert new is not None
    assert old.code == new.code == "15"


@pytest.mark.parametrize(
    ("slug", "today"),
    [
        ("quang-nam", "da-nang"),
        ("lao-cai", "lao-cai"),
        ("yen-bai", "lao-cai"),
        ("ba-ria-vung-tau", "ho-chi-minh"),
    ],
)
def test_every_slug_maps_to_a_current_one(slug: str, today: str) -> None:
    assert current_slug(slug) == today


def test_a_merged_province_has_no_form_after_the_merger() -> None:
    assert by_slug("quang-nam", LAST_OLD) is not None
    assert by_slug("quang-nam", FIRST_NEW) is None
    assert by_slug("quang-nam") is not None
    assert by_slug("nowhere") is None
    assert current_slug("nowhere") is None


@given(st.dates(date(1997, 1, 1), date(2040, 1, 1)))
def test_every_province_has_one_form_a_day_and_a_current_slug(day: date) -> None:
    provinces = all_provinces(day)
    assert len({province.slug for province in provinces}) == len(provinces) == (63 if day < FIRST_NEW else 34)
    assert {province.current for province in provinces} == {province.slug for province in all_provinces()}


@pytest.mark.parametrize(
    ("text", "slugs"),
    [
        ("Liên đoàn Lao động tỉnh Lào Cai", ["lao-cai"]),
        ("LĐLĐ TỈNH LÀO CAI RA MẮT CÔNG ĐOÀN CƠ SỞ", ["lao-cai"]),
        ("Công đoàn xã Phú Yên (Phú Xuyên - Hà Nội)", ["ha-noi"]),
        ("huyện Quảng Ninh, tỉnh Quảng Bình", ["quang-binh"]),
        ("tỉnh Hoà Bình, Thanh Hoá và Khánh Hoà", ["hoa-binh", "thanh-hoa", "khanh-hoa"]),
        ("Đắc Lắc, Đăk Nông", ["dak-lak", "dak-nong"]),
        ("TP.HCM và Bà Rịa – Vũng Tàu", ["ho-chi-minh", "ba-ria-vung-tau"]),
        ("TP. Hồ Chí Minh", ["ho-chi-minh"]),
        ("thành phố Hồ Chí Minh", ["ho-chi-minh"]),
        ("học tập và làm theo phong cách Hồ Chí Minh", []),
        ("thành phố Huế", ["hue"]),
        ("chị Huế nhận hoa", []),
        ("Chiến thắng Điện Biên Phủ", []),
        ("vượt Thái Bình Dương", []),
        ("đường Điện Biên", []),
        ("phố Hà Nội", []),
        ("anh Nguyễn Hòa Bình", []),
        ("NGUYỄN HÒA BÌNH", []),
        ("Bí thư Tỉnh ủy Lào Cai Giàng Seo Páo", ["lao-cai"]),
        ("LĐLĐ Thủ đô", ["ha-noi"]),
        ("lào cai", []),
        ("Lào\u00a0Cai", ["lao-cai"]),
        ("", []),
    ],
)
def test_provinces_in_texts(text: str, slugs: list[str]) -> None:
    assert [mention.province.slug for mention in find_provinces(text)] == slugs


def test_a_mention_has_its_span_and_the_form_of_the_day() -> None:
    text = "Từ Đồng Nai đến tỉnh Yên Bái"
    first, second = find_provinces(text, date(2026, 1, 5))
    assert text[first.start : first.end] == first.raw == "Đồng Nai"
    assert first.province.type == "tỉnh"
    assert find_provinces(text, date(2026, 5, 5))[0].province.type == "thành phố"
    assert (second.province.slug, second.province.current) == ("yen-bai", "lao-cai")


@given(st.dates(date(2000, 1, 1), date(2030, 1, 1)), st.data())
def test_every_province_of_a_day_is_found_by_its_full_name(day: date, data: st.DataObject) -> None:
    province = data.draw(st.sampled_from(all_provinces(day)))
    for text in (f"về {province.full_name}.", f"VỀ {province.full_name.upper()}"):
        assert [mention.province for mention in find_provinces(text, day)] == [province]


@given(st.text())
def test_no_text_raises_an_error(text: str) -> None:
    find_provinces(text, date(2025, 1, 1) + timedelta(days=len(text)))
    union_unit(text, "lao-cai")


@pytest.mark.parametrize(
    ("text", "slug", "unit"),
    [
        ("LĐLĐ tỉnh", "lao-cai", "LĐLĐ tỉnh Lào Cai"),
        ("(LĐLĐ tỉnh)", "lao-cai", "LĐLĐ tỉnh Lào Cai"),
        ("LĐLĐ", "lao-cai", "LĐLĐ tỉnh Lào Cai"),
        ("Liên đoàn Lao động tỉnh", "lai-chau", "Liên đoàn Lao động tỉnh Lai Châu"),
        ("LĐLĐ tỉnh Lào Cai", "lao-cai", "LĐLĐ tỉnh Lào Cai"),
        ("Công đoàn Viên chức tỉnh", "son-la", "Công đoàn Viên chức tỉnh Sơn La"),
        ("Ban Tuyên giáo LĐLĐ tỉnh", "lao-cai", "Ban Tuyên giáo LĐLĐ tỉnh Lào Cai"),
        ("LĐLĐ thành phố", "ha-noi", "LĐLĐ thành phố Hà Nội"),
        ("LĐLĐ thành phố", "lao-cai", None),
        ("LĐLĐ tỉnh", "ha-noi", None),
        ("LĐLĐ huyện Bảo Thắng", "lao-cai", None),
        ("LĐLĐ tỉnh tổ chức hội nghị", "lao-cai", None),
        ("Sở Y tế tỉnh", "lao-cai", None),
        ("LĐLĐ tỉnh", "nowhere", None),
        ("", "lao-cai", None),
    ],
)
def test_a_union_unit_gets_its_own_province(text: str, slug: str, unit: str | None) -> None:
    assert union_unit(text, slug) == unit


def test_union_unit_of_a_day() -> None:
    assert union_unit("LĐLĐ", "dong-nai", date(2026, 1, 1)) == "LĐLĐ tỉnh Đồng Nai"
    assert union_unit("LĐLĐ", "dong-nai", date(2026, 6, 1)) == "LĐLĐ thành phố Đồng Nai"
