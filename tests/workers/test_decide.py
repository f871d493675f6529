"""What a round does about each job: waits, lets another worker try, gives it up, clears it away."""

from dataclasses import replace

import pytest

from workers.decide import TRIES, Job, is_left_over, next_step

WAITS = Job(1, 7, "a", doing=False, stalled=False)
DONE_BY_LIVING = replace(WAITS, doing=True)
DONE_BY_DEAD = replace(WAITS, doing=True, stalled=True)


@pytest.mark.parametrize("job", [WAITS, DONE_BY_LIVING])
def test_what_waits_or_is_done_by_a_living_worker_is_waited_for(job: Job) -> None:
    assert next_step(job, reported=False) == "wait"


@pytest.mark.parametrize("job", [None, WAITS, DONE_BY_LIVING, DONE_BY_DEAD])
def test_a_report_ends_the_waiting_whatever_stands_in_the_queue(job: Job | None) -> None:
    assert next_step(job, reported=True) == "reported"


def test_a_job_that_went_without_a_report_is_lost() -> None:
    assert next_step(None, reported=False) == "lost"


def test_what_a_dead_worker_did_another_does_but_not_for_ever() -> None:
    tries = [next_step(replace(DONE_BY_DEAD, tries=number), reported=False) for number in range(TRIES)]
    assert tries == ["again"] * (TRIES - 1) + ["lost"]


def test_of_a_run_that_goes_on_nothing_is_cleared_away_but_what_was_reported() -> None:
    for job in (WAITS, DONE_BY_LIVING, DONE_BY_DEAD):
        assert not is_left_over(job, run_open=True, reported=False)
        assert is_left_over(job, run_open=True, reported=True)


def test_of_a_killed_run_only_what_a_living_worker_does_stays() -> None:
    told = {job: is_left_over(job, run_open=False, reported=False) for job in (WAITS, DONE_BY_LIVING)}
    assert told == {WAITS: True, DONE_BY_LIVING: False}
    assert is_left_over(DONE_BY_DEAD, run_open=False, reported=False)
