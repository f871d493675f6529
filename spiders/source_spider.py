"""The spider of every source: from its listings to its articles, knowing what the archive holds already.

It says what is asked for and what becomes of each answer; how a page is read stands in ``extraction``, what
leads on in ``spiders.discovery``, how far to go in ``spiders.plan``.
"""

from collections.abc import AsyncIterator, Iterable, Iterator
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urljoin

from scrapy import Request, signals
from scrapy.http import Response
from scrapy.utils.misc import load_object
from twisted.python.failure import Failure

from crawler.failures import failure_name
from crawler.state import Validators
from items.failures import meaning
from sources import start_addresses
from spiders.address import clean_address
from spiders.base import ArticleSpider
from spiders.discovery import Found
from spiders.frontier_client import BusyError
from spiders.keys import page_key
from spiders.listing_walk import ListingWalk
from spiders.postback import POSTED_TYPE, body_of, posted_number
from spiders.response_parser import ResponseParser, validators_of
from spiders.retry_policy import host_of
from spiders.syndication import Syndicated

# A listing must not come out of somebody's cache; an article may.
_FRESH = {"Cache-Control": "max-age=0"}
_POSTED = {"Content-Type": POSTED_TYPE}
# So many of a list count as standing first: what a first walk over the source finds of them is news.
_HEAD = 10


class SourceSpider(ArticleSpider):
    """Made for each source by ``crawler.loader``, which sets ``name``, ``source`` and ``authorities``.

    What is to be fetched stands in the state's frontier before it is asked for, and is settled there when
    the article is safely stored: a crawl that is killed is gone on with by the next one.

    Arguments (``-a full=1 -a max_articles=20``): ``full`` walks every listing to its end and visits known
    articles again; ``max_articles`` is how many articles to hand on at most. Only pages of the kinds article
    and document are handed on, as what the setting ``TCD_ITEM`` makes of (raw, source, key).
    """

    async def start(self) -> AsyncIterator[Any]:
        self._parser = ResponseParser(self.source, self.settings.getint("TCD_LARGE_PAGE"))
        if made_by := self.settings.get("TCD_ITEM"):
            self._item = load_object(made_by)
        self.crawler.signals.connect(self._stored, signals.item_scraped)
        self.crawler.signals.connect(self._not_stored, signals.item_error)
        try:
            left, self._failed_tries = await self._frontier.open(
                self.settings["TCD_STATE"], wait=self.settings.getfloat("TCD_LOCK_SECONDS")
            )
            young = await self._frontier.recent(
                window=timedelta(days=self.settings.getfloat("TCD_LOOK_BACK_DAYS")),
                most=self.settings.getint("TCD_MAX_REVISITS"),
            )
        except BusyError as error:
            self._end("busy", error)
        except Exception as error:
            self.logger.exception("what was fetched before can't be read")
            self._end("crashed", error)
        self._seen_keys |= self._frontier.resumed
        self._queued_links += left
        for request in self._next_article_requests():
            yield request
        for address in start_addresses(self.source):
            for request in self._start_walk(address, depth=0):
                yield request
        for link in young if self.max_articles is None else ():
            if link.key not in self._seen_keys:
                self._seen_keys.add(link.key)
                # After everything that is new.
                yield self._article(link, priority=-3, again=True)

    async def closed(self, reason: str) -> None:
        if self._store_failures:
            self.logger.error("%d articles could not be stored", self._store_failures)
        well = reason == "finished" and not self._store_failures
        lists = {walk.start: walk.keys for walk in self.walks if not walk.of}
        await self._frontier.close(self._validators_to_keep() if well else None, lists)

    def _validators_to_keep(self) -> dict[str, Validators]:
        """The validators of what was read as far as it goes; those of other lists would hide what is left.
        Nor of one that answers and names no article: "unchanged" would hide that tomorrow."""
        left = {walk.start for walk in self.walks if not walk.ended or walk.broken or not walk.listed}
        static = {walk.start for walk in self.walks if walk.ended and walk.static}
        return {
            address: told for address, told in self._new_validators.items() if address not in left - static
        }

    # Listings

    def _start_walk(self, address: str, *, depth: int) -> Iterator[Request]:
        """ListingWalk a list from its first page on, and from where earlier runs left off."""
        known = self._frontier.lists.get(page_key(address))
        limit = self.settings.getint("TCD_MAX_LISTINGS")
        walk = ListingWalk(
            address,
            limit=limit + (known.reach if known is not None else 0),
            horizon=self._frontier.horizon_of(address),
        )
        self.walks.append(walk)
        yield self._listing(address, walk, depth)
        if known is None or self.max_articles is not None or self.full:
            return
        for rest in known.rest:
            deep = ListingWalk(
                rest.address, limit=limit, horizon=rest.horizon, number=rest.number, of=address
            )
            self.walks.append(deep)
            # As a page of a section: menus and feeds are read from the first page.
            yield self._listing(rest.address, deep, max(depth, 1))

    def _listing(self, address: str, walk: ListingWalk, depth: int) -> Request:
        conditional = address == walk.start and not walk.of and self._may_be_unchanged(depth)
        form = self._forms.pop(address, ())
        headers = self._conditional(address) if conditional else _FRESH
        return Request(
            address,
            self.parse_listing,
            method="POST" if form else "GET",
            body=body_of(form),
            headers={**headers, **_POSTED} if form else headers,
            cb_kwargs={"walk": walk, "depth": depth},
            meta={"handle_httpstatus_list": [304]} if conditional else {},
            errback=self.listing_failed,
            priority=-1,  # The articles of one page come before the next page.
        )

    def _may_be_unchanged(self, depth: int) -> bool:
        """A home page is needed in full: it names the sections. Later pages of a list are asked for after a
        change of the first only.
        """
        return depth > 0 or bool(self.source.start)

    def _conditional(self, address: str) -> dict[str, str]:
        """Headers that ask for an answer only where it changed since the last complete run."""
        return {**_FRESH, **self._frontier.conditions(address)}

    async def parse_listing(self, response: Response, walk: ListingWalk, depth: int) -> AsyncIterator[Any]:
        if response.status == 304:
            walk.mark_unchanged()
            return  # What it lists was in the frontier when it was last read as far as it goes.
        first = walk.start if walk.pages == 1 and not walk.of and self._may_be_unchanged(depth) else None
        named = await self._parser.syndication(response)
        if named is not None:
            walk.mark_static()
            async for request in self._syndicated(named, response, first):
                yield request
            return
        raw = await self._read(response)
        found = await self._parser.listing(response)
        if raw is None or self._is_notice_page(raw):
            next_page = walk.failed("no page" if raw is None else raw.kind)
        elif depth and not walk.of and raw.kind in ("article", "document") and len(found.articles) < 3:
            walk.mark_static()
            self._keep_validators(first, response, 0)
            return  # A menu's static page ("Giới thiệu"): no listing, and no news either.
        else:
            self.result.listings += 1
            walk.keys += [link.key for link in found.articles if link.place == "main"]
            fresh, listed = await self._choose_articles(
                found, walk.horizon, first=walk.pages == 1 and not walk.of
            )
            self._keep_validators(first, response, fresh)
            for request in self._next_article_requests():
                yield request
            for section in self._sections(found, depth):
                yield section
            for other in self._syndication(found, depth):
                yield other
            asked = response.request.url if response.request is not None else ""
            for page in found.listings:
                if page.form and page.number > (posted_number(asked) or 1):
                    self._forms.setdefault(page.address, page.form)
            next_page = walk.after(found.listings, fresh, listed)
            if walk.cut:
                self.result.limits.add("listings")
            if found.cut:
                self.result.limits.add("links")
        if next_page is not None and self._has_enough_articles():
            self.result.cut = True
        elif next_page is not None:
            yield self._listing(next_page, walk, depth)

    async def listing_failed(self, failure: Failure) -> AsyncIterator[Any]:
        request: Request = failure.request  # type: ignore[attr-defined]
        name = failure_name(failure, host_of(request.url))
        self.result.add_failure(name, request.url, first=True)
        walk, depth = request.cb_kwargs["walk"], request.cb_kwargs["depth"]
        if next_page := walk.failed(name):
            yield self._listing(next_page, walk, depth)

    def _keep_validators(self, address: str | None, response: Response, fresh: int) -> None:
        """For the next run, if this one comes to its end."""
        if (
            address is not None
            and self._frontier.is_news(address, fresh)
            and (told := validators_of(response))
        ):
            self._new_validators[address] = told

    async def _choose_articles(
        self, found: Found, horizon: datetime | None, *, first: bool = False
    ) -> tuple[int, int]:
        """Choose among the listed articles; how many were worth coming for, and how many there were.

        ``first``: this page begins a list.
        """
        links = [link for link in found.articles if link.place == "main"] if self.source.start else ()
        links = list(links or found.articles)
        self.result.listed += len(links)
        unseen = [link for link in links if link.key not in self._seen_keys]
        heads = frozenset(link.key for link in links[:_HEAD]) if first else frozenset()
        try:
            chosen = await self._frontier.choose(unseen, heads)
        except Exception as error:
            self.logger.exception("what is to be fetched can't be kept")
            self._end("archive", error)
        self._seen_keys |= {link.key for link in unseen}
        self._queued_links += chosen
        return self._frontier.fresh([link.key for link in links], horizon), len(links)

    def _sections(self, found: Found, depth: int) -> Iterator[Request]:
        """From a home page the sections that it names; a source with a start says itself what to read."""
        if self.source.start or depth >= self.settings.getint("TCD_MAX_DEPTH"):
            return
        begun = self._walked_lists()
        for address in found.sections:
            if len(begun) >= self.settings.getint("TCD_MAX_SECTIONS"):
                self.result.limits.add("sections")
                return
            if page_key(address) not in begun:
                begun.add(page_key(address))
                yield from self._start_walk(address, depth=depth + 1)

    def _walked_lists(self) -> set[str]:
        """The lists that this run walks."""
        return {page_key(walk.start) for walk in self.walks if not walk.of}

    # Feeds, sitemaps, WordPress's API

    def _syndication(self, found: Found, depth: int) -> Iterator[Request]:
        """From a home page the feeds that it announces and the sitemaps; a source with a start says itself
        what to read.
        """
        if self.source.start or depth:
            return
        maps = self.result.sitemaps or [urljoin(self.source.home, "/sitemap.xml")]
        for address in (*found.feeds[: self.settings.getint("TCD_MAX_FEEDS")], *maps):
            if request := self._ask_syndication(address):
                yield request

    def _ask_syndication(self, address: str) -> Request | None:
        address = clean_address(address) or ""
        if not address or address in self._requested_syndications or self.max_articles is not None:
            return None
        if len(self._requested_syndications) >= self.settings.getint("TCD_MAX_SITEMAPS"):
            self.result.limits.add("sitemaps")
            return None
        self._requested_syndications.add(address)
        return Request(
            address,
            self.parse_syndication,
            headers=self._conditional(address),
            meta={"handle_httpstatus_list": [304]},
            errback=self.syndication_failed,
            cb_kwargs={"asked": address},
            priority=-2,  # What the listings tell of an article comes first.
        )

    async def parse_syndication(self, response: Response, asked: str) -> AsyncIterator[Any]:
        if response.status == 304:
            return
        named = await self._parser.syndication(response)
        if named is None:
            return  # A page in place of it: many sites answer so where they have none.
        async for request in self._syndicated(named, response, asked):
            yield request

    async def _syndicated(
        self, named: Syndicated, response: Response, asked: str | None
    ) -> AsyncIterator[Request]:
        fresh, _ = await self._choose_articles(Found(articles=named.links), self._frontier.horizon)
        # An index may stay as it is while its sitemaps change.
        self._keep_validators(None if named.maps else asked, response, fresh)
        for request in self._next_article_requests():
            yield request
        for address in named.maps:
            if child := self._ask_syndication(address):
                yield child

    def syndication_failed(self, failure: Failure) -> None:
        """Discovery beside the listings: that a site has none is no failure."""
        request: Request = failure.request  # type: ignore[attr-defined]
        name = failure_name(failure, host_of(request.url))
        if not meaning(name).no_feed:
            self.result.add_failure(name, request.url)

    def _instead_of_an_article(self, response: Response) -> Iterable[Request]:
        """A listing that looked like an article in its link is walked, unless it was already."""
        begun = self._walked_lists()
        if page_key(response.url) in begun or len(begun) >= self.settings.getint("TCD_MAX_SECTIONS"):
            return ()
        return self._start_walk(response.url, depth=self.settings.getint("TCD_MAX_DEPTH"))
