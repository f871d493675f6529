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

# A page of 48 KB becomes 12 KB in 0.2 ms; the next tenth less would take three times that.
_LEVEL = 3
# What SQLite takes away in one statement without keeping others waiting.
_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Kept:
    """``pages`` pages of ``size`` bytes, which take ``stored``."""

    pages: int
    size: int
    stored: int


def keep(pages: Iterable[tuple[Article, int, Page]]) -> None:
    """Keep the pages behind these states (``RawPage.number``) of stored articles, if any are kept."""
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
    """The page as it was answered. Raises ValueError where what is kept is damaged."""
    try:
        body = zstandard.ZstdDecompressor().decompress(bytes(kept.body), max_output_size=kept.size)
    except zstandard.ZstdError as error:
        raise ValueError(f"the page kept of {kept.url} is damaged: {error}") from error
    if hashlib.sha256(body).hexdigest() != kept.sha256:
        raise ValueError(f"the page kept of {kept.url} is damaged: its hash is another")
    return Page(kept.url, body, kept.content_type, kept.fetched_at)


def prune(at: datetime) -> int:
    """Forget the pages that ``TCD_KEEP_RAW`` keeps no longer at ``at`` (aware); how many that were."""
    days = settings.TCD.keep_raw
    if days is None:
        return 0
    gone = 0
    old = RawPage.objects.filter(fetched_at__lt=at - timedelta(days=days)).order_by("fetched_at")
    while ids := list(old.values_list("pk", flat=True)[:_AT_ONCE]):
        gone += RawPage.objects.filter(pk__in=ids).delete()[0]
    return gone


def kept() -> Kept:
    """What the kept pages come to; reads through all of them."""
    told = RawPage.objects.aggregate(pages=Count("*"), size=Sum("size"), stored=Sum(Length("body")))
    return Kept(told["pages"], told["size"] or 0, told["stored"] or 0)
