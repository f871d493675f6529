"""A bar on a terminal for what takes its time; nothing elsewhere."""

from collections.abc import Iterable, Iterator
from typing import TypeVar

from cli.plain import PlainConsole

T = TypeVar("T")


def counted(found: Iterable[T], what: str, total: int) -> Iterator[T]:
    """``found`` as it is, counted on standard error while somebody watches."""
    from rich.progress import track

    console = PlainConsole(stderr=True)
    if not console.is_terminal:
        yield from found
    else:
        yield from track(found, what, total, console=console, transient=True)
