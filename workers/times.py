"""How often a worker shows that it lives, and after how long of silence nobody waits for it any longer."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Times:
    """All in seconds. ``stalled`` leaves room for a database that is started anew meanwhile."""

    heartbeat: float = 10.0  # a worker's sign of life
    stalled: float = 60.0  # without one for so long, a worker is taken for dead
    fetch: float = 3.0  # an idle worker asks for jobs
    abort: float = 1.0  # a busy worker asks whether it is to end a crawl
    look: float = 1.0  # a round looks at its jobs
    again: float = 10.0  # a worker that lost the database tries again
    last_words: float = 9.0  # what crawls may take to end when a round is told to end
