"""Tables for people of which nothing is lost, however narrow the terminal is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from rich.console import Console
from rich.measure import Measurement
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from cli.plain import PlainConsole

_ANY_WIDTH = 10_000


@dataclass(slots=True)
class Grid:
    """Rows under headings, the first column of which names the row; ``words`` are the headings of the columns
    that hold words, all others hold numbers. ``footer`` is a last row, if there is one.
    """

    headings: Sequence[str]
    words: Sequence[str] = ()
    rows: list[tuple[Sequence[str], str]] = field(default_factory=list)
    footer: Sequence[str] = ()

    def add(self, *cells: str, style: str = "") -> None:
        """One more row, as many cells as there are headings."""
        self.rows.append((cells, style))

    def show(self, out: Console) -> None:
        """Print a table where it fits, also into a pipe or a file; a line or two a row where it does not."""
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
            first, *rest = cells
            out.print(Text(first, style=style, overflow="fold"))
            told = [
                cell if heading in self.words else f"{heading} {cell}"
                for heading, cell in zip(self.headings[1:], rest, strict=True)
                if cell
            ]
            out.print(
                Padding(Text(", ".join(told), style=style, overflow="fold"), (0, 0, 0, 4), expand=False)
            )
