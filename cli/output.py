"""How commands print: consoles, tables, progress bars, times, and when to print nothing.

Cron sends a mail of whatever a command prints. There, no output means that all is well.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from typing import Annotated, TypeVar

import typer
from rich.console import Console
from rich.measure import Measurement
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from cli.plain import PlainConsole, echo
from vietnamese.zone import VIETNAM

T = TypeVar("T")
Verbose = Annotated[bool, typer.Option("--verbose", "-v", help="Report success in cron, too.")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Print nothing if all is well, as in cron.")]
_PIPE_WIDTH = 100  # columns if the output is no terminal
_ANY_WIDTH = 10_000


def is_unattended() -> bool:
    """Return True if nobody watches: no standard stream is a terminal, and TERM is not set.

    Cron and systemd set no TERM; a shell whose output goes into a file or a pipe does.
    """
    terminal = any(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stdout, sys.stderr))
    return not terminal and not os.environ.get("TERM")


def is_quiet(*, quiet: bool, verbose: bool) -> bool:
    """Return True if a command should print problems only."""
    return not verbose and (quiet or is_unattended())


def print_line(line: str, *, err: bool = False) -> None:
    """Print a line and flush it, also into a pipe. A terminal that was closed meanwhile raises nothing."""
    with suppress(OSError, ValueError):  # ValueError: the stream itself was closed
        echo(line, err=err)
        (sys.stderr if err else sys.stdout).flush()


def make_console(*, stderr: bool = False) -> Console:
    """Return a console that does not wrap at 80 columns in logs and pipes."""
    console = PlainConsole(stderr=stderr)
    return console if console.is_terminal else PlainConsole(stderr=stderr, width=_PIPE_WIDTH)


def track_progress(items: Iterable[T], description: str, total: int) -> Iterator[T]:
    """Yield the items, with a progress bar on standard error if that is a terminal."""
    from rich.progress import track

    console = PlainConsole(stderr=True)
    if not console.is_terminal:
        yield from items
    else:
        yield from track(items, description, total, console=console, transient=True)


def local_time(at: datetime) -> str:
    """Format a time in Việt Nam: ``2026-11-21 02:05``. ``at`` has a time zone."""
    return f"{at.astimezone(VIETNAM):%Y-%m-%d %H:%M}"


@dataclass(slots=True)
class Grid:
    """A table of which nothing is lost, however narrow the terminal is.

    The first column names the row. ``words`` are the headings of columns that hold words; all others hold
    numbers. ``footer``, if any, is printed as the last row.
    """

    headings: Sequence[str]
    words: Sequence[str] = ()
    rows: list[tuple[Sequence[str], str]] = field(default_factory=list)
    footer: Sequence[str] = ()

    def add(self, *cells: str, style: str = "") -> None:
        """Add a row with as many cells as there are headings."""
        self.rows.append((cells, style))

    def show(self, out: Console) -> None:
        """Print a table if it fits, or into a pipe or file; otherwise a line or two for each row."""
        table = self._table()
        needed = Measurement.get(out, out.options.update(max_width=_ANY_WIDTH), table).maximum
        if needed <= out.width:
            out.print(table)
        elif out.is_terminal:
            self._print_lines(out)
        else:
            PlainConsole(file=out.file, width=needed).print(table)

    def _table(self) -> Table:
        table = Table(show_footer=bool(self.footer))
        for number, heading in enumerate(self.headings):
            left = number == 0 or heading in self.words
            table.add_column(
                heading,
                justify="left" if left else "right",
                overflow="fold",
                footer=Text(self.footer[number]) if self.footer else "",
            )
        for cells, style in self.rows:
            table.add_row(*map(Text, cells), style=style)
        return table

    def _print_lines(self, out: Console) -> None:
        for cells, style in [*self.rows, *([(self.footer, "bold")] if self.footer else [])]:
            name, *values = cells
            out.print(Text(name, style=style, overflow="fold"))
            labelled = ", ".join(
                value if heading in self.words else f"{heading} {value}"
                for heading, value in zip(self.headings[1:], values, strict=True)
                if value
            )
            out.print(Padding(Text(labelled, style=style, overflow="fold"), (0, 0, 0, 4), expand=False))
