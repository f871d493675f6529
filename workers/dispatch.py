"""The jobs of one crawl run, from the first that is queued to the last report."""

import time
from collections.abc import Callable, Mapping, Sequence
from logging import getLogger
from typing import TYPE_CHECKING, Any

from crawler.report import SourceReport
from workers.availability import Timeouts, count_active_workers
from workers.job_policy import QueuedJob, next_step

if TYPE_CHECKING:
    # It can be imported on PostgreSQL only.
    from workers.queue import JobQueue

logger = getLogger(__name__)

ReportCallback = Callable[[SourceReport], None]


class Dispatch:
    """The state of one run's jobs: ``waiting`` are the sources without a report, ``reports`` are by source.

    ``store_report`` stores a report on behalf of a worker that left none, unless the worker's own has arrived
    meanwhile: that one counts. ``on_report`` is called with every report, once a source.
    Every method raises what those of ``JobQueue`` raise, and can then be called again.
    """

    def __init__(
        self,
        run: int,
        queue: "JobQueue",
        timeouts: Timeouts,
        store_report: ReportCallback,
        on_report: ReportCallback,
    ) -> None:
        self.waiting: set[str] = set()
        self.reports: dict[str, SourceReport] = {}
        self._run, self._queue, self._timeouts = run, queue, timeouts
        self._store_report, self._on_report = store_report, on_report
        self._jobs: dict[str, QueuedJob] = {}
        self._last_change = self._last_active_worker = time.monotonic()

    @property
    def seconds_without_change(self) -> float:
        """How long no job was begun, given back or finished."""
        return time.monotonic() - self._last_change

    @property
    def seconds_without_workers(self) -> float:
        """How long no worker has been alive."""
        return time.monotonic() - self._last_active_worker

    def enqueue(self, sources: Sequence[str], job: Mapping[str, Any], seconds: float) -> None:
        """Queue these sources; one that another run has queued already is reported as "busy"."""
        self._queue.delete_orphaned_jobs()
        for source in sources:
            if self._queue.enqueue(self._run, source, job, seconds):
                self.waiting.add(source)
            else:
                self._report(source, "busy")

    def poll(self) -> None:
        """Collect the workers' reports, and release the jobs of dead workers for others."""
        self._refresh_jobs()
        reports = self._queue.read_reports(self._run, self.waiting)
        for source in sorted(self.waiting):
            job = self._jobs.get(source)
            step = next_step(job, reported=source in reports)
            if step == "reported":
                self._accept(reports[source])
            elif step == "retry" and job is not None:
                logger.warning("%s: its worker died, another one may take it", source)
                if not self._queue.retry_job(job):
                    self._report(source, "busy")
            elif step == "lost":
                if job is not None:
                    self._queue.delete_job(job)
                cause = f"its worker died at try {job.attempts + 1}" if job else "its worker left no report"
                self._report(source, "crashed", f"{cause}; see the worker's logs")
        if count_active_workers(self._timeouts):
            self._last_active_worker = time.monotonic()

    def withdraw(self) -> None:
        """Delete the jobs that no living worker does; their sources get no report and no longer wait."""
        self._refresh_jobs()
        for source in sorted(self.waiting & self._jobs.keys()):
            job = self._jobs[source]
            if (job.stalled or not job.doing) and self._queue.delete_job(job):
                self.waiting.discard(source)

    def stop(self) -> None:
        """``withdraw``, and ask the workers to stop in order what they are crawling."""
        self.withdraw()
        for source in self.waiting & self._jobs.keys():
            self._queue.abort_job(self._jobs[source])

    def give_up(self) -> None:
        """Stop waiting: a crawl that was begun is reported as "hung", any other as "not started"."""
        self._refresh_jobs()
        for source in sorted(self.waiting):
            job = self._jobs.get(source)
            if job is not None and not job.doing and self._queue.delete_job(job):
                self._report(source, "not started")
                continue
            if job is not None:
                self._queue.abort_job(job)
            self._report(source, "hung", "its worker did not end it in time")

    def report_unfinished(self) -> None:
        """Report as "ended" what workers were asked to stop and did not report in time."""
        for source in sorted(self.waiting):
            self._report(source, "ended")

    def _refresh_jobs(self) -> None:
        jobs = {job.source: job for job in self._queue.list_jobs(args__run=self._run)}
        if jobs != self._jobs:
            self._last_change = time.monotonic()
        self._jobs = jobs

    def _report(self, source: str, reason: str, error: str | None = None) -> None:
        report = SourceReport(source, finish_reason=reason, error=error)
        self._store_report(report)
        # What the archive holds now may be the worker's own report.
        self._accept(self._queue.read_reports(self._run, [source]).get(source, report))

    def _accept(self, report: SourceReport) -> None:
        self.waiting.discard(report.source)
        self.reports[report.source] = report
        self._on_report(report)
