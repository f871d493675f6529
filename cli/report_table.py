"""Crawl reports as a table for people."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.console import Console
from rich.table import Table

from crawler.advice import advice
from crawler.report import SourceReport

_NARROW = 100  # columns where standard output is no terminal: wide enough for every row of the table


def console(*, stderr: bool = False) -> Console:
    """A console that does not wrap tables at 80 columns in logs and pipes."""
    plain = Console(stderr=stderr)
    return plain if plain.is_terminal else Console(stderr=stderr, width=_NARROW)


def show_reports(reports: Sequence[SourceReport]) -> None:
    """Source, pages fetched, articles, with a date, with a byline, with views, seconds; then what failed."""
    table = Table(show_footer=len(reports) > 1)
    columns = ("pages fetched", "articles", "new", "with a date", "with a byline", "with views", "seconds")
    rows = [_numbers(report) for report in reports]
    table.add_column("source", footer="all")
    for index, column in enumerate(columns):
        total = sum(row[index] for row in rows)
        table.add_column(column, justify="right", footer=_number(total))
    for report, row in zip(reports, rows, strict=True):
        table.add_row(report.source, *(_number(value) for value in row), style="" if report.ok else "red")
    out = console()
    out.print(table)
    for report in reports:
        for line in problems(report):
            out.print(f"{report.source}: {line}", style="red" if not report.ok else "yellow", markup=False)


def problems(report: SourceReport) -> Iterator[str]:
    """What went wrong at a source, by name and how often, and what to do about it."""
    if not report.ok:
        whole = report.finish_reason in ("finished", "limit")
        why = report.error or advice(report.finish_reason) or ("" if report.pages else "it gave no page")
        yield "failed" + ("" if whole else f" ({report.finish_reason})") + (f": {why}" if why else "")
    for name, count in sorted(report.failures.items()):
        what = advice(name)
        yield f"{name}: {count}" + (f" ({what})" if what else "")


def _numbers(report: SourceReport) -> tuple[float, ...]:
    return (
        report.pages,
        report.articles,
        report.new,
        report.with_date,
        report.with_byline,
        report.with_views,
        report.seconds,
    )


def _number(value: float) -> str:
    return f"{value:.1f}" if isinstance(value, float) else str(value)
