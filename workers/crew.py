"""A runner that lets workers crawl: a job a source, then it waits for their reports."""

import logging
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.db import DatabaseError, connection
from procrastinate.exceptions import ConnectorException

from crawler.child import Progress
from crawler.report import SourceReport
from crawler.runner import PATIENCE_SECONDS, Runner
from crawler.state import CrawlState
from workers.round import Round
from workers.times import Times


class Crew(Runner):
    """Crawls by workers; what no worker lives to do it crawls by itself, as every ``Runner`` does."""

    def __init__(
        self,
        job: Mapping[str, Any],
        log: logging.Logger,
        on_progress: Progress | None,
        limit: float,
        times: Times,
    ) -> None:
        super().__init__(job, log, on_progress, limit)
        self._times = times
        self._end = threading.Event()

    def run(self, slugs: Sequence[str], state: CrawlState, run_id: int) -> dict[str, SourceReport]:
        """As ``Runner.run``. What no worker finishes is "hung", what none began "not started", once nothing
        happened for longer than a crawl and finding its worker dead may take together.
        """
        this = Round(run_id, self._times, lambda report: self.keep(state, run_id, report), self._heard)
        self._try(lambda: this.begin(slugs, self._job, self._limit))
        longest = self._limit + PATIENCE_SECONDS + self._times.stalled
        while this.waiting and not self._end.wait(self._times.look):
            self._try(lambda: state.hold_run(run_id))
            self._try(this.look)
            if this.lonely > self._times.stalled:
                self._try(this.take_back)
            if this.quiet > longest:
                self._try(this.give_up)
                break
        self._end_in_order(this)
        left = [slug for slug in slugs if slug not in this.reports]
        return {**this.reports, **super().run(left, state, run_id)}

    def stop(self) -> None:
        self._end.set()
        super().stop()

    def _end_in_order(self, this: Round) -> None:
        if not this.waiting:
            return
        self._try(this.end)
        deadline = time.monotonic() + self._times.last_words
        while this.waiting and time.monotonic() < deadline:
            time.sleep(min(0.2, self._times.look))
            self._try(this.look)
        self._try(this.cut)

    def _try(self, step: Callable[[], None]) -> None:
        """A database that is away for a while, as it is started anew, ends no round."""
        try:
            step()
        except (DatabaseError, ConnectorException) as error:
            self._log.warning("the queue is out of reach: %s", " ".join(str(error).split()))
            if not connection.is_usable():
                connection.close()

    def _heard(self, report: SourceReport) -> None:
        if self._on_progress is not None:
            self._on_progress({"event": "report", **report.to_record()})
