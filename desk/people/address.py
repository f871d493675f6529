"""The client's address, for the limit on sign-ins and the list of sessions."""

import ipaddress

from django.http import HttpRequest


def client_address(request: HttpRequest) -> str:
    """The client's address: that of the connection, or what a proxy on this machine forwards.

    A proxy appends its client's address to X-Forwarded-For, so only the last one comes from it. The header of
    any other client can be forged and is ignored.
    """
    direct = _address(request.META.get("REMOTE_ADDR", ""))
    if direct is None or not direct.is_loopback:
        return str(direct or "0.0.0.0")  # noqa: S104 - stands for an unknown address
    forwarded = request.headers.get("X-Forwarded-For", "").rpartition(",")[2]
    return str(_address(forwarded) or direct)


def _address(text: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        address = ipaddress.ip_address(text.strip())
    except ValueError:
        return None
    # An IPv4 address that reached an IPv6 socket.
    return getattr(address, "ipv4_mapped", None) or address
