"""Sources in crawling processes: a window over all; what a dead process left undone is tried alone."""

import logging
import threading
from collections import deque
from collections.abc import Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from datetime import UTC, datetime
from queue import Queue
from typing import Any

from crawler.crawl_process import CrawlProcess, Progress
from crawler.report import SourceReport
from crawler.state import CrawlState

# Several sources share a process while none crashes: starting one costs more than a small source does.
TOGETHER = 8
AT_ONCE = 2
# Then a process takes no more: what it holds in memory ends with it.
MOST = 40
LOOK_SECONDS = 0.5
# What a child may need beyond its own time limit to end in order.
PATIENCE_SECONDS = 30.0


class Runner:
    """So many sources at once in each of some processes; where one is done the next one begins, so that one
    that takes its hour holds up nobody. What a crashed or hung process left undone is tried alone, so that
    one source takes no other with it.
    """

    running: "set[Runner]" = set()  # noqa: RUF012 (all of this process, on purpose)

    def __init__(
        self, job: Mapping[str, Any], log: logging.Logger, on_progress: Progress | None, limit: float
    ) -> None:
        self._job, self._log, self._on_progress, self._limit = job, log, on_progress, limit
        self._children: set[CrawlProcess] = set()
        self._stopped = False
        self._queue: deque[str] = deque()
        self._taking = 0
        self._told: Queue[SourceReport] = Queue()
        self._reported_at: dict[str, datetime] = {}
        self._lock = threading.Lock()

    def run(self, slugs: Sequence[str], state: CrawlState, run_id: int) -> dict[str, SourceReport]:
        """Crawl them all; the reports by source, each kept in the run's record as soon as it is there."""
        reports: dict[str, SourceReport] = {}
        self._queue = deque(slugs)
        share = min(TOGETHER, -(-len(slugs) // AT_ONCE))
        alone: set[str] = set()
        # A process that takes no more sources ends beside the one that takes its place.
        with ThreadPoolExecutor(max_workers=2 * AT_ONCE, thread_name_prefix="crawl") as pool:
            try:
                waiting: set[Future[list[SourceReport]]] = set()
                while True:
                    while self._taking < AT_ONCE and (some := self._next(share)):
                        self._taking += 1
                        waiting.add(pool.submit(self.batch, some, True))
                    if not waiting:
                        break
                    done, waiting = wait(waiting, timeout=LOOK_SECONDS, return_when=FIRST_COMPLETED)
                    told = self._arrived()
                    for report in (*told, *(each for batch in done for each in batch.result())):
                        lost = report.finish_reason in ("crashed", "hung") and len(slugs) > AT_ONCE
                        if lost and report.source not in alone:
                            alone.add(report.source)
                            waiting.add(pool.submit(self.batch, [report.source]))
                            continue
                        if reports.get(report.source) != report:
                            reports[report.source] = report
                            self.try_store_report(state, run_id, report)
            finally:
                # Nothing is left to stop where all went well.
                self.stop()
        for slug in slugs:
            if slug not in reports:
                reports[slug] = SourceReport(slug, finish_reason="not started")
                self.try_store_report(state, run_id, reports[slug])
        return reports

    def _arrived(self) -> list[SourceReport]:
        """What crawling processes told since the last look; how one ended is said with its process's end."""
        found = []
        while not self._told.empty():
            report = self._told.get()
            if report.finish_reason not in ("crashed", "shutdown"):
                found.append(report)
        return found

    def _next(self, number: int) -> list[str]:
        """So many of the sources that wait, or as many as there are."""
        with self._lock:
            return [self._queue.popleft() for _ in range(min(number, len(self._queue)))]

    def store_report(self, state: CrawlState, run_id: int, report: SourceReport) -> None:
        """Keep a report, with the time at which it was told. Raises what the state does."""
        state.finish_source(run_id, report, at=self._reported_at.get(report.source) or datetime.now(UTC))

    def try_store_report(self, state: CrawlState, run_id: int, report: SourceReport) -> None:
        """A report that can't be kept is in the log; the others are kept all the same."""
        try:
            self.store_report(state, run_id, report)
        except Exception:
            self._log.exception("the report could not be kept: %s", report)

    @property
    def stopped(self) -> bool:
        """Somebody asked it to end."""
        return self._stopped

    def stop(self) -> None:
        with self._lock:
            self._stopped = True
            children = tuple(self._children)
        enders = [threading.Thread(target=child.end) for child in children]
        for ender in enders:
            ender.start()
        for ender in enders:
            ender.join()

    def batch(self, slugs: Sequence[str], more: bool = False) -> list[SourceReport]:
        """Crawl these in one process, with ``more`` others of those that wait as they are done, and wait for
        its end; nothing is kept."""
        taking = Taking(MOST - len(slugs), self)
        with self._lock:
            if self._stopped:
                return [SourceReport(slug, finish_reason="not started") for slug in slugs]
            try:
                job = {**self._job, "sources": list(slugs)}
                child = CrawlProcess(job, self._log, self._event, taking.another if more else None)
            except OSError as error:  # no memory for another process, say
                return [SourceReport(slug, finish_reason="crashed", error=str(error)) for slug in slugs]
            self._children.add(child)
        try:
            return child.wait(self._limit + PATIENCE_SECONDS)
        finally:
            if more:
                taking.over()
            with self._lock:
                self._children.discard(child)
                # What was first seen later than this is not covered by the walk that was complete then.
                self._reported_at.update(child.reported_at)

    def _event(self, event: Mapping[str, Any]) -> None:
        """In a thread of a child's: a report is kept by the thread that runs the round."""
        if event["event"] == "report":
            report = SourceReport.from_record(event)
            self._reported_at[report.source] = datetime.now(UTC)
            self._told.put(report)
        if self._on_progress is not None:
            self._on_progress(event)


class Taking:
    """What one process may still take of the sources that wait."""

    def __init__(self, left: int, runner: Runner) -> None:
        self._left, self._runner = left, runner
        self._is_over = False

    def another(self) -> str | None:
        """The next source for this process; None, and from then on, where there is none for it."""
        if self._left > 0 and not self._runner.stopped and (some := self._runner._next(1)):
            self._left -= 1
            return some[0]
        self.over()
        return None

    def over(self) -> None:
        """It takes no more: another process may begin in its place."""
        with self._runner._lock:
            self._runner._taking -= not self._is_over
            self._is_over = True
