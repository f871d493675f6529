"""What operators see of the nights: runs in words and local time, findings, silence in cron, progress."""

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
from cli import progress as view
from cli.errors import OneLineError, one_line
from cli.main import app
from cli.quiet import is_quiet, unattended

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


def test_the_list_has_local_times_and_what_is_broken_since_when(night: Run, finding: Finding) -> None:
    told = call("runs")
    assert f"{night.pk:>5}  2026-11-21 02:05  night: 1 of 2 well, 3 new articles, 28 requests" in told
    assert "broken since 2026-11-21 02:05: lao-cai: lost field date: 0/12, before 98/100" in told
    record = json.loads(call("runs", "--json"))
    assert record["started_at"] == "2026-11-21T02:05:00+07:00"
    assert (record["well"], record["new"], record["bytes"]) == (1, 3, 3_000_000)


def test_one_run_is_told_source_by_source_in_words_and_the_same_time(night: Run) -> None:
    told = call("runs", str(night.pk))
    assert "2026-11-21 02:05" in told
    assert "until 2026-11-21 02:14, 540 s" in told
    assert "+00:00" not in told
    [row] = [line for line in told.splitlines() if line.startswith("│ lao-cai")]
    assert re.findall(r"[\w.]+", row)[2:] == ["14", "1.5", "3", "2", "5", "1", "2", "20", "done"]
    assert "lao-cai: told: title 10/10, date 9/10" in told
    assert "lao-cai: answers: 12 × 200, 2 × 404" in told
    assert "lao-cai: http 404 (the server answers 404): 2 http://a.example.vn/tin-1" in told
    assert "son-la: certificate (the certificate is not valid, self-signed): 1" in told
    assert "failed (finished)" not in told


def test_one_run_as_json_has_coverage_against_the_usual(night: Run) -> None:
    first, second = [json.loads(line) for line in call("runs", str(night.pk), "--json").splitlines()]
    assert first["finished_at"] == "2026-11-21T02:05:00+07:00"
    assert (first["blocked"], first["failed"]) == (1, 2)
    assert first["coverage"]["date"] == {"told": 9, "of": 10, "usual": None}
    assert (second["source"], second["failed"], second["coverage"]) == ("son-la", 1, {})


@pytest.mark.parametrize("number", ["7", str(2**70)])
def test_a_run_that_is_not_there_is_one_line(db: None, number: str) -> None:
    done = CliRunner().invoke(app, ["runs", number])
    assert isinstance(done.exception, OneLineError)
    assert str(done.exception) == f"there is no run {number}; 'tincongdoan runs' lists them"


def test_findings_are_told_with_evidence_and_can_be_accepted(finding: Finding) -> None:
    told = call("findings")
    assert f"{finding.pk:>5}  lao-cai: lost field date: 0/12, before 98/100 (since 2026-11-21 02:05)" in told
    assert "http://a.example.vn/tin-1" in told
    assert "try: tincongdoan sources check lao-cai" in told
    assert json.loads(call("findings", "--json"))["finding"] == "lost field"
    assert call("findings", "--accept", str(finding.pk)).startswith("accepted:")
    assert call("findings") == ""
    assert "accepted" in call("findings", "--all")
    done = CliRunner().invoke(app, ["findings", "--accept", str(finding.pk)])
    assert isinstance(done.exception, OneLineError)


# Who listens


def test_cron_is_where_nobody_watches(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("stdin", "stdout", "stderr"):
        monkeypatch.setattr(f"sys.{name}", io.StringIO())
    monkeypatch.delenv("TERM", raising=False)
    assert unattended()
    assert is_quiet(quiet=False, verbose=False)
    assert not is_quiet(quiet=False, verbose=True)
    monkeypatch.setenv("TERM", "xterm")
    assert not unattended()
    assert is_quiet(quiet=True, verbose=False)


def test_publishing_says_nothing_in_cron(db: None, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("TERM", raising=False)
    assert call("publish") == ""
    assert "unchanged" in call("publish", "--verbose")


# How it goes


def event(source: str, kind: str = "progress", **counts: float) -> dict[str, Any]:
    return {"event": kind, "source": source, "pages": 10, "articles": 8, "seconds": 4.0, **counts}


def test_progress_in_words() -> None:
    assert view.words(event("a", waits=3)) == "10 pages, 8 articles, 2.5/s, 3 wait"
    assert view.words(event("a", seconds=0.0)) == "10 pages, 8 articles"


def test_a_terminal_shows_the_sources_at_work_and_the_sum() -> None:
    out = Console(force_terminal=True, width=120, file=io.StringIO())
    with view.Live(out, ["lao-cai", "son-la"]) as live:
        live.tell(event("lao-cai", waits=3))
        live.tell(event("son-la", waits=1))
        live.tell(event("unknown"))
        live.tell(event("son-la", "report"))
        told = out.file
        live._bars.refresh()
    assert isinstance(told, io.StringIO)
    shown = told.getvalue().rpartition("all sources")[2]
    assert "20 pages, 16 articles" in shown
    assert "3 wait" in shown
    assert "lao-cai" in shown
    assert "son-la" not in shown
    assert "unknown" not in told.getvalue()


def test_elsewhere_a_line_tells_that_a_source_is_done(capsys: pytest.CaptureFixture[str]) -> None:
    with view.progress(["lao-cai"]) as told:
        told(event("lao-cai"))
        told(event("lao-cai", "report"))
    assert capsys.readouterr().err == "lao-cai: 10 pages, 8 articles, 4.0 s\n"
    with view.progress(["lao-cai"], quiet=True) as told:
        told(event("lao-cai", "report"))
    assert capsys.readouterr().err == ""


# What is wrong


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
def test_not_every_error_of_the_system_is_the_homes(error: OSError, words: str, home: Path) -> None:
    with pytest.raises(OneLineError) as told, one_line():
        raise error
    assert str(told.value).startswith(words)
    assert "TCD_HOME" not in str(told.value)


def test_a_file_of_the_home_is(home: Path) -> None:
    with pytest.raises(OneLineError, match="set TCD_HOME to a folder of yours"), one_line():
        raise PermissionError(13, "Permission denied", str(home / "logs"))


def test_a_reader_who_went_away_is_no_fault() -> None:
    with pytest.raises(BrokenPipeError), one_line():
        raise BrokenPipeError(32, "Broken pipe")


def test_a_disk_that_takes_nothing_is_wrong_however_free_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from cli import doctor_command

    [(name, problem)] = doctor_command._disk(tmp_path)
    assert name.startswith("disk, ")
    assert problem == ""

    def refuse(**_: object) -> None:
        raise OSError(30, "Read-only file system", str(tmp_path))

    monkeypatch.setattr(doctor_command.tempfile, "TemporaryFile", refuse)
    [(name, problem)] = doctor_command._disk(tmp_path)
    assert name == "disk"
    assert "Read-only file system" in problem
