"""Crawl reports as a table for people."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.console import Console

from cli.plain import PlainConsole
from cli.tables import Grid
from crawler.advice import advice
from crawler.report import SourceReport

_PIPED = 100  # columns where standard output is no terminal


def console(*, stderr: bool = False) -> Console:
    """A console that does not wrap at 80 columns in logs and pipes."""
    plain = PlainConsole(stderr=stderr)
    return plain if plain.is_terminal else PlainConsole(stderr=stderr, width=_PIPED)


def show_reports(reports: Sequence[SourceReport]) -> None:
    """Source, pages fetched, articles, with a date, with a byline, with views, seconds; then what failed."""
    columns = ("pages fetched", "articles", "new", "with a date", "with a byline", "with views", "seconds")
    rows = [_numbers(report) for report in reports]
    sums = [_number(sum(row[index] for row in rows)) for index in range(len(columns))]
    grid = Grid(("source", *columns), footer=("all", *sums) if len(reports) > 1 else ())
    for report, row in zip(reports, rows, strict=True):
        grid.add(report.source, *map(_number, row), style="" if report.ok else "red")
    out = console()
    grid.show(out)
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
