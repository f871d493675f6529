"""What a terminal shows: text, and no character that steers it. Sites and feeds can hold escapes."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, Final

import typer
from rich.console import Console, ConsoleOptions, RenderableType
from rich.segment import Segment

# The control characters of ASCII and Latin-1 but for tabs and new lines.
_STEERS: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")


def plain(text: str) -> str:
    """The text with U+FFFD for each control character but tabs and new lines."""
    return _STEERS.sub("\ufffd", text)


def echo(message: Any = "", *, nl: bool = True, err: bool = False) -> None:
    """``typer.echo`` of plain text."""
    typer.echo(plain(str(message)), nl=nl, err=err)


class PlainConsole(Console):
    """Rich's console, whose own colours and movements pass while those in texts do not."""

    def render(self, renderable: RenderableType, options: ConsoleOptions | None = None) -> Iterable[Segment]:
        for segment in super().render(renderable, options):
            yield segment if segment.control else Segment(plain(segment.text), segment.style)
