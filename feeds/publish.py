"""Publishing: the feeds of what the archive holds, as files under ``TCD_HOME/feeds``.

Can be imported in any process: Django is set up when publishing begins.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from archive.ready import ready
from feeds.files import replace_if_changed
from feeds.rss import Channel, LeftOut, render

if TYPE_CHECKING:
    from feeds.select import Feed

# The page that a feed belongs to must be named also where nobody said at which address we are served.
DEFAULT_LINK = "http://127.0.0.1:8000"


@dataclass(frozen=True, slots=True)
class Published:
    """``written`` and ``unchanged`` are paths of feeds; ``left_out`` names each article once."""

    written: tuple[Path, ...] = ()
    unchanged: tuple[Path, ...] = ()
    left_out: tuple[LeftOut, ...] = ()


def publish_all(home: Path, base_url: str | None = None) -> Published:
    """Publish the combined feed and one for each source and province that has articles.

    ``base_url`` (without a slash at its end) is where readers reach us; without it the feeds do not name
    their own address. Files are replaced in one step, and only where their bytes change. Raises
    django.db.Error, ``archive.migrate.NotMigratedError`` and OSError; what was published before stands then.
    """
    ready()
    from archive import queries
    from feeds import select

    known = queries.sources()
    written: list[Path] = []
    unchanged: list[Path] = []
    left_out: dict[str, LeftOut] = {}
    for feed in select.feeds(known):
        entries, bad = select.entries_of(feed, known)
        rendered = render(_channel(feed, base_url), entries)
        path = home / "feeds" / f"{feed.name}.rss"
        (written if replace_if_changed(path, rendered.data) else unchanged).append(path)
        left_out.update({each.guid: each for each in (*bad, *rendered.left_out)})
    return Published(tuple(written), tuple(unchanged), tuple(left_out.values()))


def _channel(feed: "Feed", base_url: str | None) -> Channel:
    link = f"{base_url or DEFAULT_LINK}/"
    for filter_name, slug in feed.filters.items():
        link += f"?{filter_name}={slug}"
    if base_url is None:
        return Channel(feed.title, feed.description, link)
    base = f"{base_url}/feeds"
    return Channel(feed.title, feed.description, link, self_url=f"{base}/{feed.name}.rss", feed_base=base)
