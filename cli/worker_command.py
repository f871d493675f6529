"""``tincongdoan worker``: crawls sources that a scheduler on another machine has queued."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import typer

from archive.ready import set_up
from cli.access import open_archive
from cli.errors import OneLineError, one_line
from cli.output import Quiet, Verbose, is_quiet, print_line
from config.settings import load
from crawler.logs import OWN_LOG
from vietnamese.zone import VIETNAM

if TYPE_CHECKING:
    from crawler.report import SourceReport
    from workers.tasks import JobListener


def worker(
    concurrency: Annotated[
        int, typer.Option(min=1, max=64, help="Sources crawled at a time; each needs about 100 MB.")
    ] = 8,
    quiet: Quiet = False,
    verbose: Verbose = False,
) -> None:
    """Crawl the sources of nightly runs, on as many machines as you like (PostgreSQL only).

    Ctrl-C or SIGTERM ends it within ten seconds; unfinished crawls go back to the queue.
    """
    with one_line():
        set_up()
        from workers.availability import has_queue

        if not has_queue():
            raise OneLineError(
                "workers need PostgreSQL, which several machines can share: set TCD_DATABASE_URL to "
                "postgresql://…; on one machine 'tincongdoan up' or 'schedule' crawls without workers"
            )
        open_archive()
        from archive.migrate import NotMigratedError
        from workers.tasks import ignore_job
        from workers.worker import run_worker

        silent = is_quiet(quiet=quiet, verbose=verbose)
        try:
            run_worker(concurrency, on_job=ignore_job if silent else _announce(concurrency))
        except NotMigratedError as error:
            raise OneLineError(str(error)) from error


def _announce(concurrency: int) -> JobListener:
    """Print what this worker will do, and return a listener that prints each step of a crawl."""
    from cli.round_messages import source_line
    from workers.availability import count_active_workers

    others = count_active_workers() or 0
    print_line(f"crawls up to {concurrency} sources at a time for 'tincongdoan schedule' or 'up'")
    print_line(f"{others} other workers are alive; log: {load().logs / OWN_LOG}; Ctrl-C ends")

    def print_job(source: str, run: int, status: str, report: SourceReport | None) -> None:
        print_line(source_line(datetime.now(VIETNAM), source, run, status, report))

    return print_job
