"""Pages about feeds: the list of all of them, and what a browser is shown at a feed's own address."""

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
from feeds import select
from feeds.formats import FORMATS
from feeds.jsonfeed import OURS
from feeds.text import web_address


@dataclass(frozen=True, slots=True)
class Shown:
    """An entry of a feed as its page shows it."""

    title: str
    url: str
    summary: str
    published: datetime | None
    people: str
    source: str


@dataclass(frozen=True, slots=True)
class Group:
    name: str
    feeds: Sequence[select.Feed]


@require_safe
def feed_list(request: HttpRequest) -> HttpResponse:
    """All feeds in all formats, for people."""
    feeds = [*select.feeds(queries.sources(), queries.count_by_source()), select.TROUBLE]
    labels = {
        "main": _("Chung"),
        "province": _("Các tỉnh, thành phố"),
        "topic": _("Chủ đề"),
        "source": _("Các nguồn"),
        "operators": _("Cho người vận hành"),
    }
    groups = [
        Group(labels[group], [feed for feed in feeds if feed.group == group]) for group in select.GROUPS
    ]
    return render(
        request, "desk/feeds.html", {"groups": [g for g in groups if g.feeds], "formats": FORMATS.values()}
    )


def page(request: HttpRequest, name: str, feed: bytes) -> HttpResponse:
    """The page of a feed, from its JSON form (as published): what it is for and what stands in it."""
    told: dict[str, Any] = json.loads(feed)
    place, _, suffix = name.rpartition(".")
    query = f"?{request.META['QUERY_STRING']}" if place == "search" and request.GET else ""
    context = {
        "title": told["title"],
        "description": told["description"],
        "address": request.build_absolute_uri(),
        "format": FORMATS[suffix].name,
        "others": [(each.name, f"{place}.{each.suffix}", query) for each in FORMATS.values()],
        "home": _path(told["home_page_url"]),
        "searched": place == "search",
        "entries": [_shown(item) for item in told["items"]],
        "older": _page_of(told.get("next_url"), suffix),
    }
    return render(request, "desk/feed.html", context)


def _shown(item: dict[str, Any]) -> Shown:
    published = item.get("date_published")
    return Shown(
        title=item["title"],
        url=web_address(item["url"]) or "",
        summary=item["summary"],
        published=datetime.fromisoformat(published) if published else None,
        people=", ".join(each["name"] for each in item.get("authors", ())),
        source=item[OURS]["source"]["name"],
    )


def _path(address: str) -> str:
    """The part of one of our addresses that is the same wherever we are served."""
    return "/" + address.split("/", 3)[3] if address.count("/") > 2 else "/"


def _page_of(address: str | None, suffix: str) -> str:
    return f"{_path(address).rpartition('.')[0]}.{suffix}" if address else ""
