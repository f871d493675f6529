"""What commands open first: the archive and the registry of sources."""

from __future__ import annotations

from archive.ready import ready
from cli.errors import OneLineError, one_line
from config.settings import load
from items import Source
from sources import Registry, SourceFileError, did_you_mean
from sources import read_registry as read_sources


def open_archive() -> None:
    """Set Django up and bring an embedded archive up to date; models can be imported afterwards.

    Raises OneLineError if an operator must migrate the archive first, and django.db.Error.
    """
    # It loads Django's migrations, which no other command needs.
    from archive.migrate import NotMigratedError

    try:
        ready()
    except NotMigratedError as error:
        raise OneLineError(str(error)) from error


def load_registry() -> Registry:
    """Return all sources, your own files before packaged ones, and the problems of files that can't be used.

    Raises OneLineError for a wrong setting.
    """
    with one_line():
        return read_sources(load().own_sources)


def find_source(slug: str) -> Source:
    """Return the source of that slug. Raises OneLineError if there is none or its file can't be used."""
    registry = load_registry()
    with one_line():
        if slug in registry.broken:
            raise SourceFileError(registry.broken[slug])
    if slug not in registry.sources:
        hint = did_you_mean(slug, registry.sources)
        raise OneLineError(f"there is no source {slug!r}; {hint}".rstrip("; "))
    return registry.sources[slug]
