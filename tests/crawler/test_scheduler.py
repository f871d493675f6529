"""The scheduler: when its rounds begin, what it may import, and that it ends in order."""

import ast
import os
import signal
import subprocess
import sys
import time
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

import scheduler

ROOT = Path(scheduler.__file__).parent
PACKAGES = {path.parent.name for path in ROOT.glob("*/__init__.py")}


def test_it_imports_only_what_it_wires_together() -> None:
    tree = ast.parse(Path(scheduler.__file__).read_text(encoding="utf-8"))
    named = [node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    named += [alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names]
    ours = {name.partition(".")[0] for name in named} & PACKAGES
    assert ours <= {"crawler", "archive", "feeds", "monitoring", "workers"}


def test_the_night_begins_at_two_in_viet_nam() -> None:
    [job] = scheduler.make_scheduler(lambda: None).get_jobs()
    after = datetime(2026, 11, 20, 12, tzinfo=scheduler.ZONE)
    begins = job.trigger.get_next_fire_time(None, after)
    assert begins == datetime(2026, 11, 21, 2, tzinfo=scheduler.ZONE)
    assert begins.utcoffset() == timedelta(hours=7)


def test_a_missed_night_is_caught_up_once() -> None:
    [job] = scheduler.make_scheduler(lambda: None).get_jobs()
    assert job.coalesce is True
    assert job.max_instances == 1
    assert job.misfire_grace_time >= 12 * 3600


def test_run_now_runs_now() -> None:
    ran: list[datetime] = []
    made: Any = None

    def job() -> None:
        ran.append(datetime.now(scheduler.ZONE))
        made.shutdown(wait=False)

    made = scheduler.make_scheduler(job, run_now=True)
    made.start()
    assert len(ran) == 1


def test_a_failed_crawl_is_followed_by_publishing_nevertheless(monkeypatch: pytest.MonkeyPatch) -> None:
    published: list[tuple[Any, ...]] = []

    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("no network")

    monkeypatch.setattr(scheduler, "ready", lambda: None)
    monkeypatch.setattr(scheduler, "_due", lambda *, light: ["lao-cai"])
    monkeypatch.setattr(scheduler, "due_now", lambda: ["lao-cai"])
    monkeypatch.setattr(scheduler, "broken_now", list)
    monkeypatch.setattr(scheduler, "crawl", fail)
    alerted: list[list[str]] = []
    monkeypatch.setattr(scheduler, "judge_reports", lambda **_: None)
    monkeypatch.setattr(scheduler, "publish_all", lambda *given: published.append(given))
    monkeypatch.setattr(scheduler, "notify_operators", lambda _, problems, **__: alerted.append([*problems]))
    statuses: list[scheduler.RoundStatus] = []
    scheduler.night(on_round=statuses.append)
    assert alerted == [["crawl"]]
    begun, over = statuses
    assert (begun.reason, begun.sources, begun.ended) == ("night", 1, None)
    assert (over.begun, over.problems, over.reports) == (begun.begun, ("crawl",), ())
    assert over.ended is not None
    [(home, base_url)] = published
    assert home == Path(os.environ["TCD_HOME"]).absolute()
    assert base_url is None


def test_sigterm_ends_it_in_order(tmp_path: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "scheduler"],
        env={**os.environ, "TCD_HOME": str(tmp_path)},
        stderr=subprocess.PIPE,
        text=True,
    )
    time.sleep(4)
    begun = time.monotonic()
    process.send_signal(signal.SIGTERM)
    _, words = process.communicate(timeout=20)
    assert process.returncode == 0, words
    assert time.monotonic() - begun < 10


def test_the_rounds_of_the_day_are_set_in_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TCD_NIGHT", "03:30")
    monkeypatch.setenv("TCD_DAY", "11:00,16:00")
    jobs = {job.id: job for job in scheduler.make_scheduler(lambda: None).get_jobs()}
    assert set(jobs) == {"night", "day 11:00", "day 16:00"}
    after = datetime(2026, 11, 20, 12, tzinfo=scheduler.ZONE)
    hours = [job.trigger.get_next_fire_time(None, after).hour for job in jobs.values()]
    assert hours == [3, 11, 16]


def test_the_next_round_by_night_and_by_day(monkeypatch: pytest.MonkeyPatch) -> None:
    noon = datetime(2026, 11, 20, 12, tzinfo=scheduler.ZONE)
    assert scheduler.next_rounds(noon) == {"night": datetime(2026, 11, 21, 2, tzinfo=scheduler.ZONE)}
    monkeypatch.setenv("TCD_DAY", "11:00,16:00")
    assert scheduler.next_rounds(noon)["day"] == datetime(2026, 11, 20, 16, tzinfo=scheduler.ZONE)


@pytest.mark.django_db
def test_a_missed_night_is_made_up_for_exactly_once() -> None:
    from archive.models import Run

    now = datetime.now(scheduler.ZONE)
    assert not scheduler.missed_last_night()
    Run.objects.create(sources=[], started_at=now - timedelta(days=9), finished_at=now, reason="night")
    Run.objects.create(sources=[], started_at=now, finished_at=now, reason="by hand")
    assert scheduler.missed_last_night()
    broken_off = Run.objects.create(sources=[], started_at=now, reason="catch-up", interrupted=True)
    assert scheduler.missed_last_night()
    Run.objects.create(sources=[], started_at=now, finished_at=now, reason="catch-up")
    assert not scheduler.missed_last_night()
    broken_off.delete()
    assert not scheduler.missed_last_night()


@pytest.mark.django_db
def test_a_round_crawls_the_sources_that_are_due(monkeypatch: pytest.MonkeyPatch) -> None:
    from archive.models import Run
    from archive.state import DjangoState
    from crawler.report import SourceReport

    now = datetime.now(scheduler.ZONE)
    run = Run.objects.create(sources=[], started_at=now - timedelta(days=1))
    for slug, pages in (("well", 5), ("dead", 0)):
        report = SourceReport(slug, pages=pages, listings=pages, failures={} if pages else {"parked": 1})
        for days in (1, 2):
            run = Run.objects.create(sources=[], started_at=now - timedelta(days=days), reason="night")
            DjangoState().finish_source(run.pk, report, at=now - timedelta(days=days))
    monkeypatch.setattr(scheduler, "due_now", lambda: ["well", "dead", "new"])
    monkeypatch.setattr(scheduler, "broken_now", lambda: ["hong"])
    assert scheduler._due(light=False) == ["well", "new", "hong"]
    assert scheduler._due(light=True) == []


def test_of_two_schedulers_the_second_says_so_and_waits(tmp_path: Path) -> None:
    env = {**os.environ, "TCD_HOME": str(tmp_path), "TCD_DATABASE_URL": ""}
    command = [sys.executable, "-m", "cli", "schedule", "--verbose"]
    first, second = None, None
    try:
        first = subprocess.Popen(command, env=env, cwd=ROOT, stdout=subprocess.PIPE, text=True)
        assert first.stdout is not None
        assert any("Ctrl-C ends" in line for line in iter(first.stdout.readline, ""))
        time.sleep(1)
        second = subprocess.Popen(
            command, env=env, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        )
        assert second.stdout is not None
        words = iter(second.stdout.readline, "")
        assert any("another scheduler runs on this archive" in line for line in words)
        second.send_signal(signal.SIGTERM)
        assert second.wait(timeout=20) == 0
    finally:
        for process in (first, second):
            if process is not None:
                process.kill()
                process.communicate()
