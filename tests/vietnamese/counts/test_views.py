"""View counts: parsed next to their label, refused if something else is counted."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vietnamese.counts import parse_views

SAID = {
    "Lượt xem: 36": 36,
    "Lượt xem:\u00a0 891": 891,
    "LƯỢT XEM: 36": 36,
    "Luot xem: 36": 36,
    "Lượt  xem :36": 36,
    "Đã có 120 lượt xem": 120,
    "120 người đã xem": 120,
    "Lượt xem： 36": 36,
    "Lượt xem (36)": 36,
    "Lượt xem 120": 120,
    "Lượt xem: 0": 0,
    "Số lượt đọc:58,676": 58676,
    "Lượt xem : 1 234 567": 1234567,
    "Lượt xem: 1,2K": 1200,
    "3,4 nghìn lượt xem": 3400,
    "Lượt xem bài viết: 14": 14,
    "Lượt truy cập bài viết: 45": 45,
    "Bài viết đã được xem 120 lần": 120,
    "4097 Lượt xem": 4097,
    "- Lượt xem: 1186": 1186,
    "View count: 536": 536,
    "Views: 1.2K": 1200,
    "Hits: 92": 92,
    "Đã xem: 891": 891,
    "Xem: 92": 92,
    "Đọc: 5": 5,
    "Tin đăng ngày: 6/2/2020 - Xem: 92": 92,
    "Đăng ngày 9/11/2017 | 120 lượt xem": 120,
    "Ngày 9 tháng 11 năm 2017 120 lượt xem": 120,
    "15/06/2020 4315 Đã xem": 4315,
    "16/07/2019 08:06 lượt xem: 33": 33,
    "17/05/2022 17:06 Số lượt xem: 83": 83,
    "Ngày đăng 18/03/2019 | 04:01 PM | View count: 536": 536,
    "Vừ Mai - 27/04/2018 12:29 - Lượt xem: 20": 20,
    "Tác giả: admin   Ngày đăng: 01/02/2020   Lượt xem: 33   In bài viết": 33,
    "Lượt xem: 16412 100%": 16412,
    "Lượt xem: 36 | Bình luận: 2": 36,
    "Lượt xem: 36 120 bình luận": 36,
    "0 bình luận - 12 lượt xem": 12,
    "12 lượt xem - 0 bình luận": 12,
    "Đã xem: (27)": 27,
    "05/03/2024 - 1.088 lượt xem - 10 phản hồi": 1088,
}
REFUSED = (
    "",
    "Lượt xem",
    "Lượt xem:",
    "Lượt truy cập: 5",
    "Tổng lượt xem: 5000",
    "Lượt xem trong tuần: 45",
    "Hôm nay: 12 lượt xem: 40 Hôm qua: 30",
    "Đang online: 88 Lượt xem: 5.000",
    "Lượt tải: 33",
    "Bình luận: 4",
    "Lượt thích: 7",
    "12 phiếu bầu",
    "Tổng số điểm của bài viết là: 0 trong 0 đánh giá",
    "Diện tích: 6.383,9 Km2",
    "Dân số (2013): 656.900",
    "Lượt xem: 12/05/2020",
    "Lượt xem: 12:30",
    "Lượt xem: 35%",
    "Lượt xem: 6.383,9",
    "Lượt xem: 0912345678",
    "Xem thêm: 5 điều cần biết",
    "Xem: 5 điều cần biết",
    "Xem tiếp 12",
    "Đã đọc 5 cuốn sách",
    "Clip đạt 2 triệu lượt xem sau một ngày",
    "1.234 lượt xem trên mạng xã hội",
    "5 lượt xem 120",
    "336871",
    "Lượt xem: 5 " + "x" * 500,
)


@pytest.mark.parametrize(("line", "value"), SAID.items())
def test_a_count_next_to_its_label_is_parsed(line: str, value: int) -> None:
    count = parse_views(line)
    assert count is not None
    assert count.value == value
    assert count.raw in line
    assert count.label in count.raw


@pytest.mark.parametrize("line", REFUSED)
def test_other_numbers_are_no_views(line: str) -> None:
    assert parse_views(line) is None


def test_raw_keeps_the_no_break_space() -> None:
    count = parse_views("  Lượt xem:\u00a0 891 ")
    assert count is not None
    assert count.raw == "Lượt xem:\u00a0 891"
    assert count.label == "Lượt xem"


def test_two_different_counts_are_ambiguous() -> None:
    assert parse_views("Lượt xem: 5\nLượt xem: 7") is None
    assert parse_views("Lượt xem: 5\nLượt xem: 5") is not None


@given(
    st.integers(0, 999_999_999),
    st.sampled_from(["{}", "{:,}", "dot", "space"]),
    st.sampled_from(
        ["Lượt xem: {}", "{} lượt xem", "Số lượt đọc - {}", "01/02/2023 | Đã xem: {}", "Lượt xem\u00a0{}"]
    ),
)
def test_every_number_format_is_parsed(value: int, number: str, line: str) -> None:
    grouped = f"{value:,}"
    shown = {"dot": grouped.replace(",", "."), "space": grouped.replace(",", " ")}.get(
        number
    ) or number.format(value)
    count = parse_views(line.format(shown))
    assert count is not None
    assert count.value == value


@given(st.text())
def test_no_text_raises_an_error(text: str) -> None:
    count = parse_views(text)
    assert count is None or count.value >= 0


@given(
    st.dates().map(lambda day: f"{day.day}/{day.month}/{day.year}"),
    st.sampled_from(["Lượt xem: {}", "{} lượt xem"]),
)
def test_a_date_is_never_a_count(day: str, line: str) -> None:
    assert parse_views(line.format(day)) is None


@pytest.mark.parametrize(
    ("line", "value"),
    [
        ("Đọc 4097 lần", 4097),
        ("Đọc 4097 lần Sửa lần cuối vào Thứ tư, 07 Tháng 2 2024 21:09", 4097),
        ("12/03/2024 - Xem 120 lượt", 120),
        ("Đọc 4097", None),
        ("Xem 3 lần mới hiểu", None),
    ],
)
def test_a_verb_with_a_counting_noun_needs_no_colon(line: str, value: int | None) -> None:
    count = parse_views(line)
    assert (count.value if count else None) == value
