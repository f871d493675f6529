"""Addresses as pages print them, cleaned: comparable, and still the ones that answer."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spiders.address import address_key, clean_address

BASE = "http://a.example/tin/ds.html"


@pytest.mark.parametrize(
    ("href", "address"),
    [
        ("bai-1.html", "http://a.example/tin/bai-1.html"),
        (" /bai 1.html\n", "http://a.example/bai%201.html"),
        ("?page=2", "http://a.example/tin/ds.html?page=2"),
        ("//B.example:443/x", "http://b.example:443/x"),
        ("https://b.example:443/x", "https://b.example/x"),
        ("http://a.example:80/../bai-viet/x,y-12.html", "http://a.example/bai-viet/x,y-12.html"),
        ("/a/./b/../c/", "http://a.example/a/c/"),
        ("/x#binh-luan", "http://a.example/x"),
        ("/x;jsessionid=0A1B?id=5", "http://a.example/x?id=5"),
        ("/x?utm_source=fb&id=5&fbclid=q&PHPSESSID=1", "http://a.example/x?id=5"),
        ("/x?dDocName=P12&_adf.ctrl-state=1ab_4&_afrLoop=99", "http://a.example/x?dDocName=P12"),
        ("/x?b=2&a=1", "http://a.example/x?b=2&a=1"),
        ("/%7euser/%c3%a1", "http://a.example/~user/%C3%A1"),
        ("/100%", "http://a.example/100%25"),
        ("http://a.example", "http://a.example/"),
    ],
)  # fmt: skip
def test_a_link_becomes_one_clean_address(href: str, address: str) -> None:
    assert clean_address(href, BASE) == address


@pytest.mark.parametrize(
    "href",
    ["javascript:void(0)", "mailto:a@b.vn", "tel:+84", "ymsgr:x", "http://", "http://[::1", "http://a:x/",
     "data:,x", "http://admin:1@a.example/"],
)  # fmt: skip
def test_what_is_no_page_has_no_address(href: str) -> None:
    assert clean_address(href, BASE) is None


def test_an_address_that_is_too_long_once_it_is_whole_is_none() -> None:
    assert clean_address("/" + "a" * 2000, BASE) is not None
    assert clean_address("/" + "ệ" * 300, BASE) is None, "each letter is asked for as nine characters"
    assert clean_address("/" + "a" * 3000, BASE) is None


def test_decomposed_letters_in_a_slug_stay_decomposed() -> None:
    slug = unicodedata.normalize("NFD", "lịch-sử")
    assert clean_address(f"/{slug}") is None, "without a base there is no host"
    nfd, nfc = clean_address(f"/{slug}", BASE), clean_address("/lịch-sử", BASE)
    assert nfd is not None
    assert "%CC%A3" in nfd
    assert nfd != nfc


@pytest.mark.parametrize(
    "other",
    [
        "https://www.a.example/x/?b=2&a=1",
        "http://a.example/x?a=1&b=2",
        "http://a.example/x/index.html?a=1&b=2",
    ],
)
def test_two_writings_of_one_page_have_one_key(other: str) -> None:
    assert address_key(other) == address_key("http://a.example/x?a=1&b=2")


def test_a_parameter_makes_another_page() -> None:
    assert address_key("http://a.example/x?id=1") != address_key("http://a.example/x?id=2")


@given(st.text(max_size=80))
def test_cleaning_is_total_and_done_once(href: str) -> None:
    address = clean_address(href, BASE)
    if address is not None:
        assert clean_address(address) == address
        assert address.isascii()
