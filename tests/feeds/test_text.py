"""Texts of any kind become short plain lines; addresses become ASCII or nothing."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feeds.text import line, web_address, xml_text

ANY_TEXT = st.text(st.characters(exclude_categories=()))
MARKED = st.text(st.sampled_from("&<>;#ampltx1 đ\x00\x85\ufffd"))


@given(ANY_TEXT | MARKED)
def test_a_line_is_one_short_line_without_a_tag_or_an_entity(text: str) -> None:
    result = line(text)
    assert len(result) <= 300
    assert result == result.strip()
    assert not {"<", ">", "\n", "\r", "\t", "\x00", "\x85", "\ufffd"} & set(result)
    assert not re.search(r"&((amp|lt|gt)\b|#\w|\d)", result)


@pytest.mark.parametrize(
    ("text", "result"),
    [
        ("Tết &amp; Xuân", "Tết & Xuân"),
        ("R&D và Q&A", "R&D và Q&A"),
        ("a &amp;lt; b", "a & lt; b"),
        ("<b>Đậm</b>", "‹b›Đậm‹/b›"),
        ("Một\x00 dòng\n  hai", "Một dòng hai"),
    ],
)
def test_lines_keep_their_words(text: str, result: str) -> None:
    assert line(text) == result


def test_a_title_of_a_megabyte_is_cut_at_a_word() -> None:
    result = line("Công đoàn " * 100_000)
    assert len(result) <= 300
    assert result.endswith(("Công…", "đoàn…"))


@given(ANY_TEXT)
def test_what_is_kept_can_stand_in_xml(text: str) -> None:
    from lxml import etree

    element = etree.Element("x")
    element.text = xml_text(text)
    assert etree.fromstring(etree.tostring(element)).tag == "x"


@given(ANY_TEXT)
def test_an_address_is_plain_ascii_or_none(text: str) -> None:
    for asked in (text, f"https://a.example/{text}"):
        address = web_address(asked)
        assert address is None or re.fullmatch(r"https?://[!-~]+", address)


def test_addresses_keep_what_they_say() -> None:
    result = "https://a.example/tin/h%E1%BB%99i?a=1&b=2#x"
    assert web_address(result) == result
    assert web_address("http://a.example/hội nghị.html") == "http://a.example/h%E1%BB%99i%20ngh%E1%BB%8B.html"
    assert web_address("http://[::1]:8000/a[1].html") == "http://[::1]:8000/a%5B1%5D.html"
    for other in ("javascript:alert(1)", "/tin/12.html", "http://", "mailto:a@b.example", "http://[bad"):
        assert web_address(other) is None
