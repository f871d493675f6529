"""Publishing: the feeds of what the archive holds, as files under ``TCD_HOME/feeds``."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from archive import queries
from archive.models import Article, KnownSource
from feeds import names
from feeds.entry import Entry, EntryError, entry_of
from feeds.files import replace_if_changed
from feeds.rss import Channel, LeftOut, render

NAME = "Tin Công Đoàn"
ENTRIES = 100
# The page that a feed belongs to must be named also where nobody said at which address we are served.
DEFAULT_LINK = "http://127.0.0.1:8000"

_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


@dataclass(frozen=True, slots=True)
class Published:
    """``written`` and ``unchanged`` are paths of feeds; ``left_out`` names each article once."""

    written: tuple[Path, ...] = ()
    unchanged: tuple[Path, ...] = ()
    left_out: tuple[LeftOut, ...] = ()


@dataclass(frozen=True, slots=True)
class Feed:
    """One feed to publish: its name under ``feeds`` without its ending, and what it selects."""

    name: str
    title: str
    description: str
    filters: Mapping[str, str] = field(default_factory=dict)


def publish_all(home: Path, base_url: str | None = None) -> Published:
    """Publish the combined feed and one for each source and province that has articles.

    ``base_url`` (without a slash at its end) is where readers reach us; without it the feeds do not name
    their own address. Files are replaced in one step, and only where their bytes change. Raises
    django.db.Error and OSError; what was published before stands then.
    """
    known = queries.sources()
    written: list[Path] = []
    unchanged: list[Path] = []
    left_out: dict[str, LeftOut] = {}
    for feed in feeds(known):
        entries, bad = _entries(feed, known)
        rendered = render(_channel(feed, base_url), entries)
        path = home / "feeds" / f"{feed.name}.rss"
        (written if replace_if_changed(path, rendered.data) else unchanged).append(path)
        left_out.update({each.guid: each for each in (*bad, *rendered.left_out)})
    return Published(tuple(written), tuple(unchanged), tuple(left_out.values()))


def feeds(known: Mapping[str, KnownSource]) -> Iterator[Feed]:
    """The feeds that there are: all, each source, each of today's provinces."""
    yield Feed("all", NAME, "Tin công đoàn các tỉnh, thành phố, tổng hợp từ trang tin của các cấp công đoàn.")
    for slug in queries.count_by_source():
        if _SLUG.fullmatch(slug):
            name = known[slug].name if slug in known else slug
            yield Feed(f"source/{slug}", f"{name} – {NAME}", f"Tin từ {name}.", {"source": slug})
    for slug in queries.count_by_province():
        province = names.province(slug)
        if province is not None and _SLUG.fullmatch(slug):
            description = f"Tin công đoàn {province.full_name}."
            yield Feed(f"province/{slug}", f"{province.name} – {NAME}", description, {"province": slug})


def _entries(feed: Feed, known: Mapping[str, KnownSource]) -> tuple[list[Entry], list[LeftOut]]:
    topics = names.topics()
    entries: list[Entry] = []
    bad: list[LeftOut] = []
    rows: list[Article] = list(queries.articles(**feed.filters).defer("evidence")[:ENTRIES])
    for row in rows:
        try:
            entries.append(entry_of(row, known.get(row.source), topics))
        except EntryError as error:
            bad.append(LeftOut(row.guid.urn, str(error)))
    return entries, bad


def _channel(feed: Feed, base_url: str | None) -> Channel:
    link = f"{base_url or DEFAULT_LINK}/"
    for filter_name, slug in feed.filters.items():
        link += f"?{filter_name}={slug}"
    if base_url is None:
        return Channel(feed.title, feed.description, link)
    base = f"{base_url}/feeds"
    return Channel(feed.title, feed.description, link, self_url=f"{base}/{feed.name}.rss", feed_base=base)
