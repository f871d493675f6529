"""``backup``, ``restore`` and ``archive move``: the archive as a whole."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from cli.archive_commands import ready
from cli.errors import OneLineError, one_line
from cli.plain import echo

archive_app = typer.Typer(help="The archive as a whole.", no_args_is_help=True)
Force = Annotated[bool, typer.Option("--force", help="Replace what is there.")]


def backup(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Compressed where it ends in .zst.")],
    force: Force = False,
) -> None:
    """Copy the embedded archive into one file, also while crawls write to it."""
    from archive.ready import set_up

    with one_line():
        set_up()
        from archive import backup as keeping

        try:
            done = keeping.backup(file, force=force)
        except keeping.BackupError as error:
            raise OneLineError(str(error)) from error
    echo(f"{done.path}: {done.articles} articles, {done.size / 2**20:.1f} MB, checked")


def restore(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Made by `tincongdoan backup`.")],
    force: Force = False,
) -> None:
    """Put a backup in the archive's place; what was there before is kept beside it."""
    from archive.ready import set_up

    with one_line():
        set_up()
        from archive import backup as keeping

        try:
            done, kept = keeping.restore(file, at=datetime.now(UTC), force=force)
        except keeping.BackupError as error:
            raise OneLineError(str(error)) from error
        ready()
    echo(f"{done.articles} articles restored from {done.path}")
    if kept is not None:
        echo(f"the archive that was there before is kept as {kept}")


@archive_app.command()
def move(
    old: Annotated[str, typer.Option("--from", metavar="URL", help="sqlite:///… or postgresql://…")],
    new: Annotated[str, typer.Option("--to", metavar="URL", help="An empty database.")],
) -> None:
    """Copy everything to another database and compare both, row by row and line by line."""
    from archive.ready import set_up

    with one_line():
        source, target = _database(old), _database(new)
        if source == target:
            raise OneLineError("--from and --to are the same database")
        if source["ENGINE"].endswith("sqlite3") and not Path(source["NAME"]).exists():
            raise OneLineError(f"there is no archive at {source['NAME']}")
        if target["ENGINE"].endswith("sqlite3"):
            Path(target["NAME"]).parent.mkdir(parents=True, exist_ok=True)
        # As on the machines that will use it: a shared database holds the workers' queue as well.
        os.environ["TCD_DATABASE_URL"] = old if new.startswith("sqlite") else new
        set_up()
        from archive.moving import MovingError
        from archive.moving import move as run

        try:
            done = run(source, target, lambda words: echo(words, err=True))
        except MovingError as error:
            raise OneLineError(str(error)) from error
    for table in done.tables:
        echo(f"{table.rows:>9}  {table.digest[:16]}  {table.name}")
    echo(f"{done.lines} articles, equal to the byte as JSON Lines (SHA-256 {done.digest})")


def _database(url: str) -> dict[str, Any]:
    from config.database import connection
    from config.settings import load

    return connection(load({"TCD_DATABASE_URL": url}).database_url)
