"""Which addresses a crawl may connect to: a pure decision on what a name resolved to.

Public addresses on the ports of the web, or on the source's own; nothing of a private network, whatever its
spelling, unless ``TCD_ALLOW_PRIVATE`` names it. The resolver asks this of every address just before it is
connected to, so redirects, odd literals and names that change their answer pass here too.
"""

import socket
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

WEB_PORTS = frozenset((80, 443))

# IANA's special-purpose registries; ``is_global`` of the standard library differs between Python versions.
_REFUSED_4 = tuple(
    IPv4Network(network)
    for network in (
        "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12",
        "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15",
        "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
    )
)  # fmt: skip
# Of IPv6 only what is given out as public (2000::/3) may pass, less the documentation, benchmarking, ORCHID
# and tunnel parts of it.
_PUBLIC_6 = IPv6Network("2000::/3")
_REFUSED_6 = tuple(
    IPv6Network(network) for network in ("2001::/23", "2001:db8::/32", "3fff::/20", "5f00::/16")
)
_NAT64 = IPv6Network("64:ff9b::/96")
_SIX_TO_FOUR = IPv6Network("2002::/16")
_COMPATIBLE = IPv6Network("::/96")


@dataclass(frozen=True, slots=True)
class Allowed:
    """One entry of ``TCD_ALLOW_PRIVATE``: a network and, where told, the only port."""

    network: IPv4Network | IPv6Network
    port: int | None = None


def parse_allowed(entries: Iterable[str]) -> tuple[Allowed, ...]:
    """``127.0.0.2:8400``, ``10.1.0.0/16``, ``::1``, ``[::1]:8400`` → what they allow.

    Raises ValueError with a sentence for an entry that is none of these.
    """
    return tuple(_allowed(entry.strip()) for entry in entries if entry.strip())


def permitted(
    address: str, port: int, allow: Collection[Allowed] = (), own_ports: Collection[int] = ()
) -> bool:
    """May the crawl connect to this address?

    ``address`` is an IP address as text (a name or anything else is refused), ``own_ports`` are the ports
    that the source's file writes. An entry of ``allow`` without a port allows every port.
    """
    found = _parse(address)
    if found is None or not 0 < port < 65536:
        return False
    inside = _embedded(found)
    for candidate in {found, inside}:
        for entry in allow:
            if candidate in entry.network and entry.port in (None, port):
                return True
    return (port in WEB_PORTS or port in own_ports) and _is_public(inside)


def literal(host: str) -> str | None:
    """The address that a host spells out, in whichever way a resolver reads it (``127.1``, ``2130706433``,
    ``0x7f000001``, ``::1``, ``localhost``); None for a name.
    """
    host = host.rstrip(".").lower()
    if host == "localhost" or host.endswith(".localhost"):
        return "127.0.0.1"
    if _parse(host) is not None:
        return host
    try:
        return socket.inet_ntoa(socket.inet_aton(host))
    except (OSError, UnicodeError):
        return None


def _parse(address: str) -> IPv4Address | IPv6Address | None:
    try:
        # A zone ("%eth0") belongs to link-local addresses only; it must not hide one.
        return ip_address(address.partition("%")[0].strip("[]"))
    except ValueError:
        return None


def _embedded(address: IPv4Address | IPv6Address) -> IPv4Address | IPv6Address:
    """The IPv4 address that an IPv6 address leads to (mapped, compatible, NAT64, 6to4), else itself."""
    if isinstance(address, IPv4Address):
        return address
    if address.ipv4_mapped is not None:
        return address.ipv4_mapped
    if address in _NAT64 or (address in _COMPATIBLE and int(address) > 1):
        return IPv4Address(int(address) & 0xFFFFFFFF)
    if address in _SIX_TO_FOUR:
        return IPv4Address((int(address) >> 80) & 0xFFFFFFFF)
    return address


def _is_public(address: IPv4Address | IPv6Address) -> bool:
    if isinstance(address, IPv4Address):
        return not any(address in network for network in _REFUSED_4)
    return address in _PUBLIC_6 and not any(address in network for network in _REFUSED_6)


def _allowed(entry: str) -> Allowed:
    host, port = entry, None
    if entry.startswith("["):
        host, bracket, rest = entry[1:].partition("]")
        if not bracket or (rest and not rest.startswith(":")):
            raise ValueError(f'"{entry}": an IPv6 address with a port is written [address]:port')
        port = _port(rest[1:], entry) if rest else None
    elif entry.count(":") == 1:
        host, _, rest = entry.partition(":")
        port = _port(rest, entry)
    try:
        return Allowed(ip_network(host, strict=False), port)
    except ValueError:
        raise ValueError(f'"{entry}": an address, address:port or CIDR is wanted') from None


def _port(text: str, entry: str) -> int:
    if text.isascii() and text.isdigit() and 0 < int(text[:6]) < 65536:
        return int(text)
    raise ValueError(f'"{entry}": the port must be a number from 1 to 65535')
