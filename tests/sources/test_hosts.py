"""Which hosts and ports are a source's own."""

from items import Source
from sources import authorities, hosts_of, start_addresses


def source(home: str, *start: str) -> Source:
    return Source(
        slug="thu", name="Thử", publisher="Thử", kind="federation", home=home, status="unverified",
        evidence="bài kiểm tra", start=start,
    )  # fmt: skip


def test_www_and_the_other_scheme_belong_to_the_source() -> None:
    own = authorities(source("http://www.a.example"))
    assert own == {("a.example", 80), ("a.example", 443), ("www.a.example", 80), ("www.a.example", 443)}


def test_a_port_of_its_own_opens_no_other_port() -> None:
    assert authorities(source("http://127.0.0.2:8400/x")) == {("127.0.0.2", 8400)}


def test_a_start_on_another_host_makes_that_host_its_own() -> None:
    assert "tin.b.example" in hosts_of(source("http://a.example", "http://tin.b.example/ds"))


def test_start_addresses_are_joined_to_home_and_default_to_it() -> None:
    assert start_addresses(source("http://a.example")) == ("http://a.example/",)
    assert start_addresses(source("http://a.example/vi/", "/tin", "/tin", "http://a.example/x")) == (
        "http://a.example/tin",
        "http://a.example/x",
    )
