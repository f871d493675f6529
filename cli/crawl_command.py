"""``tincongdoan crawl``: crawls sources now."""

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
from cli.output import Quiet, Verbose, is_quiet
from cli.plain import echo
from cli.report_table import show_reports
from config.settings import load


def crawl(
    sources: Annotated[
        list[str] | None, typer.Argument(metavar="[SOURCE]...", help="By default all that are due.")
    ] = None,
    full: Annotated[bool, typer.Option("--full", help="Walk every listing to its end.")] = False,
    max_articles: Annotated[int | None, typer.Option(min=1, help="The most articles of a source.")] = None,
    alert: Annotated[
        bool, typer.Option("--alert", help="Afterwards alert the operators to new findings (TCD_ALERT_...).")
    ] = False,
    quiet: Quiet = False,
    verbose: Verbose = False,
) -> None:
    """Crawl sources and print a table; exit 1 if a source failed or its file can't be used.

    In cron only problems are printed. Ctrl-C or SIGTERM ends the crawls in order within ten seconds; the next
    call continues with what is left.
    """
    # They load Django and asyncio, which takes 0.1 s.
    from django.db import DatabaseError

    from archive.migrate import NotMigratedError
    from cli.progress import show_progress
    from crawler.run import UnknownSourceError, broken_now, due_now
    from crawler.run import crawl as crawl_sources

    silent = is_quiet(quiet=quiet, verbose=verbose)
    with one_line():
        try:
            slugs = sources or [*due_now(), *broken_now()]
            with _stopped_in_order(), show_progress(slugs, quiet=silent) as on_progress:
                reports = crawl_sources(
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
        lines = _judge_reports()
        if alert:
            _send_alerts()
    successful = all(report.ok for report in reports)
    if not (silent and successful and not lines):
        show_reports(reports)
    for line in lines:
        echo(line)
    if not successful:
        raise typer.Exit(1)


def _judge_reports() -> list[str]:
    """Judge the new reports; return a line for each finding that is new or over."""
    from archive.models import Finding
    from cli.runs_view import finding_line
    from monitoring.rounds import judge_reports

    review = judge_reports(at=datetime.now(UTC))
    rows = Finding.objects.filter(pk__in=[*review.opened, *review.ended])
    return [
        f"{'found' if row.resolved_at is None else 'over'}: {finding_line(row).strip()}"
        for row in rows.order_by("source", "name", "detail")
    ]


def _send_alerts() -> None:
    from monitoring.rounds import notify_operators

    settings = load()
    notify_operators(settings.alerts, {}, at=datetime.now(UTC), base_url=settings.base_url)


@contextmanager
def _stopped_in_order() -> Iterator[None]:
    """Let SIGINT and SIGTERM stop the crawls, so that reports are kept and shown; a second one kills."""

    def on_signal(number: int, _frame: FrameType | None) -> None:
        signal.signal(number, previous[signal.Signals(number)])
        threading.Thread(target=_stop_crawls, daemon=True).start()

    previous = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    for number in previous:
        signal.signal(number, on_signal)
    try:
        yield
    finally:
        for number, handler in previous.items():
            signal.signal(number, handler)


def _stop_crawls() -> None:
    """Stop all crawls, and again and again those that are about to start."""
    from crawler.run import end_all

    while True:
        end_all()
        time.sleep(0.2)
