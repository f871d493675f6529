"""The published feeds over HTTP, so that a reader who asks again is told that nothing changed.

Not as static files: a server of those reads their times and sizes once, when it starts. A browser gets a page
that explains the feed, at the same address.
"""

import hashlib
import os
import re
from collections.abc import Callable
from datetime import UTC, datetime
from functools import wraps
from pathlib import Path

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language
from django.views.decorators.http import condition, require_safe

from archive.search import Search
from archive.values import storable
from desk import feed_pages, slips
from desk.compressed import SMALLEST, Compressed, offered
from desk.negotiation import coding, prefers_html
from feeds.formats import FORMATS
from feeds.model import DEFAULT_BASE
from feeds.opml import MEDIA_TYPE as OPML
from feeds.select import vanished

# The names that publishing gives; nothing else under the folder is anybody's business.
_NAME = re.compile(
    r"(?:all|documents|most-read|trouble|(?:source|province|topic)/[a-z0-9]+(?:[-_][a-z0-9]+)*)"
    r"(?:/[0-9]{4}-[0-9]{2})?\.(?:rss|atom|json)|index\.opml|coverage\.json"
)
_OF_ONE = re.compile(r"(province|source|topic)/([^/]{1,200})\.(rss|atom|json)")
# Readers ask every few minutes or hours; a cache in between may answer for a moment.
CACHE = "public, max-age=300"
# What readers call feeds of these formats when they ask for them.
TAKEN_AS = {
    "rss": ("application/rss+xml", "application/xml", "text/xml"),
    "atom": ("application/atom+xml", "application/xml", "text/xml"),
    "json": ("application/feed+json", "application/json"),
}

_compressed = Compressed()
_View = Callable[[HttpRequest, str], HttpResponse]


def _path(name: str) -> Path | None:
    if not _NAME.fullmatch(name):
        return None
    path: Path = settings.TCD.feeds / name
    return path


def _stat(name: str) -> os.stat_result | None:
    path = _path(name)
    try:
        return path.stat() if path else None
    except OSError:
        return None


def wants_page(request: HttpRequest, name: str) -> bool:
    """Whether this client is shown a page of the feed."""
    taken_as = TAKEN_AS.get(name.rpartition(".")[2])
    if taken_as is None or name == "coverage.json":
        return False
    return prefers_html(request.headers.get("Accept", ""), *taken_as)


def etag(request: HttpRequest, name: str) -> str | None:
    """A feed is replaced whole: another file, another time or size. Each form of it has a tag of its own."""
    stat = _stat(name)
    if stat is None:
        return None
    told = f"{stat.st_ino}.{stat.st_mtime_ns}.{stat.st_size}"
    if wants_page(request, name):
        told += f".page.{get_language()}"
    elif settings.TCD.base_url is None:
        told += f".{_root(request)}"
    if not wants_page(request, name):
        told += f".{offered(coding(request.headers.get('Accept-Encoding', '')))}"
    return f'"{hashlib.sha256(told.encode()).hexdigest()[:32]}"'


def last_modified(request: HttpRequest, name: str) -> datetime | None:
    stat = _stat(name)
    return datetime.fromtimestamp(stat.st_mtime, UTC) if stat else None


def for_all(view: _View) -> _View:
    """What every answer says, 304 among them; and the way from a province that is no more."""

    @wraps(view)
    def told(request: HttpRequest, name: str) -> HttpResponse:
        new = vanished().get(name.rpartition(".")[0])
        if new is not None:
            address = reverse("feed", args=[f"{new}.{name.rpartition('.')[2]}"])
            return for_readers(HttpResponsePermanentRedirect(address))
        return for_readers(view(request, name))

    return told


def for_readers(response: HttpResponse) -> HttpResponse:
    """Headers of every feed: how long it holds, what it depends on, and that scripts of any site may read
    it. The hub and the feed itself are named as WebSub wants it."""
    response.headers.setdefault("Cache-Control", CACHE)
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Access-Control-Expose-Headers"] = "ETag, Last-Modified, Link"
    patch_vary_headers(response, ("Accept", "Accept-Encoding"))
    return response


@require_safe
@for_all
@condition(etag_func=etag, last_modified_func=last_modified)
def feed(request: HttpRequest, name: str) -> HttpResponse:
    """A published feed, its page for a browser, or 304 where the client has it."""
    path = _path(name)
    try:
        data = path.read_bytes() if path else None
    except OSError:
        data = None
    if data is None or path is None:
        return _missing(request, name)
    if wants_page(request, name):
        return feed_pages.page(request, name, path.with_suffix(".json").read_bytes())
    if settings.TCD.base_url is None:
        data = data.replace(DEFAULT_BASE.encode(), _root(request).encode())
    return _answer(request, name, data, etag(request, name) or "")


def _missing(request: HttpRequest, name: str) -> HttpResponse:
    """Says which feed may be meant. Raises Http404 where there is nothing to say."""
    asked = _OF_ONE.fullmatch(name)
    group, slug, suffix = asked.groups() if asked else ("", "", "")
    wrong = slips.told(Search(**{group: storable(slug)}), exact=True) if asked else []
    if not wrong:
        raise Http404(name)
    meant = wrong[0].slip.meant
    address = reverse("feed", args=[f"{group}/{meant}.{suffix}"]) if meant else ""
    return render(request, "desk/404.html", {"wrong": wrong[0], "address": address}, status=404)


def _answer(request: HttpRequest, name: str, data: bytes, tag: str) -> HttpResponse:
    suffix = name.rpartition(".")[2]
    media_type = "application/json" if name == "coverage.json" else OPML
    if suffix in FORMATS and name != "coverage.json":
        media_type = FORMATS[suffix].media_type
    headers = {"Content-Type": f"{media_type}; charset=utf-8"}
    hub, base = getattr(settings.TCD, "websub_hub", None), settings.TCD.base_url
    if hub and base and suffix in FORMATS:
        headers["Link"] = f'<{hub}>; rel="hub", <{base}/feeds/{name}>; rel="self"'
    wanted = offered(coding(request.headers.get("Accept-Encoding", "")))
    if wanted and len(data) >= SMALLEST:
        data = _compressed.get(tag, data, wanted)
        headers["Content-Encoding"] = wanted
    return HttpResponse(data, headers=headers)


def _root(request: HttpRequest) -> str:
    return f"{request.scheme}://{request.get_host()}"
