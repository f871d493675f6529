"""A runner that gives its sources to workers and waits for their reports."""

import logging
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.db import DatabaseError, connection
from procrastinate.exceptions import ConnectorException

from crawler.crawl_process import Progress
from crawler.report import SourceReport
from crawler.runner import PATIENCE_SECONDS, Runner
from crawler.state import CrawlState
from workers.availability import Timeouts
from workers.dispatch import Dispatch
from workers.queue import JobQueue


class DistributedRunner(Runner):
    """Dispatches sources to workers, and crawls by itself what is left when no worker is alive."""

    def __init__(
        self,
        job: Mapping[str, Any],
        log: logging.Logger,
        on_progress: Progress | None,
        limit: float,
        timeouts: Timeouts,
    ) -> None:
        super().__init__(job, log, on_progress, limit)
        self._timeouts = timeouts
        self._stop = threading.Event()

    def run(self, slugs: Sequence[str], state: CrawlState, run_id: int) -> dict[str, SourceReport]:
        """Crawl the sources and return their reports by source, as ``Runner.run`` does.

        If nothing happens for longer than one crawl and the detection of a dead worker may take together, a
        source that a worker has begun is reported as "hung", any other as "not started".
        """
        dispatch = Dispatch(
            run_id,
            JobQueue(self._timeouts),
            self._timeouts,
            store_report=lambda report: self.try_store_report(state, run_id, report),
            on_report=self._show_report,
        )
        self._try(lambda: dispatch.enqueue(slugs, self._job, self._limit))
        patience = self._limit + PATIENCE_SECONDS + self._timeouts.heartbeat_timeout
        while dispatch.waiting and not self._stop.wait(self._timeouts.poll_interval):
            self._try(lambda: state.hold_run(run_id))
            self._try(dispatch.poll)
            if dispatch.seconds_without_workers > self._timeouts.heartbeat_timeout:
                self._try(dispatch.withdraw)
            if dispatch.seconds_without_change > patience:
                self._try(dispatch.give_up)
                break
        self._stop_in_order(dispatch)
        remaining = [slug for slug in slugs if slug not in dispatch.reports]
        return {**dispatch.reports, **super().run(remaining, state, run_id)}

    def stop(self) -> None:
        """Stop waiting, and stop the crawls on this machine and on the workers. Callable from any thread."""
        self._stop.set()
        super().stop()

    def _stop_in_order(self, dispatch: Dispatch) -> None:
        if not dispatch.waiting:
            return
        self._try(dispatch.stop)
        deadline = time.monotonic() + self._timeouts.shutdown_timeout
        while dispatch.waiting and time.monotonic() < deadline:
            time.sleep(min(0.2, self._timeouts.poll_interval))
            self._try(dispatch.poll)
        self._try(dispatch.report_unfinished)

    def _try(self, step: Callable[[], None]) -> None:
        """Run a step; a database that is away for a while, as during a restart, does not end the run."""
        try:
            step()
        except (DatabaseError, ConnectorException) as error:
            self._log.warning("the queue is out of reach: %s", " ".join(str(error).split()))
            if not connection.is_usable():
                connection.close()

    def _show_report(self, report: SourceReport) -> None:
        if self._on_progress is not None:
            self._on_progress({"event": "report", **report.to_record()})
