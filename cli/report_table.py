"""Crawl reports as a table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cli.output import Grid, make_console
from crawler.failure_hints import failure_hint
from crawler.report import SourceReport

_COLUMNS = ("pages fetched", "articles", "new", "with a date", "with a byline", "with views", "seconds")


def show_reports(reports: Sequence[SourceReport]) -> None:
    """Print a row of counts for each report, then what failed."""
    rows = [_numbers(report) for report in reports]
    sums = [_format(sum(row[index] for row in rows)) for index in range(len(_COLUMNS))]
    grid = Grid(("source", *_COLUMNS), footer=("all", *sums) if len(reports) > 1 else ())
    for report, row in zip(reports, rows, strict=True):
        grid.add(report.source, *map(_format, row), style="" if report.ok else "red")
    out = make_console()
    grid.show(out)
    for report in reports:
        for line in problem_lines(report):
            out.print(f"{report.source}: {line}", style="red" if not report.ok else "yellow", markup=False)


def problem_lines(report: SourceReport) -> Iterator[str]:
    """Yield what went wrong in a crawl, by failure kind with its count, and what to do about it."""
    if not report.ok:
        complete = report.finish_reason in ("finished", "limit")
        cause = (
            report.error or failure_hint(report.finish_reason) or ("" if report.pages else "it gave no page")
        )
        reason = "" if complete else f" ({report.finish_reason})"
        yield f"failed{reason}" + (f": {cause}" if cause else "")
    for name, count in sorted(report.failures.items()):
        remedy = failure_hint(name)
        yield f"{name}: {count}" + (f" ({remedy})" if remedy else "")


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


def _format(value: float) -> str:
    return f"{value:.1f}" if isinstance(value, float) else str(value)
