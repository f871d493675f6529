"""The job queue in PostgreSQL. It can be imported only where Django is set up with procrastinate's app."""

from collections.abc import Collection, Mapping
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import Any

from asgiref.sync import async_to_sync
from django.db.models import Q
from django.db.models.functions import Now
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob
from procrastinate.exceptions import AlreadyEnqueued, ConnectorException, UniqueViolation
from procrastinate.jobs import Status

from archive.models import Run, SourceRun
from crawler.report import SourceReport
from workers.availability import Timeouts
from workers.job_policy import QueuedJob, is_orphaned
from workers.tasks import crawl_source


class JobQueue:
    """The queue as a crawl run uses it.

    Every method raises django.db.Error or procrastinate's ConnectorException if the database is out of reach.
    """

    def __init__(self, timeouts: Timeouts) -> None:
        self._timeouts = timeouts

    def enqueue(self, run: int, source: str, job: Mapping[str, Any], seconds: float) -> bool:
        """Queue the crawl of a source, which may take ``seconds``; False if another run has queued it.

        The lock keeps two workers from crawling one source; the queueing lock keeps it from being queued
        twice.
        """
        try:
            crawl_source.configure(lock=source, queueing_lock=source).defer(
                run=run, source=source, job=dict(job), seconds=seconds
            )
        except AlreadyEnqueued:
            return False
        return True

    def list_jobs(self, **filters: Any) -> list[QueuedJob]:
        """Return the waiting and running crawls in order; ``filters`` are Django's (``args__run=7``)."""
        without_heartbeat = Q(worker=None) | Q(
            worker__last_heartbeat__lt=Now() - timedelta(seconds=self._timeouts.heartbeat_timeout)
        )
        crawls = ProcrastinateJob.objects.filter(task_name=crawl_source.name, **filters)
        stalled = set(crawls.filter(without_heartbeat, status="doing").values_list("id", flat=True))
        rows = crawls.filter(status__in=("todo", "doing")).order_by("id")
        return [
            QueuedJob(
                number,
                args["run"],
                args["source"],
                status == "doing",
                status == "doing" and number in stalled,
                attempts,
            )
            for number, args, status, attempts in rows.values_list("id", "args", "status", "attempts")
        ]

    def read_reports(self, run: int, sources: Collection[str]) -> dict[str, SourceReport]:
        """Return the reports that the archive holds of these sources in this run, by source."""
        rows = SourceRun.objects.filter(run_id=run, source__in=sources).order_by()
        return {row["source"]: SourceReport.from_record(row) for row in rows.values()}

    def retry_job(self, job: QueuedJob) -> bool:
        """Release a dead worker's job for another worker; False if another run has queued the source."""
        try:
            app.job_manager.retry_job_by_id(job.number, datetime.now(UTC))
        except UniqueViolation:
            return False
        return True

    def delete_job(self, job: QueuedJob) -> bool:
        """Delete a waiting job, or one whose worker is dead; False if a worker took it in the meantime."""
        if not job.doing:
            return app.job_manager.cancel_job_by_id(job.number, delete_job=True)
        finish = async_to_sync(app.job_manager.finish_job_by_id_async)
        with suppress(ConnectorException):  # It is deleted already.
            finish(job.number, Status.ABORTED, delete_job=True)
        return True

    def abort_job(self, job: QueuedJob) -> None:
        """Ask the worker to stop this crawl in order and to report it."""
        app.job_manager.cancel_job_by_id(job.number, abort=True)

    def delete_orphaned_jobs(self) -> None:
        """Delete what killed runs and workers left in the queue (``is_orphaned``)."""
        jobs = self.list_jobs()
        runs = {job.run for job in jobs}
        open_runs = set(Run.objects.filter(pk__in=runs, finished_at=None).values_list("pk", flat=True))
        reported = set(SourceRun.objects.filter(run_id__in=runs).order_by().values_list("run_id", "source"))
        for job in jobs:
            if is_orphaned(job, run_open=job.run in open_runs, reported=(job.run, job.source) in reported):
                self.delete_job(job)
