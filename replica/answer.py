"""What is asked of a site and what it answers."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from email.utils import parsedate_to_datetime

from replica.entry import Entry


@dataclass(frozen=True, slots=True)
class Request:
    """``target`` is path and query as on the wire; header names are lower case; ``body`` is a form's."""

    method: str
    target: str
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""


@dataclass(frozen=True, slots=True)
class Response:
    status: int
    headers: Mapping[str, str]
    body: bytes = b""


@dataclass(frozen=True, slots=True)
class Page:
    """A built page, kept. ``modified`` is set where the page can be revalidated."""

    markup: bytes
    status: int = 200
    media_type: str = "text/html; charset=utf-8"
    modified: datetime | None = None
    entry: Entry | None = None
    headers: Mapping[str, str] = field(default_factory=dict)


def unchanged(headers: Mapping[str, str], etag: str, modified: datetime) -> bool:
    """RFC 9110: If-None-Match is asked first, If-Modified-Since only without it."""
    asked = headers.get("if-none-match")
    if asked is not None:
        return asked.strip() == "*" or etag in [tag.strip() for tag in asked.split(",")]
    try:
        since = parsedate_to_datetime(headers.get("if-modified-since", ""))
    except ValueError:
        return False
    if since.tzinfo is None:
        return False
    return modified.replace(microsecond=0) <= since
