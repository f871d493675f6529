"""The base of every source's spider: it requests articles, reads them, yields them to the pipelines and
settles their links in the frontier once they are stored."""

import asyncio
import re
from collections import deque
from collections.abc import AsyncIterator, Callable, Iterable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any, NoReturn

from scrapy import Request, Spider
from scrapy.exceptions import CloseSpider
from scrapy.http import Response
from twisted.python.failure import Failure

from crawler.failures import failure_name
from crawler.state import Outcome, Validators
from items import RawArticle, Source
from items.crawl_result import CrawlResult, ReportingSpider
from items.failures import FailureKind, meaning
from items.list_report import ListReport
from spiders.discovery import Link
from spiders.frontier_client import FrontierClient
from spiders.keys import article_key
from spiders.link_evidence import add_link_evidence
from spiders.listing_walk import ListingWalk, report_lists
from spiders.response_parser import ResponseParser, validators_of
from spiders.retry_policy import host_of, outcome_of
from spiders.revisits import may_say_unchanged

_TELLING = 300  # characters; notices that only name a file are alike without being the same
# The numbers of an article in the last part of its path: "699213-ke-hoach.html", "slug-631.html".
_NUMBER = re.compile(r"(?:^|[-_])(\d{3,})(?=[-_.]|$)")
_TRUE = ("1", "true", "yes", "on")


class ArticleSpider(ReportingSpider, Spider):
    """What ``spiders.source_spider.SourceSpider`` does with the links to articles."""

    source: Source

    def __init__(
        self, name: str | None = None, *, full: Any = False, max_articles: Any = None, **kwargs: Any
    ):
        super().__init__(name, **kwargs)
        self.full = full is True or str(full).lower() in _TRUE
        self.max_articles = int(max_articles) if max_articles not in (None, "") else None
        self.walks: list[ListingWalk] = []
        self.result = CrawlResult(home=self.source.home)
        self._frontier = FrontierClient(self.name, full=self.full)
        self._parser = ResponseParser(self.source, large=512 * 1024)
        self._item: Callable[[RawArticle, Source, str], Any] = _raw_article
        self._new_validators: dict[str, Validators] = {}
        self._requested_syndications: set[str] = set()
        self._seen_keys: set[str] = set()
        self._handed_on: set[str] = set()
        self._queued_links: deque[Link] = deque()
        self._keys_by_text: dict[int, str] = {}
        self._forms: dict[str, tuple[tuple[str, str], ...]] = {}  # of pages that only a form leads to
        self._failed_tries: dict[str, int] = {}
        self._requests_in_flight = 0
        self._store_failures = 0

    def key(self, url: str) -> str:
        """The stable key of the article at this address, within this source."""
        return article_key(url, self.source.platform)

    @property
    def lists(self) -> tuple[ListReport, ...]:
        """How far each list was read until now, and what earlier runs said of the others."""
        return report_lists(self.walks, self._frontier.lists, at=datetime.now(UTC))

    @property
    def complete(self) -> bool:
        """Every list was read to where everything is known, and what it listed is in the frontier."""
        whole = all(
            walk.ended and (not walk.broken or (not walk.read and meaning(walk.failure).no_list))
            for walk in self.walks
        )
        return (
            bool(self.walks) and not self.result.cut and whole and not any(each.rest for each in self.lists)
        )

    def measure(self) -> CrawlResult:
        self.result.lists, self.result.complete = self.lists, self.complete
        return self.result

    def _end(self, name: str, error: Exception) -> NoReturn:
        """End the crawl for a reason that is not the source's."""
        self.result.error = _describe_error(error)
        raise CloseSpider(name) from error

    # Articles

    def _next_article_requests(self) -> Iterator[Request]:
        """Requests for waiting articles, as many as ``max_articles`` leaves room for."""
        while self._queued_links:
            if (
                self.max_articles is not None
                and len(self._handed_on) + self._requests_in_flight >= self.max_articles
            ):
                self.result.cut = True
                return
            yield self._article(self._queued_links.popleft())

    def _article(self, link: Link, *, priority: int = 0, again: bool = False) -> Request:
        """``again``: a young article that the archive holds; only a change of it is asked for."""
        self._requests_in_flight += 1
        conditions = self._frontier.conditions(link.address) if again else {}
        return Request(
            link.address,
            self.parse_article,
            headers=conditions,
            errback=self.article_failed,
            cb_kwargs={"link": link},
            meta={"handle_httpstatus_list": [304]} if conditions else {},
            priority=priority,
        )

    async def parse_article(self, response: Response, link: Link) -> AsyncIterator[Any]:
        if response.status == 304:
            self._requests_in_flight -= 1
            for request in self._next_article_requests():
                yield request
            return
        raw = await self._read(response)
        self._requests_in_flight -= 1
        if raw is not None and raw.kind in ("article", "document"):
            key = self._deduplicated_key(raw, link.key)
            self._seen_keys.add(key)
            if key not in self._handed_on:
                self._handed_on.add(key)
                self.result.articles += 1
                self._keep_for_a_revisit(raw, response)
                yield self._item(add_link_evidence(raw, link.evidence), self.source, key)
            else:
                await self._settle(Outcome(link.key, link.address, "article", done=True, article=key))
        elif raw is not None and raw.kind in ("listing", "home") and not self.source.start:
            tries = self._failed_tries.get(link.key, 0)
            await self._settle(outcome_of(f"no article: {raw.kind}", link, tries=tries))
            for request in self._instead_of_an_article(response):
                yield request
        else:
            name: str = "no page" if raw is None else raw.kind if self._is_notice_page(raw) else ""
            if raw is not None and not name:
                name = f"no article: {raw.kind}"
                self.result.add_failure(name, response.url)
            await self._settle(outcome_of(name, link, tries=self._failed_tries.get(link.key, 0)))
        for request in self._next_article_requests():
            yield request

    def _keep_for_a_revisit(self, raw: RawArticle, response: Response) -> None:
        window = timedelta(days=self.settings.getfloat("TCD_LOOK_BACK_DAYS"))
        told = may_say_unchanged(raw, validators_of(response), at=datetime.now(UTC), window=window)
        if told is not None and self._frontier.is_news(response.url):
            self._new_validators[response.url] = told

    def _deduplicated_key(self, raw: RawArticle, listed: str = "") -> str:
        """The key of the article; that of the first where this run read the very same under another address
        (a print view, a part of the address that changes with each visit). A portal that published one text
        under two numbers published it twice: the editors see it as a reprint, the crawl keeps both.
        """
        key = self.key(raw.url)
        if key == listed:
            key = listed  # one text in memory for all that is kept of an article
        if len(raw.body_text) < _TELLING:
            return key
        titles = [candidate.raw for candidate in raw.offered("title")[:1]]
        return self._keys_by_text.setdefault(hash((raw.body_text, *titles, *article_numbers(raw.url))), key)

    async def _stored(self, item: Any, response: Response | None) -> None:
        """An article is safely in the archive (``pipelines.store``): its link is done."""
        link = response.request.cb_kwargs.get("link") if response is not None and response.request else None
        if link is not None and response is not None:
            key = self.key(response.url)
            await self._settle(Outcome(link.key, link.address, "article", done=True, article=key))

    def _not_stored(self, failure: Failure) -> None:
        """An archive that takes nothing ends the crawl: what is not stored stays in the frontier."""
        self._store_failures += 1
        self.result.error = _describe_error(failure.value)
        if self._store_failures == self.settings.getint("TCD_MAX_STORE_FAILURES"):
            asyncio.get_running_loop().create_task(self.crawler.engine.close_spider_async(reason="archive"))

    async def _settle(self, outcome: Outcome) -> None:
        try:
            await self._frontier.settle(outcome)
        except Exception as error:
            # It stays in the frontier and is looked at once more: nothing is lost.
            self.logger.warning("what became of %s could not be kept: %s", outcome.address, error)

    def _instead_of_an_article(self, response: Response) -> Iterable[Request]:
        """What to ask for where a listing stands behind what looked like an article's link."""
        return ()

    async def article_failed(self, failure: Failure) -> AsyncIterator[Any]:
        self._requests_in_flight -= 1
        request: Request = failure.request  # type: ignore[attr-defined]
        name = failure_name(failure, host_of(request.url))
        link: Link = request.cb_kwargs["link"]
        self.result.add_failure(name, request.url)
        if name == FailureKind.OFF_SITE:
            self.result.external += 1
        await self._settle(
            outcome_of(name, link, tries=self._failed_tries.get(link.key, 0), address=request.url)
        )
        for drawn in self._next_article_requests():
            yield drawn

    def _has_enough_articles(self) -> bool:
        return (
            self.max_articles is not None
            and len(self._handed_on) + self._requests_in_flight >= self.max_articles
        )

    # Pages

    async def _read(self, response: Response) -> RawArticle | None:
        self.result.pages += 1
        raw = await self._parser.article(response)
        if raw is None:
            self.result.add_failure("no page" if response.body.strip() else "empty", response.url)
        return raw

    def _is_notice_page(self, raw: RawArticle) -> bool:
        """A page in place of the one that was asked for: reported by its name, never an item."""
        if raw.kind not in ("flood", "blocked", "parked", "maintenance", "error", "login"):
            return False
        self.result.add_failure(raw.kind, raw.url)
        return True


def _raw_article(raw: RawArticle, _source: Source, _key: str) -> RawArticle:
    return raw


def _describe_error(error: BaseException | None) -> str:
    return f"{type(error).__name__}: {error}"


def article_numbers(url: str) -> list[str]:
    """The numbers in the last part of the address's path, as printed: two of them are two articles."""
    path = url.partition("?")[0].partition("#")[0].partition(";")[0]
    return _NUMBER.findall(path.rstrip("/").rpartition("/")[2])
