"""``tincongdoan crawl``: fetch sources now."""

from __future__ import annotations

import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from types import FrameType
from typing import Annotated

import typer

from cli.errors import OneLineError, one_line
from cli.plain import echo
from cli.quiet import Quiet, Verbose, is_quiet


def crawl(
    sources: Annotated[
        list[str] | None, typer.Argument(metavar="[SOURCE]...", help="All due ones by default.")
    ] = None,
    full: Annotated[bool, typer.Option("--full", help="Walk every listing to its end.")] = False,
    max_articles: Annotated[
        int | None, typer.Option(min=1, help="At most so many articles a source.")
    ] = None,
    alert: Annotated[
        bool, typer.Option("--alert", help="Tell the operators afterwards what is new (TCD_ALERT_...).")
    ] = False,
    quiet: Quiet = False,
    verbose: Verbose = False,
) -> None:
    """Crawl the sources and print a table; exit 1 where a source failed or its file can't be used.

    In cron only trouble is printed. Ctrl-C or SIGTERM ends the crawls in order within ten seconds; what is
    left waits for the next call.
    """
    from django.db import DatabaseError

    from archive.migrate import NotMigratedError
    from cli.progress import progress
    from cli.report_table import show_reports
    from crawler.run import UnknownSourceError, broken_now, due_now
    from crawler.run import crawl as run

    silent = is_quiet(quiet=quiet, verbose=verbose)
    with one_line():
        try:
            slugs = sources or [*due_now(), *broken_now()]
            with _ended_in_order(), progress(slugs, quiet=silent) as on_progress:
                reports = run(
                    slugs,
                    full=full,
                    max_articles=max_articles,
                    on_progress=on_progress,
                    by_name=bool(sources),
                )
        except (UnknownSourceError, NotMigratedError) as error:
            raise OneLineError(str(error)) from error
        except DatabaseError as error:
            raise OneLineError(
                f"the archive can't be used: {error}; what was stored before is safe"
            ) from error
        lines = _judged()
        if alert:
            _tell()
    well = all(report.ok for report in reports)
    if not (silent and well and not lines):
        show_reports(reports)
    for line in lines:
        echo(line)
    if not well:
        raise typer.Exit(1)


def _judged() -> list[str]:
    """What these reports say of their sources, in a line each: what is new and what is mended."""
    from archive.models import Finding
    from cli.runs_command import finding_line
    from monitoring.rounds import judge_reports

    done = judge_reports(at=datetime.now(UTC))
    rows = Finding.objects.filter(pk__in=[*done.opened, *done.ended]).order_by("source", "name", "detail")
    return [f"{'found' if row.resolved_at is None else 'over'}: {finding_line(row).strip()}" for row in rows]


def _tell() -> None:
    from config.settings import load
    from monitoring.rounds import tell

    settings = load()
    tell(settings.alerts, {}, at=datetime.now(UTC), base_url=settings.base_url)


@contextmanager
def _ended_in_order() -> Iterator[None]:
    """SIGINT and SIGTERM end the crawls, so that their reports are kept and shown; a second one kills."""

    def end(number: int, _frame: FrameType | None) -> None:
        signal.signal(number, before[signal.Signals(number)])
        threading.Thread(target=_end_all, daemon=True).start()

    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    for number in before:
        signal.signal(number, end)
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _end_all() -> None:
    """Also what is about to start."""
    from crawler.run import end_all

    while True:
        end_all()
        time.sleep(0.2)
