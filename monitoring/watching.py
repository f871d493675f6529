"""The eyes in a crawl: a Scrapy extension (``EXTENSIONS``) that looks at some of the pages that come in.

It asks for nothing itself. What it saw goes into the crawl's result (``items.crawl_result``).
"""

from collections import Counter
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from statistics import median
from typing import Any

from scrapy import Request, Spider, signals
from scrapy.crawler import Crawler
from scrapy.http import HtmlResponse, Response

from extraction.decode import decode
from items.crawl_result import result_of
from monitoring.sight import Sight, hosts_in, skeleton, sketch, title_of, words_of

_FRONT, _ARTICLES, _LATENCIES = 3, 8, 200
_LONGEST = 500  # characters of an address
_BYTES = 400_000  # of a page


class Eyes:
    """Looks at the first pages of a crawl and at some of its articles."""

    def __init__(self, crawler: Crawler) -> None:
        self._result = result_of(crawler.spider)
        self._fronts = self._articles = 0
        self._title = ""
        self._pages: list[str] = []
        self._front: frozenset[str] = frozenset()
        self._seen: Counter[str] = Counter()
        self._hosts: Counter[str] = Counter()
        self._words = [0, 0, 0]
        self._shares: list[tuple[int, float]] = []
        self._latencies: list[float] = []
        self._skews: list[float] = []

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "Eyes":
        eyes = cls(crawler)
        crawler.signals.connect(eyes.look, signals.response_received)
        crawler.signals.connect(eyes.tell, signals.spider_closed)
        return eyes

    def look(self, response: Response, request: Request, spider: Spider) -> None:
        if (latency := request.meta.get("download_latency")) and len(self._latencies) < _LATENCIES:
            self._latencies.append(float(latency))
        if len(self._skews) < _LATENCIES and (ahead := _ahead(response)) is not None:
            self._skews.append(ahead)
        if not isinstance(response, HtmlResponse) or response.status != 200:
            return
        is_article = "link" in request.cb_kwargs
        if is_article and self._articles < _ARTICLES:
            self._articles += 1
            markup = _markup(response)
            self._seen.update(skeleton(markup))
        elif not is_article and "walk" in request.cb_kwargs and self._fronts < _FRONT:
            self._fronts += 1
            self._pages.append(response.url[:_LONGEST])
            markup = _markup(response)
            if self._fronts == 1:
                self._title, self._front = title_of(markup), skeleton(markup)
        else:
            return
        *counts, share = words_of(markup)
        self._words = [old + new for old, new in zip(self._words, counts, strict=True)]
        self._shares.append((counts[0], share))
        self._hosts.update(hosts_in(markup))
        self.tell()

    def tell(self, **_: Any) -> None:
        """Put what was seen so far into the result."""
        words, subject, spam = self._words
        usual = {token for token, number in self._seen.items() if number * 2 >= self._articles}
        share = sum(number * each for number, each in self._shares) / words if words else 0.0
        sight = Sight(
            title=self._title[:200],
            words=words,
            subject=subject,
            spam=spam,
            vietnamese=round(share, 4),
            hosts=tuple(host for host, _ in self._hosts.most_common(10)),
            front=sketch(self._front),
            article=sketch(usual),
            pages=tuple(self._pages),
            latency=round(median(self._latencies), 3) if self._latencies else None,
            skew=round(median(self._skews)) if self._skews else None,
        )
        self._result.sight = sight.to_record()


def _ahead(response: Response) -> float | None:
    """By how many seconds our clock is ahead of the server's, as its answer says (RFC 9110, Date)."""
    if response.headers.get("Age"):
        return None  # Out of a cache, with the date at which it went in.
    try:
        told = parsedate_to_datetime((response.headers.get("Date") or b"").decode("latin-1"))
        return (datetime.now(UTC) - told).total_seconds()
    except (ValueError, TypeError):
        return None


def _markup(response: Response) -> str:
    """As the extraction reads it: a wrong charset in a header must not look like another language."""
    declared = (response.headers.get("Content-Type") or b"").decode("latin-1")
    return decode(response.body[:_BYTES], declared or None)
