"""One page, fetched as a crawl would: politely, through the address guard, in a process of its own.

``python -m crawler.fetch`` is that process: one JSON job on standard input, one JSON answer on standard
output.
"""

import base64
import json
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from scrapy import Request, Spider, signals
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.http import Response
from scrapy.settings import Settings
from twisted.python.failure import Failure

from crawler.failure_hints import failure_hint
from crawler.failures import failure_name
from items import Source
from items.crawl_result import CrawlResult, ReportingSpider
from sources import authorities

TIME_LIMIT = 120.0  # seconds for one page, redirects included


class FetchError(Exception):
    """The page was not to be had; the message is one sentence for the user."""


@dataclass(frozen=True, slots=True)
class Page:
    """``url`` is where redirects ended; ``content_type`` the header as sent, or None."""

    url: str
    body: bytes
    content_type: str | None


def fetch(url: str, source: Source | None = None) -> Page:
    """Fetch one page; redirects stay on the address's own host or the source's. Raises FetchError."""
    own = authorities(source) if source is not None else frozenset[tuple[str, int]]()
    job = {"url": url, "authorities": sorted(own | _own(url))}
    try:
        done = subprocess.run(
            [sys.executable, "-m", "crawler.fetch"],
            input=json.dumps(job),
            capture_output=True,
            text=True,
            timeout=TIME_LIMIT,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise FetchError(f"{url} did not answer within {TIME_LIMIT:.0f} seconds") from error
    try:
        answer: Mapping[str, Any] = json.loads(done.stdout)
    except ValueError as error:
        last = done.stderr.strip().splitlines()[-1:] or ["no answer"]
        raise FetchError(f"{url} could not be fetched: {last[0]}") from error
    if answer.get("failure"):
        what = "; ".join(filter(None, (answer["failure"], failure_hint(answer["failure"]))))
        raise FetchError(f"{url} could not be fetched: {what}")
    return Page(answer["url"], base64.b64decode(answer["body"]), answer["content_type"])


def _own(url: str) -> frozenset[tuple[str, int]]:
    """The address's host on its own port, and on the usual ports where it names none."""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
    except ValueError as error:
        raise FetchError(f"{url} is no web address") from error
    if not host:
        raise FetchError(f"{url} is no web address")
    return frozenset({(host, port)} if port else {(host, 80), (host, 443)})


class _OnePage(ReportingSpider, Spider):
    name = "fetch"
    answer: dict[str, Any]

    def __init__(self, *, url: str, authorities: list[list[Any]], answer: dict[str, Any]) -> None:
        super().__init__()
        self.url, self.answer = url, answer
        self.result = CrawlResult()
        self.authorities = frozenset((str(host), int(port)) for host, port in authorities)

    async def start(self) -> Any:
        yield Request(self.url, self.parse, errback=self.failed)

    def parse(self, response: Response, **_: Any) -> None:
        content_type = response.headers.get("Content-Type")
        self.answer.update(
            url=response.url,
            body=base64.b64encode(response.body).decode("ascii"),
            content_type=content_type.decode("latin-1") if content_type else None,
        )

    def failed(self, failure: Failure) -> None:
        self.answer["failure"] = failure_name(failure, urlsplit(self.url).hostname or "")


def main() -> None:
    job = json.load(sys.stdin)
    settings = Settings()
    settings.setmodule("crawler.settings", priority="project")
    settings.setdict(
        {"ITEM_PIPELINES": {}, "CLOSESPIDER_TIMEOUT": TIME_LIMIT, "LOG_LEVEL": "WARNING"}, priority="cmdline"
    )
    answer: dict[str, Any] = {}
    process = AsyncCrawlerProcess(settings)
    crawler = process.create_crawler(_OnePage)
    reasons: list[str] = []
    crawler.signals.connect(lambda reason: reasons.append(reason), signals.spider_closed, weak=False)
    process.crawl(crawler, url=job["url"], authorities=job["authorities"], answer=answer)
    process.start()
    if not answer:
        answer["failure"] = ", ".join(reasons) or "no answer"
    sys.stdout.write(json.dumps(answer))


if __name__ == "__main__":
    main()
