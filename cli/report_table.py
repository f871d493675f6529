"""Crawl reports as a table for people, and their progress on a terminal."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
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


@contextmanager
def progress(slugs: Sequence[str]) -> Iterator[Callable[[Mapping[str, Any]], None]]:
    """A bar a source on a terminal, a plain line when a source is done elsewhere."""
    out = console(stderr=True)
    if not out.is_terminal:
        yield lambda event: _line(out, event)
        return
    with Progress(
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.fields[pages]} pages, {task.fields[articles]} articles"),
        TimeElapsedColumn(),
        console=out,
        transient=True,
    ) as bars:
        tasks = {slug: bars.add_task(slug, total=None, pages=0, articles=0) for slug in slugs}

        def update(event: Mapping[str, Any]) -> None:
            task = tasks.get(str(event.get("source")))
            if task is None:
                return
            bars.update(task, pages=event.get("pages", 0), articles=event.get("articles", 0))
            if event.get("event") == "report":
                bars.update(task, total=1, completed=1)

        yield update


def _line(out: Console, event: Mapping[str, Any]) -> None:
    if event.get("event") == "report":
        out.print(
            f"{event.get('source')}: {event.get('pages', 0)} pages, {event.get('articles', 0)} articles, "
            f"{event.get('seconds', 0):.1f} s",
            markup=False,
            highlight=False,
        )
