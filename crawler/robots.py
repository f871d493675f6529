"""robots.txt as RFC 9309 has it: what can't be had is no permission. Scrapy takes it for "allow all"."""

import re
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.downloadermiddlewares.robotstxt import RobotsTxtMiddleware
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response

from crawler.failures import failure_of
from crawler.refused import RefusedError
from extraction import extract
from items.crawl_result import result_of
from items.failures import FailureKind

# The whole site is out of reach then, and the requests themselves say so best.
_OWN_NAMES = frozenset(
    (FailureKind.ADDRESS_REFUSED, FailureKind.CERTIFICATE, FailureKind.CONNECTION_REFUSED, FailureKind.DNS,
     FailureKind.NO_CONNECTIONS, FailureKind.NO_ROUTE, FailureKind.TIMEOUT, FailureKind.TLS)
)  # fmt: skip
_NAMED = (FailureKind.PARKED, FailureKind.BLOCKED, FailureKind.MAINTENANCE)
_MARKUP = re.compile(rb"<(?:!doctype|html|head|body|script|title|meta|\?xml)\b", re.IGNORECASE)
_SITEMAP = re.compile(rb"^[ \t]{0,9}sitemap[ \t]{0,9}:[ \t]{0,9}(\S{1,2000})", re.IGNORECASE | re.MULTILINE)


def robots_problem(status: int, body: bytes) -> str | None:
    """Why an answer to robots.txt is no permission; None where it is: a file, or word that there is none.

    A client error means that there is no such file, and so does a page that says so; a server error or 429
    that nobody knows; any other page (a login, a home) is not the file that was asked for. The kind of page
    stands in brackets where it has a name of its own.
    """
    if status == 429 or status >= 500:
        return f"robots.txt answers {status}"
    if 400 <= status < 500:
        return None
    if status >= 300:
        return "robots.txt leads nowhere"
    if not _MARKUP.search(body[:4096]):
        return None
    kind = extract(body, "http://site.invalid/robots.txt", at=datetime.now(UTC)).kind
    if kind == "error":
        return None
    return f"robots.txt is a page ({kind})" if kind in _NAMED else "robots.txt is a page"


def sitemaps_of(body: bytes) -> list[str]:
    """The sitemaps that a robots.txt names."""
    return [address.decode("ascii", "replace") for address in _SITEMAP.findall(body[:500_000])]


class _Closed:
    """In place of the rules: nothing is allowed, for this reason."""

    def __init__(self, error: Exception) -> None:
        self.error = error


class Robots(RobotsTxtMiddleware):
    """Scrapy's middleware, but closed where robots.txt is a page, fails, or can't be reached.

    Puts the sitemaps that it names into the crawl's result.
    """

    def process_request_2(self, rp: Any, request: Request) -> None:
        if isinstance(rp, _Closed):
            raise rp.error
        try:
            super().process_request_2(rp, request)
        except IgnoreRequest as error:
            raise RefusedError(FailureKind.ROBOTS, str(error)) from error

    async def _parse_robots(self, response: Response, netloc: str, request: Request) -> None:
        problem = robots_problem(response.status, response.body)
        if problem is not None:
            kind = next((each for each in _NAMED if problem.endswith(f"({each})")), FailureKind.ROBOTS)
            if response.status == 429 or response.status >= 500:
                kind = FailureKind.ROBOTS_UNREADABLE
            self._close(netloc, RefusedError(kind, f"Closed: {problem}"))
            return
        body = response.body if response.status < 300 else b""
        result_of(self.crawler.spider).sitemaps += sitemaps_of(body)
        await super()._parse_robots(response.replace(body=body), netloc, request)

    def _robots_error(self, exc: Exception, netloc: str) -> None:
        name = failure_of(exc, urlsplit(f"//{netloc}").hostname or "")
        closed = RefusedError(FailureKind.ROBOTS_UNREADABLE, f"Closed: robots.txt fails ({name})")
        error = exc if name in _OWN_NAMES else closed
        self._close(netloc, error)

    def _close(self, netloc: str, error: Exception) -> None:
        waiting: Any = self._parsers[netloc]
        closed: Any = _Closed(error)
        self._parsers[netloc] = closed
        waiting.callback(closed)
