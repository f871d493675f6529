"""Tables lose nothing on a narrow terminal, in a pipe or with long names."""

import io

import pytest
from rich.console import Console

from cli.output import Grid

LONG = "lien-doan-lao-dong-tinh-co-ten-rat-dai-khong-the-ngan-hon"


@pytest.fixture
def grid() -> Grid:
    grid = Grid(("source", "requests", "unchanged", "state"), words=("state",), footer=("all", "7", "9", ""))
    grid.add(LONG, "123456", "98765", "the process did not answer any more")
    grid.add("[x]", "1", "", "done", style="red")
    return grid


def render(grid: Grid, *, width: int, terminal: bool) -> str:
    out = io.StringIO()
    grid.show(Console(file=out, width=width, force_terminal=terminal, color_system=None))
    return out.getvalue()


def test_each_row_that_fits_is_one_line(grid: Grid) -> None:
    lines = render(grid, width=140, terminal=True).splitlines()
    [row] = [line for line in lines if LONG in line]
    assert [cell.strip() for cell in row.strip("│").split("│")] == [
        LONG,
        "123456",
        "98765",
        "the process did not answer any more",
    ]


@pytest.mark.parametrize("width", [40, 60, 80, 100])
def test_a_narrow_terminal_shows_every_word_and_number(grid: Grid, width: int) -> None:
    output = render(grid, width=width, terminal=True)
    assert all(len(line.rstrip()) <= width for line in output.splitlines())
    assert "…" not in output
    words = " ".join(output.split())
    for text in ("requests 123456", "unchanged 98765", "the process did not answer any more", "[x]"):
        assert text in words
    assert LONG in "".join(output.split())
    assert "all requests 7, unchanged 9" in words


def test_in_a_pipe_each_row_is_one_line_however_long(grid: Grid) -> None:
    rows = [line for line in render(grid, width=80, terminal=False).splitlines() if LONG in line]
    assert len(rows) == 1
    assert rows[0].rstrip().endswith("the process did not answer any more │")
