"""Does an article still stand where it did? The site is asked before the archive changes its address."""

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
# So many in a row that could not be asked: each of the others would take its time limit, too.
_MOST_UNANSWERED = 3
_PORTS = {"http": 80, "https": 443}
_KINDS = ("article", "document")
# So much of the shorter text must stand in the other: an address may show another article now.
_SHARED = 0.5


class OldAddresses:
    """Asks for old addresses through the crawl's own downloader: its guard, politeness and robots.txt."""

    def __init__(self, crawler: "Crawler") -> None:
        self._crawler = crawler
        self._unanswered = 0

    async def is_gone(self, url: str, draft: Draft) -> bool:
        """Whether the article that ``draft`` shows at its new address stands no longer at ``url``.

        An address of another host than the source's is gone with the move. One that can't be asked is too:
        the new one answers, and that is where readers find the article.
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
        if self._unanswered >= _MOST_UNANSWERED:
            return True
        try:
            response = await asyncio.wait_for(engine.download_async(Request(url)), _SECONDS)
        except Exception:
            self._unanswered += 1
            return True
        self._unanswered = 0
        return not _shows(response, draft)


def _is_own(url: str, draft: Draft) -> bool:
    assert draft.source is not None
    parts = urlsplit(url)
    return (parts.hostname or "", parts.port or _PORTS.get(parts.scheme, 80)) in authorities(draft.source)


def _shows(response: "Response", draft: Draft) -> bool:
    """Whether the answer is the article's page, and at an address of its own."""
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
    return len(texts[0] & texts[1]) >= _SHARED * len(texts[0])
