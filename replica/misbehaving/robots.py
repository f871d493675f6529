"""A robots.txt that is no answer, or says no."""

from replica.misbehaving.exchange import Exchange
from replica.misbehaving.registry import misbehaviour


def _robots(exchange: Exchange, body: str, status: int = 200) -> None:
    """Answers robots.txt so, and everything else well."""
    if exchange.path == "/robots.txt":
        exchange.reply(body.encode(), status, Content_Type="text/plain; charset=utf-8")
    else:
        exchange.good()


@misbehaviour("robots-html", "robots", reach="everything", articles=0)
def robots_html(exchange: Exchange) -> None:
    """robots.txt is the home page with status 200, which says neither yes nor no."""
    if exchange.path == "/robots.txt":
        exchange.html(exchange.site.listing())
    else:
        exchange.good()


@misbehaviour("robots-login", "robots", reach="everything", articles=0)
def robots_login(exchange: Exchange) -> None:
    """robots.txt redirects to a page where one must log in."""
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
    """robots.txt lets nobody in."""
    _robots(exchange, "User-agent: *\nDisallow: /\n")


@misbehaviour("robots-500", "robots", reach="everything", articles=0)
def robots_500(exchange: Exchange) -> None:
    """robots.txt answers 500, which is to be read as "nobody may come in" (RFC 9309, 2.3.1.4)."""
    _robots(exchange, "Lỗi máy chủ", 500)


@misbehaviour("robots-403", "none", reach="everything", articles=5)
def robots_403(exchange: Exchange) -> None:
    """robots.txt answers 403, which is to be read as "there are no rules" (RFC 9309, 2.3.1.3)."""
    _robots(exchange, "Cấm", 403)


@misbehaviour("robots-crawl-delay", "none", reach="everything", articles=5)
def robots_crawl_delay(exchange: Exchange) -> None:
    """robots.txt asks for one second between requests; ``asked`` tells whether they were kept."""
    _robots(exchange, "User-agent: *\nCrawl-delay: 1\nDisallow: /tim-kiem\n")


@misbehaviour("robots-reset", "robots", reach="everything", articles=0)
def robots_reset(exchange: Exchange) -> None:
    """The connection for robots.txt is reset, so that nobody can know what it says."""
    if exchange.path == "/robots.txt":
        exchange.reset()
    else:
        exchange.good()
