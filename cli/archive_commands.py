"""``publish``, ``runs``, ``migrate`` and ``doctor``: what an operator asks of the archive."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from typing import Annotated

import typer

from cli.errors import OneLineError, one_line

_LOW_DISK = 200 * 1024 * 1024  # bytes


def publish() -> None:
    """Render the feeds of what the archive holds."""
    from config.settings import load

    with one_line():
        settings = load()
        _ready()
        from feeds.publish import publish_all

        done = publish_all(settings.home, settings.base_url)
    typer.echo(f"{len(done.written)} feeds written, {len(done.unchanged)} unchanged: {settings.feeds}")
    for each in done.left_out:
        typer.echo(f"left out: {each.guid}: {each.reason}", err=True)


def runs(
    number: Annotated[
        int | None, typer.Argument(metavar="[ID]", help="One run, source by source, as JSON.")
    ] = None,
) -> None:
    """The last runs, newest first; with a number, one run."""
    with one_line():
        _ready()
    from archive.models import Run

    if number is not None:
        run = Run.objects.filter(pk=number).first()
        if run is None:
            raise OneLineError(f"there is no run {number}; 'tincongdoan runs' lists them")
        for report in run.reports.order_by("source").values():
            typer.echo(json.dumps(report, ensure_ascii=False, default=str))
        return
    for run in Run.objects.order_by("-pk")[:30]:
        reports = list(run.reports.all())
        state = (
            "running"
            if run.finished_at is None
            else f"{sum(r.ok for r in reports)} of {len(run.sources)} well"
        )
        new = sum(report.new for report in reports)
        typer.echo(f"{run.pk:>5}  {run.started_at:%Y-%m-%d %H:%M}  {state}, {new} new articles")


def migrate() -> None:
    """Bring the archive's tables up to date."""
    with one_line():
        from archive.ready import set_up

        set_up()
        from archive.migrate import migrate as run
        from archive.migrate import pending

        names = pending()
        run()
    typer.echo(f"applied {len(names)}: {', '.join(names)}" if names else "up to date")


def doctor() -> None:
    """Check settings, database, disk and sources; exit 1 where something is wrong."""
    wrong = 0
    for name, problem in _findings():
        typer.echo(f"{'WRONG' if problem else 'ok':5}  {name}{': ' + problem if problem else ''}")
        wrong += bool(problem)
    if wrong:
        raise typer.Exit(1)


def _findings() -> Iterator[tuple[str, str]]:
    from config.settings import SettingError, load
    from sources import SourceFileError
    from sources import load as load_sources

    try:
        settings = load()
    except SettingError as error:
        yield "settings", str(error)
        return
    yield f"settings (TCD_HOME {settings.home})", ""
    try:
        known = load_sources(settings.own_sources)
        yield f"{len(known)} sources", ""
    except SourceFileError as error:
        yield "sources", str(error)
    yield "contact", "" if settings.contact else "set TCD_CONTACT, so that sites can reach you"
    try:
        _ready()
        from archive.models import Article

        yield f"archive with {Article.objects.count()} articles", ""
    except Exception as error:
        yield "archive", " ".join(str(error).split())
    try:
        settings.home.mkdir(parents=True, exist_ok=True)
        free = shutil.disk_usage(settings.home).free
        yield f"disk, {free // 2**20} MB free", "" if free > _LOW_DISK else "less than 200 MB are free"
    except OSError as error:
        yield "disk", str(error)


def _ready() -> None:
    from archive.migrate import NotMigratedError
    from archive.ready import ready

    try:
        ready()
    except NotMigratedError as error:
        raise OneLineError(str(error)) from error
