"""``tincongdoan sources``: what is read, and from where."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Annotated

import typer

from cli.errors import OneLineError, one_line
from cli.plain import echo
from cli.sources_add import add
from cli.sources_check import check
from items import Source
from sources import Registry

sources_app = typer.Typer(help="The sources: registry files and your own.", no_args_is_help=True)
sources_app.command("add")(add)
sources_app.command("check")(check)


def registry() -> Registry:
    """All sources whose files are sound, own ones over packaged ones, and what is wrong with the others."""
    from config.settings import load as load_settings
    from sources import read

    with one_line():
        return read(load_settings().own_sources)


def source(slug: str) -> Source:
    """Raises OneLineError where the source's file is broken or there is none."""
    from sources import SourceFileError, did_you_mean

    found = registry()
    with one_line():
        if slug in found.broken:
            raise SourceFileError(found.broken[slug])
    if slug not in found.sources:
        raise OneLineError(f"there is no source {slug!r}; {did_you_mean(slug, found.sources)}".rstrip("; "))
    return found.sources[slug]


@sources_app.command("list")
def list_sources(
    province: Annotated[
        str | None,
        typer.Option(metavar="SLUG", help="Only this province, of today or of before 1 July 2025."),
    ] = None,
    status: Annotated[
        str | None, typer.Option(metavar="STATUS", help="Only verified, unverified, frozen or refused ones.")
    ] = None,
    missing: Annotated[
        bool, typer.Option("--missing", help="Only provinces whose own federation is not read.")
    ] = False,
) -> None:
    """All sources by today's province, the ones of before 1 July 2025 below; what is missing at the end.

    Exit 1 where a source file can't be used: its path, its line and what would be right stand below.
    """
    from typing import get_args

    from cli.report_table import console
    from cli.sources_table import show
    from items.source import Status
    from sources import did_you_mean
    from sources.coverage import known_slugs

    if status is not None and status not in get_args(Status):
        raise OneLineError(f"--status {status}: {did_you_mean(status, get_args(Status))}")
    if province is not None and province not in known_slugs():
        hint = did_you_mean(province, known_slugs())
        raise OneLineError(f"--province {province} is no province's slug; {hint}".rstrip("; "))
    found = registry()
    show(console(), found.sources.values(), province=province, status=status, missing=missing)
    for problems in found.broken.values():
        echo(problems, err=True)
    if found.broken:
        raise typer.Exit(1)


@sources_app.command("show")
def show_source(slug: Annotated[str, typer.Argument(metavar="SOURCE")]) -> None:
    """One source as JSON, with every rule it has."""
    echo(json.dumps(asdict(source(slug)), ensure_ascii=False, indent=2))
