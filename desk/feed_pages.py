"""Pages about feeds: the list of all feeds, and the page at a feed's own address."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from archive import queries
from feeds import feed_catalogue
from feeds.formats import FORMATS
from feeds.jsonfeed import EXTENSION
from feeds.text import web_address


@dataclass(frozen=True, slots=True)
class ListedEntry:
    """An entry of a feed for its page."""

    title: str
    url: str
    summary: str
    published: datetime | None
    people: str
    source: str


@dataclass(frozen=True, slots=True)
class FeedGroup:
    """Feeds under one heading of the list; ``slug`` names the group's OPML file."""

    slug: str
    name: str
    feeds: Sequence[feed_catalogue.Feed]


@require_safe
def feed_list(request: HttpRequest) -> HttpResponse:
    """The list of all feeds in all formats."""
    feeds = [
        *feed_catalogue.list_feeds(queries.sources(), queries.count_by_source()),
        feed_catalogue.OPERATOR_FEED,
    ]
    labels = {
        "main": _("Chung"),
        "province": _("Các tỉnh, thành phố"),
        "topic": _("Chủ đề"),
        "source": _("Các nguồn"),
        "operators": _("Cho người vận hành"),
    }
    groups = [
        FeedGroup(group, labels[group], [feed for feed in feeds if feed.group == group])
        for group in feed_catalogue.GROUPS
    ]
    return render(
        request, "desk/feeds.html", {"groups": [g for g in groups if g.feeds], "formats": FORMATS.values()}
    )


def page(request: HttpRequest, name: str, feed: bytes) -> HttpResponse:
    """The page of a feed from its published JSON form: how to subscribe, and its entries."""
    record: dict[str, Any] = json.loads(feed)
    place, _, suffix = name.rpartition(".")
    query = f"?{request.META['QUERY_STRING']}" if request.GET else ""
    context = {
        "title": record["title"],
        "description": record["description"],
        "address": request.build_absolute_uri(),
        "format": FORMATS[suffix].name,
        "others": [(known.name, f"{place}.{known.suffix}", query) for known in FORMATS.values()],
        "home": _path(record["home_page_url"]),
        "searched": place == "search",
        "entries": [_shown(item) for item in record["items"] if not item[EXTENSION].get("withdrawn")],
        "older": _page_of(record.get("next_url"), suffix),
    }
    return render(request, "desk/feed.html", context)


def _shown(item: dict[str, Any]) -> ListedEntry:
    published = item.get("date_published")
    return ListedEntry(
        title=item["title"],
        url=web_address(item["url"]) or "",
        summary=item["summary"],
        published=datetime.fromisoformat(published) if published else None,
        people=", ".join(author["name"] for author in item.get("authors", ())),
        source=item[EXTENSION]["source"]["name"],
    )


def _path(address: str) -> str:
    """The path of one of our own addresses."""
    return "/" + address.split("/", 3)[3] if address.count("/") > 2 else "/"


def _page_of(address: str | None, suffix: str) -> str:
    return f"{_path(address).rpartition('.')[0]}.{suffix}" if address else ""
