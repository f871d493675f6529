"""The published feeds over HTTP, with ETag, Last-Modified and 304.

They are no static files, since WhiteNoise reads the times and sizes of those only once, when it starts. A
browser gets a page about the feed at the same address.
"""

import hashlib
import json
import os
import re
from collections.abc import Callable
from datetime import UTC, datetime
from functools import wraps
from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBadRequest,
    HttpResponsePermanentRedirect,
)
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import condition, require_http_methods, require_safe

from archive.search import Search
from archive.values import storable
from desk import feed_pages
from desk.compression_cache import MIN_SIZE, CompressionCache, available
from desk.filters import filter_errors
from desk.negotiation import coding, prefers_html
from feeds import on_demand
from feeds.feed_catalogue import merged_province_feeds
from feeds.formats import FORMATS
from feeds.model import DEFAULT_BASE, Site
from feeds.opml import MEDIA_TYPE as OPML

# The names of published feeds; nothing else in the folder is served.
_NAME = re.compile(
    r"(?:all|documents|most-read|trouble|(?:source|province|topic)/[a-z0-9]+(?:[-_][a-z0-9]+)*)"
    r"(?:/[0-9]{4}-[0-9]{2})?\.(?:rss|atom|json)"
    r"|(?:index|main|province|topic|source)\.opml|coverage\.json|icon\.png"
)
_MONTH = re.compile(r"(.+)/([0-9]{4}-[0-9]{2})")
_OF_ONE = re.compile(r"(province|source|topic)/([^/]{1,200})\.(rss|atom|json)")
# A cache between us and the readers, who ask every few minutes or hours, may answer for so long.
CACHE = "public, max-age=300"
# For so many seconds a browser may remember the answer to a preflight request.
PREFLIGHT_MAX_AGE = 86_400
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
    return hashed(version)


def hashed(version: str) -> str:
    """The ETag of a version: its hash in quotation marks."""
    return f'"{hashlib.sha256(version.encode()).hexdigest()[:32]}"'


def last_modified(request: HttpRequest, name: str) -> datetime | None:
    """When the feed's file was written, in UTC; None for a feed that is not published."""
    stat = _stat(name)
    return datetime.fromtimestamp(stat.st_mtime, UTC) if stat else None


def for_all(view: _View) -> _View:
    """Headers for all answers, 304 included, and redirects from feeds of provinces that were merged."""

    @wraps(view)
    def with_headers(request: HttpRequest, name: str) -> HttpResponse:
        place, _dot, suffix = name.rpartition(".")
        month = _MONTH.fullmatch(place)
        new = merged_province_feeds().get(month[1] if month else place)
        if new is not None:
            address = reverse("feed", args=[f"{new}/{month[2]}.{suffix}" if month else f"{new}.{suffix}"])
            query = request.META.get("QUERY_STRING", "")
            return for_readers(HttpResponsePermanentRedirect(f"{address}?{query}" if query else address))
        return for_readers(view(request, name))

    return with_headers


def with_preflight(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Allows GET and HEAD, and answers CORS preflight requests (OPTIONS): scripts of other sites may send
    ``If-None-Match`` only after one."""

    @require_http_methods(["GET", "HEAD", "OPTIONS"])
    @wraps(view)
    def with_options(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method != "OPTIONS":
            return view(request, *args, **kwargs)
        response = for_readers(HttpResponse(status=204))
        response.headers["Allow"] = response.headers["Access-Control-Allow-Methods"] = "GET, HEAD, OPTIONS"
        response.headers["Access-Control-Allow-Headers"] = "If-None-Match, If-Modified-Since, Accept"
        response.headers["Access-Control-Max-Age"] = str(PREFLIGHT_MAX_AGE)
        return response

    return with_options


def for_readers(response: HttpResponse) -> HttpResponse:
    """The response with the headers of every feed: caching, Vary, and CORS for scripts of any site."""
    response.headers.setdefault("Cache-Control", CACHE)
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Access-Control-Expose-Headers"] = "ETag, Last-Modified, Link"
    patch_vary_headers(response, ("Accept", "Accept-Encoding"))
    return response


@with_preflight
@for_all
def feed(request: HttpRequest, name: str) -> HttpResponse:
    """A feed as published or as its parameters ask, its page for a browser, or 304 for a client that has the
    same version. An archive page without a file is rendered now. 400 for an invalid parameter."""
    place, _dot, suffix = name.rpartition(".")
    if suffix in FORMATS and name != "coverage.json" and _NAME.fullmatch(name):
        month = _MONTH.fullmatch(place)
        try:
            wanted = on_demand.parse_parameters(request.GET) if month is None else on_demand.FeedParameters()
        except on_demand.InvalidParameterError as error:
            return refused(_("Tham số không hợp lệ: %(name)s") % {"name": error})
        if wanted:
            return _narrowed(request, name, wanted)
        if month is not None and _stat(name) is None:
            return _month(request, name, month[1], month[2])
    return _published(request, name)


@condition(etag_func=etag, last_modified_func=last_modified)
def _published(request: HttpRequest, name: str) -> HttpResponse:
    path = _path(name)
    try:
        data = path.read_bytes() if path else None
    except OSError:
        data = None
    if data is None or path is None:
        return _missing(request, name)
    if wants_page(request, name):
        return feed_pages.page(request, name, path.with_suffix(".json").read_bytes())
    if settings.TCD.base_url is None and not name.endswith(".png"):
        data = data.replace(DEFAULT_BASE.encode(), _root(request).encode())
    return _answer(request, name, data, etag(request, name) or "")


def _narrowed(request: HttpRequest, name: str, wanted: on_demand.FeedParameters) -> HttpResponse:
    """The published feed, shortened as its parameters ask."""
    place = name.rpartition(".")[0]
    path, tag = _path(f"{place}.json"), etag(request, name)
    try:
        published = json.loads(path.read_bytes()) if path else None
    except OSError:
        published = None
    if published is None or tag is None:
        return _missing(request, name)
    at = datetime.now(UTC)
    items = len(on_demand.select_items(published, wanted, at=at))
    tag = hashed(f"{tag} {[*wanted.query.items()]} {items}")

    def render(form: str) -> bytes:
        return on_demand.render_narrowed(place, published, form, wanted, site=site_of(request), at=at)

    return _made(request, name, tag, render)


def _month(request: HttpRequest, name: str, feed: str, month: str) -> HttpResponse:
    """An archive page without a file of its own."""
    page = on_demand.archive_page(feed, month, site_of(request), stories_once=settings.TCD.stories == "once")
    return (
        _missing(request, name)
        if page is None
        else _made(request, name, hashed(page.fingerprint), page.render)
    )


def _made(
    request: HttpRequest,
    name: str,
    tag: str,
    render: Callable[[str], bytes],
) -> HttpResponse:
    """A feed without a file, or 304. ``tag`` is the ETag of its content; each format, page and coding gets
    its own."""
    page = wants_page(request, name)
    form = f"page.{get_language()}" if page else available(coding(request.headers.get("Accept-Encoding", "")))
    tag = hashed(f"{tag} {name} {form}")
    answer = get_conditional_response(request, etag=tag)
    if answer is None and page:
        answer = feed_pages.page(request, name, render("json"))
    elif answer is None:
        answer = _answer(request, name, render(name.rpartition(".")[2]), tag)
    answer.headers["ETag"] = tag
    return answer


def _missing(request: HttpRequest, name: str) -> HttpResponse:
    """404 with the feed that may be meant. Raises Http404 where the name is no province, source or topic."""
    one = _OF_ONE.fullmatch(name)
    group, slug, suffix = one.groups() if one else ("", "", "")
    errors = filter_errors(Search(**{group: storable(slug)}), exact=True) if one else []
    if not errors:
        raise Http404(name)
    suggestion = errors[0].suggestion
    address = reverse("feed", args=[f"{group}/{suggestion}.{suffix}"]) if suggestion else ""
    return render(request, "desk/404.html", {"error": errors[0], "address": address}, status=404)


def _answer(request: HttpRequest, name: str, data: bytes, tag: str) -> HttpResponse:
    suffix = name.rpartition(".")[2]
    if suffix == "png":
        return HttpResponse(data, content_type="image/png")
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


def refused(reason: str) -> HttpResponse:
    """400 with the reason as plain text."""
    return for_readers(HttpResponseBadRequest(reason, content_type="text/plain; charset=utf-8"))


@require_safe
def main_feed(request: HttpRequest, suffix: str = "rss") -> HttpResponse:
    """Redirects to the main feed from the addresses at which readers look for a site's feed."""
    return for_readers(HttpResponsePermanentRedirect(reverse("feed", args=[f"all.{suffix}"])))


def site_of(request: HttpRequest) -> Site:
    """The site without a WebSub hub: a feed made on request changes without being published."""
    return Site(settings.TCD.base_url or _root(request))


def _root(request: HttpRequest) -> str:
    return f"{request.scheme}://{request.get_host()}"
