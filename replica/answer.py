"""Requests to a site and its responses."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from email.utils import parsedate_to_datetime

from replica.article import SiteArticle


@dataclass(frozen=True, slots=True)
class Request:
    """``target`` is path and query as sent; header names are lower case; ``body`` is that of a form."""

    method: str
    target: str
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""


@dataclass(frozen=True, slots=True)
class Response:
    """A response with its headers as sent."""

    status: int
    headers: Mapping[str, str]
    body: bytes = b""


@dataclass(frozen=True, slots=True)
class BuiltPage:
    """A page that the site has built and keeps. ``modified`` is set if the page can be revalidated."""

    markup: bytes
    status: int = 200
    media_type: str = "text/html; charset=utf-8"
    modified: datetime | None = None
    article: SiteArticle | None = None
    headers: Mapping[str, str] = field(default_factory=dict)


def unchanged(headers: Mapping[str, str], etag: str, modified: datetime) -> bool:
    """Does the request's validator match?

    If-None-Match takes precedence over If-Modified-Since (RFC 9110).
    """
    tags = headers.get("if-none-match")
    if tags is not None:
        return tags.strip() == "*" or etag in [tag.strip() for tag in tags.split(",")]
    try:
        since = parsedate_to_datetime(headers.get("if-modified-since", ""))
    except ValueError:
        return False
    if since.tzinfo is None:
        return False
    return modified.replace(microsecond=0) <= since
