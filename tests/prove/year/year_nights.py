"""Real crawls at times of the past and the future: each in a fork of one process that has all loaded."""

import json
import logging
import subprocess
import sys
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from crawler.report import SourceReport
from crawler.runner import Runner
from crawler.state import CrawlState

ROOT = Path(__file__).parents[3]
# Starting Python and Scrapy anew would take most of a small night.
FORKS = """
import json, os, sys
from datetime import datetime
import time_machine
from archive.ready import set_up
set_up()
import archive.state, archive.frontier, archive.store, archive.relocation, crawler.process, crawler.settings
import crawler.loader, crawler.robots, crawler.content_encoding, crawler.rate_limit, crawler.refused
import monitoring.scrapy_extension
import pipelines.store, pipelines.decide, spiders.source_spider
pipelines.decide.stages()
for line in sys.stdin:
    order = json.loads(line)
    if (child := os.fork()) == 0:
        reading, writing = os.pipe()
        os.dup2(reading, 0)  # the crawl ends with the process that holds the other end: this one
        time_machine.travel(datetime.fromisoformat(order["now"]), tick=True).start()
        crawler.process.run(order["job"], os.fdopen(os.dup(1), "w", encoding="utf-8"))
        os._exit(0)
    os.waitpid(child, 0)
    print(json.dumps({"event": "over"}), flush=True)
"""


class Forks:
    """The process that forks; a context manager. ``logs`` is a file."""

    def __init__(self, logs: Path) -> None:
        self._logs = logs.open("w", encoding="utf-8")
        self.process = subprocess.Popen(
            [sys.executable, "-c", FORKS],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._logs,
            text=True,
        )

    def crawl(self, job: Mapping[str, Any]) -> list[SourceReport]:
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        order = {"now": datetime.now(UTC).isoformat(), "job": job}
        self.process.stdin.write(json.dumps(order) + "\n")
        self.process.stdin.flush()
        reports = []
        for line in self.process.stdout:
            event = json.loads(line)
            if event["event"] == "over":
                return reports
            if event["event"] == "report":
                reports.append(SourceReport.from_record(event))
        raise RuntimeError("the forking process ended")

    def __enter__(self) -> "Forks":
        return self

    def __exit__(self, *_: object) -> None:
        self.process.kill()
        self.process.communicate()
        self._logs.close()

    def runner(self, job: Mapping[str, Any], log: logging.Logger, progress: Any, limit: float) -> Runner:
        """``by`` of ``crawler.run.crawl``."""
        return _Forked(self, job, log, limit)


class _Forked(Runner):
    def __init__(self, forks: Forks, job: Mapping[str, Any], log: logging.Logger, limit: float) -> None:
        super().__init__(job, log, None, limit)
        self._forks = forks

    def run(self, slugs: Sequence[str], state: CrawlState, run_id: int) -> dict[str, SourceReport]:
        reports = {each.source: each for each in self._forks.crawl({**self._job, "sources": list(slugs)})}
        for slug in slugs:
            self.try_store_report(
                state, run_id, reports.setdefault(slug, SourceReport(slug, finish_reason="crashed"))
            )
        return reports
