"""``tincongdoan runs`` and ``findings``: what the nights brought and what is broken since when."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated, Any

import typer
from django.utils import timezone

from cli.archive_commands import ready
from cli.errors import OneLineError, one_line
from cli.plain import echo
from cli.tables import Grid
from items.failures import meaning

if TYPE_CHECKING:
    from archive.models import Finding, Run, SourceRun

_LISTED = 30
_COUNTS = ("requests", "bytes", "new", "changed", "unchanged")
# No failures of the site: what leads elsewhere is kept as a link.
_NO_FAILURE = ("off site", "silent zero")


def runs(
    number: Annotated[int | None, typer.Argument(metavar="[ID]", help="One run, source by source.")] = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="One run a line, or of one run one source a line, as JSON.")
    ] = False,
) -> None:
    """The last runs, newest first, and what is broken since when; with a number, one run in full."""
    with one_line():
        ready()
        from archive.models import Run

        if number is not None:
            run = Run.objects.filter(pk=number).first() if number < 2**63 else None
            if run is None:
                raise OneLineError(f"there is no run {number}; 'tincongdoan runs' lists them")
            _show_run(run, as_json)
            return
        for each in Run.objects.order_by("-pk").prefetch_related("reports")[:_LISTED]:
            echo(json.dumps(_run_record(each), ensure_ascii=False) if as_json else _run_line(each))
        if not as_json:
            for line in _open_findings():
                echo(line)


def findings(
    as_json: Annotated[bool, typer.Option("--json", help="One finding a line, as JSON.")] = False,
    everything: Annotated[bool, typer.Option("--all", help="Also those that are over.")] = False,
    accept: Annotated[
        int | None,
        typer.Option(metavar="ID", help="It is as it should be: measure the source by this from now on."),
    ] = None,
) -> None:
    """What is broken since when, with its evidence and what to run."""
    with one_line():
        ready()
        from archive.models import Finding

        if accept is not None:
            from monitoring.keeping import accept as accepted

            row = accepted(accept, at=datetime.now(UTC)) if accept < 2**63 else None
            if row is None:
                raise OneLineError(
                    f"there is no open finding {accept} that can be accepted (a lost field or selector, a "
                    'redesign, another owner); a source that is no more gets status = "frozen" in its file'
                )
            echo(f"accepted: {finding_line(row)}")
            return
        rows = Finding.objects.all() if everything else Finding.objects.filter(resolved_at=None)
        for row in rows.order_by("since", "id"):
            if as_json:
                echo(json.dumps(_finding_record(row), ensure_ascii=False))
                continue
            echo(finding_line(row))
            for line in _evidence(row):
                echo(f"        {line}")


def _run_record(run: Run) -> dict[str, Any]:
    reports = list(run.reports.all())
    return {
        "id": run.pk,
        "reason": run.reason,
        "started_at": _iso(run.started_at),
        "finished_at": _iso(run.finished_at),
        "interrupted": run.interrupted,
        "sources": len(run.sources),
        "reported": len(reports),
        "well": sum(report.ok for report in reports),
        **{name: sum(getattr(report, name) for report in reports) for name in _COUNTS},
    }


def _run_line(run: Run) -> str:
    told = _run_record(run)
    state = f"{told['well']} of {told['sources']} well"
    if run.finished_at is None:
        state = "running"
    elif run.interrupted:
        state = f"interrupted, {told['reported']} of {told['sources']} reported"
    return (
        f"{run.pk:>5}  {_local(run.started_at)}  {run.reason}: {state}, "
        f"{told['new']} new articles, {told['requests']} requests"
    )


def _show_run(run: Run, as_json: bool) -> None:
    from cli.report_table import console

    reports = list(run.reports.order_by("source"))
    if as_json:
        for report in reports:
            echo(json.dumps(_report_record(report), ensure_ascii=False))
        return
    out = console()
    out.print(_run_line(run).strip(), markup=False, highlight=False, soft_wrap=True)
    if run.finished_at is not None:
        took = (run.finished_at - run.started_at).total_seconds()
        out.print(
            f"until {_local(run.finished_at)}, {took:.0f} s; times of this machine's zone, {_zone()}",
            style="dim",
        )
    counts = ("requests", "MB", "new", "changed", "unchanged", "blocked", "failed", "seconds")
    grid = Grid(("source", *counts, "state"), words=("state",))
    for report in reports:
        record = _report_record(report)
        record |= {"MB": f"{record['bytes'] / 1e6:.1f}", "seconds": f"{record['seconds']:.0f}"}
        cells = (str(record[name]) for name in counts)
        grid.add(report.source, *cells, _state(report), style="" if report.ok else "red")
    grid.show(out)
    for report in reports:
        for line in _details(report):
            out.print(f"{report.source}: {line}", markup=False, highlight=False, soft_wrap=True)


def _report_record(report: SourceRun) -> dict[str, Any]:
    from monitoring.keeping import shares

    names = ("source", "ok", "complete", "finish_reason", "error", "pages", "listings", "articles", *_COUNTS,
             "external", "moved", "statuses", "seconds", "failures", "examples", "notes",
             "lists")  # fmt: skip
    blocked = sum(number for name, number in report.failures.items() if meaning(name).in_our_way)
    failed = sum(
        number
        for name, number in report.failures.items()
        if not meaning(name).in_our_way and name not in _NO_FAILURE
    )
    coverage = {
        field: {"told": now.told, "of": now.of, "usual": round(before.rate, 3) if before.of else None}
        for field, (now, before) in shares(report).items()
    }
    return {
        "run": report.run_id,
        "finished_at": _iso(report.finished_at),
        **{name: getattr(report, name) for name in names},
        "blocked": blocked,
        "failed": failed,
        "coverage": coverage,
    }


def _state(report: SourceRun) -> str:
    from monitoring.words import reason

    words = reason(report.finish_reason, "en")
    return words if report.ok or report.finish_reason not in ("finished", "limit") else "failed"


def _details(report: SourceRun) -> Iterator[str]:
    """Coverage against the source's usual, answers by status, what failed where."""
    from monitoring.words import FIELDS, reason

    record = _report_record(report)
    fields = [
        f"{FIELDS[field][1] if field in FIELDS else field} {told['told']}/{told['of']}"
        + (f" (usually {told['usual']:.0%})" if told["usual"] is not None else "")
        for field, told in record["coverage"].items()
    ]
    if fields:
        yield "told: " + ", ".join(fields)
    if report.statuses:
        yield "answers: " + ", ".join(
            f"{number} × {status}" for status, number in sorted(report.statuses.items())
        )
    if limits := report.notes.get("limits"):
        yield f"our own limits ended it early: {limits}"
    if report.moved:
        yield f"articles with new addresses: {report.moved}"
    for listed in report.lists:
        yield from _list_details(listed)
    if report.error:
        yield f"error: {report.error}"
    for name, number in sorted(report.failures.items()):
        note = f", {report.notes[name]}" if name in report.notes else ""
        shown = "".join(f" {address}" for address in report.examples.get(name, ())[:2])
        yield f"{name} ({reason(name, 'en')}{note}): {number}{shown}"


def _list_details(listed: Mapping[str, Any]) -> Iterator[str]:
    """What could not be read of a list, and what the next nights go on with."""
    from monitoring.words import reason

    if listed.get("reason") and listed["state"] not in ("no list", "not asked"):
        yield f"list {listed['address']}: {reason(listed['reason'], 'en')}"
    for number, address, _ in listed.get("rest", ()):
        yield f"list {listed['address']}: still to be read from page {number} on ({address})"


def _open_findings() -> Iterator[str]:
    from archive.models import Finding

    for row in Finding.objects.filter(resolved_at=None).order_by("since", "id"):
        yield f"broken since {_local(row.since)}: {row.source or 'this machine'}: {_words(row)}"


def _finding_record(row: Finding) -> Mapping[str, Any]:
    return {
        "id": row.pk,
        "source": row.source,
        "finding": row.name,
        "detail": row.detail,
        "text": row.said,
        "since": _iso(row.since),
        "last_seen_at": _iso(row.last_seen_at),
        "resolved_at": _iso(row.resolved_at),
        "ending": row.ending,
        "evidence": {name: told for name, told in row.evidence.items() if name != "before"},
    }


def finding_line(row: Finding) -> str:
    """Number, source, what it is, since when and, if it is over, until when."""
    over = f", {row.ending} {_local(row.resolved_at)}" if row.resolved_at else ""
    return f"{row.pk:>5}  {row.source or 'this machine'}: {_words(row)} (since {_local(row.since)}{over})"


def _words(row: Finding) -> str:
    from monitoring.words import said

    return said(row.name, row.detail, row.evidence, "en")


def _evidence(row: Finding) -> list[str]:
    from monitoring.words import lines

    return lines(row.name, row.evidence, "en")


def _iso(at: datetime | None) -> str | None:
    return timezone.localtime(at).isoformat() if at is not None else None


def _local(at: datetime) -> str:
    return f"{timezone.localtime(at):%Y-%m-%d %H:%M}"


def _zone() -> str:
    return timezone.get_current_timezone_name()
