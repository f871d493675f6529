"""The process in which Scrapy lives: ``python -m crawler.process`` (started by ``crawler.run``).

One line of JSON, the job, on standard input, which stays open while the starter lives: when it ends, the
crawl ends in order, so that no crawl outlives a killed starter. A job with ``more`` is followed by a line for
each further source, its slug, and an empty line when there are no more: the process lives until then. On
standard output one JSON line an event:
``{"event": "progress", …}`` now and then, ``{"event": "report", …}`` (``SourceReport.to_record``) when a
source is done, ``{"event": "alive"}`` while the event loop turns. Logs go to standard error.
"""

import asyncio
import contextlib
import gc
import json
import os
import signal
import sys
import threading
import time
from collections.abc import Mapping
from typing import Any, TextIO
from urllib.parse import urlsplit

from scrapy import Spider, signals
from scrapy.crawler import AsyncCrawlerProcess, Crawler
from scrapy.exceptions import UsageError
from scrapy.settings import Settings

from crawler.logs import to_standard_error
from crawler.report import SourceReport
from items.crawl_result import CrawlResult, ReportingSpider, result_of
from items.failures import FailureKind, FinishReason

PROGRESS_SECONDS = 0.25
ALIVE_SECONDS = 5.0
# When to look for cycles of garbage. A page makes thousands of objects and leaves some eighty in cycles: by
# Python's own thresholds (700, 10, 10) a crawl spends a twelfth of its time looking. All that is held is
# looked through every thousand pages or so, for what lies in cycles may hold a page.
COLLECT_AFTER = (10_000, 5, 4)
# When asked to end: how long requests under way may take before the reports are told without them.
LAST_WORDS_SECONDS = 4.0


class CrawlReporter:
    """Tells how one source's crawl goes, and at its end what it came to."""

    def __init__(self, crawler: Crawler, source: str, out: TextIO) -> None:
        self._crawler, self._source, self._out = crawler, source, out
        self._begun = time.monotonic()
        self._told = 0.0
        self.reported = False
        crawler.signals.connect(self._opened, signals.spider_opened)
        crawler.signals.connect(self._progress, signals.response_received)
        crawler.signals.connect(self._closed, signals.spider_closed)

    def report_unfinished(self) -> None:
        """What it came to so far, where the crawl can't be brought to its end in time."""
        if not self.reported and (spider := self._crawler.spider) is not None:
            self._closed(spider, "shutdown")

    def _opened(self) -> None:
        self._begun = time.monotonic()

    def _progress(self) -> None:
        now = time.monotonic()
        if now - self._told >= PROGRESS_SECONDS:
            self._told = now
            result = result_of(self._crawler.spider)
            counts = {"pages": result.pages, "listings": result.listings, "articles": result.articles}
            told = {**counts, "waits": self._waits(), "seconds": self._seconds()}
            self._tell({"event": "progress", "source": self._source, **told})

    def _waits(self) -> int:
        """How many requests are still to be sent."""
        slot = getattr(self._crawler.engine, "_slot", None)
        return len(slot.scheduler) if slot is not None and hasattr(slot.scheduler, "__len__") else 0

    def _closed(self, spider: Spider, reason: str) -> None:
        result = spider.measure() if isinstance(spider, ReportingSpider) else CrawlResult()
        self.report(report_of(self._source, result, self._stats(), reason, self._seconds()))

    def report(self, report: SourceReport) -> None:
        if self.reported:
            return
        self.reported = True
        self._tell({"event": "report", **report.to_record()})

    def crashed(self, error: BaseException | None) -> None:
        words = f"{type(error).__name__}: {error}" if error else "the crawl ended without a word"
        self.report(SourceReport(self._source, finish_reason="crashed", error=words))

    def _stats(self) -> Mapping[str, Any]:
        stats = self._crawler.stats
        return stats.get_stats() if stats is not None else {}

    def _seconds(self) -> float:
        return round(time.monotonic() - self._begun, 3)

    def _tell(self, event: Mapping[str, Any]) -> None:
        _write(self._out, event)


def report_of(
    source: str, result: CrawlResult, stats: Mapping[str, Any], reason: str, seconds: float
) -> SourceReport:
    """Return the report of a crawl from its result and Scrapy's own statistics. Pure."""
    failures = dict(result.failures)
    for kind, number in (
        (FailureKind.STORE, result.store_failures),
        (FailureKind.SPIDER_ERROR, stats.get("spider_exceptions/count", 0)),
    ):
        if number:
            failures[kind.value] = number
    if reason == FinishReason.FINISHED and result.listings and not result.listed and not failures:
        # The lists answer and name no article at all: a redesign or a fault, never good news.
        failures[FailureKind.SILENT_ZERO.value] = 1
    if reason == FinishReason.FINISHED and result.cut:
        reason = FinishReason.LIMIT.value
    answers = "downloader/response_status_count/"
    spoilt = {FailureKind.STORE, FailureKind.SPIDER_ERROR, FailureKind.SILENT_ZERO} & set(failures)
    return SourceReport(
        source=source,
        pages=result.pages,
        listings=result.listings,
        articles=result.articles,
        new=result.new,
        changed=result.changed,
        unchanged=result.unchanged,
        with_date=result.fields["date"],
        with_byline=result.fields["byline"],
        with_views=result.fields["views"],
        bytes=stats.get("downloader/response_bytes", 0),
        requests=stats.get("downloader/request_count", 0),
        external=result.external,
        moved=result.moved,
        statuses={
            name.removeprefix(answers): number
            for name, number in sorted(stats.items())
            if name.startswith(answers)
        },
        seconds=seconds,
        failures=dict(sorted(failures.items())),
        told=dict(sorted(result.fields.items())),
        examples={name: list(addresses) for name, addresses in sorted(result.examples.items())},
        notes=_notes(result, failures),
        sight=dict(result.sight),
        visited=list(result.visited),
        lists=tuple(result.lists),
        finish_reason=reason,
        complete=reason == FinishReason.FINISHED and result.complete and not spoilt,
        error=result.error,
    )


def _notes(result: CrawlResult, failures: Mapping[str, int]) -> dict[str, str]:
    """More about a failure by its name, and which of our limits were met ("listings", "sections", …)."""
    notes = {"limits": ", ".join(sorted(result.limits))} if result.limits else {}
    fault = result.certificate_faults.get(urlsplit(result.home).hostname or "")
    if FailureKind.CERTIFICATE in failures and fault is not None:
        notes[FailureKind.CERTIFICATE.value] = fault
    return notes


def run(job: Mapping[str, Any], out: TextIO) -> None:
    """Crawl the job's sources side by side and tell of each.

    ``job``: ``sources`` (slugs), ``full``, ``max_articles``, ``settings`` (names and values over
    ``crawler.settings``).
    """
    settings = Settings()
    settings.setmodule("crawler.settings", priority="project")
    settings.setdict(job.get("settings") or {}, priority="cmdline")
    to_standard_error(settings["LOG_LEVEL"])
    settings.set("LOG_INSTALL_ROOT_HANDLER", False, priority="cmdline")
    settings.set("TCD_ONLY_SOURCES", list(job["sources"]), priority="cmdline")
    process = AsyncCrawlerProcess(settings)
    crawls = _Crawls(process, job, out)
    for slug in job["sources"]:
        crawls.begin(slug)
    if crawls.reporters or job.get("more"):
        if job.get("more"):
            crawls.wait_for_more()
        _end_in_order(process, crawls)
        _send_heartbeats(out)
        process.start(install_signal_handlers=False)
    crawls.account()


class _Crawls:
    """The crawls of this process: those of the job, and what the starter adds."""

    def __init__(self, process: AsyncCrawlerProcess, job: Mapping[str, Any], out: TextIO) -> None:
        self._process, self._job, self._out = process, job, out
        self.reporters: list[CrawlReporter] = []
        self._tasks: list[tuple[CrawlReporter, asyncio.Task[None]]] = []
        self._enough = asyncio.Event()

    def begin(self, slug: str) -> None:
        try:
            crawler = self._process.create_crawler(slug)
        except (KeyError, UsageError) as error:
            record = SourceReport(slug, finish_reason="not started", error=str(error)).to_record()
            _write(self._out, {"event": "report", **record})
            return
        reporter = CrawlReporter(crawler, slug, self._out)
        options = {"full": self._job.get("full", False), "max_articles": self._job.get("max_articles")}
        task = self._process.crawl(crawler, **options)
        self.reporters.append(reporter)
        self._tasks.append((reporter, task))
        task.add_done_callback(lambda _: self.account())

    def wait_for_more(self) -> None:
        """The process lives until ``enough``, as if that were a crawl, too."""
        waiting: Any = asyncio.get_event_loop().create_task(self._enough.wait())
        active: Any = self._process._active
        active.add(waiting)
        waiting.add_done_callback(active.discard)

    def added(self, line: str) -> None:
        """A line of the starter's: a further source, or that there is none."""
        if not line:
            self._enough.set()
            return
        self.begin(line)

    def account(self) -> None:
        """Report the crawls that ended without a word."""
        for reporter, task in self._tasks:
            if not reporter.reported and task.done():
                reporter.crashed(None if task.cancelled() else task.exception())


def _send_heartbeats(out: TextIO) -> None:
    """Now and then, from the event loop itself: one that is blocked falls silent."""
    from twisted.internet import reactor

    loop: Any = reactor

    def alive() -> None:
        _write(out, {"event": "alive"})
        loop.callLater(ALIVE_SECONDS, alive)

    loop.callWhenRunning(alive)


def _write(out: TextIO, event: Mapping[str, Any]) -> None:
    # A caller who went away must not stop the crawl: what was fetched is stored all the same.
    with contextlib.suppress(OSError, ValueError):
        out.write(json.dumps(event, ensure_ascii=False) + "\n")
        out.flush()


def _end_in_order(process: AsyncCrawlerProcess, crawls: _Crawls) -> None:
    """On SIGTERM, SIGINT or the starter's end: stop, and in any case be gone within some seconds."""
    from twisted.internet import reactor

    loop: Any = reactor
    stopping: list[asyncio.Task[None]] = []

    def end() -> None:
        if stopping:
            return
        stopping.append(asyncio.get_running_loop().create_task(process.stop()))

        def leave() -> None:
            for reporter in crawls.reporters:
                reporter.report_unfinished()
            sys.stderr.flush()
            # Requests under way would hold the process for their whole time limit.
            os._exit(0)

        loop.callLater(LAST_WORDS_SECONDS, leave)

    def from_signal(_number: int, _frame: Any) -> None:
        loop.callFromThread(end)

    def life_line() -> None:
        rest = b""
        with contextlib.suppress(OSError, ValueError):
            while more := os.read(0, 1024):
                *lines, rest = (rest + more).split(b"\n")
                for line in lines:
                    loop.callFromThread(crawls.added, line.decode().strip())
        loop.callFromThread(end)

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, from_signal)
    threading.Thread(target=life_line, name="life line", daemon=True).start()


def _first_line() -> bytes:
    """Read byte by byte: what follows it belongs to whoever listens for further sources."""
    line = b""
    while (byte := os.read(0, 1)) not in (b"", b"\n"):
        line += byte
    return line


def main() -> None:
    gc.set_threshold(*COLLECT_AFTER)
    job = json.loads(_first_line())
    # Whatever else prints something must not come between the events.
    out = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    run(job, out)


if __name__ == "__main__":
    main()
