"""``tincongdoan extract``: reads pages, prints one JSON record for each."""

from __future__ import annotations

import json
import sys
from typing import Annotated

import typer

from cli.access import find_source
from cli.options import parse_time


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
    from cli.pages import extract_article, fetch_page

    for page in pages:
        body, address, content_type = fetch_page(page, url, page_source)
        article = extract_article(body, address, source=page_source, at=fetched_at, content_type=content_type)
        sys.stdout.write(json.dumps(article.to_record(), ensure_ascii=False) + "\n")
        sys.stdout.flush()
        if explain:
            from cli.explain import show_candidates

            show_candidates(article)
