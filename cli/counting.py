"""A bar on a terminal for what takes its time; nothing elsewhere."""

from collections.abc import Iterable, Iterator
from typing import TypeVar

T = TypeVar("T")


def counted(found: Iterable[T], what: str, total: int) -> Iterator[T]:
    """``found`` as it is, counted on standard error while somebody watches."""
    from rich.console import Console
    from rich.progress import track

    console = Console(stderr=True)
    if not console.is_terminal:
        yield from found
    else:
        yield from track(found, what, total, console=console, transient=True)
