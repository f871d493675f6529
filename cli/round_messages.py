"""What ``schedule``, ``up`` and ``worker`` print: when rounds come, and their results. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime, time
from typing import TYPE_CHECKING

from monitoring.finding_texts import reason_text as describe_reason
from vietnamese.zone import VIETNAM

if TYPE_CHECKING:
    from crawler.report import SourceReport
    from scheduler import RoundStatus

_MAX_NAMED = 8  # failed sources named in one line
_ROUND_NAMES = {
    "night": "the nightly round",
    "day": "the lighter round by day",
    "catch-up": "the round of the missed night",
    "by hand": "a round",
}


def schedule_line(night: time, day: Sequence[time], sources: int) -> str:
    """Say when rounds begin and how many sources they crawl at most."""
    times = f"every night at {night:%H:%M}"
    if day:
        times += f" and, lighter, at {_join([f'{at:%H:%M}' for at in day])}"
    return f"crawls {times} (Asia/Ho_Chi_Minh), {sources} sources at most"


def next_round_line(next_rounds: Mapping[str, datetime], now: datetime) -> str:
    """Announce the earliest round: "next: the nightly round on 2026-11-23 at 02:00, in 12 h 31 min"."""
    name = min(next_rounds, key=lambda candidate: next_rounds[candidate])
    at = next_rounds[name].astimezone(VIETNAM)
    wait = format_duration((at - now).total_seconds())
    return f"next: {_ROUND_NAMES[name]} on {at:%Y-%m-%d} at {at:%H:%M}, in {wait}"


def round_lines(status: RoundStatus, next_rounds: Mapping[str, datetime], log: str) -> Iterator[str]:
    """Describe a round: one line at its beginning; at its end counts, failures and the next round.

    ``log`` is the path of the log, named for steps that failed.
    """
    name = _ROUND_NAMES.get(status.reason, status.reason)
    if status.ended is None:
        due = _count_sources(status.sources) if status.sources else "no source is due"
        yield f"{_clock(status.begun)}  {name} begins: {due}"
        return
    reports = status.reports
    successful = sum(report.ok for report in reports)
    new, changed = (sum(getattr(report, count) for report in reports) for count in ("new", "changed"))
    seconds = (status.ended - status.begun).total_seconds()
    yield (
        f"{_clock(status.ended)}  {name} ended after {format_duration(seconds)}: "
        f"{successful} of {_count_sources(len(reports))} successful, {new} new articles, {changed} changed"
    )
    for cause, slugs in _failed_sources(reports):
        rest = len(slugs) - _MAX_NAMED
        more = f" and {rest} more: see 'tincongdoan runs'" if rest > 0 else ""
        yield f"       {cause}: {', '.join(slugs[:_MAX_NAMED])}{more}"
    for problem in status.problems:
        yield f"       could not {problem}: see {log}"
    yield f"       {next_round_line(next_rounds, status.ended)}"


def source_line(at: datetime, source: str, run: int, status: str, report: SourceReport | None) -> str:
    """Describe a step of a worker's crawl: "begun", "given back" or, with its report, the result."""
    if report is not None:
        status = "done" if report.ok else f"failed ({_failure(report)})"
        status += (
            f": {report.pages} pages, {report.new} new articles, {report.changed} changed, "
            f"{format_duration(report.seconds)}"
        )
    return f"{_clock(at)}  {source} (run {run}): {status}"


def format_duration(seconds: float) -> str:
    """Format a duration in its largest units.

    >>> [format_duration(seconds) for seconds in (0.4, 59.6, 754, 45_060)]
    ['0 s', '1 min', '13 min', '12 h 31 min']
    """
    if seconds < 59.5:
        return f"{round(seconds)} s"
    minutes = round(seconds / 60)
    return f"{minutes} min" if minutes < 60 else f"{minutes // 60} h {minutes % 60} min"


def _failed_sources(reports: Iterable[SourceReport]) -> list[tuple[str, list[str]]]:
    """Group the failed sources by cause, the most frequent cause first."""
    slugs_by_cause: dict[str, list[str]] = {}
    for report in reports:
        if not report.ok:
            slugs_by_cause.setdefault(_failure(report), []).append(report.source)
    return sorted(slugs_by_cause.items(), key=lambda item: -len(item[1]))


def _failure(report: SourceReport) -> str:
    """Return why a crawl failed: its finish reason, or else its most frequent failure."""
    if report.finish_reason not in ("finished", "limit"):
        return describe_reason(report.finish_reason, "en")
    worst = max(report.failures, key=lambda name: report.failures[name], default="no page")
    return describe_reason(worst, "en")


def _count_sources(number: int) -> str:
    return f"{number} source" + ("" if number == 1 else "s")


def _join(words: Sequence[str]) -> str:
    return " and ".join(filter(None, (", ".join(words[:-1]), words[-1])))


def _clock(at: datetime) -> str:
    return f"{at.astimezone(VIETNAM):%H:%M}"
