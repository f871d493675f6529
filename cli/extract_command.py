"""``tincongdoan extract``: a page in, one JSON record out."""

from __future__ import annotations

import json
import sys
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from cli.errors import OneLineError, one_line
from cli.times import moment
from items import Article, Source


def extract(
    pages: Annotated[list[str], typer.Argument(metavar="FILE_OR_URL...", help="Saved pages or addresses.")],
    url: Annotated[str | None, typer.Option(help="The address that a saved page was fetched from.")] = None,
    source: Annotated[
        str | None, typer.Option(help="A source of the registry: its rules and province.")
    ] = None,
    at: Annotated[str | None, typer.Option(help="When it was fetched (ISO 8601); now by default.")] = None,
    explain: Annotated[
        bool, typer.Option("--explain", help="Also show every candidate and why it was taken or refused.")
    ] = False,
) -> None:
    """Read pages and print one JSON record a line, in the order given."""
    fetched_at = moment(at)
    chosen = _source(source)
    for page in pages:
        article = _read(page, url, chosen, fetched_at)
        sys.stdout.write(json.dumps(article.to_record(), ensure_ascii=False) + "\n")
        sys.stdout.flush()
        if explain:
            from cli.explain import show

            show(article)


def _read(page: str, url: str | None, source: Source | None, at: datetime) -> Article:
    from extraction import extract as take_apart
    from pipelines.decide import decide

    body, address, content_type = fetched(page, url, source)
    return decide(take_apart(body, address, source=source, at=at, content_type=content_type), source)


def fetched(page: str, url: str | None, source: Source | None = None) -> tuple[bytes, str, str | None]:
    """(bytes, address, Content-Type) of an address or a saved page. Raises OneLineError."""
    if not page.startswith(("http://", "https://")):
        return _bytes(page), url or "", None
    from crawler.fetch import FetchError, fetch

    try:
        with one_line():
            answer = fetch(page, source)
    except FetchError as error:
        raise OneLineError(str(error)) from error
    return answer.body, url or answer.url, answer.content_type


def _bytes(page: str) -> bytes:
    try:
        return sys.stdin.buffer.read() if page == "-" else Path(page).read_bytes()
    except OSError as error:
        raise OneLineError(f"{page} cannot be read: {error.strerror or error}") from error


def _source(slug: str | None) -> Source | None:
    if slug is None:
        return None
    from cli.sources_commands import source

    return source(slug)
