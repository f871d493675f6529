"""The results of any search as a feed: ``/feeds/search.rss?q=…`` with the filters of the archive."""

import hashlib
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.utils.cache import get_conditional_response
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from archive import queries, stories
from archive.models import Article
from archive.search import Search, hits
from archive.values import READABLE, storable
from desk import feed_pages
from desk.feeds import for_readers, wants_page
from desk.filters import filter_errors
from feeds import names
from feeds.entry import Entry, EntryError, also, entry_of
from feeds.formats import FORMATS, render
from feeds.model import Channel, Site
from feeds.select import ENTRIES, NAME, once
from feeds.text import line
from vietnamese.zone import VIETNAM

PARAMETERS = (
    "q",
    "source",
    "province",
    "topic",
    "kind",
    "author",
    "number",
    "views",
    "sort",
    "stories",
    "from",
    "to",
)
LONGEST = 200
# What the description of a search calls its filters.
_FILTERS = {
    "source": "nguồn",
    "province": "tỉnh, thành phố",
    "topic": "chủ đề",
    "kind": "loại",
    "author": "tác giả",
    "number": "số hiệu",
    "views": "lượt xem",
    "from": "từ ngày",
    "to": "đến ngày",
}
_VALUES = {
    "kind": {"article": "bài viết", "document": "văn bản"},
    "views": {"yes": "có", "no": "không"},
}
_CHOICES: dict[str, dict[str, Any]] = {
    "views": {"yes": True, "no": False},
    "sort": {"time": "time", "relevance": "relevance"},
    "stories": {"once": "once", "all": "all"},
}


class _ParameterError(ValueError):
    """An invalid parameter; the message is its name."""


@require_safe
def search(request: HttpRequest, suffix: str) -> HttpResponse:
    """The newest articles of a search, as a feed or its page; 400 for an invalid or misspelt parameter."""
    asked = {name: storable(request.GET[name])[:LONGEST] for name in PARAMETERS if request.GET.get(name)}
    try:
        wanted = _wanted(asked)
    except _ParameterError as error:
        return _refused(_("Tham số không hợp lệ: %(name)s") % {"name": error})
    if errors := filter_errors(wanted):
        return _refused("\n".join(error.sentence() for error in errors))
    rows = _found(wanted, every=asked.get("stories", settings.TCD.stories) == "all")
    channel = Channel("search", _title(asked), _about(asked), _site(request), query=asked)
    entries = _entries(rows)
    as_page = wants_page(request, f"search.{suffix}")
    data = render("json" if as_page else suffix, channel, entries).data
    variant = data + (f"page.{get_language()}".encode() if as_page else b"")
    etag = f'"{hashlib.sha256(variant).hexdigest()[:32]}"'
    answer = get_conditional_response(request, etag=etag)
    if answer is None:
        if as_page:
            answer = feed_pages.page(request, f"search.{suffix}", data)
        else:
            answer = HttpResponse(data, content_type=f"{FORMATS[suffix].media_type}; charset=utf-8")
    answer.headers["ETag"] = etag
    return for_readers(answer)


def _refused(why: str) -> HttpResponse:
    return for_readers(HttpResponseBadRequest(why, content_type="text/plain; charset=utf-8"))


def _wanted(asked: dict[str, str]) -> Search:
    if asked.get("kind", "article") not in READABLE:
        raise _ParameterError("kind")
    for name, choices in _CHOICES.items():
        if name in asked and asked[name] not in choices:
            raise _ParameterError(name)
    until = _day(asked, "to")
    return Search(
        q=asked.get("q", ""),
        source=asked.get("source"),
        province=asked.get("province"),
        topic=asked.get("topic"),
        kind=asked.get("kind"),
        author=asked.get("author"),
        number=asked.get("number"),
        views=_CHOICES["views"][asked["views"]] if "views" in asked else None,
        since=_day(asked, "from"),
        until=until + timedelta(days=1) if until else None,
        order=_CHOICES["sort"][asked.get("sort", "time")],
    )


def _found(wanted: Search, *, every: bool) -> list[Article]:
    """The articles of a search: ``every`` one, or one of each story."""
    if every:
        ids = [hit.id for hit in hits(wanted, ENTRIES)]
    else:
        # Some of them are reprints of others.
        ids = [hit.id for hit in hits(wanted, 2 * ENTRIES)]
        ids = once(ids, stories.numbers(ids))[:ENTRIES]
    rows = {row.pk: row for row in queries.by_ids(ids)}
    return [rows[number] for number in ids if number in rows]


def _day(asked: dict[str, str], name: str) -> datetime | None:
    """The first moment of a day (``2026-11-21``) in Việt Nam, in UTC. Raises _ParameterError."""
    if name not in asked:
        return None
    try:
        return datetime.combine(date.fromisoformat(asked[name]), time(), VIETNAM).astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise _ParameterError(name) from error


def _entries(rows: list[Article]) -> list[Entry]:
    known, topics = queries.sources(), names.topics()
    tales = stories.tales(row.pk for row in rows)
    entries = []
    for row in rows:
        try:
            others = also(tales.get(row.pk), known)
            entries.append(entry_of(row, known.get(row.source), topics, others))
        except EntryError:
            continue  # Publishing reports it.
    return entries


def _title(asked: dict[str, str]) -> str:
    words = line(asked.get("q", ""), 100)
    return f"“{words}” – {NAME}" if words else f"Tin theo lựa chọn – {NAME}"


def _about(asked: dict[str, str]) -> str:
    """The channel's description, in Vietnamese like that of every feed."""
    words = line(asked.get("q", ""), 100)
    province = names.province(asked.get("province", ""))
    source = queries.sources().get(asked.get("source", ""))
    known = {
        "province": {province.slug: province.name} if province else {},
        "source": {source.slug: source.name} if source else {},
        "topic": names.topics(),
        **_VALUES,
    }
    filters = [
        f"{_FILTERS[name]}: {known.get(name, {}).get(value, line(value, 100))}"
        for name, value in asked.items()
        if name in _FILTERS
    ]
    if not (words or filters):
        return "Mọi bài, mới nhất trước."
    chosen = f"{'; ' if words else ''}{'; '.join(filters)}" if filters else ""
    return f"Kết quả cho {f'“{words}”' if words else ''}{chosen}."


def _site(request: HttpRequest) -> Site:
    """The site without a WebSub hub: a search feed changes without being published."""
    return Site(settings.TCD.base_url or f"{request.scheme}://{request.get_host()}")
