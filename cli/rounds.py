"""What ``schedule``, ``up`` and ``worker`` say: what happens when, and what each round came to. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime, time
from typing import TYPE_CHECKING

from monitoring.words import reason
from vietnamese.zone import VIETNAM

if TYPE_CHECKING:
    from crawler.report import SourceReport
    from scheduler import RoundStatus

_NAMED = 8  # sources that did not go well, in one line
_ROUNDS = {
    "night": "the night's round",
    "day": "the day's lighter round",
    "catch-up": "the round of the missed night",
    "by hand": "a round",
}


def plan(night: time, day: Sequence[time], sources: int) -> str:
    """When is crawled, and how many sources there are to be asked."""
    times = f"every night at {night:%H:%M}"
    if day:
        times += f" and, lighter, at {_list([f'{at:%H:%M}' for at in day])}"
    return f"crawls {times} (Asia/Ho_Chi_Minh), {sources} sources at most"


def coming(comes: Mapping[str, datetime], now: datetime) -> str:
    """The next round of all: "next: the night's round on 2026-11-23 at 02:00, in 12 h 31 min"."""
    reason = min(comes, key=lambda each: comes[each])
    at = comes[reason].astimezone(VIETNAM)
    return f"next: {_ROUNDS[reason]} on {at:%Y-%m-%d} at {at:%H:%M}, in {took((at - now).total_seconds())}"


def lines(this: RoundStatus, comes: Mapping[str, datetime], log: str) -> Iterator[str]:
    """A round that begins in one line; one that is over in a line with its counts, what was not well and what
    comes next. ``log`` is where more is told."""
    name = _ROUNDS.get(this.reason, this.reason)
    if this.ended is None:
        due = _sources(this.sources) if this.sources else "no source is due"
        yield f"{_clock(this.begun)}  {name} begins: {due}"
        return
    reports = this.reports
    well = sum(report.ok for report in reports)
    new, changed = (sum(getattr(report, what) for report in reports) for what in ("new", "changed"))
    seconds = (this.ended - this.begun).total_seconds()
    yield (
        f"{_clock(this.ended)}  {name} is over after {took(seconds)}: "
        f"{well} of {_sources(len(reports))} well, {new} new articles, {changed} changed"
    )
    for why, slugs in _bad(reports):
        more = f" and {len(slugs) - _NAMED} more: see 'tincongdoan runs'" if len(slugs) > _NAMED else ""
        yield f"       {why}: {', '.join(slugs[:_NAMED])}{more}"
    for problem in this.problems:
        yield f"       could not {problem}: see {log}"
    yield f"       {coming(comes, this.ended)}"


def source_line(at: datetime, source: str, run: int, became: str, report: SourceReport | None) -> str:
    """What a worker does with a source: "begun", "given back" or, with its report, what came out."""
    if report is not None:
        became = "done" if report.ok else f"not well ({_reason(report)})"
        became += (
            f": {report.pages} pages, {report.new} new articles, {report.changed} changed, "
            f"{took(report.seconds)}"
        )
    return f"{_clock(at)}  {source} (run {run}): {became}"


def took(seconds: float) -> str:
    """A time in words.

    >>> [took(each) for each in (0.4, 59.6, 754, 45_060)]
    ['0 s', '1 min', '13 min', '12 h 31 min']
    """
    if seconds < 59.5:
        return f"{round(seconds)} s"
    minutes = round(seconds / 60)
    return f"{minutes} min" if minutes < 60 else f"{minutes // 60} h {minutes % 60} min"


def _bad(reports: Iterable[SourceReport]) -> list[tuple[str, list[str]]]:
    """The sources that did not go well by what kept them, what is most frequent first."""
    found: dict[str, list[str]] = {}
    for report in reports:
        if not report.ok:
            found.setdefault(_reason(report), []).append(report.source)
    return sorted(found.items(), key=lambda each: -len(each[1]))


def _reason(report: SourceReport) -> str:
    """What kept it from going well: the failure that was met most, else how it ended."""
    if report.finish_reason not in ("finished", "limit"):
        return reason(report.finish_reason, "en")
    worst = max(report.failures, key=lambda name: report.failures[name], default="no page")
    return reason(worst, "en")


def _sources(number: int) -> str:
    return f"{number} source" + ("" if number == 1 else "s")


def _list(words: Sequence[str]) -> str:
    return " and ".join(filter(None, (", ".join(words[:-1]), words[-1])))


def _clock(at: datetime) -> str:
    return f"{at.astimezone(VIETNAM):%H:%M}"
