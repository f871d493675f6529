"""How a crawl goes: a live view on a terminal, a plain line a source elsewhere, nothing where nobody is."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, TaskID, TextColumn, TimeElapsedColumn

from cli.report_table import console

Told = Callable[[Mapping[str, Any]], None]


@contextmanager
def progress(slugs: Sequence[str], *, quiet: bool = False) -> Iterator[Told]:
    """Gives what is to be called with each event of ``crawler.run.crawl``."""
    out = console(stderr=True)
    if quiet:
        yield lambda event: None
    elif out.is_terminal:
        with Live(out, slugs) as live:
            yield live.tell
    else:
        yield lambda event: _line(out, event)


class Live:
    """One line for all, and one for each source that is being crawled: pages, articles, rate, what waits."""

    def __init__(self, out: Console, slugs: Sequence[str]) -> None:
        self._bars = Progress(
            SpinnerColumn(),
            TextColumn("{task.description}"),
            BarColumn(bar_width=16),
            TextColumn("{task.fields[told]}"),
            TimeElapsedColumn(),
            console=out,
            transient=True,
        )
        self._all = self._bars.add_task("all sources", total=len(slugs), told="")
        self._tasks: dict[str, TaskID] = {}
        self._known = frozenset(slugs)
        self._last: dict[str, Mapping[str, Any]] = {}
        self._begun = time.monotonic()

    def __enter__(self) -> Live:
        self._bars.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._bars.stop()

    def tell(self, event: Mapping[str, Any]) -> None:
        """Show an event; one of an unknown source is left out."""
        slug = str(event.get("source"))
        if slug not in self._known:
            return
        self._last[slug] = event
        if event.get("event") == "report":
            self._end(slug)
        else:
            if slug not in self._tasks:
                self._tasks[slug] = self._bars.add_task(slug, total=None, told="")
            self._bars.update(self._tasks[slug], told=words(event))
        self._bars.update(self._all, told=self._sum())

    def _end(self, slug: str) -> None:
        if (task := self._tasks.pop(slug, None)) is not None:
            self._bars.remove_task(task)
        self._bars.advance(self._all)

    def _sum(self) -> str:
        counts = ("pages", "articles", "waits")
        added: dict[str, float] = {
            name: sum(each.get(name, 0) for each in self._last.values()) for name in counts
        }
        return words({**added, "seconds": time.monotonic() - self._begun})


def words(event: Mapping[str, Any]) -> str:
    """ "120 pages, 98 articles, 2.5/s, 14 wait": the rate is of pages, since the beginning."""
    pages, seconds, waits = event.get("pages", 0), event.get("seconds", 0.0), event.get("waits", 0)
    rate = f", {pages / seconds:.1f}/s" if seconds > 0 else ""
    return f"{pages} pages, {event.get('articles', 0)} articles{rate}" + (f", {waits} wait" if waits else "")


def _line(out: Console, event: Mapping[str, Any]) -> None:
    if event.get("event") == "report":
        out.print(
            f"{event.get('source')}: {event.get('pages', 0)} pages, {event.get('articles', 0)} articles, "
            f"{event.get('seconds', 0):.1f} s",
            markup=False,
            highlight=False,
        )
