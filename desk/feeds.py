"""The published feeds over HTTP, with ETag, Last-Modified and 304.

They are no static files, since WhiteNoise reads the times and sizes of those only once, when it starts. A
browser gets a page about the feed at the same address.
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
from desk import feed_pages
from desk.compression_cache import MIN_SIZE, CompressionCache, available
from desk.filters import filter_errors
from desk.negotiation import coding, prefers_html
from feeds.formats import FORMATS
from feeds.model import DEFAULT_BASE
from feeds.opml import MEDIA_TYPE as OPML
from feeds.select import vanished

# The names of published feeds; nothing else in the folder is served.
_NAME = re.compile(
    r"(?:all|documents|most-read|trouble|(?:source|province|topic)/[a-z0-9]+(?:[-_][a-z0-9]+)*)"
    r"(?:/[0-9]{4}-[0-9]{2})?\.(?:rss|atom|json)|index\.opml|coverage\.json"
)
_OF_ONE = re.compile(r"(province|source|topic)/([^/]{1,200})\.(rss|atom|json)")
# A cache between us and the readers, who ask every few minutes or hours, may answer for so long.
CACHE = "public, max-age=300"
# Media types by which readers ask for feeds of these formats.
TAKEN_AS = {
    "rss": ("application/rss+xml", "application/xml", "text/xml"),
    "atom": ("application/atom+xml", "application/xml", "text/xml"),
    "json": ("application/feed+json", "application/json"),
}

_compressed = CompressionCache()
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
    """Whether this client prefers the feed's page to the feed."""
    taken_as = TAKEN_AS.get(name.rpartition(".")[2])
    if taken_as is None or name == "coverage.json":
        return False
    return prefers_html(request.headers.get("Accept", ""), *taken_as)


def etag(request: HttpRequest, name: str) -> str | None:
    """The ETag of a feed in the form for this request; publishing replaces a file, so inode, time and size
    change."""
    stat = _stat(name)
    if stat is None:
        return None
    version = f"{stat.st_ino}.{stat.st_mtime_ns}.{stat.st_size}"
    if wants_page(request, name):
        version += f".page.{get_language()}"
    elif settings.TCD.base_url is None:
        version += f".{_root(request)}"
    if not wants_page(request, name):
        version += f".{available(coding(request.headers.get('Accept-Encoding', '')))}"
    return f'"{hashlib.sha256(version.encode()).hexdigest()[:32]}"'


def last_modified(request: HttpRequest, name: str) -> datetime | None:
    """When the feed's file was written, in UTC; None for a feed that is not published."""
    stat = _stat(name)
    return datetime.fromtimestamp(stat.st_mtime, UTC) if stat else None


def for_all(view: _View) -> _View:
    """Headers for all answers, 304 included, and redirects from feeds of provinces that were merged."""

    @wraps(view)
    def with_headers(request: HttpRequest, name: str) -> HttpResponse:
        new = vanished().get(name.rpartition(".")[0])
        if new is not None:
            address = reverse("feed", args=[f"{new}.{name.rpartition('.')[2]}"])
            return for_readers(HttpResponsePermanentRedirect(address))
        return for_readers(view(request, name))

    return with_headers


def for_readers(response: HttpResponse) -> HttpResponse:
    """The response with the headers of every feed: caching, Vary, and CORS for scripts of any site."""
    response.headers.setdefault("Cache-Control", CACHE)
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Access-Control-Expose-Headers"] = "ETag, Last-Modified, Link"
    patch_vary_headers(response, ("Accept", "Accept-Encoding"))
    return response


@require_safe
@for_all
@condition(etag_func=etag, last_modified_func=last_modified)
def feed(request: HttpRequest, name: str) -> HttpResponse:
    """A published feed, its page for a browser, or 304 for a client that has the same version."""
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
    """404 with the feed that may be meant. Raises Http404 where the name is no province, source or topic."""
    asked = _OF_ONE.fullmatch(name)
    group, slug, suffix = asked.groups() if asked else ("", "", "")
    errors = filter_errors(Search(**{group: storable(slug)}), exact=True) if asked else []
    if not errors:
        raise Http404(name)
    suggestion = errors[0].suggestion
    address = reverse("feed", args=[f"{group}/{suggestion}.{suffix}"]) if suggestion else ""
    return render(request, "desk/404.html", {"error": errors[0], "address": address}, status=404)


def _answer(request: HttpRequest, name: str, data: bytes, tag: str) -> HttpResponse:
    suffix = name.rpartition(".")[2]
    media_type = "application/json" if name == "coverage.json" else OPML
    if suffix in FORMATS and name != "coverage.json":
        media_type = FORMATS[suffix].media_type
    headers = {"Content-Type": f"{media_type}; charset=utf-8"}
    hub, base = getattr(settings.TCD, "websub_hub", None), settings.TCD.base_url
    if hub and base and suffix in FORMATS:
        headers["Link"] = f'<{hub}>; rel="hub", <{base}/feeds/{name}>; rel="self"'
    wanted = available(coding(request.headers.get("Accept-Encoding", "")))
    if wanted and len(data) >= MIN_SIZE:
        data = _compressed.get(tag, data, wanted)
        headers["Content-Encoding"] = wanted
    return HttpResponse(data, headers=headers)


def _root(request: HttpRequest) -> str:
    return f"{request.scheme}://{request.get_host()}"
