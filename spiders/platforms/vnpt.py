"""VNPT portals (Lào Cai, Sơn La): ``/1290/31957/61896/571433/slug`` or ``/section/slug-1109966``."""

import re

from spiders.platforms.base import Platform

_NUMBERS = re.compile(r"^https?://[^/]+/(?:\d+/){3}(\d+)/[^/?]+(?:/[^/?]+)?/?$")
_TAIL = re.compile(r"-(\d{5,})/?$")


def key(address: str) -> str | None:
    found = _NUMBERS.search(address) or _TAIL.search(address)
    return f"vnpt:{found[1]}" if found else None


RULES = Platform(
    name="vnpt",
    article=re.compile(r"^/(?:\d+/){4}[^/?]+|/[^/?]+-\d{5,}/?$"),
    key=key,
)
