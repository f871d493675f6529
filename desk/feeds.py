"""The published feeds over HTTP, so that a reader who asks again is told that nothing changed.

Not as static files: a server of those reads their times and sizes once, when it starts. A browser gets a page
that explains the feed, at the same address.
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
from desk import feed_pages, slips
from desk.compressed import SMALLEST, Compressed, offered
from desk.negotiation import coding, prefers_html
from feeds import asked
from feeds.formats import FORMATS
from feeds.model import DEFAULT_BASE, Site
from feeds.opml import MEDIA_TYPE as OPML
from feeds.select import vanished

# The names that publishing gives; nothing else under the folder is anybody's business.
_NAME = re.compile(
    r"(?:all|documents|most-read|trouble|(?:source|province|topic)/[a-z0-9]+(?:[-_][a-z0-9]+)*)"
    r"(?:/[0-9]{4}-[0-9]{2})?\.(?:rss|atom|json)"
    r"|(?:index|main|province|topic|source)\.opml|coverage\.json|icon\.png"
)
_MONTH = re.compile(r"(.+)/([0-9]{4}-[0-9]{2})")
_OF_ONE = re.compile(r"(province|source|topic)/([^/]{1,200})\.(rss|atom|json)")
# Readers ask every few minutes or hours; a cache in between may answer for a moment.
CACHE = "public, max-age=300"
# For so many seconds a browser need not ask again what it may ask.
PREFLIGHT = 86_400
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
    return hashed(told)


def hashed(told: str) -> str:
    """An ETag of what was told."""
    return f'"{hashlib.sha256(told.encode()).hexdigest()[:32]}"'


def last_modified(request: HttpRequest, name: str) -> datetime | None:
    stat = _stat(name)
    return datetime.fromtimestamp(stat.st_mtime, UTC) if stat else None


def for_all(view: _View) -> _View:
    """What every answer says, 304 among them; and the way from a province that is no more."""

    @wraps(view)
    def told(request: HttpRequest, name: str) -> HttpResponse:
        place, _dot, suffix = name.rpartition(".")
        month = _MONTH.fullmatch(place)
        new = vanished().get(month[1] if month else place)
        if new is not None:
            address = reverse("feed", args=[f"{new}/{month[2]}.{suffix}" if month else f"{new}.{suffix}"])
            query = request.META.get("QUERY_STRING", "")
            return for_readers(HttpResponsePermanentRedirect(f"{address}?{query}" if query else address))
        return for_readers(view(request, name))

    return told


def with_preflight(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """For readers and, by OPTIONS, for browsers that ask whether a script of another site may ask on
    condition: ``If-None-Match`` is none of the headers that it may send unasked."""

    @require_http_methods(["GET", "HEAD", "OPTIONS"])
    @wraps(view)
    def told(request: HttpRequest, *args: Any, **named: Any) -> HttpResponse:
        if request.method != "OPTIONS":
            return view(request, *args, **named)
        response = for_readers(HttpResponse(status=204))
        response.headers["Allow"] = response.headers["Access-Control-Allow-Methods"] = "GET, HEAD, OPTIONS"
        response.headers["Access-Control-Allow-Headers"] = "If-None-Match, If-Modified-Since, Accept"
        response.headers["Access-Control-Max-Age"] = str(PREFLIGHT)
        return response

    return told


def for_readers(response: HttpResponse) -> HttpResponse:
    """Headers of every feed: how long it holds, what it depends on, and that scripts of any site may read
    it. The hub and the feed itself are named as WebSub wants it."""
    response.headers.setdefault("Cache-Control", CACHE)
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Access-Control-Expose-Headers"] = "ETag, Last-Modified, Link"
    patch_vary_headers(response, ("Accept", "Accept-Encoding"))
    return response


@with_preflight
@for_all
def feed(request: HttpRequest, name: str) -> HttpResponse:
    """A feed, its page for a browser, or 304 where the client has it: as published, or as it is asked for;
    an archive page that stands in no file is made. 400 where a parameter means nothing."""
    place, _dot, suffix = name.rpartition(".")
    if suffix in FORMATS and name != "coverage.json" and _NAME.fullmatch(name):
        month = _MONTH.fullmatch(place)
        try:
            wanted = asked.read(request.GET) if month is None else asked.Asked()
        except asked.AskedWronglyError as error:
            return refused(_("Không hiểu tham số: %(name)s") % {"name": error})
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


def _narrowed(request: HttpRequest, name: str, wanted: asked.Asked) -> HttpResponse:
    """The published feed as it is asked for."""
    place = name.rpartition(".")[0]
    path, tag = _path(f"{place}.json"), etag(request, name)
    try:
        published = json.loads(path.read_bytes()) if path else None
    except OSError:
        published = None
    if published is None or tag is None:
        return _missing(request, name)
    at = datetime.now(UTC)
    items = len(asked.kept(published, wanted, at=at))
    tag = hashed(f"{tag} {[*wanted.query.items()]} {items}")

    def render(form: str) -> bytes:
        return asked.narrowed(place, published, form, wanted, site=site_of(request), at=at)

    return _made(request, name, tag, render)


def _month(request: HttpRequest, name: str, feed: str, month: str) -> HttpResponse:
    """An archive page that stands in no file."""
    page = asked.month(feed, month, site_of(request), stories_once=settings.TCD.stories == "once")
    return _missing(request, name) if page is None else _made(request, name, hashed(page.mark), page.render)


def _made(
    request: HttpRequest,
    name: str,
    tag: str,
    render: Callable[[str], bytes],
) -> HttpResponse:
    """A feed that stands in no file, or 304. ``tag`` is of what it says; each form has one of its own."""
    page = wants_page(request, name)
    form = f"page.{get_language()}" if page else offered(coding(request.headers.get("Accept-Encoding", "")))
    tag = hashed(f"{tag} {name} {form}")
    answer = get_conditional_response(request, etag=tag)
    if answer is None and page:
        answer = feed_pages.page(request, name, render("json"))
    elif answer is None:
        answer = _answer(request, name, render(name.rpartition(".")[2]), tag)
    answer.headers["ETag"] = tag
    return answer


def _missing(request: HttpRequest, name: str) -> HttpResponse:
    """Says which feed may be meant. Raises Http404 where there is nothing to say."""
    one = _OF_ONE.fullmatch(name)
    group, slug, suffix = one.groups() if one else ("", "", "")
    wrong = slips.told(Search(**{group: storable(slug)}), exact=True) if one else []
    if not wrong:
        raise Http404(name)
    meant = wrong[0].slip.meant
    address = reverse("feed", args=[f"{group}/{meant}.{suffix}"]) if meant else ""
    return render(request, "desk/404.html", {"wrong": wrong[0], "address": address}, status=404)


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
    wanted = offered(coding(request.headers.get("Accept-Encoding", "")))
    if wanted and len(data) >= SMALLEST:
        data = _compressed.get(tag, data, wanted)
        headers["Content-Encoding"] = wanted
    return HttpResponse(data, headers=headers)


def refused(why: str) -> HttpResponse:
    """What a client is told whose question means nothing."""
    return for_readers(HttpResponseBadRequest(why, content_type="text/plain; charset=utf-8"))


@require_safe
def main_feed(request: HttpRequest, suffix: str = "rss") -> HttpResponse:
    """The way from the addresses at which readers look for a site's feed."""
    return for_readers(HttpResponsePermanentRedirect(reverse("feed", args=[f"all.{suffix}"])))


def site_of(request: HttpRequest) -> Site:
    """Of no hub: nobody is told when a feed would be another one for somebody."""
    return Site(settings.TCD.base_url or _root(request))


def _root(request: HttpRequest) -> str:
    return f"{request.scheme}://{request.get_host()}"
