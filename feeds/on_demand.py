"""A feed as somebody asks for it: shorter, younger, its leads only; and archive pages that stand in no file.

What a feed holds is read from its published file; what its entries say, from the archive. Models are needed
at import: Django must be set up before.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from archive import queries, stories
from archive.models import Article, KnownSource
from archive.stories import Tale
from archive.values import NO_NEWS
from feeds import feed_catalogue, names, operator_feed, source_status, state
from feeds.formats import RenderedEntry, document, render_entry
from feeds.jsonfeed import OURS
from feeds.model import Channel, Site
from feeds.publisher import archive_channel
from feeds.renderer import EntryRenderer
from feeds.tombstones import Tombstone

NAMES = ("limit", "hours", "full")
MAX_HOURS = 24 * 366
MAX_ENTRIES = 100_000


class InvalidParameterError(ValueError):
    """A parameter that means nothing; the message names it."""


@dataclass(frozen=True, slots=True)
class FeedParameters:
    """``limit`` entries at most, those that entered in the last ``hours``, with their texts or (not ``full``)
    their leads only. ``query`` is as it stood in the address: a feed must name itself as it was asked for.
    """

    limit: int | None = None
    hours: int | None = None
    full: bool = True
    query: Mapping[str, str] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return self.limit is not None or self.hours is not None or not self.full


def parse_parameters(query: Mapping[str, str]) -> FeedParameters:
    """What ``limit``, ``hours`` and ``full`` in an address ask for. Raises InvalidParameterError."""
    full = query.get("full") or "1"
    if full not in ("0", "1"):
        raise InvalidParameterError("full")
    limit, hours = _number(query, "limit", MAX_ENTRIES), _number(query, "hours", MAX_HOURS)
    told = {name: query[name] for name in query if name in NAMES and query[name]}
    return FeedParameters(limit, hours, full == "1", told)


def _number(query: Mapping[str, str], name: str, most: int) -> int | None:
    told = query.get(name)
    if not told:
        return None
    if not (told.isascii() and told.isdigit() and len(told) <= 9 and int(told) > 0):
        raise InvalidParameterError(name)
    return min(int(told), most)


def select_items(
    published: Mapping[str, Any], parameters: FeedParameters, *, at: datetime
) -> list[dict[str, Any]]:
    """The items of a feed (its JSON as published) that are asked for. Pure; ``at`` is now, aware."""
    items: list[dict[str, Any]] = published["items"]
    if parameters.hours is not None:
        since = at - timedelta(hours=parameters.hours)
        items = [each for each in items if _entered(each) >= since]
    return items[: parameters.limit] if parameters.limit is not None else items


def _entered(item: Mapping[str, Any]) -> datetime:
    told = item[OURS].get("entered")
    return datetime.fromisoformat(told) if told else NO_NEWS


def render_narrowed(
    name: str,
    published: Mapping[str, Any],
    suffix: str,
    parameters: FeedParameters,
    *,
    site: Site,
    at: datetime,
) -> bytes:
    """The feed ``name`` as asked for, from its JSON as ``published``. Raises django.db.Error."""
    known = queries.sources()
    items = select_items(published, parameters, at=at)
    feed = feed_catalogue.find_feed(
        name, known, [name.removeprefix("source/")] if name.startswith("source/") else ()
    )
    channel = Channel(
        name,
        published["title"],
        published["description"],
        site,
        listed=feed.listed if feed else "",
        query=parameters.query,
        older=_month_in(published.get("next_url")),
    )
    if name == feed_catalogue.OPERATOR_FEED.name:
        wanted = {each["id"] for each in items}
        made = (
            render_entry(each, site)
            for each in operator_feed.finding_entries(source_status.findings_to_report(known))
            if each.guid in wanted
        )
        return document(suffix, channel, [each for each in made if isinstance(each, RenderedEntry)])
    rows = _rows([each["id"] for each in items])
    renderer = EntryRenderer(
        site, known, names.topics(), stories.tales(rows.values()), lead_only=not parameters.full
    )
    pieces = renderer.render(rows.values())
    tombstones = [_tombstone(each) for each in items if each[OURS].get("withdrawn")]
    there = [rows[each["id"]] for each in items if each["id"] in rows]
    return document(suffix, channel, [pieces[number] for number in there if number in pieces], tombstones)


def _tombstone(item: Mapping[str, Any]) -> Tombstone:
    told = item.get("date_published")
    return Tombstone(
        item["id"],
        datetime.fromisoformat(item["date_modified"]),
        published=datetime.fromisoformat(told) if told else None,
    )


def _rows(guids: Sequence[str]) -> dict[str, int]:
    """The ids of articles by their names in feeds."""
    numbers = [UUID(each) for each in guids]
    found: dict[str, int] = {}
    for start in range(0, len(numbers), queries.CHUNK):
        rows = Article.objects.filter(guid__in=numbers[start : start + queries.CHUNK], public=True)
        found.update((guid.urn, number) for guid, number in rows.values_list("guid", "id"))
    return found


def _month_in(address: str | None) -> str | None:
    return address.rpartition("/")[2].partition(".")[0] if address else None


@dataclass(frozen=True, slots=True)
class ArchivePage:
    """An archive page before it is written. ``fingerprint`` changes with anything that it depends on."""

    channel: Channel
    ids: list[int]
    fingerprint: str
    renderer: EntryRenderer

    def render(self, suffix: str) -> bytes:
        """The page in one format. Raises django.db.Error."""
        pieces = self.renderer.render(self.ids)
        return document(suffix, self.channel, [pieces[number] for number in self.ids if number in pieces])


def archive_page(
    name: str, month: str, site: Site, *, stories_once: bool, known: Mapping[str, KnownSource] | None = None
) -> ArchivePage | None:
    """The archive page of a feed for a month (``2026-11``); None where there is none. No text is read.

    Raises django.db.Error.
    """
    known = queries.sources() if known is None else known
    used = [name.removeprefix("source/")] if name.startswith("source/") else ()
    feed = feed_catalogue.find_feed(name, known, used)
    try:
        since, until = feed_catalogue.month_bounds(month)
    except ValueError:
        return None
    if feed is None or not feed.monthly:
        return None
    here = queries.month_of_feed(**feed.filters, since=since, until=until)
    if not here.articles:
        return None
    versions = dict(here.articles)
    tales = stories.tales(versions)
    ids = list(versions)
    if stories_once and tales:
        representatives = _representatives(tales, feed.filters)
        ids = [each for each in ids if each not in tales or representatives[tales[each].story] == each]
    channel = archive_channel(
        Channel(feed.name, feed.title, feed.description, site, listed=feed.listed),
        month,
        feed_catalogue.month_at(here.before) if here.before else None,
        feed_catalogue.month_at(here.after) if here.after else None,
    )
    shared = state.shared_fingerprint(site, known)
    fingerprint = state.page_fingerprint(shared, channel, channel.description, ids, versions, (), tales)
    return ArchivePage(channel, ids, fingerprint, EntryRenderer(site, known, names.topics(), tales))


def _representatives(tales: Mapping[int, Tale], filters: Mapping[str, Any]) -> dict[int, int]:
    """Which article speaks for each story in the feed with these filters, by the story's number."""
    members = {each.id for tale in tales.values() for each in tale.others} | tales.keys()
    story_of = {each.id: tale.story for tale in tales.values() for each in tale.others}
    story_of |= {number: tale.story for number, tale in tales.items()}
    rows = queries.articles(**filters).filter(pk__in=members).values_list("id", "entered_at")
    found: dict[int, tuple[bool, int]] = {}
    for number, entered_at in rows:
        mine = feed_catalogue.story_precedence(number, entered_at)
        found[story_of[number]] = min(mine, found.get(story_of[number], mine))
    return {story: number for story, (_, number) in found.items()}
