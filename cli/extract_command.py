"""``tincongdoan extract``: reads pages, prints one JSON record for each."""

from __future__ import annotations

import json
import sys
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from cli.access import find_source
from cli.errors import OneLineError, one_line
from cli.options import parse_time
from items import Article, Source


def extract(
    pages: Annotated[list[str], typer.Argument(metavar="FILE_OR_URL...", help="Saved pages or URLs.")],
    url: Annotated[str | None, typer.Option(help="The URL from which a saved page was fetched.")] = None,
    source: Annotated[
        str | None, typer.Option(help="A source of the registry: use its rules and province.")
    ] = None,
    at: Annotated[str | None, typer.Option(help="When it was fetched (ISO 8601); by default now.")] = None,
    explain: Annotated[
        bool, typer.Option("--explain", help="Also show every candidate and why it was taken or refused.")
    ] = False,
) -> None:
    """Read pages and print one JSON record a line, in the order given."""
    fetched_at = parse_time(at)
    page_source = None if source is None else find_source(source)
    for page in pages:
        article = _extract_page(page, url, page_source, fetched_at)
        sys.stdout.write(json.dumps(article.to_record(), ensure_ascii=False) + "\n")
        sys.stdout.flush()
        if explain:
            from cli.explain import show_candidates

            show_candidates(article)


def _extract_page(page: str, url: str | None, source: Source | None, at: datetime) -> Article:
    # Loading the extractor takes 0.4 s.
    from extraction import extract as extract_candidates
    from pipelines.decide import decide

    body, address, content_type = fetch_page(page, url, source)
    raw = extract_candidates(body, address, source=source, at=at, content_type=content_type)
    return decide(raw, source)


def fetch_page(page: str, url: str | None, source: Source | None = None) -> tuple[bytes, str, str | None]:
    """Return body, URL and Content-Type of a URL, a saved page or, for "-", standard input.

    ``url`` replaces the URL. Raises OneLineError if the page cannot be read or fetched.
    """
    if not page.startswith(("http://", "https://")):
        return _read_file(page), url or "", None
    # It loads Scrapy.
    from crawler.fetch import FetchError, fetch

    try:
        with one_line():
            response = fetch(page, source)
    except FetchError as error:
        raise OneLineError(str(error)) from error
    return response.body, url or response.url, response.content_type


def _read_file(path: str) -> bytes:
    try:
        return sys.stdin.buffer.read() if path == "-" else Path(path).read_bytes()
    except OSError as error:
        raise OneLineError(f"{path} cannot be read: {error.strerror or error}") from error
