"""Scrapy's settings. What a person sets stands in the environment (``config.settings``); this is the rest.

``TCD_…`` names are ours: read by the spiders, the loader, the resolver and the stages.
"""

from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from crawler.stages import DECIDING, STORING

# By string, as crawler does not know config (see the imports' order in pyproject.toml).
_settings: Any = import_module("config.settings").load()

try:
    _version = version("tincongdoan")
except PackageNotFoundError:
    _version = "0"

BOT_NAME = "TinCongDoan"
_who = _settings.contact or _settings.base_url
USER_AGENT = f"TinCongDoan/{_version}" + (f" (+{_who})" if _who else "")
ROBOTSTXT_USER_AGENT = "TinCongDoan"

SPIDER_LOADER_CLASS = "crawler.loader.RegistryLoader"
TCD_SPIDER = "spiders.source_spider.SourceSpider"
TCD_OWN_SOURCES = str(_settings.own_sources)
# The slugs of the sources that this process crawls, so that it reads no others' files; None for any.
TCD_ONLY_SOURCES: list[str] | None = None
TCD_STATE = "archive.state.DjangoState"
# (RawArticle, Source, key) → the item that the first stage takes.
TCD_ITEM = "pipelines.draft.begin"
TCD_LOGS = str(_settings.logs)
TCD_RUN_ID: int | None = None
TCD_ALLOW_PRIVATE = list(_settings.allow_private)

# What one run may ask of one source, and how far back it looks for edits and new view counts.
TCD_LOOK_BACK_DAYS = 7.0
TCD_MAX_REVISITS = 100
TCD_MAX_FEEDS = 3
TCD_MAX_SITEMAPS = 30  # feeds, sitemaps and their children in one run
# A killed crawl may need some seconds to end; who is locked out longer than this has met a living one.
TCD_LOCK_SECONDS = 15.0
# So many articles in a row that can't be stored are a broken archive, not broken articles.
TCD_MAX_STORE_FAILURES = 10
# Pages of one list; the next run goes on where this one stopped.
TCD_MAX_LISTINGS = _settings.list_pages
TCD_MAX_SECTIONS = 40
TCD_MAX_DEPTH = 2
# A site that asks for quiet gets it, within bounds; more than once or twice means that we come too often.
TCD_LONGEST_WAIT = 300.0
TCD_MAX_WAITS = 3
TCD_FLOOD_SECONDS = 60.0
TCD_FLOOD_DELAY = 2.0
TCD_LARGE_PAGE = 512 * 1024  # bytes; larger pages are read in a thread
CLOSESPIDER_PAGECOUNT = 20_000
CLOSESPIDER_ITEMCOUNT = 10_000
CLOSESPIDER_TIMEOUT = 3600.0
# The spiders ask for each key once. Scrapy's filter would drop a page that redirects to one already seen
# (``?page=1`` to the listing itself) without a word, and the walk over the listing would end there.
DUPEFILTER_CLASS = "scrapy.dupefilters.BaseDupeFilter"

# Nobody may steer a crawl from outside: both listen on a port, and remote control runs code.
REMOTE_CONTROL_ENABLED = False
TELNETCONSOLE_ENABLED = False
# A proxy would be the only address that the guard sees.
HTTPPROXY_ENABLED = False
TWISTED_REACTOR = "twisted.internet.asyncioreactor.AsyncioSelectorReactor"
TWISTED_DNS_RESOLVER = "crawler.resolver.GuardedResolver"
DOWNLOAD_VERIFY_CERTIFICATES = True
DOWNLOADER_CLIENTCONTEXTFACTORY = "crawler.certificates.NotingContextFactory"

ROBOTSTXT_OBEY = True
DOWNLOAD_DELAY = 1.0
DOWNLOAD_DELAY_JITTER = 0.5
CONCURRENT_REQUESTS_PER_DOMAIN = 1
# Of one answer: its item waits to be stored while its requests go on. Scrapy makes as many tasks an answer.
CONCURRENT_ITEMS = 2
AUTOTHROTTLE_ENABLED = True
AUTOTHROTTLE_START_DELAY = 1.0
AUTOTHROTTLE_MAX_DELAY = 60.0
AUTOTHROTTLE_TARGET_CONCURRENCY = 1.0

DOWNLOAD_TIMEOUT = 60.0
DOWNLOAD_MAXSIZE = 10 * 1024 * 1024  # after decompression too
DOWNLOAD_WARNSIZE = 0
DNS_TIMEOUT = 20.0
REDIRECT_MAX_TIMES = 8
# A flood page may ask to be loaded again in half a minute: that is not a redirect.
METAREFRESH_MAXDELAY = 5
RETRY_TIMES = 2
# Not 429: whoever asks for quiet is not asked again at once.
RETRY_HTTP_CODES = [500, 502, 503, 504, 522, 524, 408]
DEFAULT_REQUEST_HEADERS = {
    "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.5",
    "Accept-Language": "vi,en;q=0.3",
}
REFERRER_POLICY = "same-origin"

# Scrapy's own but for its cookies: see crawler.cookies. Set to None it would be loaded all the same.
_MIDDLEWARES = "scrapy.downloadermiddlewares."
DOWNLOADER_MIDDLEWARES_BASE: dict[str, int | None] = {
    f"{_MIDDLEWARES}offsite.OffsiteMiddleware": 50,
    f"{_MIDDLEWARES}robotstxt.RobotsTxtMiddleware": 100,
    f"{_MIDDLEWARES}httpauth.HttpAuthMiddleware": 300,
    f"{_MIDDLEWARES}downloadtimeout.DownloadTimeoutMiddleware": 350,
    f"{_MIDDLEWARES}defaultheaders.DefaultHeadersMiddleware": 400,
    f"{_MIDDLEWARES}useragent.UserAgentMiddleware": 500,
    f"{_MIDDLEWARES}retry.RetryMiddleware": 550,
    f"{_MIDDLEWARES}redirect.MetaRefreshMiddleware": 580,
    f"{_MIDDLEWARES}httpcompression.HttpCompressionMiddleware": 590,
    f"{_MIDDLEWARES}redirect.RedirectMiddleware": 600,
    f"{_MIDDLEWARES}httpproxy.HttpProxyMiddleware": 750,
    f"{_MIDDLEWARES}stats.DownloaderStats": 850,
    f"{_MIDDLEWARES}httpcache.HttpCacheMiddleware": 900,
}
DOWNLOADER_MIDDLEWARES: dict[str, int | None] = {
    "scrapy.downloadermiddlewares.offsite.OffsiteMiddleware": None,
    "crawler.offsite.OwnHostsOnly": 50,
    "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,
    "crawler.robots.Robots": 100,
    "scrapy.downloadermiddlewares.redirect.RedirectMiddleware": None,
    "crawler.refused.Redirects": 600,
    "scrapy.downloadermiddlewares.redirect.MetaRefreshMiddleware": None,
    "crawler.refused.MetaRefreshes": 580,
    "scrapy.downloadermiddlewares.retry.RetryMiddleware": None,
    "crawler.retry.Retry": 550,
    "scrapy.downloadermiddlewares.httpcompression.HttpCompressionMiddleware": None,
    "crawler.content_encoding.StrictDecompressionMiddleware": 590,
    "crawler.cookies.SourceCookies": 700,
    # After decompression, before anything else looks at the response.
    "crawler.rate_limit.RetryAfterMiddleware": 560,
}
# What these watch over is decided before a request is made: how deep a walk is by TCD_MAX_DEPTH and
# TCD_MAX_LISTINGS (over 500 pages it is 500 deep), how long an address is by spiders.address.LONGEST.
SPIDER_MIDDLEWARES: dict[str, int | None] = {
    "scrapy.spidermiddlewares.depth.DepthMiddleware": None,
    "scrapy.spidermiddlewares.urllength.UrlLengthMiddleware": None,
}
# Scrapy's own without what nobody uses: disabled or None, each is loaded all the same, remote control with
# a web server. Politeness is an AutoThrottle.
EXTENSIONS_BASE: dict[str, int | None] = {
    "scrapy.extensions.corestats.CoreStats": 0,
    "scrapy.extensions.logcount.LogCount": 0,
    "scrapy.extensions.memusage.MemoryUsage": 0,
    "scrapy.extensions.closespider.CloseSpider": 0,
    "scrapy.extensions.feedexport.FeedExporter": 0,
    "scrapy.extensions.logstats.LogStats": 0,
}
EXTENSIONS: dict[str, int | None] = {
    "crawler.politeness.Politeness": 0,
    "monitoring.scrapy_extension.SiteFingerprintExtension": 0,
}
ITEM_PIPELINES = {stage: place for place, stage in enumerate((*DECIDING, STORING), start=1)}
LOG_LEVEL = "INFO"
