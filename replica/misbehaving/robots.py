"""A robots.txt that is unusable or forbids everything."""

from replica.misbehaving.exchange import Exchange
from replica.misbehaving.registry import misbehaviour


def _robots(exchange: Exchange, body: str, status: int = 200) -> None:
    """Send this robots.txt, and good responses to everything else."""
    if exchange.path == "/robots.txt":
        exchange.reply(body.encode(), status, Content_Type="text/plain; charset=utf-8")
    else:
        exchange.good()


@misbehaviour("robots-html", "robots", reach="everything", articles=0)
def robots_html(exchange: Exchange) -> None:
    """robots.txt is the home page with status 200, which has no rules."""
    if exchange.path == "/robots.txt":
        exchange.html(exchange.site.listing())
    else:
        exchange.good()


@misbehaviour("robots-login", "robots", reach="everything", articles=0)
def robots_login(exchange: Exchange) -> None:
    """robots.txt redirects to a login form."""
    if exchange.path == "/robots.txt":
        exchange.redirect("/dang-nhap")
    elif exchange.path == "/dang-nhap":
        exchange.html(
            exchange.site.frame("Đăng nhập", "<h1>Đăng nhập</h1><form><input type=password></form>")
        )
    else:
        exchange.good()


@misbehaviour("robots-disallow-all", "robots", reach="everything", articles=0)
def robots_disallow_all(exchange: Exchange) -> None:
    """robots.txt disallows everything."""
    _robots(exchange, "User-agent: *\nDisallow: /\n")


@misbehaviour("robots-500", "robots unreadable", reach="everything", articles=0)
def robots_500(exchange: Exchange) -> None:
    """robots.txt answers 500, which means that nothing may be fetched (RFC 9309, 2.3.1.4)."""
    _robots(exchange, "Lỗi máy chủ", 500)


@misbehaviour("robots-403", "none", reach="everything", articles=5)
def robots_403(exchange: Exchange) -> None:
    """robots.txt answers 403, which means that there are no rules (RFC 9309, 2.3.1.3)."""
    _robots(exchange, "Cấm", 403)


@misbehaviour("robots-crawl-delay", "none", reach="everything", articles=5)
def robots_crawl_delay(exchange: Exchange) -> None:
    """robots.txt asks for one second between requests; ``requests`` shows whether it was kept."""
    _robots(exchange, "User-agent: *\nCrawl-delay: 1\nDisallow: /tim-kiem\n")


@misbehaviour("robots-reset", "robots unreadable", reach="everything", articles=0)
def robots_reset(exchange: Exchange) -> None:
    """The connection for robots.txt is reset, so that its rules stay unknown."""
    if exchange.path == "/robots.txt":
        exchange.reset()
    else:
        exchange.good()
