"""Which feeds there are and what stands in each: the archive's rows as entries."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from archive import queries
from archive.models import KnownSource
from feeds import names
from feeds.entry import Entry, EntryError, entry_of
from feeds.rss import LeftOut

NAME = "Tin Công Đoàn"
ENTRIES = 100

_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


@dataclass(frozen=True, slots=True)
class Feed:
    """One feed to publish: its name under ``feeds`` without its ending, and what it selects."""

    name: str
    title: str
    description: str
    filters: Mapping[str, str] = field(default_factory=dict)


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


def entries_of(feed: Feed, known: Mapping[str, KnownSource]) -> tuple[list[Entry], list[LeftOut]]:
    """The newest entries of a feed, and the articles that cannot be entries."""
    topics = names.topics()
    entries: list[Entry] = []
    bad: list[LeftOut] = []
    rows = list(queries.articles(**feed.filters).defer("evidence")[:ENTRIES])
    for row in rows:
        try:
            entries.append(entry_of(row, known.get(row.source), topics))
        except EntryError as error:
            bad.append(LeftOut(row.guid.urn, str(error)))
    return entries, bad
