"""Any search as a feed: ``/feeds/search.rss?q=…`` with the filters of the archive."""

import hashlib
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from archive.search import Search
from archive.values import READABLE, storable
from desk import feed_pages, slips
from desk.feeds import for_readers, refused, site_of, wants_page, with_preflight
from feeds.asked import AskedWronglyError, read
from feeds.formats import FORMATS
from feeds.found import found
from feeds.model import Channel
from feeds.select import NAME
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
_CHOICES: dict[str, dict[str, Any]] = {
    "views": {"yes": True, "no": False},
    "sort": {"time": "time", "relevance": "relevance"},
    "stories": {"once": "once", "all": "all"},
}


@with_preflight
def search(request: HttpRequest, suffix: str) -> HttpResponse:
    """The window of what a search finds, as a feed or its page; 400 where a parameter means nothing or is
    misspelt."""
    asked = {name: storable(request.GET[name])[:LONGEST] for name in PARAMETERS if request.GET.get(name)}
    try:
        wanted, narrowed = _wanted(asked), read(request.GET)
    except AskedWronglyError as error:
        return refused(_("Không hiểu tham số: %(name)s") % {"name": error})
    if wrong := slips.told(wanted):
        return refused("\n".join(map(slips.sentence, wrong)))
    given = {**asked, **narrowed.query}
    query = {name: given[name] for name in request.GET if name in given}
    channel = Channel("search", _title(asked), _about(asked), site_of(request), listed="", query=query)
    held = found(
        wanted,
        channel,
        narrowed,
        once=asked.get("stories", settings.TCD.stories) == "once",
        days=settings.TCD.feed_days,
        at=datetime.now(UTC),
    )
    as_page = wants_page(request, f"search.{suffix}")
    data = held.render("json" if as_page else suffix, channel)
    told = data + (f"page.{get_language()}".encode() if as_page else b"")
    etag = f'"{hashlib.sha256(told).hexdigest()[:32]}"'
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
        raise AskedWronglyError("kind")
    for name, choices in _CHOICES.items():
        if name in asked and asked[name] not in choices:
            raise AskedWronglyError(name)
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
    """The midnight in Việt Nam with which a day (``2026-11-21``) begins."""
    if name not in asked:
        return None
    try:
        return datetime.combine(date.fromisoformat(asked[name]), time(), VIETNAM).astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise AskedWronglyError(name) from error


def _title(asked: dict[str, str]) -> str:
    words = line(asked.get("q", ""), 100)
    return f"“{words}” – {NAME}" if words else f"Tin theo lựa chọn – {NAME}"


def _about(asked: dict[str, str]) -> str:
    told = [f"{name}: {line(value, 100)}" for name, value in asked.items()]
    return f"Bài tìm theo {'; '.join(told)}." if told else "Mọi bài, mới nhất trước."
