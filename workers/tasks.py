"""What a worker does with a job: it crawls one source in a process of its own and keeps the report."""

import logging
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor, wait
from typing import Any

from django.db import connection
from procrastinate import JobContext, RetryStrategy
from procrastinate.contrib.django import app
from procrastinate.exceptions import JobAborted
from procrastinate.job_context import AbortReason

from archive.models import Run
from archive.state import DjangoState
from crawler.report import SourceReport
from crawler.runner import Runner

QUEUE = "crawl"
_EVERY = 0.2  # seconds between two looks at whether to end

logger = logging.getLogger(__name__)


@app.task(
    name="crawl",
    queue=QUEUE,
    pass_context=True,
    # A worker that is told to end gives its jobs back.
    retry=RetryStrategy(retry_exceptions=[JobAborted]),
)
def crawl_source(
    context: JobContext, *, run: int, source: str, job: Mapping[str, Any], seconds: float
) -> None:
    """Crawl ``source`` for ``run``, as ``crawler.run.crawl`` does, and keep its report.

    Nothing is done for a run that is closed. Raises JobAborted where the worker is to end meanwhile: what was
    fetched is safe, the rest waits in the frontier for the next worker.
    """
    try:
        if not Run.objects.filter(pk=run, finished_at=None).exists():
            return
        logger.info("%s: begun for run %s", source, run)
        # It would lie idle for as long as the crawl goes on.
        connection.close()
        runner = Runner(job, context.additional_context["log"], None, seconds)
        report = _crawled(runner, source, context.should_abort)
        if report.finish_reason in ("ended", "not started") and _is_leaving(context):
            logger.info("%s: given back", source)
            raise JobAborted
        runner.keep(DjangoState(), run, report)
        logger.info("%s", report)
    finally:
        connection.close()


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
