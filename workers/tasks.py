"""What a worker does with a job: it crawls one source in a process of its own and stores the report."""

import logging
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor, wait
from typing import Any

from django.db import connection
from procrastinate import BaseRetryStrategy, JobContext, RetryDecision
from procrastinate.contrib.django import app
from procrastinate.job_context import AbortReason
from procrastinate.jobs import Job

from archive.models import Run
from archive.state import DjangoState
from crawler.report import SourceReport
from crawler.runner import Runner
from workers.job_policy import MAX_ATTEMPTS

QUEUE = "crawl"
_ABORT_POLL_SECONDS = 0.2
_RETRY_SECONDS = 30

logger = logging.getLogger(__name__)
# Procrastinate logs each job; ours log each source.
logging.getLogger("procrastinate").setLevel(logging.WARNING)


# Called with the source, its run, its new status ("begun", "given back", "done") and, when done, its report.
JobListener = Callable[[str, int, str, SourceReport | None], None]


def ignore_job(source: str, run: int, status: str, report: SourceReport | None) -> None:
    """The default ``JobListener``: do nothing."""


class GivenBackError(Exception):
    """This worker does not do the job; another one may."""


class _CrawlRetryStrategy(BaseRetryStrategy):
    """Retry a job that was given back at once, and a failed one later, up to ``MAX_ATTEMPTS``."""

    def get_retry_decision(self, *, exception: BaseException, job: Job) -> RetryDecision | None:
        if isinstance(exception, GivenBackError):
            return RetryDecision(retry_in={"seconds": 0})
        if job.attempts + 1 < MAX_ATTEMPTS:
            return RetryDecision(retry_in={"seconds": _RETRY_SECONDS})
        return None


@app.task(name="crawl", queue=QUEUE, pass_context=True, retry=_CrawlRetryStrategy())
def crawl_source(
    context: JobContext, *, run: int, source: str, job: Mapping[str, Any], seconds: float
) -> None:
    """Crawl ``source`` for ``run`` as ``crawler.run.crawl`` does, for ``seconds`` at most; store its report.

    Does nothing if the run is closed. Raises GivenBackError if the worker shuts down meanwhile (what was
    fetched is stored, the rest waits in the frontier), or if this machine cannot use the archive, so that a
    broken machine does not consume the queue. Raises django.db.Error if the report cannot be stored.
    """
    try:
        state = _open_state(context)
        if not Run.objects.filter(pk=run, finished_at=None).exists():
            return
        on_job: JobListener = context.additional_context["on_job"]
        logger.info("%s: begun for run %s", source, run)
        on_job(source, run, "begun", None)
        # The connection would lie idle for as long as the crawl runs.
        connection.close()
        runner = Runner(job, context.additional_context["log"], None, seconds)
        report = _run_crawl(runner, source, context.should_abort)
        if report.finish_reason in ("ended", "not started") and _is_worker_shutdown(context):
            logger.info("%s: given back", source)
            on_job(source, run, "given back", None)
            raise GivenBackError
        runner.store_report(state, run, report)
        logger.info("%s", report)
        on_job(source, run, "done", report)
    finally:
        connection.close()


def _open_state(context: JobContext) -> DjangoState:
    """Return the archive's crawl state. If it cannot be opened, stop the worker with that error."""
    try:
        return DjangoState()
    except Exception as error:
        context.additional_context["stop_worker"](error)
        raise GivenBackError from error


def _run_crawl(runner: Runner, source: str, should_abort: Callable[[], bool]) -> SourceReport:
    with ThreadPoolExecutor(max_workers=1) as pool:
        crawl = pool.submit(runner.batch, [source])
        while not wait([crawl], timeout=_ABORT_POLL_SECONDS).done:
            if should_abort():
                runner.stop()
        [report] = crawl.result()
        return report


def _is_worker_shutdown(context: JobContext) -> bool:
    """Return True if the whole worker shuts down, rather than this one crawl."""
    return context.abort_reason() is AbortReason.SHUTDOWN
