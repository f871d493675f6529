"""Renders archived articles as feed entries; each is read and rendered once for all feeds that have it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from archive import queries
from archive.models import Article, KnownSource
from archive.stories import Tale
from feeds.entry import EntryError, also, entry_of
from feeds.formats import RenderedEntry, render_entry
from feeds.model import LeftOut, Site
from feeds.state import NO_TALES

# Rendered entries kept in memory, some 15 KB each.
CACHE_SIZE = 5000
# Entries rendered together when a size is needed.
BATCH_SIZE = 50


class EntryRenderer:
    """Renders entries for one site. ``left_out``: the articles that cannot be rendered, by id; ``lead_only``
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
        """The rendered entries of these articles by id, without those that cannot be rendered."""
        wanted = list(dict.fromkeys(ids))
        rendered = {number: self._rendered[number] for number in wanted if number in self._rendered}
        missing = [number for number in wanted if number not in rendered and number not in self.left_out]
        for row in queries.by_ids(missing):
            self.rendered_ids.add(row.pk)
            result = self._make(row)
            if isinstance(result, RenderedEntry):
                rendered[row.pk] = self._rendered[row.pk] = result
            else:
                self.left_out[row.pk] = result
        while len(self._rendered) > CACHE_SIZE:
            del self._rendered[next(iter(self._rendered))]
        return rendered

    def sizes(self, ids: Sequence[int]) -> Iterator[int]:
        """The size of each entry in bytes, 0 where it cannot be rendered. Lazy: renders batch by batch."""
        for start in range(0, len(ids), BATCH_SIZE):
            batch = ids[start : start + BATCH_SIZE]
            entries = self.render(batch)
            yield from (entries[number].size if number in entries else 0 for number in batch)

    def _make(self, row: Article) -> RenderedEntry | LeftOut:
        try:
            others = also(self.tales.get(row.pk), self.known)
            source = self.known.get(row.source)
            return render_entry(
                entry_of(row, source, self.topics, others, lead_only=self.lead_only), self.site
            )
        except EntryError as error:
            return LeftOut(row.guid.urn, str(error))
