"""What the scheduler and a worker print: when the next round begins, and the results of each."""

from collections.abc import Callable
from datetime import datetime, time, timedelta
from typing import Any

import pytest

import scheduler
from cli import round_messages, serve_commands
from crawler.report import SourceReport
from scheduler import RoundStatus
from vietnamese.zone import VIETNAM

NOW = datetime(2026, 11, 22, 13, 29, tzinfo=VIETNAM)
NEXT_ROUNDS = {
    "night": datetime(2026, 11, 23, 2, tzinfo=VIETNAM),
    "day": datetime(2026, 11, 22, 16, tzinfo=VIETNAM),
}
SUCCESSFUL = SourceReport("lao-cai", pages=30, requests=31, new=12, changed=2, seconds=61.0)
BLOCKED = SourceReport("son-la", requests=3, failures={"blocked": 3, "http 404": 1})


def lines_of(status: RoundStatus) -> list[str]:
    return list(round_messages.round_lines(status, NEXT_ROUNDS, "/var/logs/tincongdoan.log"))


def test_the_schedule_names_times_zone_and_sources() -> None:
    assert (
        round_messages.schedule_line(time(2), (), 121)
        == "crawls every night at 02:00 (Asia/Ho_Chi_Minh), 121 sources at most"
    )
    assert "at 02:30 and, lighter, at 11:00, 16:00 and 20:00 (" in round_messages.schedule_line(
        time(2, 30), (time(11), time(16), time(20)), 1
    )


def test_the_next_round_is_announced_with_its_day_and_the_time_until_then() -> None:
    assert (
        round_messages.next_round_line(NEXT_ROUNDS, NOW)
        == "next: the lighter round by day on 2026-11-22 at 16:00, in 2 h 31 min"
    )
    assert round_messages.next_round_line({"night": NEXT_ROUNDS["night"]}, NOW) == (
        "next: the nightly round on 2026-11-23 at 02:00, in 12 h 31 min"
    )


def test_a_round_prints_one_line_at_its_beginning_and_its_counts_at_its_end() -> None:
    begun = RoundStatus("night", NOW, sources=2)
    assert lines_of(begun) == ["13:29  the nightly round begins: 2 sources"]
    over = RoundStatus("night", NOW, 2, NOW + timedelta(minutes=9), (SUCCESSFUL, BLOCKED))
    assert lines_of(over) == [
        "13:38  the nightly round ended after 9 min: 1 of 2 sources successful, 12 new articles, 2 changed",
        "       the site blocks us: son-la",
        "       next: the lighter round by day on 2026-11-22 at 16:00, in 2 h 22 min",
    ]


def test_a_failed_step_is_printed_with_the_log_and_failed_sources_are_abbreviated() -> None:
    bad = [BLOCKED, *(SourceReport(f"s{number}", finish_reason="hung") for number in range(12))]
    lines = lines_of(RoundStatus("catch-up", NOW, 13, NOW, tuple(bad), ("publish",)))
    assert "       could not publish: see /var/logs/tincongdoan.log" in lines
    assert lines[1].endswith("any more: s0, s1, s2, s3, s4, s5, s6, s7 and 4 more: see 'tincongdoan runs'")
    assert lines[2] == "       the site blocks us: son-la"


def test_a_round_without_due_sources_says_so() -> None:
    assert lines_of(RoundStatus("day", NOW)) == ["13:29  the lighter round by day begins: no source is due"]


def test_a_worker_prints_each_step_of_a_crawl() -> None:
    assert round_messages.source_line(NOW, "lao-cai", 7, "begun", None) == "13:29  lao-cai (run 7): begun"
    assert round_messages.source_line(NOW, "lao-cai", 7, "done", SUCCESSFUL) == (
        "13:29  lao-cai (run 7): done: 30 pages, 12 new articles, 2 changed, 1 min"
    )
    assert "(run 7): failed (the site blocks us): 0 pages" in round_messages.source_line(
        NOW, "son-la", 7, "done", BLOCKED
    )


@pytest.fixture
def main(monkeypatch: pytest.MonkeyPatch, home: Any, db: None) -> Callable[..., None]:
    """``_run_scheduler`` with a scheduler that runs two rounds and ends; the second can't publish."""

    def run(
        *, run_now: bool, on_round: Callable[[RoundStatus], None], on_waiting: Callable[[], None]
    ) -> None:
        on_round(RoundStatus("night", NOW, 1))
        on_round(RoundStatus("night", NOW, 1, NOW, (SUCCESSFUL,)))
        on_round(RoundStatus("day", NOW, 1, NOW, (SUCCESSFUL,), ("publish",)))

    monkeypatch.setattr(scheduler, "main", run)
    return serve_commands._run_scheduler


def test_at_its_start_the_scheduler_prints_its_times_and_the_path_of_the_log(
    main: Callable[..., None], home: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    main(quiet=False)
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("crawls every night at 02:00 (Asia/Ho_Chi_Minh), ")
    assert lines[1].startswith("next: the nightly round on ")
    assert lines[2] == f"log: {home}/logs/tincongdoan.log; Ctrl-C ends"
    assert [line[7:].partition(":")[0] for line in lines if line[:1] == "1"] == [
        "the nightly round begins",
        "the nightly round ended after 0 s",
        "the lighter round by day ended after 0 s",
    ]


def test_a_quiet_scheduler_prints_only_rounds_in_which_a_step_failed(
    main: Callable[..., None], capsys: pytest.CaptureFixture[str]
) -> None:
    main(quiet=True)
    output = capsys.readouterr()
    assert output.out == ""
    assert "could not publish" in output.err
    assert "begins" not in output.err
    assert len(output.err.splitlines()) == 3
