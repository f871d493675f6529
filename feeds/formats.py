"""The feed formats, and rendering of a feed in one of them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from feeds import atom, jsonfeed, rss
from feeds.entry import Entry
from feeds.model import Channel, LeftOut, RenderedFeed, Site
from feeds.tombstones import Tombstone, deleted_entry_element, emptied_entry


@dataclass(frozen=True, slots=True)
class Format:
    """``item`` renders an entry once for all feeds, ``document`` a feed of such items."""

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
    """An entry rendered in every format (by suffix), for any feed."""

    guid: str
    updated: datetime
    items: Mapping[str, bytes]

    @property
    def size(self) -> int:
        """Bytes of the largest format."""
        return max(map(len, self.items.values()), default=0)


def render_entry(
    entry: Entry, site: Site, formats: Sequence[str] = tuple(FORMATS)
) -> RenderedEntry | LeftOut:
    """Render the entry in these formats; one that fails in any format is left out of all."""
    try:
        items = {suffix: FORMATS[suffix].item(entry, site) for suffix in formats}
    except (ValueError, TypeError) as error:
        return LeftOut(entry.guid, str(error))
    return RenderedEntry(entry.guid, entry.updated, items)


def document(
    suffix: str, channel: Channel, entries: Sequence[RenderedEntry], tombstones: Sequence[Tombstone] = ()
) -> bytes:
    """The feed in one format, as UTF-8, in the order given; the same values give the same bytes.

    ``tombstones`` (newest first) stand before the entries: as ``at:deleted-entry`` in Atom, as emptied
    entries in the other formats. Archive pages of those have none, because readers fetch them only once.
    """
    items = [rendered.items[suffix] for rendered in entries]
    changes = [rendered.updated for rendered in entries]
    if suffix == atom.SUFFIX:
        items = [*map(deleted_entry_element, tombstones), *items]
        changes += [tombstone.at for tombstone in tombstones]
    elif channel.month is None:
        emptied = [emptied_entry(tombstone, channel.site) for tombstone in tombstones if tombstone.had]
        items = [*(FORMATS[suffix].item(emptied_entry_, channel.site) for emptied_entry_ in emptied), *items]
        changes += [emptied_entry_.updated for emptied_entry_ in emptied]
    return FORMATS[suffix].document(channel, items, max(changes, default=None))


def render(
    suffix: str, channel: Channel, entries: Sequence[Entry], tombstones: Sequence[Tombstone] = ()
) -> RenderedFeed:
    """The feed of these entries in one format. ``left_out`` names the entries that cannot be rendered."""
    results = [render_entry(entry, channel.site, (suffix,)) for entry in entries]
    rendered = [result for result in results if isinstance(result, RenderedEntry)]
    return RenderedFeed(
        document(suffix, channel, rendered, tombstones),
        tuple(result for result in results if isinstance(result, LeftOut)),
    )
