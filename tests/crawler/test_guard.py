"""Which addresses a crawl may connect to."""

from ipaddress import IPv4Address

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.guard import literal, parse_allowed, permitted

REFUSED = [
    "127.0.0.1", "127.1.2.3", "10.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.1.1", "169.254.169.254",
    "100.64.0.1", "100.127.255.255", "0.0.0.0", "224.0.0.1", "239.255.255.255", "240.0.0.1",
    "255.255.255.255", "192.0.0.8", "192.0.2.1", "198.18.0.1", "198.51.100.1", "203.0.113.1", "192.88.99.1",
    "::1", "::", "[::1]", "fe80::1", "fe80::1%eth0", "fc00::1", "fd12::1", "ff02::1", "fec0::1",
    "2001:db8::1", "2001::1", "100::1", "3fff::1",
    "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::127.0.0.1", "64:ff9b::7f00:1", "64:ff9b::a00:1",
    "2002:7f00:1::", "2002:a9fe:a9fe::1",
    "localhost", "example.vn", "", "127.1", "2130706433", "0x7f000001", "1.2.3.4.5", "1.2.3.4/8",
]  # fmt: skip
PUBLIC = [
    "1.1.1.1", "113.160.1.1", "172.15.255.255", "172.32.0.1", "100.63.0.1", "100.128.0.1",
    "2606:4700::1111", "2405:4800::1", "::ffff:113.160.1.1", "64:ff9b::71a0:101",
]  # fmt: skip


@pytest.mark.parametrize("address", REFUSED)
def test_nothing_private_is_connected_to_however_it_is_written(address: str) -> None:
    assert not permitted(address, 80)
    assert not permitted(address, 443)


@pytest.mark.parametrize("address", PUBLIC)
def test_public_addresses_pass_on_the_ports_of_the_web_only(address: str) -> None:
    assert permitted(address, 80)
    assert permitted(address, 443)
    for port in (22, 8080, 0, -1, 65536):
        assert not permitted(address, port)


def test_a_port_of_the_sources_own_passes_on_public_addresses_only() -> None:
    assert permitted("113.160.1.1", 8080, own_ports={8080})
    assert not permitted("192.168.1.1", 8080, own_ports={8080})


@pytest.mark.parametrize(
    ("entry", "address", "port", "passes"),
    [
        ("127.0.0.2:8400", "127.0.0.2", 8400, True),
        ("127.0.0.2:8400", "127.0.0.2", 80, False),
        ("127.0.0.2:8400", "127.0.0.3", 8400, False),
        ("127.0.0.2", "127.0.0.2", 9999, True),
        ("10.1.0.0/16", "10.1.200.3", 80, True),
        ("10.1.0.0/16", "10.2.0.1", 80, False),
        ("[::1]:8400", "::1", 8400, True),
        ("[::1]:8400", "::1", 8401, False),
        ("::1", "::1", 8401, True),
        ("fd00::/8", "fd12::1", 80, True),
        ("127.0.0.0/8", "::ffff:127.0.0.9", 80, True),
        ("127.0.0.0/8", "::1", 80, False),
    ],
)
def test_what_is_allowed_passes_and_nothing_beside_it(
    entry: str, address: str, port: int, passes: bool
) -> None:
    assert permitted(address, port, parse_allowed([entry])) is passes


@pytest.mark.parametrize(
    "entry", ["localhost", "127.0.0.1:", "127.0.0.1:0", "127.0.0.1:99999", "10.0.0.0/33", "[::1", "x:80"]
)
def test_an_entry_that_allows_nothing_clear_is_refused_by_name(entry: str) -> None:
    with pytest.raises(ValueError, match=r"address|port"):
        parse_allowed([entry])


@pytest.mark.parametrize(
    ("host", "address"),
    [
        ("127.0.0.1", "127.0.0.1"),
        ("127.1", "127.0.0.1"),
        ("2130706433", "127.0.0.1"),
        ("0x7f000001", "127.0.0.1"),
        ("0177.0.0.1", "127.0.0.1"),
        ("169.254.169.254.", "169.254.169.254"),
        ("::1", "::1"),
        ("localhost", "127.0.0.1"),
        ("a.localhost", "127.0.0.1"),
        ("example.vn", None),
        ("12.vn", None),
        ("", None),
    ],
)
def test_a_host_that_spells_out_an_address_is_known(host: str, address: str | None) -> None:
    assert literal(host) == address


def test_empty_entries_allow_nothing() -> None:
    assert parse_allowed(["", " "]) == ()


@given(st.text(max_size=30), st.integers())
def test_any_text_is_answered(address: str, port: int) -> None:
    permitted(address, port)


@given(st.ip_addresses(v=4))
def test_an_address_in_disguise_is_judged_as_itself(address: IPv4Address) -> None:
    plain = permitted(str(address), 80)
    assert permitted(f"::ffff:{address}", 80) is plain
    number = int(address)
    assert permitted(f"64:ff9b::{number >> 16:x}:{number & 0xFFFF:x}", 80) is plain
