"""``publish``, ``migrate``, ``backup``, ``restore`` and ``archive move``: the archive as a whole."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from archive.ready import set_up
from cli.access import open_archive
from cli.errors import OneLineError, one_line
from cli.output import Quiet, Verbose, is_quiet
from cli.plain import echo
from config.settings import load
from feeds.publish import publish_all
from monitoring.rounds import note_hub

archive_app = typer.Typer(help="The archive as a whole.", no_args_is_help=True)
Force = Annotated[bool, typer.Option("--force", help="Replace what exists.")]


def publish(quiet: Quiet = False, verbose: Verbose = False) -> None:
    """Write the feeds of the articles in the archive."""
    with one_line():
        settings = load()
        open_archive()
        published = publish_all(settings.home, settings.base_url)
        if published.notified:
            note_hub(published.hub_error, at=datetime.now(UTC))
    if not is_quiet(quiet=quiet, verbose=verbose):
        counts = f"{len(published.written)} feeds written, {len(published.unchanged)} unchanged"
        echo(f"{counts}: {settings.feeds}")
    for entry in published.left_out:
        echo(f"left out: {entry.guid}: {entry.reason}", err=True)
    if published.hub_error:
        echo(f"{published.hub_error}; it is notified again later", err=True)


def migrate() -> None:
    """Bring the archive's tables up to date."""
    with one_line():
        set_up()
        from archive.migrate import migrate as apply_migrations

        names = apply_migrations()
    echo(f"applied {len(names)}: {', '.join(names)}" if names else "up to date")


def backup(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Compressed if the name ends in .zst.")],
    force: Force = False,
) -> None:
    """Copy the embedded archive into one file; crawls may write to it meanwhile."""
    with one_line():
        set_up()
        from archive import backup as backups

        try:
            made = backups.backup(file, force=force)
        except backups.BackupError as error:
            raise OneLineError(str(error)) from error
    echo(f"{made.path}: {made.articles} articles, {made.size / 2**20:.1f} MB, checked")


def restore(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Made by `tincongdoan backup`.")],
    force: Force = False,
) -> None:
    """Replace the archive by a backup; the previous archive is kept beside it."""
    with one_line():
        set_up()
        from archive import backup as backups

        try:
            restored, previous = backups.restore(file, at=datetime.now(UTC), force=force)
        except backups.BackupError as error:
            raise OneLineError(str(error)) from error
        open_archive()
    echo(f"{restored.articles} articles restored from {restored.path}")
    if previous is not None:
        echo(f"the archive that was there before is kept as {previous}")


@archive_app.command()
def move(
    old: Annotated[str, typer.Option("--from", metavar="URL", help="sqlite:///… or postgresql://…")],
    new: Annotated[str, typer.Option("--to", metavar="URL", help="An empty database.")],
) -> None:
    """Copy everything to another database and compare both, row by row and line by line."""
    with one_line():
        source, target = _database(old), _database(new)
        if source == target:
            raise OneLineError("--from and --to are the same database")
        if source["ENGINE"].endswith("sqlite3") and not Path(source["NAME"]).exists():
            raise OneLineError(f"there is no archive at {source['NAME']}")
        if target["ENGINE"].endswith("sqlite3"):
            Path(target["NAME"]).parent.mkdir(parents=True, exist_ok=True)
        # PostgreSQL, if either is: only there do the apps include the workers' queue.
        os.environ["TCD_DATABASE_URL"] = old if new.startswith("sqlite") else new
        set_up()
        from archive import moving

        try:
            moved = moving.move(source, target, lambda line: echo(line, err=True))
        except moving.MovingError as error:
            raise OneLineError(str(error)) from error
    for table in moved.tables:
        echo(f"{table.rows:>9}  {table.digest[:16]}  {table.name}")
    echo(f"{moved.lines} articles, equal to the byte as JSON Lines (SHA-256 {moved.digest})")


def _database(url: str) -> dict[str, Any]:
    # It needs Django, which few commands do.
    from config.database import connection

    return connection(load({"TCD_DATABASE_URL": url}).database_url)
