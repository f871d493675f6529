"""Crawling from anywhere: ``crawl(["lao-cai"])`` runs Scrapy in processes of its own and tells what came out.

The reactor never lives in the caller, a crash of one crawl is not one of another, a hung one is ended.
"""

import threading
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from importlib import import_module
from logging import Logger
from pathlib import Path
from typing import Any

from crawler.crawl_process import Progress
from crawler.logs import crawl_log
from crawler.report import BROKEN_FILE, SourceReport
from crawler.runner import Runner
from crawler.state import BY_HAND, CrawlState, load_state
from items import Source
from sources import LONGEST_SLUG, Registry, SourceFileError, did_you_mean, read_registry

__all__ = ["UnknownSourceError", "broken_now", "crawl", "due", "due_now", "end_all"]

LIMIT_SECONDS = 3600.0


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
    """``due`` of the registry and the user's own source files; broken files are in ``broken_now``."""
    return due(_registry(_settings(settings)).sources)


def broken_now(settings: Mapping[str, Any] | None = None) -> list[str]:
    """The slugs of the source files that can't be used: ``crawl`` reports each of them as failed."""
    return list(_registry(_settings(settings)).broken)


def crawl(
    slugs: Sequence[str],
    *,
    full: bool = False,
    max_articles: int | None = None,
    settings: Mapping[str, Any] | None = None,
    on_progress: Progress | None = None,
    time_limit: float = LIMIT_SECONDS,
    reason: str = BY_HAND,
    by_name: bool = True,
    by: Callable[[Mapping[str, Any], Logger, Progress | None, float], Runner] = Runner,
) -> list[SourceReport]:
    """Crawl these sources now; a report for each, in the order given, each source once.

    ``full`` walks every listing to its end and visits known articles again; ``max_articles`` is a bound for
    each source; ``settings`` are Scrapy settings over ``crawler.settings``; ``time_limit`` is in seconds for
    each source; ``reason`` is what the run's record says of why. ``on_progress`` is called from other
    threads, one call at a time, with each event of ``crawler.process``: ``{"event": "progress", "source",
    "pages", "listings", "articles", "seconds"}`` and ``{"event": "report", …}``. ``by`` makes what crawls,
    for callers that let others do it. The run and its reports are kept in the state that ``TCD_STATE`` names,
    also of a night in which nothing is due.

    Raises UnknownSourceError, and with ``by_name`` SourceFileError for a broken source file among them,
    before anything is started. Without ``by_name`` (a night) a broken file is reported, finish reason
    "broken file", what is no source is left out, and the others are crawled. Raises django.db.Error where
    no run can be begun.
    """
    own = _settings(settings)
    slugs = list(dict.fromkeys(slugs))
    registry = _registry(own, slugs)
    if by_name:
        _check(slugs, registry, own)
    slugs = [slug for slug in slugs if slug in registry.sources or slug in registry.broken]
    if not slugs and reason in (BY_HAND, "day"):
        return []
    state = load_state(own["TCD_STATE"])
    log = crawl_log(own.get("TCD_LOGS"))
    run_id = state.start_run(slugs, full=full, at=datetime.now(UTC), reason=reason)
    job = {
        "full": full,
        "max_articles": max_articles,
        "settings": {**(settings or {}), "TCD_RUN_ID": run_id, "CLOSESPIDER_TIMEOUT": time_limit},
    }
    runner = by(job, log, _one_at_a_time(on_progress), time_limit)
    Runner.running.add(runner)
    try:
        reports = runner.run([slug for slug in slugs if slug in registry.sources], state, run_id)
        for slug in slugs:
            if slug in registry.broken:
                reports[slug] = _broken(slug, registry.broken[slug])
                runner.try_store_report(state, run_id, reports[slug])
    finally:
        Runner.running.discard(runner)
        _finish(state, run_id, log)
    return [reports[slug] for slug in slugs]


def end_all() -> None:
    """End every crawl that this process is running, in order and at the same time (on SIGTERM, say).

    ``crawl`` then returns, with "ended" or "not started" for what was left undone.
    """
    for runner in tuple(Runner.running):
        runner.stop()


def _finish(state: CrawlState, run_id: int, log: Logger) -> None:
    """A run that can't be closed is closed as interrupted by the next one: no reason to lose its reports."""
    try:
        state.finish_run(run_id, at=datetime.now(UTC))
    except Exception:
        log.exception("the end of run %s could not be kept", run_id)


def _broken(slug: str, problems: str) -> SourceReport:
    """The report of a file that can't be used; a file's name may be longer than any source's."""
    return SourceReport(
        slug[:LONGEST_SLUG], finish_reason=BROKEN_FILE, error=" | ".join(problems.splitlines())
    )


def _check(slugs: Iterable[str], registry: Registry, settings: Mapping[str, Any]) -> None:
    for slug in slugs:
        if slug in registry.broken:
            raise SourceFileError(registry.broken[slug])
        if slug not in registry.sources:
            hint = did_you_mean(slug, _registry(settings).sources)
            raise UnknownSourceError(f'There is no source "{slug}"; {hint}'.rstrip("; "))


def _registry(settings: Mapping[str, Any], only: Collection[str] | None = None) -> Registry:
    own = settings.get("TCD_OWN_SOURCES")
    return read_registry(Path(own) if own else None, only)


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
