"""Which failures are tried again at once: not those that a second try can't mend."""

from urllib.parse import urlsplit

from scrapy import Request, Spider
from scrapy.downloadermiddlewares.retry import RetryMiddleware
from scrapy.http import Response

from crawler.failures import failure_of
from items.failures import meaning


class Retry(RetryMiddleware):
    """Scrapy's middleware without retries of refused addresses, bad certificates and what took its full time:
    the frontier keeps the link for a later run.
    """

    def process_exception(
        self, request: Request, exception: Exception, spider: Spider | None = None
    ) -> Request | Response | None:
        if not meaning(failure_of(exception, urlsplit(request.url).hostname or "")).at_once:
            return None
        return super().process_exception(request, exception)
