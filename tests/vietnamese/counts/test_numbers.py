"""Numbers as Vietnamese pages print them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vietnamese.counts import parse_number


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0", 0),
        ("336871", 336871),
        ("1.234", 1234),
        ("7.995.528", 7995528),
        ("58,676", 58676),
        ("1 234", 1234),
        ("1\u00a0234", 1234),
        ("1\u202f234\u2009567", 1234567),
        ("1,2K", 1200),
        ("1.2k", 1200),
        ("1,2 nghìn", 1200),
        ("3,4 ngàn", 3400),
        ("1,2 N", 1200),
        ("2,5tr", 2_500_000),
        ("3 Tr", 3_000_000),
        ("3 triệu", 3_000_000),
        ("1,1 tỷ", 1_100_000_000),
        ("120 lượt", 120),
        ("120 lượt xem", 120),
        ("１２", 12),
    ],
)
def test_printed_numbers(text: str, value: int) -> None:
    assert parse_number(text) == value


@pytest.mark.parametrize(
    "text",
    [
        "",
        "-5",
        "6.383,9",
        "1.23",
        "12.5",
        "0.123",
        "1.234,567",
        "12 34",
        "0912345678",
        "1.2345",
        "5 km",
        "20-25%",
        "9" * 9000,
    ],
)
def test_texts_that_are_no_count(text: str) -> None:
    assert parse_number(text) is None


@given(st.integers(0, 10**12 - 1), st.sampled_from([".", ",", " ", "\u00a0", "\u202f", ""]))
def test_grouping_never_changes_the_value(value: int, separator: str) -> None:
    assert parse_number(f"{value:,}".replace(",", separator)) == value


@given(
    st.integers(1, 9999),
    st.integers(0, 9),
    st.sampled_from([("K", 1000), (" nghìn", 1000), ("tr", 10**6), (" tỷ", 10**9)]),
)
def test_short_unit_multiplies(whole: int, tenth: int, unit: tuple[str, int]) -> None:
    name, factor = unit
    assert parse_number(f"{whole},{tenth}{name}") == whole * factor + tenth * factor // 10


@given(st.text())
def test_no_text_raises_an_error(text: str) -> None:
    value = parse_number(text)
    assert value is None or value >= 0
