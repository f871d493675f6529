"""``tincongdoan fixture save``: turns a page into a test."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from cli.errors import OneLineError, one_line
from cli.options import parse_time
from cli.plain import echo

fixture_app = typer.Typer(help="Pages kept as tests.", no_args_is_help=True)
_FOLDER = Path("tests/extraction/fixtures")


@fixture_app.callback()
def _group() -> None:
    """Pages kept as tests."""


@fixture_app.command("save")
def save(
    page: Annotated[str, typer.Argument(metavar="URL|FILE", help="A URL or a saved page.")],
    url: Annotated[str | None, typer.Option(help="The URL from which a saved page was fetched.")] = None,
    at: Annotated[str | None, typer.Option(help="When it was fetched (ISO 8601); by default now.")] = None,
    name: Annotated[str | None, typer.Option(help="The folder's name; by default made of the title.")] = None,
    into: Annotated[Path, typer.Option(help="Where to create the folder.")] = _FOLDER,
    scrub: Annotated[
        bool, typer.Option("--scrub", help="Replace its sentences; keep markup, numbers and labels.")
    ] = False,
    replace: Annotated[bool, typer.Option("--replace", help="Overwrite a folder of that name.")] = False,
) -> None:
    """Save a page, the time of fetching and its record as a folder that pytest collects."""
    from cli.pages import extract_article, fetch_page
    from extraction import fixture as fixtures
    from extraction.decode import decode
    from extraction.scrub import scrub as scrub_markup
    from extraction.scrub import scrub_address
    from vietnamese.text import slugify

    body, address, content_type = fetch_page(page, url)
    fixture = fixtures.Fixture(body, address, parse_time(at).isoformat(), content_type)

    def record_of(page: fixtures.Fixture) -> dict[str, Any]:
        return extract_article(
            page.body, page.url, at=page.fetched_at, content_type=page.content_type
        ).to_record()

    record = record_of(fixture)
    notes: list[str] = []
    if scrub:
        keep_scripts = record["kind"] in ("flood", "blocked")
        markup = scrub_markup(decode(body, content_type), keep_scripts=keep_scripts)
        fixture = fixtures.Fixture(
            markup.encode(), scrub_address(address), fixture.at, "text/html; charset=utf-8"
        )
        original, record = record, record_of(fixture)
        notes = fixtures.differences(original, record)
    folder = into / (name or slugify(record["title"] or address)[:60] or "page")
    if folder.exists() and not replace:
        raise OneLineError(f"{folder} exists; give another --name, or --replace to overwrite it")
    with one_line():
        fixtures.save(folder, fixture, record)
    echo(f"{folder}: {record['kind']}, {record['title'] or 'no title'}")
    for note in notes:
        echo(f"differs after scrubbing: {note}", err=True)
