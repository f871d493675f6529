"""Images and files of an article as enclosures, from what is known without fetching them."""

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
    """An image or a file. ``type`` is None for an image whose URL has no known extension; ``length`` in
    bytes, 0 where unknown."""

    kind: Literal["image", "file"]
    url: str
    type: str | None
    title: str
    credit: str
    length: int = 0


def media_of(images: list[dict[str, Any]], attachments: list[dict[str, Any]]) -> tuple[Media, ...]:
    """The files, then the images, each URL once; invalid URLs are left out. Files come first because RSS has
    one enclosure."""
    media: dict[str, Media] = {}
    for attachment in attachments:
        if address := web_address(attachment["url"]):
            declared = (attachment["media_type"] or "").strip().lower()
            media_type = declared if _MEDIA_TYPE.fullmatch(declared) else by_address(address) or UNKNOWN
            media.setdefault(address, Media("file", address, media_type, line(attachment["name"] or ""), ""))
    for image in images:
        if address := web_address(image["url"]):
            known_type = by_address(address)
            if known_type is not None and not known_type.startswith("image/"):
                known_type = None
            title, credit = line(image["caption"] or ""), line(image["credit"] or "", 100)
            media.setdefault(address, Media("image", address, known_type, title, credit))
    return tuple(media.values())


def by_address(address: str) -> str | None:
    """The media type by a URL's extension, or None."""
    name = urlsplit(address).path.rpartition("/")[2]
    return MEDIA_TYPES.get(name.rpartition(".")[2].lower()) if "." in name else None
