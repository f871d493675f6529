"""A round hears what stands in the archive: a worker's own report, if one came at the last moment."""

import importlib
import sys
from types import ModuleType
from typing import Any

import pytest

import workers
from crawler.report import SourceReport
from workers.times import Times


@pytest.fixture
def queue(monkeypatch: pytest.MonkeyPatch) -> Any:
    """A queue without PostgreSQL: ``told`` are the workers' reports."""
    stub: Any = ModuleType("workers.queue")
    stub.told = {}
    stub.reports = lambda run, sources: {each: stub.told[each] for each in sources if each in stub.told}
    monkeypatch.setitem(sys.modules, "workers.queue", stub)
    monkeypatch.setattr(workers, "queue", stub, raising=False)
    monkeypatch.delitem(sys.modules, "workers.round", raising=False)
    yield stub
    sys.modules.pop("workers.round", None)
    vars(workers).pop("round", None)


@pytest.mark.parametrize(
    ("told", "heard"),
    [(None, "ended"), (SourceReport("a", pages=9, requests=11), "finished")],
    ids=["silent", "told"],
)
def test_what_is_cut_short_is_ended_unless_its_worker_told_just_now(
    queue: Any, told: SourceReport | None, heard: str
) -> None:
    reported: list[SourceReport] = []

    def keep(report: SourceReport) -> None:
        """As the archive does: a worker's report came in the same instant and stays."""
        queue.told["a"] = told or report

    this = importlib.import_module("workers.round").Round(7, Times(), keep, reported.append)
    this.waiting = {"a"}
    this.cut()
    assert [report.finish_reason for report in reported] == [heard]
    assert (this.waiting, this.reports["a"].finish_reason) == (set(), heard)
