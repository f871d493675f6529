"""The hosts and ports of a source, and the source that a URL belongs to."""

from dataclasses import replace

import pytest

from items import Source
from sources import authorities, hosts_of, source_of_url, start_addresses


def source(home: str, *start: str) -> Source:
    return Source(
        slug="thu", name="Thử", publisher="Thử", kind="federation", home=home, status="unverified",
        evidence="bài kiểm tra", start=start,
    )  # fmt: skip


def test_a_host_counts_with_and_without_www_on_both_default_ports() -> None:
    own = authorities(source("http://www.a.example"))
    assert own == {("a.example", 80), ("a.example", 443), ("www.a.example", 80), ("www.a.example", 443)}


def test_an_unusual_port_is_the_only_port_of_its_host() -> None:
    assert authorities(source("http://127.0.0.2:8400/x")) == {("127.0.0.2", 8400)}


def test_the_host_of_a_start_belongs_to_the_source() -> None:
    assert "tin.b.example" in hosts_of(source("http://a.example", "http://tin.b.example/ds"))


def test_start_addresses_are_relative_to_home_and_default_to_it() -> None:
    assert start_addresses(source("http://a.example")) == ("http://a.example/",)
    assert start_addresses(source("http://a.example/vi/", "/tin", "/tin", "http://a.example/x")) == (
        "http://a.example/tin",
        "http://a.example/x",
    )


WHOLE_SITE = source("https://congdoan.example")
PART = replace(source("http://cong.example", "/cong-doan/"), slug="phan")
REFUSED = replace(source("http://chiem.example"), slug="tu-choi", status="refused")


@pytest.mark.parametrize(
    ("url", "slug"),
    [
        ("https://congdoan.example", "thu"),
        ("http://www.congdoan.example/", "thu"),
        ("http://congdoan.example/trang-chu", "thu"),
        ("http://congdoan.example/nu-cong", None),
        ("http://cong.example/cong-doan", "phan"),
        ("http://cong.example/", "phan"),
        ("http://cong.example/y-te", None),
        ("http://chiem.example/bat-ky", "tu-choi"),
        ("http://khac.example/", None),
        ("http://[", None),
    ],
)
def test_a_url_belongs_to_a_source_in_any_of_its_forms(url: str, slug: str | None) -> None:
    owner = source_of_url(url, (WHOLE_SITE, PART, REFUSED))
    assert (owner.slug if owner else None) == slug
