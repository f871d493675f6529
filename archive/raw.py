"""The fetched pages behind articles, compressed: kept as long as ``TCD_KEEP_RAW`` says."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

import zstandard
from django.conf import settings
from django.db.models import Count, Sum
from django.db.models.functions import Length

from archive.bulk import insert
from archive.models import Article, RawPage
from archive.values import storable
from items import Page

# Level 3 makes 12 KB of a page of 48 KB in 0.2 ms; another tenth less would take three times as long.
_LEVEL = 3
# So many rows per statement SQLite deletes without keeping others waiting for long.
_BATCH_SIZE = 500


@dataclass(frozen=True, slots=True)
class Kept:
    """How many raw pages are kept, their size in bytes, and the bytes that they take when compressed."""

    pages: int
    size: int
    stored: int


def keep(pages: Iterable[tuple[Article, int, Page]]) -> None:
    """Store pages, each with its article and revision number (``RawPage.number``), if raw pages are kept."""
    if settings.TCD.keep_raw == 0:
        return
    compressor = zstandard.ZstdCompressor(level=_LEVEL)
    made = [
        RawPage(
            article=article,
            number=number,
            fetched_at=page.fetched_at,
            url=storable(page.url),
            content_type=storable(page.content_type),
            size=len(page.body),
            sha256=hashlib.sha256(page.body).hexdigest(),
            body=compressor.compress(page.body),
        )
        for article, number, page in pages
    ]
    insert(made)


def page_of(kept: RawPage) -> Page:
    """The page as it was fetched. Raises ValueError if the stored page is damaged."""
    try:
        body = zstandard.ZstdDecompressor().decompress(bytes(kept.body), max_output_size=kept.size)
    except zstandard.ZstdError as error:
        raise ValueError(f"the page kept of {kept.url} is damaged: {error}") from error
    if hashlib.sha256(body).hexdigest() != kept.sha256:
        raise ValueError(f"the page kept of {kept.url} is damaged: its hash is another")
    return Page(kept.url, body, kept.content_type, kept.fetched_at)


def prune(at: datetime) -> int:
    """Delete pages that at ``at`` (aware) are older than ``TCD_KEEP_RAW`` allows; return how many."""
    days = settings.TCD.keep_raw
    if days is None:
        return 0
    deleted = 0
    old = RawPage.objects.filter(fetched_at__lt=at - timedelta(days=days)).order_by("fetched_at")
    while ids := list(old.values_list("pk", flat=True)[:_BATCH_SIZE]):
        deleted += RawPage.objects.filter(pk__in=ids).delete()[0]
    return deleted


def kept() -> Kept:
    """Count and size of the kept pages. Reads all of them."""
    totals = RawPage.objects.aggregate(pages=Count("*"), size=Sum("size"), stored=Sum(Length("body")))
    return Kept(totals["pages"], totals["size"] or 0, totals["stored"] or 0)
