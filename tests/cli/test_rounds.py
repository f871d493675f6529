"""What a scheduler and a worker say: when the next round comes, and what each came to."""

from collections.abc import Callable
from datetime import datetime, time, timedelta
from typing import Any

import pytest

import scheduler
from cli import rounds, serve_commands
from crawler.report import SourceReport
from scheduler import Round
from vietnamese.zone import VIETNAM

NOW = datetime(2026, 11, 22, 13, 29, tzinfo=VIETNAM)
COMES = {
    "night": datetime(2026, 11, 23, 2, tzinfo=VIETNAM),
    "day": datetime(2026, 11, 22, 16, tzinfo=VIETNAM),
}
WELL = SourceReport("lao-cai", pages=30, requests=31, new=12, changed=2, seconds=61.0)
BLOCKED = SourceReport("son-la", requests=3, failures={"blocked": 3, "http 404": 1})


def told(this: Round) -> list[str]:
    return list(rounds.lines(this, COMES, "/var/logs/tincongdoan.log"))


def test_the_plan_tells_times_zone_and_sources() -> None:
    assert (
        rounds.plan(time(2), (), 121) == "crawls every night at 02:00 (Asia/Ho_Chi_Minh), 121 sources at most"
    )
    assert "at 02:30 and, lighter, at 11:00, 16:00 and 20:00 (" in rounds.plan(
        time(2, 30), (time(11), time(16), time(20)), 1
    )


def test_what_comes_next_is_told_with_its_day_and_in_how_long() -> None:
    assert rounds.coming(COMES, NOW) == "next: the day's lighter round on 2026-11-22 at 16:00, in 2 h 31 min"
    assert rounds.coming({"night": COMES["night"]}, NOW) == (
        "next: the night's round on 2026-11-23 at 02:00, in 12 h 31 min"
    )


def test_a_round_that_begins_is_one_line_and_one_that_is_over_tells_its_counts() -> None:
    this = Round("night", NOW, sources=2)
    assert told(this) == ["13:29  the night's round begins: 2 sources"]
    over = Round("night", NOW, 2, NOW + timedelta(minutes=9), (WELL, BLOCKED))
    assert told(over) == [
        "13:38  the night's round is over after 9 min: 1 of 2 sources well, 12 new articles, 2 changed",
        "       the site blocks us: son-la",
        "       next: the day's lighter round on 2026-11-22 at 16:00, in 2 h 22 min",
    ]


def test_a_step_that_failed_is_told_with_the_log_and_many_bad_sources_shortly() -> None:
    bad = [BLOCKED, *(SourceReport(f"s{number}", finish_reason="hung") for number in range(12))]
    lines = told(Round("catch-up", NOW, 13, NOW, tuple(bad), ("publish",)))
    assert "       could not publish: see /var/logs/tincongdoan.log" in lines
    assert lines[1].endswith("any more: s0, s1, s2, s3, s4, s5, s6, s7 and 4 more: see 'tincongdoan runs'")
    assert lines[2] == "       the site blocks us: son-la"


def test_a_round_in_which_nothing_is_due_says_so() -> None:
    assert told(Round("day", NOW)) == ["13:29  the day's lighter round begins: no source is due"]


def test_a_worker_tells_what_becomes_of_a_source() -> None:
    assert rounds.source_line(NOW, "lao-cai", 7, "begun", None) == "13:29  lao-cai (run 7): begun"
    assert rounds.source_line(NOW, "lao-cai", 7, "done", WELL) == (
        "13:29  lao-cai (run 7): done: 30 pages, 12 new articles, 2 changed, 1 min"
    )
    assert "(run 7): not well (the site blocks us): 0 pages" in rounds.source_line(
        NOW, "son-la", 7, "done", BLOCKED
    )


@pytest.fixture
def main(monkeypatch: pytest.MonkeyPatch, home: Any, db: None) -> Callable[..., None]:
    """``_rounds`` over a scheduler that has two rounds, of which the second can't publish, and ends."""

    def run(*, run_now: bool, heard: Callable[[Round], None], waiting: Callable[[], None]) -> None:
        heard(Round("night", NOW, 1))
        heard(Round("night", NOW, 1, NOW, (WELL,)))
        heard(Round("day", NOW, 1, NOW, (WELL,), ("publish",)))

    monkeypatch.setattr(scheduler, "main", run)
    return serve_commands._rounds


def test_at_its_start_the_scheduler_says_what_will_happen_when_and_where_the_log_is(
    main: Callable[..., None], home: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    main(quiet=False)
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("crawls every night at 02:00 (Asia/Ho_Chi_Minh), ")
    assert lines[1].startswith("next: the night's round on ")
    assert lines[2] == f"log: {home}/logs/tincongdoan.log; Ctrl-C ends"
    assert [line[7:].partition(":")[0] for line in lines if line[:1] == "1"] == [
        "the night's round begins",
        "the night's round is over after 0 s",
        "the day's lighter round is over after 0 s",
    ]


def test_where_nobody_looks_only_a_round_that_failed_is_told(
    main: Callable[..., None], capsys: pytest.CaptureFixture[str]
) -> None:
    main(quiet=True)
    said = capsys.readouterr()
    assert said.out == ""
    assert "could not publish" in said.err
    assert "begins" not in said.err
    assert len(said.err.splitlines()) == 3
