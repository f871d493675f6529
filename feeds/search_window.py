"""What the feed of a search holds: the window of what it finds. Models are needed at import."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from archive import entering, queries, stories
from archive.queries import Placed
from archive.search import Search, among, hits
from archive.stories import Tale
from archive.values import NO_NEWS
from feeds import feed_catalogue, names
from feeds.formats import RenderedEntry, document
from feeds.model import Channel
from feeds.on_demand import FeedParameters
from feeds.renderer import EntryRenderer
from feeds.tombstones import RETENTION, Tombstone, tombstone_of

# Where the window holds little it is filled with what entered last of so many of the newest that are found.
_LOOKED_THROUGH = 200


@dataclass(frozen=True, slots=True)
class SearchWindow:
    """What the feed of a search holds, in its order; ``tombstones`` are what was taken back of it."""

    pieces: tuple[RenderedEntry, ...]
    tombstones: tuple[Tombstone, ...] = ()

    def render(self, suffix: str, channel: Channel) -> bytes:
        return document(suffix, channel, self.pieces, self.tombstones)


def search_window(
    search: Search, channel: Channel, parameters: FeedParameters, *, once: bool, days: int, at: datetime
) -> SearchWindow:
    """The window of a search by time, or the best of one by relevance; ``once``: one entry a story.

    By time it is what entered in the last ``days`` as far as it fits, in the order in which it entered; where
    nothing was ever published, what is public. ``at`` is now (aware), for ``parameters.hours``. Raises
    django.db.Error.
    """
    by_time = search.order == "time"
    places = _window(search, once=once, days=days) if by_time else _best(search, once=once)
    newest = max((each.entered_at for each in places if each.entered_at), default=at)
    if parameters.hours is not None:
        since = at - timedelta(hours=parameters.hours)
        places = [each for each in places if (each.entered_at or at) >= since]
    places = places[: parameters.limit]
    ids = [each.id for each in places]
    renderer = EntryRenderer(
        channel.site, queries.sources(), names.topics(), stories.tales(ids), lead_only=not parameters.full
    )
    if by_time:
        entered = [each.entered_at or newest for each in places]
        ids = ids[: feed_catalogue.count_fitting(entered, renderer.sizes(ids), feed_catalogue.MAX_BYTES)]
    pieces = renderer.render(ids)
    tombstones = _tombstones(search) if by_time else ()
    return SearchWindow(tuple(pieces[number] for number in ids if number in pieces), tombstones)


def _window(search: Search, *, once: bool, days: int) -> list[Placed]:
    newest = entering.newest()
    recent = queries.entered(newest - timedelta(days=days) if newest else NO_NEWS)
    if newest is not None:
        # What waits for its publishing may be a first walk's thousands, of which most are no news.
        recent = [each for each in recent if each.entered_at is not None]
    there = among(search, (each.id for each in recent))
    places = [each for each in recent if each.id in there]
    if len(places) < feed_catalogue.MIN_ENTRIES:
        more = [hit.id for hit in hits(search, _LOOKED_THROUGH) if hit.id not in there]
        there_too = queries.places_of(more)
        if newest is not None:
            there_too = [each for each in there_too if each.entered_at is not None]
        older = sorted(there_too, key=_order, reverse=True)
        places += older[: feed_catalogue.MIN_ENTRIES - len(places)]
    return _once(search, places) if once else places


def _best(search: Search, *, once: bool) -> list[Placed]:
    # Some of them are reprints of others.
    ids = [
        hit.id for hit in hits(search, 2 * feed_catalogue.LIST_LENGTH if once else feed_catalogue.LIST_LENGTH)
    ]
    if once:
        ids = feed_catalogue.dedupe_stories(ids, stories.numbers(ids))[: feed_catalogue.LIST_LENGTH]
    places = {each.id: each for each in queries.places_of(ids)}
    return [places[number] for number in ids if number in places]


def _order(each: Placed) -> tuple[datetime, datetime, int]:
    return each.entered_at or NO_NEWS, each.sort_at, each.id


def _once(search: Search, places: list[Placed]) -> list[Placed]:
    """One of each story: who spoke for it in this feed before still does."""
    tales = stories.tales(each.id for each in places)
    representatives = _representatives(search, places, tales)
    return [
        each for each in places if each.id not in tales or representatives[tales[each.id].story] == each.id
    ]


def _representatives(search: Search, places: Iterable[Placed], tales: dict[int, Tale]) -> dict[int, int]:
    story_of = {each.id: tale.story for tale in tales.values() for each in tale.others}
    story_of |= {number: tale.story for number, tale in tales.items()}
    here = [each for each in places if each.id in story_of]
    others = among(search, story_of.keys() - {each.id for each in here})
    told: dict[int, tuple[bool, int]] = {}
    for each in (*here, *queries.places_of(others)):
        mine = feed_catalogue.story_precedence(each.id, each.entered_at)
        told[story_of[each.id]] = min(mine, told.get(story_of[each.id], mine))
    return {story: number for story, (_, number) in told.items()}


def _tombstones(search: Search) -> tuple[Tombstone, ...]:
    gone = queries.withdrawn(RETENTION)
    there = among(replace(search, hidden=True), (each.placed.id for each in gone))
    return tuple(tombstone_of(each) for each in gone if each.placed.id in there)[: feed_catalogue.LIST_LENGTH]
