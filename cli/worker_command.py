"""``tincongdoan worker``: crawl what a scheduler on another machine hands out."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import typer

from cli.archive_commands import ready
from cli.errors import OneLineError, one_line
from cli.quiet import Quiet, Verbose, is_quiet, say
from vietnamese.zone import VIETNAM

if TYPE_CHECKING:
    from crawler.report import SourceReport


def worker(
    concurrency: Annotated[
        int, typer.Option(min=1, max=64, help="How many sources at a time; each takes about 100 MB.")
    ] = 8,
    quiet: Quiet = False,
    verbose: Verbose = False,
) -> None:
    """Crawl what the nightly run hands out, on as many machines as you like (PostgreSQL only).

    Ctrl-C or SIGTERM ends it within ten seconds; what it was crawling goes back to the queue.
    """
    with one_line():
        from archive.ready import set_up

        set_up()
        from workers.availability import has_queue

        if not has_queue():
            raise OneLineError(
                "workers need PostgreSQL, which several machines can share: set TCD_DATABASE_URL to "
                "postgresql://…; on one machine 'tincongdoan up' or 'schedule' crawls without workers"
            )
        ready()
        from archive.migrate import NotMigratedError
        from workers.tasks import ignore_job
        from workers.worker import run_worker

        silent = is_quiet(quiet=quiet, verbose=verbose)
        try:
            run_worker(concurrency, on_job=ignore_job if silent else _teller(concurrency))
        except NotMigratedError as error:
            raise OneLineError(str(error)) from error


def _teller(concurrency: int) -> Callable[[str, int, str, SourceReport | None], None]:
    """Says what this worker is for, and gives what says what becomes of each source."""
    from cli.rounds import source_line
    from config.settings import load
    from crawler.logs import OWN_LOG
    from workers.availability import count_active_workers

    others = count_active_workers() or 0
    say(f"takes up to {concurrency} sources at a time from the rounds of 'tincongdoan schedule' or 'up'")
    say(f"{others} other workers live; log: {load().logs / OWN_LOG}; Ctrl-C ends")

    def heard(source: str, run: int, became: str, report: SourceReport | None) -> None:
        say(source_line(datetime.now(VIETNAM), source, run, became, report))

    return heard
