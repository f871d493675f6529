"""Does an article still answer at its old URL? The site is asked before the archive changes the URL."""

import asyncio
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from scrapy import Request

from extraction import extract
from pipelines.draft import Draft
from sources import authorities

if TYPE_CHECKING:
    from scrapy.crawler import Crawler
    from scrapy.http import Response

_SECONDS = 90.0
# After so many failed requests no more are sent: each would take the whole time limit.
_MOST_FAILURES = 3
_PORTS = {"http": 80, "https": 443}
_KINDS = ("article", "document")
# The least share of the shorter text's words in the other one: the old URL may show another article now.
_LEAST_SHARED = 0.5


class OldUrls:
    """Fetches old URLs through the crawl's own downloader, with its guard, politeness and robots policy."""

    def __init__(self, crawler: "Crawler") -> None:
        self._crawler = crawler
        self._failures_in_a_row = 0

    async def is_gone(self, url: str, draft: Draft) -> bool:
        """Whether ``url`` no longer shows the article, which ``draft`` has at its new URL.

        A URL on a host that is not the source's counts as gone after the move. So does one that cannot be
        fetched: the new URL answers, and readers find the article there.
        """
        if url == draft.article.url:
            return True
        if draft.source is None:
            return False
        if not _is_own(url, draft):
            return True
        engine = self._crawler.engine
        if engine is None:
            return False
        if self._failures_in_a_row >= _MOST_FAILURES:
            return True
        try:
            response = await asyncio.wait_for(engine.download_async(Request(url)), _SECONDS)
        except Exception:
            self._failures_in_a_row += 1
            return True
        self._failures_in_a_row = 0
        return not _shows(response, draft)


def _is_own(url: str, draft: Draft) -> bool:
    assert draft.source is not None
    parts = urlsplit(url)
    return (parts.hostname or "", parts.port or _PORTS.get(parts.scheme, 80)) in authorities(draft.source)


def _shows(response: "Response", draft: Draft) -> bool:
    """Whether the response is a page of the article, and not a redirect to its new URL."""
    if response.status != 200 or response.url == draft.article.url:
        return False
    kind = (response.headers.get("Content-Type") or b"").decode("latin-1")
    at = draft.raw.fetched_at
    raw = extract(response.body, response.url, source=draft.source, at=at, content_type=kind)
    if raw.kind not in _KINDS:
        return False
    texts = sorted((set(text.split()) for text in (raw.body_text, draft.article.body_text)), key=len)
    if not texts[0]:
        return any(candidate.raw.strip() == draft.article.title for candidate in raw.offered("title"))
    return len(texts[0] & texts[1]) >= _LEAST_SHARED * len(texts[0])
