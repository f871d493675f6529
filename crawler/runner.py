"""Batches of sources in crawling processes: some at once, what a dead one left undone tried alone."""

import logging
import threading
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, as_completed
from datetime import UTC, datetime
from typing import Any

from crawler.child import Child, Progress
from crawler.report import SourceReport
from crawler.state import CrawlState

# Several sources share a process while none crashes: starting one costs more than a small source does.
TOGETHER = 8
AT_ONCE = 2
# What a child may need beyond its own time limit to end in order.
PATIENCE_SECONDS = 30.0


class Runner:
    """Batches of sources, some at once. What a crashed or hung process left undone is tried alone, so that
    one source takes no other with it.
    """

    running: "set[Runner]" = set()  # noqa: RUF012 (all of this process, on purpose)

    def __init__(
        self, job: Mapping[str, Any], log: logging.Logger, on_progress: Progress | None, limit: float
    ) -> None:
        self._job, self._log, self._on_progress, self._limit = job, log, on_progress, limit
        self._children: set[Child] = set()
        self._stopped = False
        self._reported_at: dict[str, datetime] = {}
        self._lock = threading.Lock()

    def run(self, slugs: Sequence[str], state: CrawlState, run_id: int) -> dict[str, SourceReport]:
        """Crawl them all; the reports by source, each kept in the run's record as soon as it is there."""
        reports: dict[str, SourceReport] = {}
        with ThreadPoolExecutor(max_workers=AT_ONCE, thread_name_prefix="crawl") as pool:
            try:
                waiting = {pool.submit(self.batch, batch) for batch in _batches(slugs)}
                while waiting:
                    done: Future[list[SourceReport]] = next(as_completed(waiting))
                    waiting.remove(done)
                    for report in done.result():
                        shared = len(slugs) > AT_ONCE and report.source not in reports
                        reports[report.source] = report
                        if report.finish_reason in ("crashed", "hung") and shared:
                            waiting.add(pool.submit(self.batch, [report.source]))
                        else:
                            self.keep(state, run_id, report)
            finally:
                # Nothing is left to stop where all went well.
                self.stop()
        return reports

    def hand_in(self, state: CrawlState, run_id: int, report: SourceReport) -> None:
        """Keep a report, with the time at which it was told. Raises what the state does."""
        state.finish_source(run_id, report, at=self._reported_at.get(report.source) or datetime.now(UTC))

    def keep(self, state: CrawlState, run_id: int, report: SourceReport) -> None:
        """A report that can't be kept is in the log; the others are kept all the same."""
        try:
            self.hand_in(state, run_id, report)
        except Exception:
            self._log.exception("the report could not be kept: %s", report)

    def stop(self) -> None:
        with self._lock:
            self._stopped = True
            children = tuple(self._children)
        enders = [threading.Thread(target=child.end) for child in children]
        for ender in enders:
            ender.start()
        for ender in enders:
            ender.join()

    def batch(self, slugs: Sequence[str]) -> list[SourceReport]:
        """Crawl these in one process and wait for its end; nothing is kept."""
        with self._lock:
            if self._stopped:
                return [SourceReport(slug, finish_reason="not started") for slug in slugs]
            try:
                child = Child({**self._job, "sources": list(slugs)}, self._log, self._on_progress)
            except OSError as error:  # no memory for another process, say
                return [SourceReport(slug, finish_reason="crashed", error=str(error)) for slug in slugs]
            self._children.add(child)
        try:
            return child.wait(self._limit + PATIENCE_SECONDS)
        finally:
            with self._lock:
                self._children.discard(child)
                # What was first seen later than this is not covered by the walk that was complete then.
                self._reported_at.update(child.reported_at)


def _batches(slugs: Sequence[str]) -> Iterable[Sequence[str]]:
    """Dealt out evenly, so that the processes that run at once have as much to do each."""
    if not slugs:
        return []
    number = max(min(AT_ONCE, len(slugs)), -(-len(slugs) // TOGETHER))
    return [slugs[start::number] for start in range(number)]
