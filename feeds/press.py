"""Articles of the archive as pieces of feeds, each read and written once however many feeds it stands in."""

from collections.abc import Iterable, Mapping

from archive import queries
from archive.models import Article, KnownSource
from archive.stories import Tale
from feeds.entry import EntryError, also, entry_of
from feeds.formats import Piece, piece
from feeds.model import LeftOut, Site
from feeds.state import NO_TALES

# Pieces are remembered in memory, some 15 KB each.
REMEMBERED = 5000


class Press:
    """Makes pieces for one site; ``left_out`` are the articles that cannot be one, by their id."""

    def __init__(
        self,
        site: Site,
        known: Mapping[str, KnownSource],
        topics: Mapping[str, str],
        tales: Mapping[int, Tale] = NO_TALES,
    ) -> None:
        self.site = site
        self.tales = tales
        self.known = known
        self.topics = topics
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

    def _make(self, row: Article) -> Piece | LeftOut:
        try:
            others = also(self.tales.get(row.pk), self.known)
            return piece(entry_of(row, self.known.get(row.source), self.topics, others), self.site)
        except EntryError as error:
            return LeftOut(row.guid.urn, str(error))
