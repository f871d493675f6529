"""Publishing: the feeds of what the archive holds, as files under ``TCD_HOME/feeds``.

Can be imported in any process: Django is set up when publishing begins.
"""

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from archive.ready import ready
from feeds.model import LeftOut, Site


@dataclass(frozen=True, slots=True)
class Published:
    """``written`` and ``unchanged`` are paths of feeds; ``left_out`` names each article once.

    ``told`` are the addresses that the hub was told of, ``hub_problem`` why it took them not.
    """

    written: tuple[Path, ...] = ()
    unchanged: tuple[Path, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    told: tuple[str, ...] = ()
    hub_problem: str | None = None


def publish_all(home: Path, base_url: str | None = None) -> Published:
    """Publish every feed in every format, their archive pages by month, the list of feeds and the coverage.

    Only what a change touches is rendered; files are replaced in one step, and only where their bytes
    change. ``base_url`` (without a slash at its end) is where readers reach us (``feeds.model.DEFAULT_BASE``
    without it). Raises django.db.Error, ``archive.migrate.NotMigratedError`` and OSError; what was
    published before stands then, and the next publishing makes up for it.
    """
    ready()
    from django.conf import settings

    from archive import states, stories
    from feeds import websub
    from feeds.publishing import Publishing

    states.apply_policies(_policies(states.policies()))
    stories.link()
    hub = getattr(getattr(settings, "TCD", None), "websub_hub", None)
    site = Site(base_url, hub if base_url else None)
    done = Publishing(home / "feeds", site, stories_once=settings.TCD.stories == "once").run()
    told: tuple[str, ...] = ()
    problem = None
    if site.hub and site.base:
        told = tuple(f"{site.base}/feeds/{name}" for name in done.current)
        problem = websub.ping(site.hub, told) if told else None
    return Published(tuple(done.written), tuple(done.unchanged), tuple(done.left_out), told, problem)


def _policies(known: Iterable[str]) -> dict[str, str]:
    """What is to be published of each of these sources, as its file or else the setting says now.

    A source whose file cannot be read is left out: what is published of it stays as it is.
    """
    from django.conf import settings

    from sources import PACKAGED_FOLDER, SourceFileError, load_source

    wanted: dict[str, str] = {}
    for slug in known:
        places = [folder / f"{slug}.toml" for folder in (settings.TCD.own_sources, PACKAGED_FOLDER)]
        path = next((place for place in places if place.is_file()), None)
        with suppress(SourceFileError):
            own = load_source(path).publish if path else None
            wanted[slug] = own or settings.TCD.publish
    return wanted
