"""Pages for commands: fetched or read from a file, and extracted as a crawl would. Loading it takes 0.4 s."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path

from cli.errors import OneLineError, one_line
from extraction import extract
from items import Article, Source
from pipelines.decide import decide


def fetch_page(page: str, url: str | None, source: Source | None = None) -> tuple[bytes, str, str | None]:
    """Return body, URL and Content-Type of a URL, a saved page or, for "-", standard input.

    ``url`` replaces the page's own. Raises OneLineError if the page cannot be read or fetched.
    """
    if not page.startswith(("http://", "https://")):
        return _read_file(page), url or "", None
    # It loads Scrapy, which a saved page does not need.
    from crawler.fetch import FetchError, fetch

    try:
        with one_line():
            response = fetch(page, source)
    except FetchError as error:
        raise OneLineError(str(error)) from error
    return response.body, url or response.url, response.content_type


def extract_article(
    body: bytes, url: str, *, source: Source | None = None, at: datetime, content_type: str | None
) -> Article:
    """Return the article of a page as a crawl of the source would store it, without evidence from a listing.

    ``at`` is the time of fetching, with a time zone; ``content_type`` is the header's value.
    """
    return decide(extract(body, url, source=source, at=at, content_type=content_type), source)


def _read_file(path: str) -> bytes:
    try:
        return sys.stdin.buffer.read() if path == "-" else Path(path).read_bytes()
    except OSError as error:
        raise OneLineError(f"{path} cannot be read: {error.strerror or error}") from error
