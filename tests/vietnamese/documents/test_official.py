"""Official documents parsed line by line, and news that only cites them."""

from datetime import date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vietnamese.documents import document_type_heading, parse_place_date, read_official

PLAN = """
LIÊN ĐOÀN LAO ĐỘNG TỈNH SƠN LA
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Số: 45/KH-LĐLĐ
Sơn La, ngày 03 tháng 02 năm 2023

KẾ HOẠCH
Tổ chức Tháng Công nhân
năm 2023
-----
Căn cứ Hướng dẫn số 8/HD-TLĐ ngày 10/01/2023, Ban Thường vụ LĐLĐ tỉnh xây dựng kế hoạch như sau:
I. MỤC ĐÍCH
1. Chăm lo cho đoàn viên.

Nơi nhận:
- Như trên;
- Thường trực Tỉnh ủy (b/c);
- Lưu: VT, CSPL.

TM. BAN THƯỜNG VỤ
KT. CHỦ TỊCH
PHÓ CHỦ TỊCH
(Đã ký)

Cầm Thị Ban Mai
""".split("\n")

LETTER = """
TỔNG LIÊN ĐOÀN LAO ĐỘNG VIỆT NAM
LIÊN ĐOÀN LAO ĐỘNG TỈNH GIA LAI   CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Số: 215/LĐLĐ-CSPL      Gia Lai, ngày 12 tháng 9 năm 2024
V/v rà soát việc làm của đoàn viên
sau sắp xếp
Kính gửi: LĐLĐ các huyện
Ban Thường vụ đề nghị các đơn vị rà soát.
TL. BAN THƯỜNG VỤ
CHÁNH VĂN PHÒNG
Rơ Mah H'Linh
Nơi nhận: - Như Kính gửi; - Lưu VT.
""".split("\n")

LOST_LETTERHEAD = """
Số: 7/KH-LĐLĐ

Yên Bái, ngày 5 tháng 3 năm 2022

KẾ HOẠCH

Triển khai công tác nữ công

Căn cứ chương trình năm, Ban Thường vụ LĐLĐ tỉnh xây dựng kế hoạch triển khai như sau:

- Nội dung thứ nhất.

Nơi nhận:

- Như Kính gửi;
- UBND tỉnh;
- Lưu: VT.



Đồng Thị Mỵ""".split("\n")


def test_all_fields_of_a_plan() -> None:
    reading = read_official(PLAN)
    assert reading is not None
    assert (reading.number, reading.type, reading.issued_on) == ("45/KH-LĐLĐ", "Kế hoạch", date(2023, 2, 3))
    assert (reading.place, reading.issuer) == ("Sơn La", "Liên đoàn Lao động tỉnh Sơn La")
    assert reading.title == "Tổ chức Tháng Công nhân năm 2023"
    assert reading.recipients == ("Như trên", "Thường trực Tỉnh ủy (b/c)")
    assert (reading.signer, reading.signer_title) == ("Cầm Thị Ban Mai", "PHÓ CHỦ TỊCH")
    body = PLAN[reading.body_start : reading.body_end]
    assert body[0].startswith("Căn cứ")
    assert body[-1] == "1. Chăm lo cho đoàn viên."


def test_letter_with_columns_in_one_line_and_signature_before_recipients() -> None:
    reading = read_official(LETTER)
    assert reading is not None
    assert (reading.number, reading.type) == ("215/LĐLĐ-CSPL", "Công văn")
    assert (reading.place, reading.issued_on) == ("Gia Lai", date(2024, 9, 12))
    assert reading.issuer == "Liên đoàn Lao động tỉnh Gia Lai"
    assert reading.title == "V/v rà soát việc làm của đoàn viên sau sắp xếp"
    assert (reading.signer, reading.signer_title) == ("Rơ Mah H'Linh", "CHÁNH VĂN PHÒNG")
    assert reading.recipients == ("Như Kính gửi",)
    assert LETTER[reading.body_start : reading.body_end] == LETTER[6:8]


def test_fields_below_a_stamp_are_empty_and_the_body_names_the_issuer() -> None:
    reading = read_official(LOST_LETTERHEAD)
    assert reading is not None
    assert reading.issuer == "Ban Thường vụ Liên đoàn Lao động tỉnh Yên Bái"
    assert (reading.signer, reading.signer_title) == ("Đồng Thị Mỵ", None)
    assert reading.recipients == ("Như Kính gửi", "UBND tỉnh")
    assert reading.title == "Triển khai công tác nữ công"
    assert LOST_LETTERHEAD[reading.body_end - 1] == "- Nội dung thứ nhất."


def test_empty_lines_may_be_missing() -> None:
    full, dense = read_official(LOST_LETTERHEAD), read_official([line for line in LOST_LETTERHEAD if line])
    assert full is not None
    assert dense is not None
    fields = (
        "number",
        "type",
        "issued_on",
        "place",
        "issuer",
        "signer",
        "signer_title",
        "recipients",
        "title",
    )
    assert [getattr(full, field) for field in fields] == [getattr(dense, field) for field in fields]


def test_draft_without_a_number_is_still_a_document() -> None:
    reading = read_official(
        ["Số:      /KH-LĐLĐ", "Sơn La, ngày    tháng    năm 2021", "KẾ HOẠCH", "Về nữ công", "I. MỤC ĐÍCH"]
    )
    assert reading is not None
    assert (reading.number, reading.issued_on, reading.place, reading.type) == (
        None,
        None,
        "Sơn La",
        "Kế hoạch",
    )


@pytest.mark.parametrize(
    ("lines", "title", "first"),
    [
        (
            ["Thực hiện quy chế dân chủ ở cơ sở", "Căn cứ chương trình năm"],
            "Thực hiện quy chế dân chủ ở cơ sở",
            "Căn cứ",
        ),
        (["Thực hiện Công văn số 5/TLĐ-QHLĐ, LĐLĐ tỉnh báo cáo"], None, "Thực hiện Công văn"),
        (
            ["VỀ VIỆC KHEN THƯỞNG", "NĂM 2023", "BAN THƯỜNG VỤ LĐLĐ TỈNH"],
            "VỀ VIỆC KHEN THƯỞNG NĂM 2023",
            "BAN THƯỜNG VỤ",
        ),
    ],
)
def test_subject_ends_where_the_body_begins(lines: list[str], title: str | None, first: str) -> None:
    whole = ["Số: 7/BC-LĐLĐ", "Sơn La, ngày 5 tháng 3 năm 2022", "BÁO CÁO", *lines]
    reading = read_official(whole)
    assert reading is not None
    assert reading.title == title
    assert whole[reading.body_start].startswith(first)


def test_a_date_of_issue_after_the_fetch_is_left_out() -> None:
    at = datetime(2022, 1, 1, tzinfo=timezone(timedelta(hours=7)))
    reading = read_official(LOST_LETTERHEAD, at)
    assert reading is not None
    assert reading.issued_on is None


@pytest.mark.parametrize(
    "lines",
    [
        [],
        ["Công đoàn ngành triển khai Kế hoạch số 12/KH-LĐLĐ", "Sáng 5/3, Công đoàn ngành đã họp."],
        ["KẾ HOẠCH", "Sơn La, ngày 3 tháng 2 năm 2023", "Nội dung"],
        ["Số: 12/KH-LĐLĐ"],
        ["Số 12 phố Hàng Bông", "Hà Nội, ngày 3 tháng 2 năm 2023"],
        ["Tin hoạt động", *["Một dòng."] * 40, "Số: 12/KH-LĐLĐ", "KẾ HOẠCH"],
    ],
)
def test_news_and_fragments_are_no_document(lines: list[str]) -> None:
    assert read_official(lines) is None


@given(st.lists(st.one_of(st.text(), st.sampled_from([line for line in (*PLAN, *LETTER) if line]))))
def test_no_lines_raise_an_error_and_indexes_are_in_bounds(lines: list[str]) -> None:
    reading = read_official(lines)
    if reading is not None:
        assert 0 <= reading.body_start <= reading.body_end <= len(lines)


@pytest.mark.parametrize(
    ("line", "place", "issued"),
    [
        ("Lai Châu, ngày 07 tháng 4 năm 2022", "Lai Châu", date(2022, 4, 7)),
        ("  TP. Hồ Chí Minh, ngày 1 tháng 12 năm 2023.", "TP. Hồ Chí Minh", date(2023, 12, 1)),
        ("Hà Nội, ngày 05 tháng 3 tháng 2020", "Hà Nội", date(2020, 3, 5)),
        ("Sơn La,ngày 07/4/2022", "Sơn La", date(2022, 4, 7)),
        ("Sơn La, ngày    tháng    năm 2021", "Sơn La", None),
        ("Sơn La, ngày … tháng 5 năm 2021", "Sơn La", None),
        ("Sơn La, ngày 31 tháng 2 năm 2021", "Sơn La", None),
    ],
)
def test_place_and_date(line: str, place: str, issued: date | None) -> None:
    parsed = parse_place_date(line)
    assert parsed is not None
    assert (parsed.place, parsed.issued_on, parsed.raw) == (place, issued, line.strip())


@pytest.mark.parametrize(
    "line",
    [
        "",
        "Thứ tư, ngày 19/02/2020",
        "Chủ nhật, ngày 1 tháng 3 năm 2020",
        "Hôm nay, ngày 5 tháng 3 năm 2020",
        "Sáng nay, ngày 5 tháng 3 năm 2020",
        "ngày 5 tháng 3 năm 2020",
        "Tại Sơn La, ngày 5 tháng 3 năm 2020, công đoàn đã họp",
        "x" * 5000,
    ],
)
def test_clocks_and_sentences_are_no_place_and_date(line: str) -> None:
    assert parse_place_date(line) is None


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("KẾ HOẠCH", "Kế hoạch"),
        ("  QUYẾT ĐỊNH ", "Quyết định"),
        ("CHƯƠNG TRÌNH HÀNH ĐỘNG", "Chương trình hành động"),
        ("THOẢ ƯỚC LAO ĐỘNG TẬP THỂ", "Thỏa ước lao động tập thể"),
        ("K Ế H O Ạ C H", "Kế hoạch"),
        ("Thông báo", "Thông báo"),
        ("QUYẾT ĐỊNH:", None),
        ("KẾ HOẠCH NĂM 2022", None),
        ("kế hoạch", None),
        ("TIN TỨC", None),
        ("", None),
    ],
)
def test_type_heading(line: str, name: str | None) -> None:
    assert document_type_heading(line) == name
