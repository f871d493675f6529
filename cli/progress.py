"""The progress of a crawl: a live view on a terminal, a line a source elsewhere, nothing if quiet."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, TaskID, TextColumn, TimeElapsedColumn

from cli.output import make_console

# Takes an event of ``crawler.run.crawl``.
ProgressListener = Callable[[Mapping[str, Any]], None]


@contextmanager
def show_progress(slugs: Sequence[str], *, quiet: bool = False) -> Iterator[ProgressListener]:
    """Yield a listener for the events of ``crawler.run.crawl``, which shows them on standard error."""
    out = make_console(stderr=True)
    if quiet:
        yield lambda event: None
    elif out.is_terminal:
        with LiveView(out, slugs) as view:
            yield view.show
    else:
        yield lambda event: _print_report(out, event)


class LiveView:
    """A line for all sources, and one for each that is being crawled: pages, articles, rate, waiting URLs."""

    def __init__(self, out: Console, slugs: Sequence[str]) -> None:
        self._bars = Progress(
            SpinnerColumn(),
            TextColumn("{task.description}"),
            BarColumn(bar_width=16),
            TextColumn("{task.fields[counts]}"),
            TimeElapsedColumn(),
            console=out,
            transient=True,
        )
        self._all_sources = self._bars.add_task("all sources", total=len(slugs), counts="")
        self._tasks: dict[str, TaskID] = {}
        self._slugs = frozenset(slugs)
        self._last_events: dict[str, Mapping[str, Any]] = {}
        self._begun = time.monotonic()

    def __enter__(self) -> LiveView:
        self._bars.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._bars.stop()

    def show(self, event: Mapping[str, Any]) -> None:
        """Show an event; events of unknown sources are ignored."""
        slug = str(event.get("source"))
        if slug not in self._slugs:
            return
        self._last_events[slug] = event
        if event.get("event") == "report":
            self._remove(slug)
        else:
            if slug not in self._tasks:
                self._tasks[slug] = self._bars.add_task(slug, total=None, counts="")
            self._bars.update(self._tasks[slug], counts=format_counts(event))
        self._bars.update(self._all_sources, counts=self._total())

    def _remove(self, slug: str) -> None:
        if (task := self._tasks.pop(slug, None)) is not None:
            self._bars.remove_task(task)
        self._bars.advance(self._all_sources)

    def _total(self) -> str:
        totals: dict[str, float] = {
            name: sum(event.get(name, 0) for event in self._last_events.values())
            for name in ("pages", "articles", "waits")
        }
        return format_counts({**totals, "seconds": time.monotonic() - self._begun})


def format_counts(event: Mapping[str, Any]) -> str:
    """Format counts: "120 pages, 98 articles, 2.5/s, 14 waiting". The rate is of pages."""
    pages, seconds, waits = event.get("pages", 0), event.get("seconds", 0.0), event.get("waits", 0)
    rate = f", {pages / seconds:.1f}/s" if seconds > 0 else ""
    waiting = f", {waits} waiting" if waits else ""
    return f"{pages} pages, {event.get('articles', 0)} articles{rate}{waiting}"


def _print_report(out: Console, event: Mapping[str, Any]) -> None:
    if event.get("event") == "report":
        out.print(
            f"{event.get('source')}: {event.get('pages', 0)} pages, {event.get('articles', 0)} articles, "
            f"{event.get('seconds', 0):.1f} s",
            markup=False,
            highlight=False,
        )
