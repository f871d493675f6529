"""Feeds rendered on request: a published feed narrowed by its parameters, and archive pages without a file.

The ids of a feed come from its published JSON, the content of its entries from the archive. Django must be
set up before import.
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
from feeds.jsonfeed import EXTENSION
from feeds.model import Channel, Site
from feeds.publisher import archive_channel
from feeds.renderer import EntryRenderer
from feeds.tombstones import Tombstone

NAMES = ("limit", "hours", "full")
MAX_HOURS = 24 * 366
MAX_ENTRIES = 100_000


class InvalidParameterError(ValueError):
    """An invalid query parameter; the message is its name."""


@dataclass(frozen=True, slots=True)
class FeedParameters:
    """At most ``limit`` entries, only those of the last ``hours``, with text or (``full`` False) leads only.

    ``query`` holds the parameters as given, for the feed's own address (``rel="self"``).
    """

    limit: int | None = None
    hours: int | None = None
    full: bool = True
    query: Mapping[str, str] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return self.limit is not None or self.hours is not None or not self.full


def parse_parameters(query: Mapping[str, str]) -> FeedParameters:
    """Parse ``limit``, ``hours`` and ``full`` of a query string. Raises InvalidParameterError."""
    full = query.get("full") or "1"
    if full not in ("0", "1"):
        raise InvalidParameterError("full")
    limit, hours = _number(query, "limit", MAX_ENTRIES), _number(query, "hours", MAX_HOURS)
    given = {name: query[name] for name in query if name in NAMES and query[name]}
    return FeedParameters(limit, hours, full == "1", given)


def _number(query: Mapping[str, str], name: str, maximum: int) -> int | None:
    value = query.get(name)
    if not value:
        return None
    if not (value.isascii() and value.isdigit() and len(value) <= 9 and int(value) > 0):
        raise InvalidParameterError(name)
    return min(int(value), maximum)


def select_items(
    published: Mapping[str, Any], parameters: FeedParameters, *, at: datetime
) -> list[dict[str, Any]]:
    """The items of a published JSON feed that match ``parameters``. Pure; ``at`` is now (aware)."""
    items: list[dict[str, Any]] = published["items"]
    if parameters.hours is not None:
        since = at - timedelta(hours=parameters.hours)
        items = [item for item in items if _entered(item) >= since]
    return items[: parameters.limit] if parameters.limit is not None else items


def _entered(item: Mapping[str, Any]) -> datetime:
    entered = item[EXTENSION].get("entered")
    return datetime.fromisoformat(entered) if entered else NO_NEWS


def render_narrowed(
    name: str,
    published: Mapping[str, Any],
    suffix: str,
    parameters: FeedParameters,
    *,
    site: Site,
    at: datetime,
) -> bytes:
    """Render the feed ``name``, narrowed by ``parameters``, from its published JSON. Raises
    django.db.Error."""
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
        guids = {item["id"] for item in items}
        rendered = (
            render_entry(entry, site)
            for entry in operator_feed.finding_entries(source_status.findings_to_report(known))
            if entry.guid in guids
        )
        return document(
            suffix,
            channel,
            [rendered_entry for rendered_entry in rendered if isinstance(rendered_entry, RenderedEntry)],
        )
    rows = _rows([item["id"] for item in items])
    renderer = EntryRenderer(
        site, known, names.topics(), stories.tales(rows.values()), lead_only=not parameters.full
    )
    entries = renderer.render(rows.values())
    tombstones = [_tombstone(item) for item in items if item[EXTENSION].get("withdrawn")]
    article_ids = [rows[item["id"]] for item in items if item["id"] in rows]
    return document(
        suffix, channel, [entries[number] for number in article_ids if number in entries], tombstones
    )


def _tombstone(item: Mapping[str, Any]) -> Tombstone:
    published = item.get("date_published")
    return Tombstone(
        item["id"],
        datetime.fromisoformat(item["date_modified"]),
        published=datetime.fromisoformat(published) if published else None,
    )


def _rows(guids: Sequence[str]) -> dict[str, int]:
    """The ids of public articles by guid."""
    numbers = [UUID(guid) for guid in guids]
    ids_by_guid: dict[str, int] = {}
    for start in range(0, len(numbers), queries.CHUNK):
        rows = Article.objects.filter(guid__in=numbers[start : start + queries.CHUNK], public=True)
        ids_by_guid.update((guid.urn, number) for guid, number in rows.values_list("guid", "id"))
    return ids_by_guid


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
        entries = self.renderer.render(self.ids)
        return document(suffix, self.channel, [entries[number] for number in self.ids if number in entries])


def archive_page(
    name: str, month: str, site: Site, *, stories_once: bool, known: Mapping[str, KnownSource] | None = None
) -> ArchivePage | None:
    """The archive page of a feed for a month (``2026-11``), or None. Does not read the articles' texts.

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
        ids = [
            article_id
            for article_id in ids
            if article_id not in tales or representatives[tales[article_id].story] == article_id
        ]
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
    """The id of the article that represents each story in the feed with these filters, by story id."""
    members = {other.id for tale in tales.values() for other in tale.others} | tales.keys()
    story_of = {other.id: tale.story for tale in tales.values() for other in tale.others}
    story_of |= {number: tale.story for number, tale in tales.items()}
    rows = queries.articles(**filters).filter(pk__in=members).values_list("id", "entered_at")
    first: dict[int, tuple[bool, int]] = {}
    for number, entered_at in rows:
        own = feed_catalogue.story_precedence(number, entered_at)
        first[story_of[number]] = min(own, first.get(story_of[number], own))
    return {story: number for story, (_, number) in first.items()}
