"""A run reports what the archive holds: a worker's own report, if it came at the last moment."""

from typing import Any

import pytest

from crawler.report import SourceReport
from workers.availability import Timeouts
from workers.dispatch import Dispatch


class QueueWithReports:
    """A queue without PostgreSQL: ``reports`` are what the archive holds, by source."""

    def __init__(self) -> None:
        self.reports: dict[str, SourceReport] = {}

    def read_reports(self, run: int, sources: list[str]) -> dict[str, SourceReport]:
        return {source: self.reports[source] for source in sources if source in self.reports}


@pytest.mark.parametrize(
    ("late_report", "reason"),
    [(None, "ended"), (SourceReport("a", pages=9, requests=11), "finished")],
    ids=["no report", "late report"],
)
def test_an_unfinished_crawl_is_ended_unless_its_worker_reported_just_now(
    late_report: SourceReport | None, reason: str
) -> None:
    queue: Any = QueueWithReports()
    accepted: list[SourceReport] = []

    def store_report(report: SourceReport) -> None:
        """As the archive does: the worker's report came in the same instant and stays."""
        queue.reports["a"] = late_report or report

    dispatch = Dispatch(7, queue, Timeouts(), store_report, accepted.append)
    dispatch.waiting = {"a"}
    dispatch.report_unfinished()
    assert [report.finish_reason for report in accepted] == [reason]
    assert (dispatch.waiting, dispatch.reports["a"].finish_reason) == (set(), reason)
