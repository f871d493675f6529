"""Sites that ask for quiet: how long they ask for, and a middleware that waits and then goes on."""

import logging
import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Response
from scrapy.utils.asyncio import call_later

from items.crawl_result import result_of
from items.failures import FailureKind
from vietnamese.text import fold

logger = logging.getLogger(__name__)

# NukeViet's page (platforms): short, titled "Hãy đợi...", with the seconds in its script.
_FLOOD_SIZE = 20_000
_TITLE = re.compile(rb"<title[^>]*>([^<]{1,200})", re.IGNORECASE)
_SECONDS = re.compile(rb"var\s+Timeout\s{0,9}=\s{0,9}(\d{1,6})", re.IGNORECASE)


def seconds_asked(
    status: int, retry_after: str, body: bytes, *, now: datetime, unsaid: float = 60.0
) -> float | None:
    """How many seconds of quiet an answer asks for, None where it asks for none.

    429 and 503 by ``Retry-After`` (seconds or a date; 429 without one: ``unsaid``), and the flood page that
    comes with 200 by the seconds in its script. ``now`` is aware.
    """
    if status in (429, 503):
        told = _retry_after(retry_after.strip(), now)
        return unsaid if told is None and status == 429 else told
    if status != 200 or len(body) > _FLOOD_SIZE:
        return None
    title = _TITLE.search(body)
    if not title or not fold(title[1].decode("utf-8", "replace")).startswith("hay doi"):
        return None
    found = _SECONDS.search(body)
    return float(found[1]) if found else unsaid


def _retry_after(told: str, now: datetime) -> float | None:
    if told.isascii() and told.isdigit() and len(told) < 10:
        return float(told)
    try:
        moment = parsedate_to_datetime(told)
    except ValueError:
        return None
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return max(0.0, (moment - now).total_seconds())


class RetryAfterMiddleware:
    """Keeps a host quiet for as long as it asks, within bounds, and asks once more then.

    Settings: ``TCD_LONGEST_WAIT`` (seconds; who asks for more is left alone until the next run),
    ``TCD_MAX_WAITS`` (for one request), ``TCD_FLOOD_SECONDS`` (where the site names none),
    ``TCD_FLOOD_DELAY`` (the least delay between two requests from then on). Floods are counted as failures
    "flood", as they tell that the source's delay is too short.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        settings = crawler.settings
        self._longest, self._most = settings.getfloat("TCD_LONGEST_WAIT"), settings.getint("TCD_MAX_WAITS")
        self._unsaid, self._delay = (
            settings.getfloat("TCD_FLOOD_SECONDS"),
            settings.getfloat("TCD_FLOOD_DELAY"),
        )

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "RetryAfterMiddleware":
        return cls(crawler)

    def process_response(self, request: Request, response: Response) -> Request | Response:
        header = (response.headers.get("Retry-After") or b"").decode("latin-1")
        seconds = seconds_asked(
            response.status, header, response.body, now=datetime.now(UTC), unsaid=self._unsaid
        )
        if seconds is None:
            return response
        waits = request.meta.get("tcd_waits", 0)
        if seconds > self._longest or waits >= self._most:
            return response
        if response.status != 503:
            result_of(self._crawler.spider).add_failure(FailureKind.FLOOD)
        logger.info("%s asks for %.0f s of quiet", response.url, seconds)
        self._keep_quiet(request, seconds)
        again = request.replace(dont_filter=True, priority=request.priority + 10)
        again.meta["tcd_waits"] = waits + 1
        return again

    def _keep_quiet(self, request: Request, seconds: float) -> None:
        assert self._crawler.engine is not None
        downloader = self._crawler.engine.downloader
        slot = downloader.slots.get(request.meta.get("download_slot", ""))
        if slot is None:
            return
        slot.delay = max(slot.delay, self._delay)
        # The slot sends nothing while a later call is set.
        slot.close()
        slot.latercall = call_later(seconds, downloader._latercall, slot)
