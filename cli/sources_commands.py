"""``tincongdoan sources``: the sources and their files."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Annotated, get_args

import typer

from cli.access import find_source, load_registry
from cli.errors import OneLineError
from cli.output import make_console
from cli.plain import echo
from cli.sources_add import add
from cli.sources_check import check
from items.source import Status
from sources import did_you_mean
from sources.province_coverage import province_slugs

sources_app = typer.Typer(help="The sources: the registry's and your own.", no_args_is_help=True)
sources_app.command("add")(add)
sources_app.command("check")(check)


@sources_app.command("list")
def list_sources(
    province: Annotated[
        str | None,
        typer.Option(metavar="SLUG", help="Only this province, of today or of before 1 July 2025."),
    ] = None,
    status: Annotated[
        str | None,
        typer.Option(metavar="STATUS", help="Only verified, unverified, frozen or refused sources."),
    ] = None,
    missing: Annotated[
        bool, typer.Option("--missing", help="Only provinces whose own federation is not crawled.")
    ] = False,
) -> None:
    """List all sources by province of today, former provinces below it; missing ones at the end.

    Exit 1 if a source file can't be used: its path, the line and the remedy are printed on standard error.
    """
    # It loads asyncio, which takes 0.05 s.
    from cli.sources_table import show

    if status is not None and status not in get_args(Status):
        raise OneLineError(f"--status {status}: {did_you_mean(status, get_args(Status))}")
    if province is not None and province not in province_slugs():
        hint = did_you_mean(province, province_slugs())
        raise OneLineError(f"--province {province} is not the slug of a province; {hint}".rstrip("; "))
    registry = load_registry()
    show(make_console(), registry.sources.values(), province=province, status=status, missing=missing)
    for problems in registry.broken.values():
        echo(problems, err=True)
    if registry.broken:
        raise typer.Exit(1)


@sources_app.command("show")
def show_source(slug: Annotated[str, typer.Argument(metavar="SOURCE")]) -> None:
    """Print one source as JSON, with all its rules."""
    echo(json.dumps(asdict(find_source(slug)), ensure_ascii=False, indent=2))
