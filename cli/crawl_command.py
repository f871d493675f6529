"""``tincongdoan crawl``: fetch sources now."""

from __future__ import annotations

import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Annotated

import typer

from cli.errors import OneLineError, one_line


def crawl(
    sources: Annotated[
        list[str] | None, typer.Argument(metavar="[SOURCE]...", help="All due ones by default.")
    ] = None,
    full: Annotated[bool, typer.Option("--full", help="Walk every listing to its end.")] = False,
    max_articles: Annotated[
        int | None, typer.Option(min=1, help="At most so many articles a source.")
    ] = None,
) -> None:
    """Crawl the sources and print a table; exit 1 where a source failed or its file can't be used.

    Ctrl-C or SIGTERM ends the crawls in order within ten seconds; what is left waits for the next call.
    """
    from django.db import DatabaseError

    from archive.migrate import NotMigratedError
    from cli.report_table import progress, show_reports
    from crawler.run import UnknownSourceError, broken_now, due_now
    from crawler.run import crawl as run

    with one_line():
        try:
            slugs = sources or [*due_now(), *broken_now()]
            with _ended_in_order(), progress(slugs) as on_progress:
                reports = run(
                    slugs,
                    full=full,
                    max_articles=max_articles,
                    on_progress=on_progress,
                    by_name=bool(sources),
                )
        except (UnknownSourceError, NotMigratedError) as error:
            raise OneLineError(str(error)) from error
        except (DatabaseError, OSError) as error:
            raise OneLineError(
                f"the archive can't be used: {error}; what was stored before is safe"
            ) from error
    show_reports(reports)
    if not all(report.ok for report in reports):
        raise typer.Exit(1)


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
