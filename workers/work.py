"""A worker: takes crawls from the queue until it is told to end. Django must be set up before."""

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
from workers.tasks import QUEUE, Heard, nobody
from workers.times import Times

logger = logging.getLogger(__name__)

_USUAL = Times()
_GONE_SECONDS = 9.5  # after being told to end, whatever the database does
_ALIVE = """
    SELECT id FROM procrastinate_workers
    WHERE id = %(id)s AND last_heartbeat > now() - %(seconds)s * interval '1 second'
"""


def work(concurrency: int, times: Times = _USUAL, heard: Heard = nobody) -> None:
    """Crawl up to so many sources at a time until SIGTERM or SIGINT, and be gone within ten seconds then.

    What is being crawled goes back to the queue. Where the database is out of reach, it is tried again.
    ``heard`` is told what becomes of each source, in the threads that crawl.
    Raises what else keeps this machine from crawling, ``archive.migrate.NotMigratedError`` for one.
    """
    own_log(str(settings.TCD.logs))
    log = crawl_log(str(settings.TCD.logs))
    while not _once(concurrency, times, {"log": log, "heard": heard}):
        time.sleep(times.again)


def _once(concurrency: int, times: Times, given: Mapping[str, Any]) -> bool:
    """Work until told to end: True; False where the worker must begin anew."""
    told = threading.Event()
    try:
        asyncio.run(_work(concurrency, times, given, told))
    except (ConnectorException, OperationalError, DatabaseError) as error:
        why = error.__cause__ or error
        logger.warning("the queue is out of reach: %s", " ".join(str(why).split()))
    return told.is_set()


async def _work(concurrency: int, times: Times, given: Mapping[str, Any], told: threading.Event) -> None:
    loop = asyncio.get_running_loop()
    loop.set_default_executor(ThreadPoolExecutor(max_workers=concurrency, thread_name_prefix="job"))
    # Not Django's connection: that one belongs to a thread.
    connector = PsycopgConnector(kwargs=connector_params(), min_size=1, max_size=2)
    with app.replace_connector(connector) as queue:
        worker = Worker(
            queue,
            queues=[QUEUE],
            concurrency=concurrency,
            # The archive keeps what came of it.
            delete_jobs=DeleteJobCondition.ALWAYS,
            # A connection less, and none that ends the worker when it breaks.
            listen_notify=False,
            fetch_job_polling_interval=times.fetch,
            abort_job_polling_interval=times.abort,
            update_heartbeat_interval=times.heartbeat,
            stalled_worker_timeout=times.stalled,
            shutdown_graceful_timeout=0,
            install_signal_handlers=False,
        )

        unfit: list[Exception] = []

        def end() -> None:
            told.set()
            worker.stop()
            # The crawls end with us; what the queue was not told a round finds out.
            loop.call_later(_GONE_SECONDS, os._exit, 0)

        def end_unfit(error: Exception) -> None:
            unfit.append(error)
            worker.stop()

        worker.additional_context = {**given, "unfit": end_unfit}
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, end)
        async with queue.open_async():
            watch = asyncio.create_task(_watch(worker, connector, times))
            try:
                if not told.is_set():
                    await worker.run()
            finally:
                watch.cancel()
    if unfit:
        raise unfit[0]


async def _watch(worker: Worker, connector: PsycopgConnector, times: Times) -> None:
    """End a worker that nobody else takes for living: procrastinate does not notice when its sign of life
    fails, nor that others have struck it off while the machine slept.
    """
    while True:
        await asyncio.sleep(times.stalled / 2)
        with suppress(ConnectorException, OperationalError):
            number = worker.worker_id
            if number is None:
                continue
            if not await connector.execute_query_all_async(_ALIVE, id=number, seconds=times.stalled):
                logger.warning("no sign of life of ours arrives; beginning anew")
                worker.stop()
                return
