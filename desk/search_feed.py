"""The results of any search as a feed: ``/feeds/search.rss?q=…`` with the filters of the archive."""

import hashlib
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from archive import queries
from archive.search import Search
from archive.values import READABLE, storable
from desk import feed_pages
from desk.feeds import for_readers, refused, site_of, wants_page, with_preflight
from desk.filters import filter_errors
from feeds import names
from feeds.feed_catalogue import SITE_NAME
from feeds.formats import FORMATS
from feeds.model import Channel
from feeds.on_demand import InvalidParameterError, parse_parameters
from feeds.search_window import search_window
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


@with_preflight
def search(request: HttpRequest, suffix: str) -> HttpResponse:
    """The window of a search's articles, as a feed or its page; 400 for an invalid or misspelt parameter."""
    asked = {name: storable(request.GET[name])[:LONGEST] for name in PARAMETERS if request.GET.get(name)}
    try:
        wanted, narrowed = _wanted(asked), parse_parameters(request.GET)
    except InvalidParameterError as error:
        return refused(_("Tham số không hợp lệ: %(name)s") % {"name": error})
    if errors := filter_errors(wanted):
        return refused("\n".join(error.sentence() for error in errors))
    given = {**asked, **narrowed.query}
    query = {name: given[name] for name in request.GET if name in given}
    channel = Channel("search", _title(asked), _about(asked), site_of(request), listed="", query=query)
    window = search_window(
        wanted,
        channel,
        narrowed,
        once=asked.get("stories", settings.TCD.stories) == "once",
        days=settings.TCD.feed_days,
        at=datetime.now(UTC),
    )
    as_page = wants_page(request, f"search.{suffix}")
    data = window.render("json" if as_page else suffix, channel)
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


def _wanted(asked: dict[str, str]) -> Search:
    if asked.get("kind", "article") not in READABLE:
        raise InvalidParameterError("kind")
    for name, choices in _CHOICES.items():
        if name in asked and asked[name] not in choices:
            raise InvalidParameterError(name)
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


def _day(asked: dict[str, str], name: str) -> datetime | None:
    """The first moment of a day (``2026-11-21``) in Việt Nam, in UTC. Raises InvalidParameterError."""
    if name not in asked:
        return None
    try:
        return datetime.combine(date.fromisoformat(asked[name]), time(), VIETNAM).astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise InvalidParameterError(name) from error


def _title(asked: dict[str, str]) -> str:
    words = line(asked.get("q", ""), 100)
    return f"“{words}” – {SITE_NAME}" if words else f"Tin theo lựa chọn – {SITE_NAME}"


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
