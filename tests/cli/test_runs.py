"""Runs in words and local time, findings, silence in cron, progress, errors."""

import io
import json
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console
from typer.testing import CliRunner

from archive.models import Finding, Run, SourceRun
from cli import doctor_command
from cli.errors import OneLineError, one_line
from cli.main import app
from cli.output import is_quiet, is_unattended
from cli.progress import LiveView, format_counts, show_progress

NIGHT = datetime(2026, 11, 20, 19, 5, tzinfo=UTC)


@pytest.fixture
def night(db: None) -> Run:
    run = Run.objects.create(
        sources=["lao-cai", "son-la"],
        started_at=NIGHT,
        finished_at=NIGHT + timedelta(minutes=9),
        reason="night",
    )
    values: dict[str, Any] = {
        "ok": True, "complete": True, "finish_reason": "finished", "pages": 12, "listings": 2, "articles": 10,
        "with_date": 10, "with_byline": 0, "with_views": 0, "bytes": 1_500_000, "requests": 14,
        "seconds": 20.0,
    }  # fmt: skip
    SourceRun.objects.create(
        run=run, source="lao-cai", finished_at=NIGHT, new=3, changed=2, unchanged=5,
        told={"title": 10, "date": 9}, statuses={"200": 12, "404": 2}, failures={"http 404": 2, "flood": 1},
        examples={"http 404": ["http://a.example.vn/tin-1"]}, **values,
    )  # fmt: skip
    nothing = dict.fromkeys(("pages", "listings", "articles", "new", "changed", "unchanged"), 0)
    SourceRun.objects.create(
        run=run, source="son-la", finished_at=NIGHT, failures={"certificate": 1},
        notes={"certificate": "self-signed"}, **{**values, **nothing, "ok": False},
    )  # fmt: skip
    return run


@pytest.fixture
def finding(db: None) -> Finding:
    return Finding.objects.create(
        source="lao-cai", name="lost field", detail="date", said="mất ngày đăng",
        evidence={"baseline": {"date": [98, 100]}, "now": [0, 12], "examples": ["http://a.example.vn/tin-1"],
                  "try": "tincongdoan sources check lao-cai"},
        since=NIGHT, found_at=NIGHT, last_seen_at=NIGHT,
    )  # fmt: skip


def call(*words: str, code: int = 0) -> str:
    done = CliRunner().invoke(app, list(words), catch_exceptions=not code)
    assert done.exit_code == code, done.output
    return done.output


def test_the_list_has_local_times_and_the_open_findings(night: Run, finding: Finding) -> None:
    output = call("runs")
    assert (
        f"{night.pk:>5}  2026-11-21 02:05  night: 1 of 2 sources successful, 3 new articles, 28 requests"
        in output
    )
    assert "broken since 2026-11-21 02:05: lao-cai: lost field date: 0/12, before 98/100" in output
    record = json.loads(call("runs", "--json"))
    assert record["started_at"] == "2026-11-21T02:05:00+07:00"
    assert (record["well"], record["new"], record["bytes"]) == (1, 3, 3_000_000)


def test_one_run_is_shown_source_by_source_in_words_and_local_time(night: Run) -> None:
    output = call("runs", str(night.pk))
    assert "2026-11-21 02:05" in output
    assert "until 2026-11-21 02:14, 540 s" in output
    assert "+00:00" not in output
    [row] = [line for line in output.splitlines() if line.startswith("│ lao-cai")]
    assert re.findall(r"[\w.]+", row)[2:] == ["14", "1.5", "3", "2", "5", "1", "2", "20", "done"]
    assert "lao-cai: coverage: title 10/10, date 9/10" in output
    assert "lao-cai: responses: 12 × 200, 2 × 404" in output
    assert "lao-cai: http 404 (the server answers 404): 2 http://a.example.vn/tin-1" in output
    assert "son-la: certificate (the certificate is not valid, self-signed): 1" in output
    assert "failed (finished)" not in output


def test_one_run_as_json_has_coverage_beside_the_baseline(night: Run) -> None:
    first, second = [json.loads(line) for line in call("runs", str(night.pk), "--json").splitlines()]
    assert first["finished_at"] == "2026-11-21T02:05:00+07:00"
    assert (first["blocked"], first["failed"]) == (1, 2)
    assert first["coverage"]["date"] == {"told": 9, "of": 10, "usual": None}
    assert (second["source"], second["failed"], second["coverage"]) == ("son-la", 1, {})


@pytest.mark.parametrize("number", ["7", str(2**70)])
def test_an_unknown_run_is_an_error_of_one_line(db: None, number: str) -> None:
    done = CliRunner().invoke(app, ["runs", number])
    assert isinstance(done.exception, OneLineError)
    assert str(done.exception) == f"there is no run {number}; 'tincongdoan runs' lists them"


def test_findings_are_listed_with_evidence_and_can_be_accepted(finding: Finding) -> None:
    output = call("findings")
    assert (
        f"{finding.pk:>5}  lao-cai: lost field date: 0/12, before 98/100 (since 2026-11-21 02:05)" in output
    )
    assert "http://a.example.vn/tin-1" in output
    assert "try: tincongdoan sources check lao-cai" in output
    assert json.loads(call("findings", "--json"))["finding"] == "lost field"
    assert call("findings", "--accept", str(finding.pk)).startswith("accepted:")
    assert call("findings") == ""
    assert "accepted" in call("findings", "--all")
    done = CliRunner().invoke(app, ["findings", "--accept", str(finding.pk)])
    assert isinstance(done.exception, OneLineError)


# Silence in cron


def test_without_terminal_and_term_nobody_watches(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("stdin", "stdout", "stderr"):
        monkeypatch.setattr(f"sys.{name}", io.StringIO())
    monkeypatch.delenv("TERM", raising=False)
    assert is_unattended()
    assert is_quiet(quiet=False, verbose=False)
    assert not is_quiet(quiet=False, verbose=True)
    monkeypatch.setenv("TERM", "xterm")
    assert not is_unattended()
    assert is_quiet(quiet=True, verbose=False)


def test_publishing_prints_nothing_in_cron(db: None, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("TERM", raising=False)
    assert call("publish") == ""
    assert "unchanged" in call("publish", "--verbose")


# Progress


def event(source: str, kind: str = "progress", **counts: float) -> dict[str, Any]:
    return {"event": kind, "source": source, "pages": 10, "articles": 8, "seconds": 4.0, **counts}


def test_progress_in_words() -> None:
    assert format_counts(event("a", waits=3)) == "10 pages, 8 articles, 2.5/s, 3 waiting"
    assert format_counts(event("a", seconds=0.0)) == "10 pages, 8 articles"


def test_a_terminal_shows_the_sources_at_work_and_the_sum() -> None:
    out = Console(force_terminal=True, width=120, file=io.StringIO())
    with LiveView(out, ["lao-cai", "son-la"]) as view:
        view.show(event("lao-cai", waits=3))
        view.show(event("son-la", waits=1))
        view.show(event("unknown"))
        view.show(event("son-la", "report"))
        terminal = out.file
        view._bars.refresh()
    assert isinstance(terminal, io.StringIO)
    last_screen = terminal.getvalue().rpartition("all sources")[2]
    assert "20 pages, 16 articles" in last_screen
    assert "3 waiting" in last_screen
    assert "lao-cai" in last_screen
    assert "son-la" not in last_screen
    assert "unknown" not in terminal.getvalue()


def test_without_a_terminal_a_line_is_printed_for_each_finished_source(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with show_progress(["lao-cai"]) as on_progress:
        on_progress(event("lao-cai"))
        on_progress(event("lao-cai", "report"))
    assert capsys.readouterr().err == "lao-cai: 10 pages, 8 articles, 4.0 s\n"
    with show_progress(["lao-cai"], quiet=True) as on_progress:
        on_progress(event("lao-cai", "report"))
    assert capsys.readouterr().err == ""


# Errors


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (
            OSError(28, "No space left on device", "/x/archive"),
            "/x/archive: No space left on device; free some space",
        ),
        (ConnectionRefusedError(111, "Connection refused"), "Connection refused"),
        (
            PermissionError(13, "Permission denied", "/elsewhere/file"),
            "/elsewhere/file cannot be used: Permission denied",
        ),
    ],
)
def test_not_every_os_error_is_blamed_on_the_home(error: OSError, words: str, home: Path) -> None:
    with pytest.raises(OneLineError) as raised, one_line():
        raise error
    assert str(raised.value).startswith(words)
    assert "TCD_HOME" not in str(raised.value)


def test_an_unusable_file_in_the_home_is_blamed_on_the_home(home: Path) -> None:
    with pytest.raises(OneLineError, match="set TCD_HOME to a folder that you may write to"), one_line():
        raise PermissionError(13, "Permission denied", str(home / "logs"))


def test_a_closed_pipe_is_no_error() -> None:
    with pytest.raises(BrokenPipeError), one_line():
        raise BrokenPipeError(32, "Broken pipe")


def test_a_read_only_disk_is_a_problem_however_much_is_free(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    [(name, problem)] = doctor_command._disk(tmp_path)
    assert name.startswith("disk, ")
    assert problem == ""

    def refuse(**_: object) -> None:
        raise OSError(30, "Read-only file system", str(tmp_path))

    monkeypatch.setattr(doctor_command.tempfile, "TemporaryFile", refuse)
    [(name, problem)] = doctor_command._disk(tmp_path)
    assert name == "disk"
    assert "Read-only file system" in problem
