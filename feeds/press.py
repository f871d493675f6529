"""Articles of the archive as pieces of feeds, each read and written once however many feeds it stands in."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from archive import queries
from archive.models import Article, KnownSource
from archive.stories import Tale
from feeds.entry import EntryError, also, entry_of
from feeds.formats import Piece, piece
from feeds.model import LeftOut, Site
from feeds.state import NO_TALES

# Pieces are remembered in memory, some 15 KB each.
REMEMBERED = 5000
# So many are made when the next one's size is asked for.
AT_ONCE = 50


class Press:
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
        self.made: set[int] = set()
        self._pieces: dict[int, Piece] = {}

    def pieces(self, ids: Iterable[int]) -> dict[int, Piece]:
        """The pieces of these articles by id; those that cannot be one are not among them."""
        wanted = list(dict.fromkeys(ids))
        found = {number: self._pieces[number] for number in wanted if number in self._pieces}
        missing = [number for number in wanted if number not in found and number not in self.left_out]
        for row in queries.by_ids(missing):
            self.made.add(row.pk)
            made = self._make(row)
            if isinstance(made, Piece):
                found[row.pk] = self._pieces[row.pk] = made
            else:
                self.left_out[row.pk] = made
        while len(self._pieces) > REMEMBERED:
            del self._pieces[next(iter(self._pieces))]
        return found

    def sizes(self, ids: Sequence[int]) -> Iterator[int]:
        """The size of each piece in bytes, 0 of what cannot be one; made as they are asked for."""
        for start in range(0, len(ids), AT_ONCE):
            part = ids[start : start + AT_ONCE]
            there = self.pieces(part)
            yield from (there[number].size if number in there else 0 for number in part)

    def _make(self, row: Article) -> Piece | LeftOut:
        try:
            others = also(self.tales.get(row.pk), self.known)
            source = self.known.get(row.source)
            return piece(entry_of(row, source, self.topics, others, lead_only=self.lead_only), self.site)
        except EntryError as error:
            return LeftOut(row.guid.urn, str(error))
