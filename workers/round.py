"""One round's jobs in the queue, from the first that is put in to the last report."""

import time
from collections.abc import Callable, Mapping, Sequence
from logging import getLogger
from typing import Any

from crawler.report import SourceReport
from workers import queue
from workers.decide import Job, next_step
from workers.living import living
from workers.times import Times

logger = getLogger(__name__)

Told = Callable[[SourceReport], None]


class Round:
    """``waiting`` are the sources without a report, ``reports`` those of the others.

    ``keep`` keeps a report that no worker could, unless a worker's has come meanwhile: then that one counts.
    ``heard`` hears of all. Every method raises what the functions of ``workers.queue`` do, and may be called
    again then.
    """

    def __init__(self, run: int, times: Times, keep: Told, heard: Told) -> None:
        self.waiting: set[str] = set()
        self.reports: dict[str, SourceReport] = {}
        self._run, self._times, self._keep, self._heard = run, times, keep, heard
        self._seen: dict[str, Job] = {}
        self._changed = self._lived = time.monotonic()

    @property
    def quiet(self) -> float:
        """For how many seconds no job was begun, given back or ended."""
        return time.monotonic() - self._changed

    @property
    def lonely(self) -> float:
        """For how many seconds no worker has lived."""
        return time.monotonic() - self._lived

    def begin(self, sources: Sequence[str], job: Mapping[str, Any], seconds: float) -> None:
        """Queue these sources; what another round has queued already is "busy"."""
        queue.clear(self._times)
        for source in sources:
            if queue.put(self._run, source, job, seconds):
                self.waiting.add(source)
            else:
                self._report(source, "busy")

    def look(self) -> None:
        """Take note of what the workers did, and let a living one do what a dead one left."""
        self._see()
        told = queue.reports(self._run, self.waiting)
        for source in sorted(self.waiting):
            job = self._seen.get(source)
            step = next_step(job, reported=source in told)
            if step == "reported":
                self._hear(told[source])
            elif step == "again" and job is not None:
                logger.warning("%s: its worker died, another one may take it", source)
                if not queue.again(job):
                    self._report(source, "busy")
            elif step == "lost":
                if job is not None:
                    queue.take_out(job)
                why = f"its worker died at try {job.tries + 1}" if job else "its worker left no report"
                self._report(source, "crashed", f"{why}; see the worker's logs")
        if living(self._times):
            self._lived = time.monotonic()

    def take_back(self) -> None:
        """Wait no longer for what no worker has begun, or whose worker is dead; it has no report then."""
        self._see()
        for source in sorted(self.waiting & self._seen.keys()):
            job = self._seen[source]
            if (job.stalled or not job.doing) and queue.take_out(job):
                self.waiting.discard(source)

    def end(self) -> None:
        """``take_back``, and tell workers to end in order what they are doing."""
        self.take_back()
        for source in self.waiting & self._seen.keys():
            queue.end(self._seen[source])

    def give_up(self) -> None:
        """Wait for nothing any longer: what was begun is "hung", the rest "not started"."""
        self._see()
        for source in sorted(self.waiting):
            job = self._seen.get(source)
            if job is not None and not job.doing and queue.take_out(job):
                self._report(source, "not started")
                continue
            if job is not None:
                queue.end(job)
            self._report(source, "hung", "its worker did not end it in time")

    def cut(self) -> None:
        """What workers were told to end, and did not report in time, is "ended"."""
        for source in sorted(self.waiting):
            self._report(source, "ended")

    def _see(self) -> None:
        seen = {job.source: job for job in queue.jobs(self._times, args__run=self._run)}
        if seen != self._seen:
            self._changed = time.monotonic()
        self._seen = seen

    def _report(self, source: str, reason: str, error: str | None = None) -> None:
        report = SourceReport(source, finish_reason=reason, error=error)
        self._keep(report)
        self._hear(queue.reports(self._run, [source]).get(source, report))

    def _hear(self, report: SourceReport) -> None:
        self.waiting.discard(report.source)
        self.reports[report.source] = report
        self._heard(report)
