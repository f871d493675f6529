"""A Scrapy extension that computes the site's fingerprint from some of the responses of a crawl.

It makes no requests. The fingerprint goes into the crawl's result (``items.crawl_result``).
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
from monitoring.site_fingerprint import SiteFingerprint, count_words, hosts_in, page_title, skeleton, sketch

_FRONT, _ARTICLES, _LATENCIES = 3, 8, 200
_LONGEST = 500  # characters of an address
_BYTES = 400_000  # of a page


class SiteFingerprintExtension:
    """Examines the first listing pages and articles of a crawl."""

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
    def from_crawler(cls, crawler: Crawler) -> "SiteFingerprintExtension":
        extension = cls(crawler)
        crawler.signals.connect(extension.response_received, signals.response_received)
        crawler.signals.connect(extension.save_fingerprint, signals.spider_closed)
        return extension

    def response_received(self, response: Response, request: Request, spider: Spider) -> None:
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
                self._title, self._front = page_title(markup), skeleton(markup)
        else:
            return
        *counts, share = count_words(markup)
        self._words = [old + new for old, new in zip(self._words, counts, strict=True)]
        self._shares.append((counts[0], share))
        self._hosts.update(hosts_in(markup))
        self.save_fingerprint()

    def save_fingerprint(self, **_: Any) -> None:
        """Put the fingerprint of the pages so far into the result."""
        words, subject, spam = self._words
        usual = {token for token, number in self._seen.items() if number * 2 >= self._articles}
        share = sum(number * vietnamese for number, vietnamese in self._shares) / words if words else 0.0
        fingerprint = SiteFingerprint(
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
        self._result.sight = fingerprint.to_record()


def _ahead(response: Response) -> float | None:
    """Seconds by which our clock is ahead of the server's, by the Date header (RFC 9110), or None."""
    if response.headers.get("Age"):
        return None  # From a cache, with an old date.
    try:
        server_time = parsedate_to_datetime((response.headers.get("Date") or b"").decode("latin-1"))
        return (datetime.now(UTC) - server_time).total_seconds()
    except (ValueError, TypeError):
        return None


def _markup(response: Response) -> str:
    """Decoded as the extraction does: a wrong charset must not look like another language."""
    declared = (response.headers.get("Content-Type") or b"").decode("latin-1")
    return decode(response.body[:_BYTES], declared or None)
