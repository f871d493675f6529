"""What a worker does with a job: it crawls one source in a process of its own and keeps the report."""

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
from workers.decide import TRIES

QUEUE = "crawl"
_EVERY = 0.2  # seconds between two looks at whether to end
_LATER = 30  # seconds

logger = logging.getLogger(__name__)
# Each job is a line of ours.
logging.getLogger("procrastinate").setLevel(logging.WARNING)


# Who is told of a source, its run, what became of it ("begun", "given back", "done") and its report.
Heard = Callable[[str, int, str, SourceReport | None], None]


def nobody(source: str, run: int, became: str, report: SourceReport | None) -> None:
    """Nobody is told."""


class GivenBackError(Exception):
    """This worker does not do the job; another one may."""


class _Again(BaseRetryStrategy):
    """What is given back is done again at once, what failed later, and not for ever."""

    def get_retry_decision(self, *, exception: BaseException, job: Job) -> RetryDecision | None:
        if isinstance(exception, GivenBackError):
            return RetryDecision(retry_in={"seconds": 0})
        return RetryDecision(retry_in={"seconds": _LATER}) if job.attempts + 1 < TRIES else None


@app.task(name="crawl", queue=QUEUE, pass_context=True, retry=_Again())
def crawl_source(
    context: JobContext, *, run: int, source: str, job: Mapping[str, Any], seconds: float
) -> None:
    """Crawl ``source`` for ``run``, as ``crawler.run.crawl`` does, and keep its report.

    Nothing is done for a run that is closed. Raises GivenBackError where the worker is to end meanwhile (what
    was fetched is safe, the rest waits in the frontier) or is not fit to work, so that a spoilt machine does
    not eat the queue; django.db.Error where the report can't be kept.
    """
    try:
        state = _state(context)
        if not Run.objects.filter(pk=run, finished_at=None).exists():
            return
        heard: Heard = context.additional_context["heard"]
        logger.info("%s: begun for run %s", source, run)
        heard(source, run, "begun", None)
        # It would lie idle for as long as the crawl goes on.
        connection.close()
        runner = Runner(job, context.additional_context["log"], None, seconds)
        report = _crawled(runner, source, context.should_abort)
        if report.finish_reason in ("ended", "not started") and _is_leaving(context):
            logger.info("%s: given back", source)
            heard(source, run, "given back", None)
            raise GivenBackError
        runner.hand_in(state, run, report)
        logger.info("%s", report)
        heard(source, run, "done", report)
    finally:
        connection.close()


def _state(context: JobContext) -> DjangoState:
    """What the report is handed to. Where there is none, the worker is told to end, and why."""
    try:
        return DjangoState()
    except Exception as error:
        context.additional_context["unfit"](error)
        raise GivenBackError from error


def _crawled(runner: Runner, source: str, to_end: Callable[[], bool]) -> SourceReport:
    with ThreadPoolExecutor(max_workers=1) as pool:
        crawl = pool.submit(runner.batch, [source])
        while not wait([crawl], timeout=_EVERY).done:
            if to_end():
                runner.stop()
        [report] = crawl.result()
        return report


def _is_leaving(context: JobContext) -> bool:
    """Is it the worker that is to end, and not this crawl alone?"""
    return context.abort_reason() is AbortReason.SHUTDOWN
