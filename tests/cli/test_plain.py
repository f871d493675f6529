"""What a site or a feed put into a text steers no terminal."""

import io

from rich.table import Table
from rich.text import Text

from cli.plain import PlainConsole, echo, plain

EVIL = "Tin\x1b[2J\x1b]0;chiếm\x07 \x9b31mđỏ\r\b"


def test_control_characters_are_shown_as_such() -> None:
    assert plain(EVIL) == "Tin\ufffd[2J\ufffd]0;chiếm\ufffd \ufffd31mđỏ\ufffd\ufffd"
    assert plain("một\thai\nba") == "một\thai\nba"


def test_what_is_echoed_holds_none() -> None:
    out = io.StringIO()
    import contextlib

    with contextlib.redirect_stdout(out):
        echo(EVIL)
    assert "\x1b" not in out.getvalue()
    assert "\x9b" not in out.getvalue()


def test_a_console_keeps_its_own_colours_and_none_of_a_text() -> None:
    out = io.StringIO()
    console = PlainConsole(file=out, force_terminal=True, width=80, color_system="standard")
    table = Table()
    table.add_column(EVIL)
    table.add_row(Text(EVIL, style="red"))
    console.print(table)
    console.print(EVIL, style="bold", markup=False)
    told = out.getvalue()
    assert "\x1b[31m" in told
    assert "\x1b[1m" in told
    assert not any(evil in told for evil in ("\x1b[2J", "\x1b]0", "\x9b", "\x07", "\r", "\b"))
