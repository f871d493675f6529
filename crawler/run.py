"""Crawling from anywhere: ``crawl(["lao-cai"])`` runs Scrapy in processes of its own and tells what came out.

The reactor never lives in the caller, a crash of one crawl is not one of another, a hung one is ended.
"""

import logging
import threading
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, as_completed
from contextlib import suppress
from datetime import UTC, datetime
from importlib import import_module
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import Any

from crawler.child import Child, Progress
from crawler.report import SourceReport
from crawler.state import CrawlState, load_state
from items import Source
from sources import did_you_mean, load

__all__ = ["UnknownSourceError", "crawl", "due", "due_now", "end_all"]

# Several sources share a process while none crashes: starting one costs more than a small source does.
TOGETHER = 8
AT_ONCE = 2
LIMIT_SECONDS = 3600.0
# What a child may need beyond its own time limit to end in order.
PATIENCE_SECONDS = 30.0


class UnknownSourceError(ValueError):
    """A source that no file describes; the message is one sentence with what may have been meant."""


def due(sources: Mapping[str, Source]) -> list[str]:
    """The slugs of all sources that a nightly run asks.

    Not frozen and refused ones; nor a provincial portal whose union section nobody named (``start``) and
    that nobody verified: nearly all of its news is not the unions'. ``tincongdoan crawl SLUG`` reads it.
    """
    return [slug for slug, source in sources.items() if _is_due(source)]


def _is_due(source: Source) -> bool:
    if source.kind == "portal" and not source.start and source.status != "verified":
        return False
    return source.status in ("verified", "unverified")


def due_now(settings: Mapping[str, Any] | None = None) -> list[str]:
    """``due`` of the registry and the user's own source files. Raises SourceFileError for a broken one."""
    return due(_sources(_settings(settings)))


def crawl(
    slugs: Sequence[str],
    *,
    full: bool = False,
    max_articles: int | None = None,
    settings: Mapping[str, Any] | None = None,
    on_progress: Progress | None = None,
    time_limit: float = LIMIT_SECONDS,
    reason: str = "by hand",
) -> list[SourceReport]:
    """Crawl these sources now; a report for each, in the order given, each source once.

    ``full`` walks every listing to its end and visits known articles again; ``max_articles`` is a bound for
    each source; ``settings`` are Scrapy settings over ``crawler.settings``; ``time_limit`` is in seconds for
    each source; ``reason`` is what the run's record says of why. ``on_progress`` is called from other
    threads, one call at a time, with each event of ``crawler.process``: ``{"event": "progress", "source",
    "pages", "listings", "articles", "seconds"}`` and ``{"event": "report", …}``. The run and its
    reports are kept in the state that ``TCD_STATE`` names.

    Raises UnknownSourceError, and SourceFileError for a broken source file, before anything is started.
    """
    own = _settings(settings)
    slugs = list(dict.fromkeys(slugs))
    _check(slugs, _sources(own))
    if not slugs:
        return []
    state = load_state(own["TCD_STATE"])
    run_id = state.start_run(slugs, full=full, at=datetime.now(UTC), reason=reason)
    job = {
        "full": full,
        "max_articles": max_articles,
        "settings": {**(settings or {}), "TCD_RUN_ID": run_id, "CLOSESPIDER_TIMEOUT": time_limit},
    }
    runner = _Runner(job, _log(own.get("TCD_LOGS")), _one_at_a_time(on_progress), time_limit)
    try:
        reports = runner.run(slugs, state, run_id)
    finally:
        state.finish_run(run_id, at=datetime.now(UTC))
    return [reports[slug] for slug in slugs]


def end_all() -> None:
    """End every crawl that this process is running, in order and at the same time (on SIGTERM, say).

    ``crawl`` then returns, with "ended" or "not started" for what was left undone.
    """
    for runner in tuple(_Runner.running):
        runner.stop()


class _Runner:
    """Batches of sources, some at once; what a crashed process left undone is tried alone."""

    running: "set[_Runner]" = set()  # noqa: RUF012 (all of this process, on purpose)

    def __init__(
        self, job: Mapping[str, Any], log: logging.Logger, on_progress: Progress | None, limit: float
    ) -> None:
        self._job, self._log, self._on_progress, self._limit = job, log, on_progress, limit
        self._children: set[Child] = set()
        self._stopped = False
        self._reported_at: dict[str, datetime] = {}
        self._lock = threading.Lock()

    def run(self, slugs: Sequence[str], state: CrawlState, run_id: int) -> dict[str, SourceReport]:
        reports: dict[str, SourceReport] = {}
        self.running.add(self)
        with ThreadPoolExecutor(max_workers=AT_ONCE, thread_name_prefix="crawl") as pool:
            try:
                waiting = {pool.submit(self._batch, batch) for batch in _batches(slugs)}
                while waiting:
                    done: Future[list[SourceReport]] = next(as_completed(waiting))
                    waiting.remove(done)
                    for report in done.result():
                        shared = len(slugs) > AT_ONCE and report.source not in reports
                        reports[report.source] = report
                        if report.finish_reason == "crashed" and shared:
                            waiting.add(pool.submit(self._batch, [report.source]))
                        else:
                            self._keep(state, run_id, report)
            finally:
                # Nothing is left to stop where all went well.
                self.stop()
                self.running.discard(self)
        return reports

    def _keep(self, state: CrawlState, run_id: int, report: SourceReport) -> None:
        """A report that can't be kept is in the log; the others are kept all the same."""
        try:
            state.finish_source(run_id, report, at=self._reported_at.get(report.source) or datetime.now(UTC))
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

    def _batch(self, slugs: Sequence[str]) -> list[SourceReport]:
        with self._lock:
            if self._stopped:
                return [SourceReport(slug, finish_reason="not started") for slug in slugs]
            child = Child({**self._job, "sources": list(slugs)}, self._log, self._on_progress)
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
    number = max(min(AT_ONCE, len(slugs)), -(-len(slugs) // TOGETHER))
    return [slugs[start::number] for start in range(number)]


def _check(slugs: Iterable[str], known: Mapping[str, Source]) -> None:
    for slug in slugs:
        if slug not in known:
            hint = did_you_mean(slug, known)
            raise UnknownSourceError(f'There is no source "{slug}"; {hint}'.rstrip("; "))


def _sources(settings: Mapping[str, Any]) -> dict[str, Source]:
    own = settings.get("TCD_OWN_SOURCES")
    return load(Path(own) if own else None)


def _settings(over: Mapping[str, Any] | None) -> dict[str, Any]:
    """``crawler.settings`` as a plain dictionary, as the child will see it."""
    module = import_module("crawler.settings")
    plain = {name: getattr(module, name) for name in dir(module) if name.isupper()}
    return {**plain, **(over or {})}


def _one_at_a_time(on_progress: Progress | None) -> Progress | None:
    if on_progress is None:
        return None
    lock = threading.Lock()

    def told(event: Mapping[str, Any]) -> None:
        with lock:
            on_progress(event)

    return told


class _LogFile(RotatingFileHandler):
    """A log that can't be written (a full disk) is no reason to say so once a line."""

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 (logging's name)
        pass


def _log(folder: str | None) -> logging.Logger:
    """The crawls' own log: ``crawl.log`` in the folder of logs, five files of 5 MB."""
    log = logging.getLogger("crawler.log")
    log.setLevel(logging.INFO)
    log.propagate = False
    for handler in tuple(log.handlers):
        log.removeHandler(handler)
        handler.close()
    if folder:
        with suppress(OSError):
            Path(folder).mkdir(parents=True, exist_ok=True)
            log.addHandler(
                _LogFile(Path(folder) / "crawl.log", maxBytes=5_000_000, backupCount=5, encoding="utf-8")
            )
    return log
