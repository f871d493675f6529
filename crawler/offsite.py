"""Only the source's own hosts and ports, on every request and at every hop of a redirect."""

from urllib.parse import urlsplit

from scrapy import Request, Spider
from scrapy.downloadermiddlewares.offsite import OffsiteMiddleware

from crawler.guard import literal, parse_allowed, permitted
from crawler.refused import RefusedError
from items.crawl_result import ReportingSpider
from items.failures import FailureKind

_DEFAULT_PORTS = {"http": 80, "https": 443}


class OwnHostsOnly(OffsiteMiddleware):
    """Scrapy's middleware with the source's (host, port) pairs (``spider.authorities``) in place of domains:
    a subdomain is another site, and so is another port. Unlike Scrapy's, it knows no exception:
    ``dont_filter`` and ``allow_offsite`` would hand their freedom on to every redirect.
    """

    def request_scheduled(self, request: Request, spider: Spider) -> None:
        """Nothing: a request dropped before it is scheduled would vanish without its errback."""

    def process_request(self, request: Request, spider: Spider | None = None) -> None:
        assert self.crawler.spider is not None
        if not self.should_follow(request, self.crawler.spider):
            self.stats.inc_value("offsite/filtered")
            kind = self._kind(request)
            raise RefusedError(kind, f"{request.url} is not asked for ({kind})")

    def _kind(self, request: Request) -> FailureKind:
        """A private address by its own name: a site that leads there is up to something, or taken over."""
        try:
            parts = urlsplit(request.url)
            port = parts.port or _DEFAULT_PORTS.get(parts.scheme, 0)
        except ValueError:
            return FailureKind.OFF_SITE
        if parts.scheme not in _DEFAULT_PORTS:
            return FailureKind.SCHEME
        address = literal(parts.hostname or "")
        allow = parse_allowed(self.crawler.settings.getlist("TCD_ALLOW_PRIVATE"))
        public = address is None or permitted(address, port, allow, (port,))
        return FailureKind.OFF_SITE if public else FailureKind.ADDRESS_REFUSED

    def should_follow(self, request: Request, spider: Spider) -> bool:
        own = spider.authorities if isinstance(spider, ReportingSpider) else frozenset()
        try:
            parts = urlsplit(request.url)
            port = parts.port or _DEFAULT_PORTS.get(parts.scheme, 0)
        except ValueError:
            return False
        return parts.scheme in _DEFAULT_PORTS and ((parts.hostname or "").rstrip("."), port) in own
