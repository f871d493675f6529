"""Responses → articles, listings, feeds. Large ones are parsed in a thread, so that other requests go on."""

import asyncio
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from typing import ParamSpec, TypeVar

from scrapy.http import Response

from crawler.state import Validators
from extraction import extract
from extraction.decode import decode
from items import Page, RawArticle, Source
from spiders.discovery import Found, discover
from spiders.postback import posted_number
from spiders.syndication import Syndicated, read_syndication

P = ParamSpec("P")
T = TypeVar("T")

_LOOKS = re.compile(rb"[\xef\xbb\xbf\s]{0,99}<(?:!doctype html|html)", re.IGNORECASE)
_CONTROLS = bytes(byte for byte in range(32) if byte not in b"\x00\t\n\r\f\x1b")
_MARKUP = ("html", "xml", "text/plain", "json")


class ResponseParser:
    """Reads the answers of one source; pages over ``large`` bytes in a thread."""

    def __init__(self, source: Source, large: int) -> None:
        self._source, self._large = source, large

    async def article(self, response: Response) -> RawArticle | None:
        """The page taken apart; None where it is no markup at all."""
        kind = content_type(response)
        markup = not kind or any(each in kind.lower() for each in _MARKUP)
        if not (markup or _LOOKS.match(response.body[:512])) or _is_binary(response.body):
            return None
        at = datetime.now(UTC)
        raw = await self._run(
            response, extract, response.body, response.url, source=self._source, at=at, content_type=kind
        )
        return replace(raw, page=Page(response.url, response.body, kind, at))

    async def listing(self, response: Response) -> Found:
        """What the page leads to."""
        text = decode(response.body, content_type(response) or None)
        # Scrapy drops the fragment that tells which page of a posted list this is.
        asked = response.request.url if response.request is not None else ""
        url = asked if posted_number(asked) is not None else response.url
        return await self._run(response, discover, text, url, self._source, at=datetime.now(UTC))

    async def syndication(self, response: Response) -> Syndicated | None:
        """What a feed, sitemap or API names; None where the answer is none of them."""
        return await self._run(
            response, read_syndication, response.body, response.url, self._source, at=datetime.now(UTC)
        )

    async def _run(self, response: Response, read: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        if len(response.body) > self._large:
            return await asyncio.to_thread(read, *args, **kwargs)
        return read(*args, **kwargs)


def _is_binary(body: bytes) -> bool:
    """Nothing at all, or control characters that no encoding of text brings (NUL is one of UTF-16's)."""
    sample = body[:4096]
    if sample.count(0) * 4 > len(sample) or sample.startswith((b"\xff\xfe", b"\xfe\xff")):
        return False  # UTF-16
    controls = len(sample) - len(sample.translate(None, _CONTROLS))
    return not body.strip() or controls * 20 > len(sample)


def content_type(response: Response) -> str:
    """The header as sent, "" where there is none."""
    return (response.headers.get("Content-Type") or b"").decode("latin-1")


def validators_of(response: Response) -> Validators | None:
    """ETag and Last-Modified of an answer; None where it has neither."""
    etag, modified = response.headers.get("ETag"), response.headers.get("Last-Modified")
    if etag is None and modified is None:
        return None
    return Validators(
        etag.decode("latin-1") if etag else None, modified.decode("latin-1") if modified else None
    )
