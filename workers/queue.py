"""The queue as a round sees it: jobs put in, looked at, taken out. Django must be set up before.

Every function raises django.db.Error or procrastinate's ConnectorException where the database is away.
"""

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
from workers.decide import Job, is_left_over
from workers.tasks import crawl_source
from workers.times import Times


def put(run: int, source: str, job: Mapping[str, Any], seconds: float) -> bool:
    """Queue the crawl of a source; False where another round has queued it already.

    The lock keeps two workers from one source, the queueing lock keeps it from being queued twice.
    """
    try:
        crawl_source.configure(lock=source, queueing_lock=source).defer(
            run=run, source=source, job=dict(job), seconds=seconds
        )
    except AlreadyEnqueued:
        return False
    return True


def jobs(times: Times, **filters: Any) -> list[Job]:
    """The crawls that wait or are done just now; ``filters`` are Django's (``args__run=7``)."""
    silent = Q(worker=None) | Q(worker__last_heartbeat__lt=Now() - timedelta(seconds=times.stalled))
    found = ProcrastinateJob.objects.filter(task_name=crawl_source.name, **filters)
    dead = set(found.filter(silent, status="doing").values_list("id", flat=True))
    rows = found.filter(status__in=("todo", "doing")).order_by("id")
    return [
        Job(
            number,
            args["run"],
            args["source"],
            status == "doing",
            status == "doing" and number in dead,
            tries,
        )
        for number, args, status, tries in rows.values_list("id", "args", "status", "attempts")
    ]


def reports(run: int, sources: Collection[str]) -> dict[str, SourceReport]:
    """What workers told of these sources so far."""
    rows = SourceRun.objects.filter(run_id=run, source__in=sources).order_by()
    return {row["source"]: SourceReport.from_record(row) for row in rows.values()}


def again(job: Job) -> bool:
    """Let another worker do what a dead one left; False where another round has queued the source."""
    try:
        app.job_manager.retry_job_by_id(job.number, datetime.now(UTC))
    except UniqueViolation:
        return False
    return True


def take_out(job: Job) -> bool:
    """Take a job out that waits or that nobody does any more; False where a worker just took it."""
    if not job.doing:
        return app.job_manager.cancel_job_by_id(job.number, delete_job=True)
    finish = async_to_sync(app.job_manager.finish_job_by_id_async)
    with suppress(ConnectorException):  # It is out already.
        finish(job.number, Status.ABORTED, delete_job=True)
    return True


def end(job: Job) -> None:
    """Tell the worker to end this crawl in order and to report it."""
    app.job_manager.cancel_job_by_id(job.number, abort=True)


def clear(times: Times) -> None:
    """Take out what killed rounds and workers left behind and what nobody will ever do."""
    found = jobs(times)
    runs = {job.run for job in found}
    open_runs = set(Run.objects.filter(pk__in=runs, finished_at=None).values_list("pk", flat=True))
    told = set(SourceRun.objects.filter(run_id__in=runs).order_by().values_list("run_id", "source"))
    for job in found:
        reported = (job.run, job.source) in told
        if is_left_over(job, run_open=job.run in open_runs, reported=reported):
            take_out(job)
