"""``tincongdoan crawl``: fetch sources now."""

from __future__ import annotations

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
    """Crawl the sources and print a table; exit 1 where a source failed."""
    from archive.migrate import NotMigratedError
    from cli.report_table import progress, show_reports
    from crawler.run import UnknownSourceError, due_now
    from crawler.run import crawl as run

    with one_line():
        try:
            slugs = sources or due_now()
            with progress(slugs) as on_progress:
                reports = run(slugs, full=full, max_articles=max_articles, on_progress=on_progress)
        except (UnknownSourceError, NotMigratedError) as error:
            raise OneLineError(str(error)) from error
    show_reports(reports)
    if not all(report.ok for report in reports):
        raise typer.Exit(1)
