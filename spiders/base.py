"""The spider of every source: from its listings to its articles, knowing what the archive holds already.

It says what is asked for and what becomes of each answer; how a page is read stands in ``extraction``, what
leads on in ``spiders.discovery``, how far to go in ``spiders.plan``.
"""

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Callable, Iterable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from scrapy import Request, Spider
from scrapy.exceptions import CloseSpider
from scrapy.http import Response
from scrapy.utils.misc import load_object
from twisted.python.failure import Failure

from crawler.failures import failure_name
from crawler.state import CrawlState, StateThread, load_state
from extraction import extract
from extraction.decode import decode
from items import RawArticle, Source
from sources import start_addresses
from spiders.discovery import Found, Link, discover
from spiders.keys import article_key, page_key
from spiders.plan import Walk, choose

# A listing must not come out of somebody's cache; an article may.
_FRESH = {"Cache-Control": "max-age=0"}
_MARKUP = ("html", "xml", "text/plain")
_TRUE = ("1", "true", "yes", "on")


class SourceSpider(Spider):
    """Made for each source by ``crawler.loader``, which sets ``name``, ``source`` and ``authorities``.

    Arguments (``-a full=1 -a max_articles=20``): ``full`` walks every listing to its end and visits known
    articles again; ``max_articles`` is how many articles to hand on at most. Only pages of the kinds article
    and document are handed on, as what the setting ``TCD_ITEM`` makes of (raw, source, key).
    """

    source: Source
    authorities: frozenset[tuple[str, int]]

    def __init__(
        self, name: str | None = None, *, full: Any = False, max_articles: Any = None, **kwargs: Any
    ):
        super().__init__(name, **kwargs)
        self.full = full is True or str(full).lower() in _TRUE
        self.max_articles = int(max_articles) if max_articles not in (None, "") else None
        self.walks: list[Walk] = []
        self._state: CrawlState | None = None
        self._item: Callable[[RawArticle, Source, str], Any] = _as_it_is
        self._thread = StateThread()
        self._to_the_end = True
        self._wanted: set[str] = set()
        self._handed_on: set[str] = set()
        self._waiting: deque[Link] = deque()
        self._under_way = 0
        self._missed = 0
        self._cut = False

    def key(self, url: str) -> str:
        """The stable key of the article at this address, within this source."""
        return article_key(url, self.source.platform)

    @property
    def complete(self) -> bool:
        """Every listing was walked to its end and nothing was missed that may be there tomorrow."""
        return (
            bool(self.walks) and not self._cut and not self._missed and not any(w.broken for w in self.walks)
        )

    async def start(self) -> AsyncIterator[Any]:
        if made_by := self.settings.get("TCD_ITEM"):
            self._item = load_object(made_by)
        try:
            self._state = await self._thread.ask(load_state, self.settings["TCD_STATE"])
            known_to_the_end = await self._thread.ask(self._state.last_complete, self.name)
        except Exception as error:
            self.logger.exception("what was fetched before can't be read")
            self.crawler.stats.set_value("tcd/error", f"{type(error).__name__}: {error}")
            raise CloseSpider("crashed") from error
        self._to_the_end = self.full or known_to_the_end is None
        for address in start_addresses(self.source):
            yield self._begin(address, depth=0)

    def closed(self, reason: str) -> None:
        self._thread.close()

    @property
    def cut(self) -> bool:
        """``max_articles`` left articles unfetched."""
        return self._cut

    # Listings

    def _begin(self, address: str, *, depth: int) -> Request:
        walk = Walk(address, limit=self.settings.getint("TCD_MAX_LISTINGS"))
        self.walks.append(walk)
        return self._listing(address, walk, depth)

    def _listing(self, address: str, walk: Walk, depth: int) -> Request:
        return Request(
            address,
            self.parse_listing,
            headers=_FRESH,
            cb_kwargs={"walk": walk, "depth": depth},
            errback=self.listing_failed,
            priority=-1,  # The articles of one page come before the next page.
        )

    async def parse_listing(self, response: Response, walk: Walk, depth: int) -> AsyncIterator[Any]:
        raw = await self._read(response)
        found = await self._discover(response)
        if raw is None or self._is_no_answer(raw):
            next_page = walk.failed()
        elif depth and raw.kind in ("article", "document") and len(found.articles) < 3:
            return  # A menu's static page ("Giới thiệu"): no listing, and no news either.
        else:
            self._count("listings")
            fresh, listed = await self._take(found)
            for request in self._draw():
                yield request
            for section in self._sections(found, depth):
                yield section
            next_page = walk.after(found.listings, fresh, listed)
        if next_page is not None and self._enough():
            self._cut = True
        elif next_page is not None:
            yield self._listing(next_page, walk, depth)

    async def listing_failed(self, failure: Failure) -> AsyncIterator[Any]:
        request: Request = failure.request  # type: ignore[attr-defined]
        self._failed(failure_name(failure, _host(request)))
        walk, depth = request.cb_kwargs["walk"], request.cb_kwargs["depth"]
        if next_page := walk.failed():
            yield self._listing(next_page, walk, depth)

    async def _take(self, found: Found) -> tuple[int, int]:
        """Choose among the listed articles; how many were worth coming for, and how many there were."""
        links = [link for link in found.articles if link.place == "main"] if self.source.start else ()
        links = list(links or found.articles)
        unseen = [link for link in links if link.key not in self._wanted]
        assert self._state is not None
        known = await self._thread.ask(self._state.known_many, self.name, [link.key for link in unseen])
        at, fresh = datetime.now(UTC), 0
        window = timedelta(days=self.settings.getfloat("TCD_LOOK_BACK_DAYS"))
        for link in unseen:
            self._wanted.add(link.key)
            choice = choose(known.get(link.key), at=at, window=window, full=self.full)
            fresh += self._to_the_end or choice == "new"
            if choice != "skip":
                self._waiting.append(link)
        return fresh, len(links)

    def _sections(self, found: Found, depth: int) -> Iterator[Request]:
        """From a home page the sections that it names; a source with a start says itself what to read."""
        if self.source.start or depth >= self.settings.getint("TCD_MAX_DEPTH"):
            return
        begun = {page_key(walk.start) for walk in self.walks}
        for address in found.sections:
            if len(self.walks) >= self.settings.getint("TCD_MAX_SECTIONS"):
                return
            if page_key(address) not in begun:
                begun.add(page_key(address))
                yield self._begin(address, depth=depth + 1)

    # Articles

    def _draw(self) -> Iterator[Request]:
        """Requests for waiting articles, as many as ``max_articles`` leaves room for."""
        while self._waiting:
            if self.max_articles is not None and len(self._handed_on) + self._under_way >= self.max_articles:
                self._cut = True
                return
            link = self._waiting.popleft()
            self._under_way += 1
            yield Request(
                link.address, self.parse_article, errback=self.article_failed, cb_kwargs={"link": link}
            )

    async def parse_article(self, response: Response, link: Link) -> AsyncIterator[Any]:
        raw = await self._read(response)
        self._under_way -= 1
        if raw is not None and raw.kind in ("article", "document"):
            key = self.key(raw.url)
            self._wanted.add(key)
            if key not in self._handed_on:
                self._handed_on.add(key)
                self._count("articles")
                yield self._item(raw, self.source, key)
        elif raw is not None and raw.kind in ("listing", "home") and not self.source.start:
            for request in self._instead_of_an_article(response):
                yield request
        elif raw is not None and not self._is_no_answer(raw):
            self._failed(f"no article: {raw.kind}")
        for request in self._draw():
            yield request

    def _instead_of_an_article(self, response: Response) -> Iterable[Request]:
        """A listing that looked like an article in its link is walked, unless it was already."""
        begun = {page_key(walk.start) for walk in self.walks}
        if page_key(response.url) in begun or len(self.walks) >= self.settings.getint("TCD_MAX_SECTIONS"):
            return ()
        return (self._begin(response.url, depth=self.settings.getint("TCD_MAX_DEPTH")),)

    async def article_failed(self, failure: Failure) -> AsyncIterator[Any]:
        self._under_way -= 1
        name = failure_name(failure, _host(failure.request))  # type: ignore[attr-defined]
        self._failed(name)
        self._missed += name not in ("http 404", "http 410", "robots", "off site")
        for request in self._draw():
            yield request

    def _enough(self) -> bool:
        return self.max_articles is not None and len(self._handed_on) + self._under_way >= self.max_articles

    # Pages

    async def _read(self, response: Response) -> RawArticle | None:
        """The page taken apart; None where it is no markup at all."""
        self._count("pages")
        content_type = (response.headers.get("Content-Type") or b"").decode("latin-1")
        if content_type and not any(kind in content_type.lower() for kind in _MARKUP):
            self._failed("no page")
            return None
        at = datetime.now(UTC)
        if len(response.body) > self.settings.getint("TCD_LARGE_PAGE"):
            return await asyncio.to_thread(
                extract, response.body, response.url, source=self.source, at=at, content_type=content_type
            )
        return extract(response.body, response.url, source=self.source, at=at, content_type=content_type)

    async def _discover(self, response: Response) -> Found:
        content_type = (response.headers.get("Content-Type") or b"").decode("latin-1") or None
        text = decode(response.body, content_type)
        if len(response.body) > self.settings.getint("TCD_LARGE_PAGE"):
            return await asyncio.to_thread(discover, text, response.url, self.source)
        return discover(text, response.url, self.source)

    def _is_no_answer(self, raw: RawArticle) -> bool:
        """A page in place of the one that was asked for: reported by its name, never an item."""
        if raw.kind not in ("flood", "blocked", "parked", "maintenance", "error", "login"):
            return False
        self._failed(raw.kind)
        self._missed += 1
        return True

    def _count(self, what: str) -> None:
        self.crawler.stats.inc_value(f"tcd/{what}")

    def _failed(self, name: str) -> None:
        self.crawler.stats.inc_value(f"tcd/failed/{name}")


def _as_it_is(raw: RawArticle, _source: Source, _key: str) -> RawArticle:
    return raw


def _host(request: Any) -> str:
    return urlsplit(request.url).hostname or ""
