"""``tincongdoan sources``: what is read, and from where."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from typing import Annotated

import typer

from cli.errors import OneLineError, one_line
from items import Source

sources_app = typer.Typer(help="The sources: registry files and your own.", no_args_is_help=True)


def registry() -> Mapping[str, Source]:
    """All sources, own ones over packaged ones. Raises OneLineError for a broken file."""
    from config.settings import load as load_settings
    from sources import load

    with one_line():
        return load(load_settings().own_sources)


@sources_app.command("list")
def list_sources() -> None:
    """All sources with province, kind, platform and status."""
    from rich.table import Table

    from cli.report_table import console

    table = Table()
    for heading in ("source", "province", "kind", "platform", "status", "home"):
        table.add_column(heading, overflow="fold")
    for source in registry().values():
        table.add_row(
            source.slug, source.province or "", source.kind, source.platform, source.status, source.home
        )
    console().print(table)


@sources_app.command("show")
def show_source(slug: Annotated[str, typer.Argument(metavar="SOURCE")]) -> None:
    """One source as JSON, with every rule it has."""
    known = registry()
    if slug not in known:
        from sources import did_you_mean

        raise OneLineError(f"there is no source {slug!r}{did_you_mean(slug, known)}")
    typer.echo(json.dumps(asdict(known[slug]), ensure_ascii=False, indent=2))
