"""WordPress: sections under ``/category/`` or its translation, archives a month and a tag; split posts."""

import re

from spiders.address import address_key, parameters
from spiders.platforms.base import Platform

_PART = re.compile(r"(\.html)/\d{1,2}/?$")


def key(address: str) -> str | None:
    """The part of a split post (``….html/2``) is the post; ``?p=123`` is a post's number."""
    number = dict(parameters(address)).get("p", "")
    if number.isdigit():
        return f"wordpress:{number}"
    return address_key(_PART.sub(r"\1", address)) if _PART.search(address) else None


RULES = Platform(
    name="wordpress",
    article=re.compile(r"^/(?:index\.php)?\?p=\d+"),
    listing=re.compile(r"/(?:category|chuyen-muc|danh-muc)/|[?&]cat=\d"),
    ignore=re.compile(
        r"/(?:tag|author|wp-json|wp-content|wp-admin|wp-login\.php|feed|comments)(?:/|$)"
        r"|/\d{4}/\d{2}(?:/\d{2})?/?$"
    ),
    page=re.compile(r"(?:/page/|[?&]paged=)(\d+)"),
    key=key,
)
