"""Articles of the archive as pieces of feeds, each read and written once however many feeds it stands in."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from archive import queries
from archive.models import Article, KnownSource
from archive.stories import Tale
from feeds.entry import EntryError, also, entry_of
from feeds.formats import RenderedEntry, render_entry
from feeds.model import LeftOut, Site
from feeds.state import NO_TALES

# Pieces are remembered in memory, some 15 KB each.
CACHE_SIZE = 5000
# So many are made when the next one's size is asked for.
BATCH_SIZE = 50


class EntryRenderer:
    """Makes pieces for one site; ``left_out`` are the articles that cannot be one, by their id. ``lead_only``
    as for ``feeds.entry.entry_of``."""

    def __init__(
        self,
        site: Site,
        known: Mapping[str, KnownSource],
        topics: Mapping[str, str],
        tales: Mapping[int, Tale] = NO_TALES,
        *,
        lead_only: bool = False,
    ) -> None:
        self.site = site
        self.tales = tales
        self.known = known
        self.topics = topics
        self.lead_only = lead_only
        self.left_out: dict[int, LeftOut] = {}
        self.rendered_ids: set[int] = set()
        self._rendered: dict[int, RenderedEntry] = {}

    def render(self, ids: Iterable[int]) -> dict[int, RenderedEntry]:
        """The pieces of these articles by id; those that cannot be one are not among them."""
        wanted = list(dict.fromkeys(ids))
        found = {number: self._rendered[number] for number in wanted if number in self._rendered}
        missing = [number for number in wanted if number not in found and number not in self.left_out]
        for row in queries.by_ids(missing):
            self.rendered_ids.add(row.pk)
            made = self._make(row)
            if isinstance(made, RenderedEntry):
                found[row.pk] = self._rendered[row.pk] = made
            else:
                self.left_out[row.pk] = made
        while len(self._rendered) > CACHE_SIZE:
            del self._rendered[next(iter(self._rendered))]
        return found

    def sizes(self, ids: Sequence[int]) -> Iterator[int]:
        """The size of each piece in bytes, 0 of what cannot be one; made as they are asked for."""
        for start in range(0, len(ids), BATCH_SIZE):
            part = ids[start : start + BATCH_SIZE]
            there = self.render(part)
            yield from (there[number].size if number in there else 0 for number in part)

    def _make(self, row: Article) -> RenderedEntry | LeftOut:
        try:
            others = also(self.tales.get(row.pk), self.known)
            source = self.known.get(row.source)
            return render_entry(
                entry_of(row, source, self.topics, others, lead_only=self.lead_only), self.site
            )
        except EntryError as error:
            return LeftOut(row.guid.urn, str(error))
