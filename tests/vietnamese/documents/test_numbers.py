"""Document numbers in running text."""

import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vietnamese.documents import find_document_numbers
from vietnamese.documents.types import TYPES


def texts(text: str) -> list[str]:
    return [number.text for number in find_document_numbers(text)]


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("Kế hoạch số 23/KH-LĐLĐ ngày 22/4/2016 của Ban Thường vụ", ["23/KH-LĐLĐ"]),
        ("Nghị quyết số 11-NQ/TW ngày 27/4/2007; Chỉ thị 21/CT/TW", ["11-NQ/TW", "21/CT/TW"]),
        ("Nghị định 30/2020/NĐ-CP, Luật số 45/2019/QH14", ["30/2020/NĐ-CP", "45/2019/QH14"]),
        ("Công văn 01/BVSTBPN-VP, 215/LĐLĐ-CSPL", ["01/BVSTBPN-VP", "215/LĐLĐ-CSPL"]),
        ("thực hiện 6b/NQ-BCH và 12b/NQ-BCH", ["6b/NQ-BCH", "12b/NQ-BCH"]),
        ("Hướng dẫn 02 - HD/ĐUK, 05/ NQ - ĐCT, 1406 / QĐ - TLĐ", ["02-HD/ĐUK", "05/NQ-ĐCT", "1406/QĐ-TLĐ"]),
        ("334/KH–LĐLĐ", ["334/KH-LĐLĐ"]),
        ("12/ĐA-L\u00d0L\u00d0", ["12/ĐA-LĐLĐ"]),
        ("Kế hoạch số\n262/KH-LĐLĐ ngày 21/7/2021", ["262/KH-LĐLĐ"]),
        ("Số:334/KH-LĐLĐ", ["334/KH-LĐLĐ"]),
        ("Kế hoạch 59/KH-SXD(HT)", ["59/KH-SXD(HT)"]),
        ("01/NQLT-CP-TLĐ, 05/CTPH-LĐLĐ-SGDĐT", ["01/NQLT-CP-TLĐ", "05/CTPH-LĐLĐ-SGDĐT"]),
        ("theo văn bản 91/CĐVC", ["91/CĐVC"]),
        ("Thông tri số 11-TT/TU", ["11-TT/TU"]),
        ("5/QĐ-NH\u039d\u039d", ["5/QĐ-NHNN"]),
        ("theo Quyết định số 8/QĐ-TLĐ - Ban Chấp hành", ["8/QĐ-TLĐ"]),
        (
            "Quyết định số 749/QĐ-TTg, Chương trình 01-CTr/TU, 36/TTr-LĐLĐ",
            ["749/QĐ-TTg", "01-CTr/TU", "36/TTr-LĐLĐ"],
        ),
        ("(23/KH-LĐLĐ), 23/KH-LĐLĐ.", ["23/KH-LĐLĐ", "23/KH-LĐLĐ"]),
    ],
)
def test_numbers_are_found_in_order(text: str, numbers: list[str]) -> None:
    assert texts(text) == numbers


@pytest.mark.parametrize(
    "text",
    [
        "",
        "ngày 15/11/2020 đến 15/12/2020",
        "dịp 8/3, 28/6, 20/10 và 1/5",
        "trực 24/7",
        "3/4 số đại biểu, 1/2 ngày",
        "giai đoạn 2016-2020, 2021 – 2030",
        "đạt 20-25%",
        "điện thoại 0214.3840.034/CĐ",
        "Giấy phép số 05/GP-STTTT ngày 22/08/2019",
        "Giấy phép thiết lập số 05/GPTTĐT - STTTT",
        "Giấy chứng nhận số 12/ABC-XYZ",
        "tốc độ 100/KM",
        "xe 29/TH, đội 3/CLB",
        "phòng 12A/B",
        "Số:      /KH-LĐLĐ",
        "http://vi.du/2020/05/KH-LĐLĐ",
        "5 triệu đồng/Đoàn viên",
    ],
)
def test_other_figures_are_no_document_numbers(text: str) -> None:
    assert texts(text) == []


def test_the_parts_of_a_number() -> None:
    (number,) = find_document_numbers("thực hiện Kế hoạch số 012b / KH - LĐLĐ-CSPL nhé")
    assert (number.text, number.raw) == ("012b/KH-LĐLĐ-CSPL", "012b / KH - LĐLĐ-CSPL")
    assert (number.serial, number.suffix, number.year) == (12, "b", None)
    assert (number.type_abbr, number.type, number.issuer, number.unit) == ("KH", "Kế hoạch", "LĐLĐ", "CSPL")


@pytest.mark.parametrize(
    ("text", "kind", "issuer", "unit", "year"),
    [
        ("30/2020/NĐ-CP", "Nghị định", "CP", None, 2020),
        ("Luật số 50/2024/QH15", "Luật", "QH15", None, 2024),
        ("50/2024/QH15", None, "QH15", None, 2024),
        ("Quy định số 37-QĐ/TW", "Quy định", "TW", None, None),
        ("11-TT/TU", "Thông tri", "TU", None, None),
        ("11/TT-BNV", "Thông tư", "BNV", None, None),
        ("37-QĐ/TW", None, "TW", None, None),
        ("215/LĐLĐ-CSPL", "Công văn", "LĐLĐ", "CSPL", None),
        ("59/KH-SXD(HT)", "Kế hoạch", "SXD", "HT", None),
        ("05/CTPH-LĐLĐ-SGDĐT", "Chương trình phối hợp", "LĐLĐ-SGDĐT", None, None),
    ],
)
def test_type_issuer_unit_and_year(
    text: str, kind: str | None, issuer: str, unit: str | None, year: int | None
) -> None:
    (number,) = find_document_numbers(text)
    assert (number.type, number.issuer, number.unit, number.year) == (kind, issuer, unit, year)


@pytest.mark.parametrize(
    ("one", "other"),
    [("05/NQ-ĐCT", "5 / NQ – ĐCT"), ("21/CT/TW", "21-CT/TW"), ("334/KH-LĐLĐ", "Số:334/KH-L\u00d0L\u00d0")],
)
def test_two_spellings_have_one_identity(one: str, other: str) -> None:
    assert find_document_numbers(one)[0].identity == find_document_numbers(other)[0].identity


def test_d_with_and_without_stroke_are_two_documents() -> None:
    assert find_document_numbers("1/DA-TLĐ")[0].identity != find_document_numbers("1/ĐA-TLĐ")[0].identity


NUMBERS = st.builds(
    lambda serial, suffix, year, kind, issuer: f"{serial}{suffix}{year}/{kind}-{issuer}",
    st.integers(1, 99999),
    st.sampled_from(["", "", "a", "b"]),
    st.sampled_from(["", "", "/1998", "/2020"]),
    st.sampled_from(sorted(TYPES)),
    st.sampled_from(["LĐLĐ", "TLĐ", "CP", "UBND", "BTV-TG", "TTg"]),
)


@given(st.lists(NUMBERS, min_size=1, max_size=5), st.sampled_from([", ", " và ", "; ", "\n", ". "]))
def test_every_number_of_the_grammar_is_found_with_its_span(numbers: list[str], joiner: str) -> None:
    text = "Căn cứ " + joiner.join(numbers)
    parsed = find_document_numbers(text)
    assert [number.text for number in parsed] == numbers
    assert all(text[number.start : number.end] == number.raw for number in parsed)


@given(NUMBERS)
def test_decomposed_letters_and_spaces_do_not_matter(number: str) -> None:
    assert texts(unicodedata.normalize("NFD", f"số {number}")) == [number]
    assert texts(f"số {number.replace('/', ' / ')} nhé") == [number]


@given(st.dates())
def test_a_date_is_never_a_number(day: object) -> None:
    year, month, date = str(day).split("-")
    assert texts(f"ngày {date}/{month}/{year} và {date}-{month}-{year}/ {date}/{month}") == []


@given(st.text())
def test_no_text_raises_an_error(text: str) -> None:
    find_document_numbers(text)


@pytest.mark.parametrize("piece", ["1/", "12/KH-", "9", "A/", "12-NQ/", "12/KH-LĐLĐ-", "1 / "])
def test_long_text_takes_linear_time(piece: str) -> None:
    def seconds(size: int) -> float:
        text = piece * (size // len(piece))
        start = time.perf_counter()
        find_document_numbers(text)
        return time.perf_counter() - start

    assert seconds(400_000) < max(1.0, 40 * seconds(40_000))
