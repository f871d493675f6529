"""The published feeds over HTTP, so that a reader who asks again is told that nothing changed.

Not as static files: a server of those reads their times and sizes once, when it starts.
"""

import hashlib
import os
import re
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import condition, require_safe

# The names that publishing gives; nothing else under the folder is anybody's business.
_NAME = re.compile(r"(?:all|(?:source|province)/[a-z0-9]+(?:-[a-z0-9]+)*)\.rss")
MEDIA_TYPE = "application/rss+xml; charset=utf-8"
# Readers ask every few minutes or hours; a cache in between may answer for a moment.
CACHE = "public, max-age=300"


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


def etag(request: HttpRequest, name: str) -> str | None:
    """A feed is replaced whole: another file, another time or size."""
    stat = _stat(name)
    if stat is None:
        return None
    told = f"{stat.st_ino}.{stat.st_mtime_ns}.{stat.st_size}"
    return f'"{hashlib.sha256(told.encode()).hexdigest()[:32]}"'


def last_modified(request: HttpRequest, name: str) -> datetime | None:
    stat = _stat(name)
    return datetime.fromtimestamp(stat.st_mtime, UTC) if stat else None


@require_safe
@condition(etag_func=etag, last_modified_func=last_modified)
def feed(request: HttpRequest, name: str) -> HttpResponse:
    """A published feed, or 304 where the reader has it."""
    path = _path(name)
    try:
        data = path.read_bytes() if path else None
    except OSError:
        data = None
    if data is None:
        raise Http404(name)
    return HttpResponse(data, content_type=MEDIA_TYPE, headers={"Cache-Control": CACHE})
