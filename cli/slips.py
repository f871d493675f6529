"""A misspelt filter is refused with what may be meant, rather than answered by "nothing found"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cli.errors import OneLineError

if TYPE_CHECKING:
    from archive.search import Search


def refuse_slips(search: Search) -> None:
    """Raises OneLineError where a filter of the search has a value that no article can have."""
    from archive.search.slips import slips
    from config.settings import load
    from sources import source_slugs

    found = slips(search, lambda: source_slugs(load().own_sources))
    if found:
        raise OneLineError("; ".join(_words(each.filter, each.told, each.meant) for each in found))


def _words(name: str, told: str, meant: str) -> str:
    return f'there is no {name} "{told}"' + (f'; did you mean "{meant}"?' if meant else "")
