"""The entries of a search feed. Django must be set up before import."""

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

# A short window is filled up with the last entered of this many newest hits.
_CANDIDATES = 200


@dataclass(frozen=True, slots=True)
class SearchWindow:
    """The entries of a search feed in its order, and the tombstones of its retracted articles."""

    entries: tuple[RenderedEntry, ...]
    tombstones: tuple[Tombstone, ...] = ()

    def render(self, suffix: str, channel: Channel) -> bytes:
        return document(suffix, channel, self.entries, self.tombstones)


def search_window(
    search: Search, channel: Channel, parameters: FeedParameters, *, once: bool, days: int, at: datetime
) -> SearchWindow:
    """The window of a search by time, or its best hits by relevance; ``once``: one entry a story.

    By time, the window holds what entered in the last ``days``, as far as it fits, newest first; before the
    first publishing it holds the public articles. ``at`` is now (aware), for ``parameters.hours``. Raises
    django.db.Error.
    """
    by_time = search.order == "time"
    places = _window(search, once=once, days=days) if by_time else _best(search, once=once)
    newest = max((place.entered_at for place in places if place.entered_at), default=at)
    if parameters.hours is not None:
        since = at - timedelta(hours=parameters.hours)
        places = [place for place in places if (place.entered_at or at) >= since]
    places = places[: parameters.limit]
    ids = [place.id for place in places]
    renderer = EntryRenderer(
        channel.site, queries.sources(), names.topics(), stories.tales(ids), lead_only=not parameters.full
    )
    if by_time:
        entered = [place.entered_at or newest for place in places]
        ids = ids[: feed_catalogue.count_fitting(entered, renderer.sizes(ids), feed_catalogue.MAX_BYTES)]
    entries = renderer.render(ids)
    tombstones = _tombstones(search) if by_time else ()
    return SearchWindow(tuple(entries[number] for number in ids if number in entries), tombstones)


def _window(search: Search, *, once: bool, days: int) -> list[Placed]:
    newest = entering.newest()
    recent = queries.entered(newest - timedelta(days=days) if newest else NO_NEWS)
    if newest is not None:
        # Articles not yet published may be thousands of a first crawl, most of them old.
        recent = [place for place in recent if place.entered_at is not None]
    matching = among(search, (place.id for place in recent))
    places = [place for place in recent if place.id in matching]
    if len(places) < feed_catalogue.MIN_ENTRIES:
        more = [hit.id for hit in hits(search, _CANDIDATES) if hit.id not in matching]
        more_places = queries.places_of(more)
        if newest is not None:
            more_places = [place for place in more_places if place.entered_at is not None]
        older = sorted(more_places, key=_order, reverse=True)
        places += older[: feed_catalogue.MIN_ENTRIES - len(places)]
    return _dedupe(search, places) if once else places


def _best(search: Search, *, once: bool) -> list[Placed]:
    # Twice as many, because some hits are reprints of others.
    ids = [
        hit.id for hit in hits(search, 2 * feed_catalogue.LIST_LENGTH if once else feed_catalogue.LIST_LENGTH)
    ]
    if once:
        ids = feed_catalogue.dedupe_stories(ids, stories.numbers(ids))[: feed_catalogue.LIST_LENGTH]
    places = {place.id: place for place in queries.places_of(ids)}
    return [places[number] for number in ids if number in places]


def _order(place: Placed) -> tuple[datetime, datetime, int]:
    return place.entered_at or NO_NEWS, place.sort_at, place.id


def _dedupe(search: Search, places: list[Placed]) -> list[Placed]:
    """One article a story; the representative in this feed stays the same."""
    tales = stories.tales(place.id for place in places)
    representatives = _representatives(search, places, tales)
    return [
        place
        for place in places
        if place.id not in tales or representatives[tales[place.id].story] == place.id
    ]


def _representatives(search: Search, places: Iterable[Placed], tales: dict[int, Tale]) -> dict[int, int]:
    story_of = {other.id: tale.story for tale in tales.values() for other in tale.others}
    story_of |= {number: tale.story for number, tale in tales.items()}
    own_places = [place for place in places if place.id in story_of]
    others = among(search, story_of.keys() - {place.id for place in own_places})
    first: dict[int, tuple[bool, int]] = {}
    for place in (*own_places, *queries.places_of(others)):
        own = feed_catalogue.story_precedence(place.id, place.entered_at)
        first[story_of[place.id]] = min(own, first.get(story_of[place.id], own))
    return {story: number for story, (_, number) in first.items()}


def _tombstones(search: Search) -> tuple[Tombstone, ...]:
    gone = queries.withdrawn(RETENTION)
    there = among(replace(search, hidden=True), (withdrawn.placed.id for withdrawn in gone))
    return tuple(tombstone_of(withdrawn) for withdrawn in gone if withdrawn.placed.id in there)[
        : feed_catalogue.LIST_LENGTH
    ]
