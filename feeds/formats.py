"""The formats, and writing a feed in one of them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from feeds import atom, jsonfeed, rss
from feeds.entry import Entry
from feeds.model import Channel, LeftOut, RenderedFeed, Site
from feeds.tombstones import Tombstone, deleted_entry_element, emptied_entry


@dataclass(frozen=True, slots=True)
class Format:
    """``item`` writes an entry once for all feeds, ``document`` a feed of such items."""

    suffix: str
    media_type: str
    name: str
    item: Callable[[Entry, Site], bytes]
    document: Callable[[Channel, Sequence[bytes], datetime | None], bytes]


FORMATS: Mapping[str, Format] = {
    "rss": Format(rss.SUFFIX, rss.MEDIA_TYPE, "RSS 2.0", rss.item, rss.document),
    "atom": Format(atom.SUFFIX, atom.MEDIA_TYPE, "Atom 1.0", atom.item, atom.document),
    "json": Format(jsonfeed.SUFFIX, jsonfeed.MEDIA_TYPE, "JSON Feed 1.1", jsonfeed.item, jsonfeed.document),
}


@dataclass(frozen=True, slots=True)
class RenderedEntry:
    """An entry written in every format (by suffix), ready to stand in any feed."""

    guid: str
    updated: datetime
    items: Mapping[str, bytes]

    @property
    def size(self) -> int:
        """Bytes in the format that takes most."""
        return max(map(len, self.items.values()), default=0)


def render_entry(
    entry: Entry, site: Site, formats: Sequence[str] = tuple(FORMATS)
) -> RenderedEntry | LeftOut:
    """The entry in these formats; what cannot be written in one of them is left out of all."""
    try:
        items = {suffix: FORMATS[suffix].item(entry, site) for suffix in formats}
    except (ValueError, TypeError) as error:
        return LeftOut(entry.guid, str(error))
    return RenderedEntry(entry.guid, entry.updated, items)


def document(
    suffix: str, channel: Channel, pieces: Sequence[RenderedEntry], tombstones: Sequence[Tombstone] = ()
) -> bytes:
    """The feed in one format, as UTF-8, in the order given; the same values give the same bytes.

    ``tombstones`` are what was taken back, the newest first, before the entries: tombstones in Atom, emptied
    entries in the others, save in archive pages, which nobody asks for again.
    """
    items = [each.items[suffix] for each in pieces]
    changes = [each.updated for each in pieces]
    if suffix == atom.SUFFIX:
        items = [*map(deleted_entry_element, tombstones), *items]
        changes += [each.at for each in tombstones]
    elif channel.month is None:
        emptied = [emptied_entry(each, channel.site) for each in tombstones if each.had]
        items = [*(FORMATS[suffix].item(each, channel.site) for each in emptied), *items]
        changes += [each.updated for each in emptied]
    return FORMATS[suffix].document(channel, items, max(changes, default=None))


def render(
    suffix: str, channel: Channel, entries: Sequence[Entry], tombstones: Sequence[Tombstone] = ()
) -> RenderedFeed:
    """The feed of these entries in one format. An entry that cannot be written is left out and named; the
    others stand."""
    made = [render_entry(entry, channel.site, (suffix,)) for entry in entries]
    pieces = [each for each in made if isinstance(each, RenderedEntry)]
    return RenderedFeed(
        document(suffix, channel, pieces, tombstones),
        tuple(each for each in made if isinstance(each, LeftOut)),
    )
