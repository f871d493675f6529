"""AutoThrottle that also obeys ``Crawl-delay`` of robots.txt, which Scrapy reads and leaves at that."""

import logging

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.extensions.throttle import AutoThrottle
from scrapy.robotstxt import RobotParser
from scrapy.utils.httpobj import urlparse_cached

logger = logging.getLogger(__name__)

# A site that asks for more than this would never be read to its end; the report still shows how long it took.
LONGEST = 60.0


class Politeness(AutoThrottle):
    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        crawler.signals.connect(self._robots_parsed, signal=signals.robots_parsed)

    def _robots_parsed(self, robotparser: RobotParser, request: Request) -> None:
        asked = robotparser.crawl_delay(self.crawler.settings["USER_AGENT"])
        if asked is None or asked <= self.mindelay:
            return
        self.mindelay = min(asked, LONGEST)
        downloader = self.crawler.engine.downloader
        downloader._delay = max(downloader._delay, self.mindelay)
        for slot in downloader.slots.values():
            slot.delay = max(slot.delay, self.mindelay)
        logger.info("%s asks for %.1f s between requests", urlparse_cached(request).netloc, asked)
