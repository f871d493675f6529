"""A worker: takes crawl jobs from the queue until it is stopped. Django must be set up before the import."""

import asyncio
import logging
import os
import signal
import threading
import time
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import Any

from django.conf import settings
from django.db import DatabaseError
from procrastinate import PsycopgConnector
from procrastinate.contrib.django import app, connector_params
from procrastinate.exceptions import ConnectorException
from procrastinate.jobs import DeleteJobCondition
from procrastinate.worker import Worker
from psycopg import OperationalError

from crawler.logs import crawl_log, own_log
from workers.availability import DEFAULT_TIMEOUTS, Timeouts
from workers.tasks import QUEUE, JobListener, ignore_job

logger = logging.getLogger(__name__)

_EXIT_SECONDS = 9.5  # from the stop signal to the end of the process, whatever the database does
_OWN_HEARTBEAT = """
    SELECT id FROM procrastinate_workers
    WHERE id = %(id)s AND last_heartbeat > now() - %(seconds)s * interval '1 second'
"""


def run_worker(
    concurrency: int, timeouts: Timeouts = DEFAULT_TIMEOUTS, on_job: JobListener = ignore_job
) -> None:
    """Crawl up to ``concurrency`` sources at a time until SIGTERM or SIGINT; then exit within ten seconds.

    Crawls that are still running then go back to the queue. If the database cannot be reached, try again.
    ``on_job`` is called in the threads that crawl.
    Raises whatever else keeps this machine from crawling, such as ``archive.migrate.NotMigratedError``.
    """
    own_log(str(settings.TCD.logs))
    log = crawl_log(str(settings.TCD.logs))
    while not _run_once(concurrency, timeouts, {"log": log, "on_job": on_job}):
        time.sleep(timeouts.retry_delay)


def _run_once(concurrency: int, timeouts: Timeouts, job_context: Mapping[str, Any]) -> bool:
    """Work until stopped; return True then, and False if the worker must start again."""
    stopped = threading.Event()
    try:
        asyncio.run(_work(concurrency, timeouts, job_context, stopped))
    except (ConnectorException, OperationalError, DatabaseError) as error:
        cause = error.__cause__ or error
        logger.warning("the queue is out of reach: %s", " ".join(str(cause).split()))
    return stopped.is_set()


async def _work(
    concurrency: int, timeouts: Timeouts, job_context: Mapping[str, Any], stopped: threading.Event
) -> None:
    loop = asyncio.get_running_loop()
    loop.set_default_executor(ThreadPoolExecutor(max_workers=concurrency, thread_name_prefix="job"))
    # Not Django's connection: that one belongs to a thread.
    connector = PsycopgConnector(kwargs=connector_params(), min_size=1, max_size=2)
    with app.replace_connector(connector) as queue:
        worker = Worker(
            queue,
            queues=[QUEUE],
            concurrency=concurrency,
            # The archive keeps the results.
            delete_jobs=DeleteJobCondition.ALWAYS,
            # Saves a connection; a broken listener would end the worker.
            listen_notify=False,
            fetch_job_polling_interval=timeouts.fetch_interval,
            abort_job_polling_interval=timeouts.abort_interval,
            update_heartbeat_interval=timeouts.heartbeat_interval,
            stalled_worker_timeout=timeouts.heartbeat_timeout,
            shutdown_graceful_timeout=0,
            install_signal_handlers=False,
        )

        fatal_errors: list[Exception] = []

        def on_signal() -> None:
            stopped.set()
            worker.stop()
            # The crawls end with this process. If the queue could not be updated, the run notices the missing
            # heartbeat.
            loop.call_later(_EXIT_SECONDS, os._exit, 0)

        def stop_worker(error: Exception) -> None:
            fatal_errors.append(error)
            worker.stop()

        worker.additional_context = {**job_context, "stop_worker": stop_worker}
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, on_signal)
        async with queue.open_async():
            heartbeat_check = asyncio.create_task(_check_heartbeat(worker, connector, timeouts))
            try:
                if not stopped.is_set():
                    await worker.run()
            finally:
                heartbeat_check.cancel()
    if fatal_errors:
        raise fatal_errors[0]


async def _check_heartbeat(worker: Worker, connector: PsycopgConnector, timeouts: Timeouts) -> None:
    """Stop the worker if the queue no longer counts it as alive.

    Procrastinate does not notice when its heartbeats fail, nor when other workers removed it while the
    machine slept.
    """
    while True:
        await asyncio.sleep(timeouts.heartbeat_timeout / 2)
        with suppress(ConnectorException, OperationalError):
            number = worker.worker_id
            if number is None:
                continue
            if not await connector.execute_query_all_async(
                _OWN_HEARTBEAT, id=number, seconds=timeouts.heartbeat_timeout
            ):
                logger.warning("our heartbeats do not reach the queue; starting again")
                worker.stop()
                return
