"""What to do about a job in the queue. Pure functions of what the run saw."""

from dataclasses import dataclass
from typing import Literal

# A source whose worker died or failed this many times is itself at fault.
MAX_ATTEMPTS = 3

JobStep = Literal["reported", "wait", "retry", "lost"]


@dataclass(frozen=True, slots=True)
class QueuedJob:
    """The crawl of one source in one run, as it stands in the queue.

    ``doing``: a worker took it. ``stalled``: that worker has died since. ``attempts`` ended without a report,
    because the worker was killed or gave the job back while it shut down.
    """

    number: int
    run: int
    source: str
    doing: bool
    stalled: bool
    attempts: int = 0


def next_step(job: QueuedJob | None, *, reported: bool) -> JobStep:
    """Decide what the run does next about one of its sources.

    ``job`` is None if the queue holds no job for it. ``reported`` must have been read after ``job``: a source
    with neither job nor report is then really lost.
    """
    if reported:
        return "reported"
    if job is None:
        return "lost"
    if not job.stalled:
        return "wait"
    return "retry" if job.attempts + 1 < MAX_ATTEMPTS else "lost"


def is_orphaned(job: QueuedJob, *, run_open: bool, reported: bool) -> bool:
    """Return True if the job should be deleted from the queue.

    That is a job with a report, whose worker could not delete it, and a job of a closed run that no living
    worker is doing. Jobs of an open run stay.
    """
    return reported or (not run_open and (not job.doing or job.stalled))
