"""``tincongdoan worker``: crawl what a scheduler on another machine hands out."""

from __future__ import annotations

from typing import Annotated

import typer

from cli.archive_commands import ready
from cli.errors import OneLineError, one_line


def worker(
    concurrency: Annotated[
        int, typer.Option(min=1, max=64, help="How many sources at a time; each takes about 100 MB.")
    ] = 8,
) -> None:
    """Crawl what the nightly run hands out, on as many machines as you like (PostgreSQL only).

    Ctrl-C or SIGTERM ends it within ten seconds; what it was crawling goes back to the queue.
    """
    with one_line():
        from archive.ready import set_up

        set_up()
        from workers.living import has_queue

        if not has_queue():
            raise OneLineError(
                "workers need PostgreSQL, which several machines can share: set TCD_DATABASE_URL to "
                "postgresql://…; on one machine 'tincongdoan up' or 'schedule' crawls without workers"
            )
        ready()
        from archive.migrate import NotMigratedError
        from workers.work import work

        typer.echo(f"takes up to {concurrency} sources at a time; Ctrl-C ends")
        try:
            work(concurrency)
        except NotMigratedError as error:
            raise OneLineError(str(error)) from error
