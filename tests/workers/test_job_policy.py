"""What a run does about each job: wait for it, let another worker retry it, give it up, delete it."""

from dataclasses import replace

import pytest

from workers.job_policy import MAX_ATTEMPTS, QueuedJob, is_orphaned, next_step

WAITING = QueuedJob(1, 7, "a", doing=False, stalled=False)
DONE_BY_LIVE_WORKER = replace(WAITING, doing=True)
DONE_BY_DEAD_WORKER = replace(WAITING, doing=True, stalled=True)


@pytest.mark.parametrize("job", [WAITING, DONE_BY_LIVE_WORKER])
def test_the_run_waits_for_jobs_that_wait_or_have_a_live_worker(job: QueuedJob) -> None:
    assert next_step(job, reported=False) == "wait"


@pytest.mark.parametrize("job", [None, WAITING, DONE_BY_LIVE_WORKER, DONE_BY_DEAD_WORKER])
def test_a_report_ends_the_waiting_whatever_the_queue_holds(job: QueuedJob | None) -> None:
    assert next_step(job, reported=True) == "reported"


def test_a_job_that_left_the_queue_without_a_report_is_lost() -> None:
    assert next_step(None, reported=False) == "lost"


def test_a_dead_workers_job_is_retried_but_not_for_ever() -> None:
    steps = [
        next_step(replace(DONE_BY_DEAD_WORKER, attempts=number), reported=False)
        for number in range(MAX_ATTEMPTS)
    ]
    assert steps == ["retry"] * (MAX_ATTEMPTS - 1) + ["lost"]


def test_of_an_open_run_only_reported_jobs_are_deleted() -> None:
    for job in (WAITING, DONE_BY_LIVE_WORKER, DONE_BY_DEAD_WORKER):
        assert not is_orphaned(job, run_open=True, reported=False)
        assert is_orphaned(job, run_open=True, reported=True)


def test_of_a_closed_run_only_the_jobs_of_live_workers_stay() -> None:
    assert is_orphaned(WAITING, run_open=False, reported=False)
    assert not is_orphaned(DONE_BY_LIVE_WORKER, run_open=False, reported=False)
    assert is_orphaned(DONE_BY_DEAD_WORKER, run_open=False, reported=False)
