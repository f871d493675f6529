"""``tincongdoan runs`` and ``findings``: crawl runs, and what is broken since when."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Annotated

import typer

from cli.access import open_archive
from cli.errors import OneLineError, one_line
from cli.output import make_console
from cli.plain import echo


def runs(
    number: Annotated[
        int | None, typer.Argument(metavar="[ID]", help="Show one run, source by source.")
    ] = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print JSON lines: one a run, or one a source of the given run.")
    ] = False,
) -> None:
    """List the last runs, newest first, and the open findings; with a number, show one run in full."""
    with one_line():
        open_archive()
        from cli import runs_view

        if number is not None:
            run = runs_view.find_run(number)
            if run is None:
                raise OneLineError(f"there is no run {number}; 'tincongdoan runs' lists them")
            if as_json:
                for record in runs_view.report_records(run):
                    echo(json.dumps(record, ensure_ascii=False))
            else:
                runs_view.show_run(make_console(), run)
            return
        for run in runs_view.latest_runs():
            if as_json:
                echo(json.dumps(runs_view.run_record(run), ensure_ascii=False))
            else:
                echo(runs_view.run_line(run))
        if not as_json:
            for line in runs_view.open_finding_lines():
                echo(line)


def findings(
    as_json: Annotated[bool, typer.Option("--json", help="Print one finding a line, as JSON.")] = False,
    everything: Annotated[bool, typer.Option("--all", help="Include findings that are over.")] = False,
    accept: Annotated[
        int | None,
        typer.Option(metavar="ID", help="Accept this finding: what it reports is the new baseline."),
    ] = None,
) -> None:
    """List the open findings: what is broken since when, with evidence and what to run."""
    with one_line():
        open_archive()
        from cli import runs_view
        from monitoring.findings_service import accept_finding

        if accept is not None:
            finding = accept_finding(accept, at=datetime.now(UTC)) if accept < 2**63 else None
            if finding is None:
                raise OneLineError(
                    f"there is no open finding {accept} that can be accepted (a lost field or selector, a "
                    'redesign, another owner); set status = "frozen" in the file of a source that is closed'
                )
            echo(f"accepted: {runs_view.finding_line(finding)}")
            return
        for finding in runs_view.list_findings(everything=everything):
            if as_json:
                echo(json.dumps(runs_view.finding_record(finding), ensure_ascii=False))
                continue
            echo(runs_view.finding_line(finding))
            for line in runs_view.evidence_lines(finding):
                echo(f"        {line}")
