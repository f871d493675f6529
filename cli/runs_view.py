"""Runs and findings as records and as lines for a terminal. Django must be set up before the import."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

from django.utils import timezone
from rich.console import Console

from archive.models import Finding, Run, SourceRun
from cli.output import Grid, local_time
from items.failures import meaning
from monitoring.finding_texts import FIELD_LABELS, finding_text, reason_text
from monitoring.finding_texts import evidence_lines as evidence_in_words
from monitoring.findings_service import field_shares

_LISTED_RUNS = 30
_COUNTS = ("requests", "bytes", "new", "changed", "unchanged")
# No failures of the site: links that lead elsewhere are kept as links.
_NO_FAILURE = ("off site", "silent zero")
_REPORT_FIELDS = (
    "source", "ok", "complete", "finish_reason", "error", "pages", "listings", "articles", *_COUNTS,
    "external", "moved", "statuses", "seconds", "failures", "examples", "notes", "lists",
)  # fmt: skip


def latest_runs() -> Iterable[Run]:
    """Return the last runs with their reports, newest first."""
    return Run.objects.order_by("-pk").prefetch_related("reports")[:_LISTED_RUNS]


def find_run(number: int) -> Run | None:
    """Return the run of that number, if there is one."""
    return Run.objects.filter(pk=number).first() if number < 2**63 else None


def list_findings(*, everything: bool) -> Iterable[Finding]:
    """Return the open findings, or all of them, the oldest first."""
    rows = Finding.objects.all() if everything else Finding.objects.filter(resolved_at=None)
    return rows.order_by("since", "id")


def run_record(run: Run) -> dict[str, Any]:
    """Return a run as ``runs --json`` prints it."""
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


def run_line(run: Run) -> str:
    """Return a run in one line: number, beginning, reason, result."""
    record = run_record(run)
    state = f"{record['well']} of {record['sources']} sources successful"
    if run.finished_at is None:
        state = "running"
    elif run.interrupted:
        state = f"interrupted, {record['reported']} of {record['sources']} sources reported"
    return (
        f"{run.pk:>5}  {local_time(run.started_at)}  {run.reason}: {state}, "
        f"{record['new']} new articles, {record['requests']} requests"
    )


def report_records(run: Run) -> Iterator[dict[str, Any]]:
    """Yield a run's crawl reports as ``runs ID --json`` prints them, by source."""
    return map(_report_record, run.reports.order_by("source"))


def show_run(out: Console, run: Run) -> None:
    """Print a run as a table with a row a source, then details of each source."""
    reports = list(run.reports.order_by("source"))
    out.print(run_line(run).strip(), markup=False, highlight=False, soft_wrap=True)
    if run.finished_at is not None:
        seconds = (run.finished_at - run.started_at).total_seconds()
        zone = timezone.get_current_timezone_name()
        out.print(f"until {local_time(run.finished_at)}, {seconds:.0f} s; times in {zone}", style="dim")
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
    blocked = sum(number for name, number in report.failures.items() if meaning(name).in_our_way)
    failed = sum(
        number
        for name, number in report.failures.items()
        if not meaning(name).in_our_way and name not in _NO_FAILURE
    )
    coverage = {
        field: {"told": now.having, "of": now.of, "usual": round(before.rate, 3) if before.of else None}
        for field, (now, before) in field_shares(report).items()
    }
    return {
        "run": report.run_id,
        "finished_at": _iso(report.finished_at),
        **{name: getattr(report, name) for name in _REPORT_FIELDS},
        "blocked": blocked,
        "failed": failed,
        "coverage": coverage,
    }


def _state(report: SourceRun) -> str:
    if not report.ok and report.finish_reason in ("finished", "limit"):
        return "failed"
    return reason_text(report.finish_reason, "en")


def _details(report: SourceRun) -> Iterator[str]:
    """Yield field coverage beside the baseline, responses by status, and failures with examples."""
    record = _report_record(report)
    fields = [
        f"{FIELD_LABELS[field][1] if field in FIELD_LABELS else field} {share['told']}/{share['of']}"
        + (f" (usually {share['usual']:.0%})" if share["usual"] is not None else "")
        for field, share in record["coverage"].items()
    ]
    if fields:
        yield "coverage: " + ", ".join(fields)
    if report.statuses:
        yield "responses: " + ", ".join(
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
        examples = "".join(f" {address}" for address in report.examples.get(name, ())[:2])
        yield f"{name} ({reason_text(name, 'en')}{note}): {number}{examples}"


def _list_details(listed: Mapping[str, Any]) -> Iterator[str]:
    """Yield what could not be read of a list, and where the next nights continue."""
    if listed.get("reason") and listed["state"] not in ("no list", "not asked"):
        yield f"list {listed['address']}: {reason_text(listed['reason'], 'en')}"
    for number, address, _ in listed.get("rest", ()):
        yield f"list {listed['address']}: still to be read from page {number} on ({address})"


def open_finding_lines() -> Iterator[str]:
    """Yield a line for each open finding, the oldest first."""
    for row in list_findings(everything=False):
        yield f"broken since {local_time(row.since)}: {row.source or 'this machine'}: {_in_words(row)}"


def finding_record(row: Finding) -> Mapping[str, Any]:
    """Return a finding as ``findings --json`` prints it."""
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
        "evidence": {name: value for name, value in row.evidence.items() if name != "before"},
    }


def finding_line(row: Finding) -> str:
    """Return a finding in one line: number, source, what it is, since when and, if over, until when."""
    end = f", {row.ending} {local_time(row.resolved_at)}" if row.resolved_at else ""
    return (
        f"{row.pk:>5}  {row.source or 'this machine'}: {_in_words(row)} (since {local_time(row.since)}{end})"
    )


def evidence_lines(row: Finding) -> list[str]:
    """Return a finding's evidence and what to run, a line each."""
    return evidence_in_words(row.name, row.evidence, "en")


def _in_words(row: Finding) -> str:
    return finding_text(row.name, row.detail, row.evidence, "en")


def _iso(at: datetime | None) -> str | None:
    return timezone.localtime(at).isoformat() if at is not None else None
