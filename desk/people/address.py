"""From which address somebody calls, for the throttle of sign-ins and the list of sessions."""

import ipaddress

from django.http import HttpRequest


def client_address(request: HttpRequest) -> str:
    """The address of the visitor: of the connection, or what our own proxy on this machine says of it.

    A proxy appends the address that called it, so only the last of the list is its word; a list that came
    from elsewhere is anybody's.
    """
    direct = _address(request.META.get("REMOTE_ADDR", ""))
    if direct is None or not direct.is_loopback:
        return str(direct or "0.0.0.0")  # noqa: S104 - no address is told, none is listened on
    told = request.headers.get("X-Forwarded-For", "").rpartition(",")[2]
    return str(_address(told) or direct)


def _address(text: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        found = ipaddress.ip_address(text.strip())
    except ValueError:
        return None
    mapped = getattr(found, "ipv4_mapped", None)
    return mapped or found
