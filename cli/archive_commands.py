"""``publish``, ``runs``, ``migrate`` and ``doctor``: what an operator asks of the archive."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, Any

import typer
from django.utils import timezone

from cli.errors import OneLineError, one_line

if TYPE_CHECKING:
    from archive.models import Run

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
    as_json: Annotated[bool, typer.Option("--json", help="The list as JSON, one run a line.")] = False,
) -> None:
    """The last runs, newest first, and what is broken since when; with a number, one run."""
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
    newest = list(Run.objects.order_by("-pk").prefetch_related("reports")[:30])
    for run in newest:
        typer.echo(json.dumps(_run_record(run), ensure_ascii=False) if as_json else _run_line(run))
    if not as_json:
        for line in _broken():
            typer.echo(line)


def _run_record(run: Run) -> dict[str, Any]:
    reports = list(run.reports.all())
    counts = ("requests", "bytes", "new", "changed", "unchanged")
    return {
        "id": run.pk,
        "reason": run.reason,
        "started_at": run.started_at.isoformat(),
        "finished_at": run.finished_at.isoformat() if run.finished_at else None,
        "interrupted": run.interrupted,
        "sources": len(run.sources),
        "reported": len(reports),
        "well": sum(report.ok for report in reports),
        **{name: sum(getattr(report, name) for report in reports) for name in counts},
    }


def _run_line(run: Run) -> str:
    told = _run_record(run)
    state = f"{told['well']} of {told['sources']} well"
    if run.finished_at is None:
        state = "running"
    elif run.interrupted:
        state = f"interrupted, {told['reported']} of {told['sources']} reported"
    began = timezone.localtime(run.started_at)
    return (
        f"{run.pk:>5}  {began:%Y-%m-%d %H:%M}  {run.reason}: {state}, "
        f"{told['new']} new articles, {told['requests']} requests"
    )


def _broken() -> Iterator[str]:
    """A line for each source that fails now: since when, and its last reason."""
    from archive.models import SourceRun
    from archive.past import pasts
    from crawler.rhythm import failing_since

    sources = SourceRun.objects.order_by("source").values_list("source", flat=True).distinct()
    for source, past in pasts(list(sources)).items():
        if since := failing_since(past.visits):
            last = past.visits[0]
            names = ", ".join(sorted(last.failures)) or last.finish_reason
            yield f"broken since {timezone.localtime(since):%Y-%m-%d %H:%M}: {source} ({names})"


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
    from sources import read

    try:
        settings = load()
    except SettingError as error:
        yield "settings", str(error)
        return
    yield f"settings (TCD_HOME {settings.home})", ""
    found = read(settings.own_sources)
    yield f"{len(found.sources)} sources", ""
    for problems in found.broken.values():
        yield "source file", " | ".join(problems.splitlines())
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
