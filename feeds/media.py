"""Pictures and files of an article: what a feed must say of them and what is known without fetching them."""

import re
from dataclasses import dataclass
from typing import Any, Literal
from urllib.parse import urlsplit

from feeds.text import line, web_address
from items.media_types import MEDIA_TYPES

UNKNOWN = "application/octet-stream"
_MEDIA_TYPE = re.compile(r"[a-z]{2,20}/[a-z0-9][a-z0-9.+-]{0,80}")


@dataclass(frozen=True, slots=True)
class Media:
    """A picture or a file. ``type`` is None for a picture whose address does not tell; ``length`` in bytes,
    0 where it is not known: nobody fetched it."""

    kind: Literal["image", "file"]
    url: str
    type: str | None
    title: str
    credit: str
    length: int = 0


def media_of(images: list[dict[str, Any]], attachments: list[dict[str, Any]]) -> tuple[Media, ...]:
    """Files first: who subscribes to documents wants them. An address that leads nowhere is left out, and
    each stands once."""
    found: dict[str, Media] = {}
    for each in attachments:
        if address := web_address(each["url"]):
            told = (each["media_type"] or "").strip().lower()
            known = told if _MEDIA_TYPE.fullmatch(told) else by_address(address) or UNKNOWN
            found.setdefault(address, Media("file", address, known, line(each["name"] or ""), ""))
    for each in images:
        if address := web_address(each["url"]):
            known_type = by_address(address)
            if known_type is not None and not known_type.startswith("image/"):
                known_type = None
            title, credit = line(each["caption"] or ""), line(each["credit"] or "", 100)
            found.setdefault(address, Media("image", address, known_type, title, credit))
    return tuple(found.values())


def by_address(address: str) -> str | None:
    """The media type that the ending of an address tells."""
    name = urlsplit(address).path.rpartition("/")[2]
    return MEDIA_TYPES.get(name.rpartition(".")[2].lower()) if "." in name else None
