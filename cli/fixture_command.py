"""``tincongdoan fixture save``: a page becomes a test."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from cli.errors import OneLineError, one_line
from cli.extract_command import fetched
from cli.plain import echo
from cli.times import moment

fixture_app = typer.Typer(help="Pages kept as tests.", no_args_is_help=True)
_FOLDER = Path("tests/extraction/fixtures")


@fixture_app.callback()
def _group() -> None:
    """Pages kept as tests."""


@fixture_app.command("save")
def save(
    page: Annotated[str, typer.Argument(metavar="URL|FILE", help="An address or a saved page.")],
    url: Annotated[str | None, typer.Option(help="The address that a saved page was fetched from.")] = None,
    at: Annotated[str | None, typer.Option(help="When it was fetched (ISO 8601); now by default.")] = None,
    name: Annotated[str | None, typer.Option(help="The folder's name; made of the title by default.")] = None,
    into: Annotated[Path, typer.Option(help="Where the folder is made.")] = _FOLDER,
    scrub: Annotated[
        bool, typer.Option("--scrub", help="Replace its sentences; keep markup, numbers and labels.")
    ] = False,
    replace: Annotated[bool, typer.Option("--replace", help="Overwrite a folder of that name.")] = False,
) -> None:
    """Keep a page, the time of fetching and the record it gives as a folder that pytest collects."""
    from extraction.decode import decode
    from extraction.fixture import Fixture, differences
    from extraction.fixture import save as write
    from extraction.scrub import scrub as with_other_words
    from extraction.scrub import scrub_address
    from vietnamese.text import slugify

    body, address, content_type = fetched(page, url)
    kept = Fixture(body, address, moment(at).isoformat(), content_type)
    record = _record(kept)
    notes: list[str] = []
    if scrub:
        markup = with_other_words(
            decode(body, content_type), keep_scripts=record["kind"] in ("flood", "blocked")
        )
        kept = Fixture(markup.encode(), scrub_address(address), kept.at, "text/html; charset=utf-8")
        before, record = record, _record(kept)
        notes = differences(before, record)
    folder = into / (name or slugify(record["title"] or address)[:60] or "page")
    if folder.exists() and not replace:
        raise OneLineError(f"{folder} exists; give another --name, or --replace to overwrite it")
    with one_line():
        write(folder, kept, record)
    echo(f"{folder}: {record['kind']}, {record['title'] or 'no title'}")
    for note in notes:
        echo(f"reads otherwise with other words: {note}", err=True)


def _record(kept: Any) -> dict[str, Any]:
    from extraction import extract
    from pipelines.decide import decide

    raw = extract(kept.body, kept.url, at=kept.fetched_at, content_type=kept.content_type)
    return decide(raw).to_record()
