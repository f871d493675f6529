"""What a round does about each of its jobs. Pure functions of what was seen."""

from dataclasses import dataclass
from typing import Literal

# So many workers may die or fail over a source; then it is the source that is at fault.
TRIES = 3

Step = Literal["reported", "wait", "again", "lost"]


@dataclass(frozen=True, slots=True)
class Job:
    """A crawl of one source as it stands in the queue. ``doing``: a worker took it; ``stalled``: and has died
    since. ``tries`` ended without a report: killed workers, and ones that gave it back as they were to end.
    """

    number: int
    run: int
    source: str
    doing: bool
    stalled: bool
    tries: int = 0


def next_step(job: Job | None, *, reported: bool) -> Step:
    """``reported``: the report was looked for after ``job``. No job and no report: it was lost."""
    if reported:
        return "reported"
    if job is None:
        return "lost"
    if not job.stalled:
        return "wait"
    return "again" if job.tries + 1 < TRIES else "lost"


def is_left_over(job: Job, *, run_open: bool, reported: bool) -> bool:
    """Is a job of the queue in everybody's way? Those of a round that goes on are not, nor what a living
    worker does for one that was killed; what nobody does, or somebody did and could not say so, is.
    """
    return reported or (not run_open and (not job.doing or job.stalled))
