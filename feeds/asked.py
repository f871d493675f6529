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
from feeds import facts, names, select, state, trouble
from feeds.formats import Piece, document, piece
from feeds.jsonfeed import OURS
from feeds.model import Channel, Site
from feeds.press import Press
from feeds.publishing import month_page
from feeds.tombstones import Grave

NAMES = ("limit", "hours", "full")
MOST_HOURS = 24 * 366
MOST_ENTRIES = 100_000


class AskedWronglyError(ValueError):
    """A parameter that means nothing; the message names it."""


@dataclass(frozen=True, slots=True)
class Asked:
    """``limit`` entries at most, those that entered in the last ``hours``, with their texts or (not ``full``)
    their leads only. ``query`` is as it stood in the address: a feed must name itself as it was asked for.
    """

    limit: int | None = None
    hours: int | None = None
    full: bool = True
    query: Mapping[str, str] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return self.limit is not None or self.hours is not None or not self.full


def read(query: Mapping[str, str]) -> Asked:
    """What ``limit``, ``hours`` and ``full`` in an address ask for. Raises AskedWronglyError."""
    full = query.get("full") or "1"
    if full not in ("0", "1"):
        raise AskedWronglyError("full")
    limit, hours = _number(query, "limit", MOST_ENTRIES), _number(query, "hours", MOST_HOURS)
    told = {name: query[name] for name in query if name in NAMES and query[name]}
    return Asked(limit, hours, full == "1", told)


def _number(query: Mapping[str, str], name: str, most: int) -> int | None:
    told = query.get(name)
    if not told:
        return None
    if not (told.isascii() and told.isdigit() and len(told) <= 9 and int(told) > 0):
        raise AskedWronglyError(name)
    return min(int(told), most)


def kept(published: Mapping[str, Any], asked: Asked, *, at: datetime) -> list[dict[str, Any]]:
    """The items of a feed (its JSON as published) that are asked for. Pure; ``at`` is now, aware."""
    items: list[dict[str, Any]] = published["items"]
    if asked.hours is not None:
        since = at - timedelta(hours=asked.hours)
        items = [each for each in items if _entered(each) >= since]
    return items[: asked.limit] if asked.limit is not None else items


def _entered(item: Mapping[str, Any]) -> datetime:
    told = item[OURS].get("entered")
    return datetime.fromisoformat(told) if told else NO_NEWS


def narrowed(
    name: str,
    published: Mapping[str, Any],
    suffix: str,
    asked: Asked,
    *,
    site: Site,
    at: datetime,
) -> bytes:
    """The feed ``name`` as asked for, from its JSON as ``published``. Raises django.db.Error."""
    known = queries.sources()
    items = kept(published, asked, at=at)
    feed = select.find(name, known, [name.removeprefix("source/")] if name.startswith("source/") else ())
    channel = Channel(
        name,
        published["title"],
        published["description"],
        site,
        listed=feed.listed if feed else "",
        query=asked.query,
        older=_month_in(published.get("next_url")),
    )
    if name == select.TROUBLE.name:
        wanted = {each["id"] for each in items}
        made = (piece(each, site) for each in trouble.entries(facts.troubles(known)) if each.guid in wanted)
        return document(suffix, channel, [each for each in made if isinstance(each, Piece)])
    rows = _rows([each["id"] for each in items])
    press = Press(site, known, names.topics(), stories.tales(rows.values()), lead_only=not asked.full)
    pieces = press.pieces(rows.values())
    graves = [_grave(each) for each in items if each[OURS].get("withdrawn")]
    there = [rows[each["id"]] for each in items if each["id"] in rows]
    return document(suffix, channel, [pieces[number] for number in there if number in pieces], graves)


def _grave(item: Mapping[str, Any]) -> Grave:
    told = item.get("date_published")
    return Grave(
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
class MonthPage:
    """An archive page before it is written. ``mark`` changes with anything that it depends on."""

    channel: Channel
    ids: list[int]
    mark: str
    press: Press

    def render(self, suffix: str) -> bytes:
        """The page in one format. Raises django.db.Error."""
        pieces = self.press.pieces(self.ids)
        return document(suffix, self.channel, [pieces[number] for number in self.ids if number in pieces])


def month(
    name: str, month: str, site: Site, *, stories_once: bool, known: Mapping[str, KnownSource] | None = None
) -> MonthPage | None:
    """The archive page of a feed for a month (``2026-11``); None where there is none. No text is read.

    Raises django.db.Error.
    """
    known = queries.sources() if known is None else known
    used = [name.removeprefix("source/")] if name.startswith("source/") else ()
    feed = select.find(name, known, used)
    try:
        since, until = select.span(month)
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
        tellers = _tellers(tales, feed.filters)
        ids = [each for each in ids if each not in tales or tellers[tales[each].story] == each]
    channel = month_page(
        Channel(feed.name, feed.title, feed.description, site, listed=feed.listed),
        month,
        select.month_at(here.before) if here.before else None,
        select.month_at(here.after) if here.after else None,
    )
    everywhere = state.everywhere(site, known)
    mark = state.fingerprint(everywhere, channel, channel.description, ids, versions, (), tales)
    return MonthPage(channel, ids, mark, Press(site, known, names.topics(), tales))


def _tellers(tales: Mapping[int, Tale], filters: Mapping[str, Any]) -> dict[int, int]:
    """Which article speaks for each story in the feed with these filters, by the story's number."""
    members = {each.id for tale in tales.values() for each in tale.others} | tales.keys()
    story_of = {each.id: tale.story for tale in tales.values() for each in tale.others}
    story_of |= {number: tale.story for number, tale in tales.items()}
    rows = queries.articles(**filters).filter(pk__in=members).values_list("id", "entered_at")
    found: dict[int, tuple[bool, int]] = {}
    for number, entered_at in rows:
        mine = select.precedence(number, entered_at)
        found[story_of[number]] = min(mine, found.get(story_of[number], mine))
    return {story: number for story, (_, number) in found.items()}
