"""Publishes the archive as feed files under ``TCD_HOME/feeds``.

Importable without Django; ``publish_all`` sets it up.
"""

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from archive.ready import ready
from feeds.model import LeftOut, Site

if TYPE_CHECKING:
    from items import Source


@dataclass(frozen=True, slots=True)
class Published:
    """``written`` and ``unchanged`` are paths of feed files; ``left_out`` names each article once.

    ``notified``: feed URLs sent to the WebSub hub. ``hub_error``: why the hub rejected them, or None; they
    are sent again later (``feeds.websub``).
    """

    written: tuple[Path, ...] = ()
    unchanged: tuple[Path, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    notified: tuple[str, ...] = ()
    hub_error: str | None = None


def publish_all(home: Path, base_url: str | None = None) -> Published:
    """Publish every feed in every format, their archive pages by month, the list of feeds and the coverage.

    Renders only what changed; replaces files atomically, and only where their bytes differ. ``base_url``
    (without a trailing slash) is our public address, default ``feeds.model.DEFAULT_BASE``. Raises
    django.db.Error, ``archive.migrate.NotMigratedError`` and OSError; then the old files stay, and the next
    publishing catches up.
    """
    ready()
    from django.conf import settings

    from archive import entering, states, stories
    from feeds import websub
    from feeds.publisher import Publisher

    files = _load_source_files(states.policies())
    default = settings.TCD.publish
    states.apply_policies({slug: (file and file.publish) or default for slug, file in files.items()})
    states.apply_feeds({slug: file.feed or "" for slug, file in files.items() if file})
    stories.link()
    entering.enter(settings.TCD.feed_days)
    hub = getattr(getattr(settings, "TCD", None), "websub_hub", None)
    site = Site(base_url, hub if base_url else None)
    publisher = Publisher(
        home / "feeds",
        site,
        stories_once=settings.TCD.stories == "once",
        days=settings.TCD.feed_days,
        all_months=settings.TCD.feed_files == "all",
    )
    done = publisher.run()
    notified: tuple[str, ...] = ()
    hub_error = None
    if site.hub and site.base:
        notified = tuple(f"{site.base}/feeds/{name}" for name in done.current)
        if notified:
            pending = websub.notify(home / "feeds", site.hub, notified, at=datetime.now(UTC))
            hub_error = pending.error if pending else None
    return Published(tuple(done.written), tuple(done.unchanged), tuple(done.left_out), notified, hub_error)


def _load_source_files(known: Iterable[str]) -> "dict[str, Source | None]":
    """The source files of these slugs, None where a file is gone.

    A source with an unreadable file is left out, so that its settings in the archive stay as they are.
    """
    from django.conf import settings

    from sources import PACKAGED_FOLDER, SourceFileError, load_source

    sources: dict[str, Source | None] = {}
    for slug in known:
        paths = [folder / f"{slug}.toml" for folder in (settings.TCD.own_sources, PACKAGED_FOLDER)]
        path = next((path for path in paths if path.is_file()), None)
        with suppress(SourceFileError):
            sources[slug] = load_source(path) if path else None
    return sources
