"""Agency prefixes of leads and credits of captions."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vietnamese.bylines import agency_prefix, split_credit


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("(LĐTĐ) - Sáng nay, công đoàn ngành ra quân.", "LĐTĐ"),
        ("(NTO) Sáng nay", "NTO"),
        ("(ĐN)- Sáng nay", "ĐN"),
        ("(Dân trí) - Giá vàng", "Dân trí"),
        ("(Chinhphu.vn) – Sáng nay", "Chinhphu.vn"),
        ("HNP - Sáng 6/9", "HNP"),
        ("LĐO | Ngày 5/3", "LĐO"),
        ("LĐLĐ - Công đoàn ra quân", None),
        ("Hà Nội - Sáng nay", None),
        ("(2020) - Một năm", None),
        ("(ảnh trên) - Quang cảnh", None),
        ("Sáng nay (5/3), công đoàn ra quân", None),
        ("HNP -", None),
        ("", None),
    ],
)
def test_agency_prefix(text: str, sign: str | None) -> None:
    assert agency_prefix(text) == sign


@pytest.mark.parametrize(
    ("caption", "text", "credit"),
    [
        ("Trao quà cho công nhân. Ảnh: CĐHN", "Trao quà cho công nhân.", "CĐHN"),
        ("Trao quà cho công nhân - Ảnh: Hà Anh", "Trao quà cho công nhân", "Hà Anh"),
        ("Trao quà (Ảnh: Hà Anh)", "Trao quà", "Hà Anh"),
        ("Trao quà (ảnh MT)", "Trao quà", "MT"),
        ("Trao quà. Ảnh Hà Anh", "Trao quà.", "Hà Anh"),
        ("Trao quà.\u00a0ẢNH: HÀ ANH.", "Trao quà.", "HÀ ANH"),
        ("Trao quà. Nguồn: Báo Lao Động", "Trao quà.", "Báo Lao Động"),
        ("Ảnh: CĐHN", "", "CĐHN"),
        ("Ảnh minh họa", "Ảnh minh họa", None),
        ("Trao quà. Ảnh: Tư liệu", "Trao quà. Ảnh: Tư liệu", None),
        ("Đại biểu chụp ảnh lưu niệm", "Đại biểu chụp ảnh lưu niệm", None),
        ("Đoàn viên Sùng A Dơ nhận quà", "Đoàn viên Sùng A Dơ nhận quà", None),
        ("", "", None),
    ],
)
def test_a_credit_is_split_from_its_caption(caption: str, text: str, credit: str | None) -> None:
    assert split_credit(caption) == (text, credit)


@given(st.text())
def test_no_text_raises_an_error(text: str) -> None:
    agency_prefix(text)
    shown, credit = split_credit(text)
    assert credit is None or credit.strip()
    assert len(shown) <= len(text) * 3
