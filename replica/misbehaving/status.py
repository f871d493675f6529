"""Error statuses, temporary and permanent."""

from replica.misbehaving.exchange import Exchange
from replica.misbehaving.registry import misbehaviour


@misbehaviour("article-500", "http 500")
def article_500(exchange: Exchange) -> None:
    """One article answers 500 every time."""
    exchange.html(exchange.site.frame("Lỗi", "<h1>Đã xảy ra lỗi</h1><p>Vui lòng thử lại sau.</p>"), 500)


@misbehaviour("all-500", "http 500", reach="pages")
def all_500(exchange: Exchange) -> None:
    """Every page answers 500."""
    exchange.html("<h1>Server Error in '/' Application.</h1>", 500)


@misbehaviour("once-500", "none", articles=5, reach="pages")
def once_500(exchange: Exchange) -> None:
    """Every page answers 500 the first time and is good after that."""
    if exchange.visit == 1:
        exchange.html("<h1>Lỗi tạm thời</h1>", 500)
    else:
        exchange.good()


@misbehaviour("all-502", "http 502", reach="pages")
def all_502(exchange: Exchange) -> None:
    """Every page is a proxy's 502."""
    exchange.html("<html><body><center><h1>502 Bad Gateway</h1></center></body></html>", 502)


@misbehaviour("all-503-retry-after", "http 503", reach="pages")
def all_503(exchange: Exchange) -> None:
    """Every page answers 503 with Retry-After of an hour, in seconds."""
    exchange.html("<h1>503 Service Unavailable</h1>", 503, Retry_After="3600")


@misbehaviour("once-503-retry-after", "none", articles=5, reach="pages")
def once_503(exchange: Exchange) -> None:
    """Every page answers 503 with Retry-After: 1 the first time and is good after that."""
    if exchange.visit == 1:
        exchange.html("<h1>503 Service Unavailable</h1>", 503, Retry_After="1")
    else:
        exchange.good()


@misbehaviour("all-429-date", "flood", reach="pages")
def all_429(exchange: Exchange) -> None:
    """Every page answers 429 with a Retry-After date in the far future."""
    exchange.html("<h1>429 Too Many Requests</h1>", 429, Retry_After="Fri, 01 Jan 2100 00:00:00 GMT")


@misbehaviour("forbidden", "http 403", reach="pages")
def forbidden(exchange: Exchange) -> None:
    """Every page answers 403, as a firewall does."""
    exchange.html(
        "<html><head><title>403 Forbidden</title></head><body><h1>Forbidden</h1></body></html>", 403
    )


@misbehaviour("odd-status", "http 799")
def odd_status(exchange: Exchange) -> None:
    """One article answers with an unknown status."""
    exchange.html("<h1>799</h1>", 799)
