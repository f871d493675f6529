"""A robots.txt that is no answer, or says no."""

from replica.misbehaving.call import Call
from replica.misbehaving.registry import misbehaviour


def _robots(call: Call, body: str, status: int = 200) -> None:
    """Answers robots.txt so, and everything else well."""
    if call.path == "/robots.txt":
        call.reply(body.encode(), status, Content_Type="text/plain; charset=utf-8")
    else:
        call.good()


@misbehaviour("robots-html", "robots", reach="everything", articles=0)
def robots_html(call: Call) -> None:
    """robots.txt is the home page with status 200, which says neither yes nor no."""
    if call.path == "/robots.txt":
        call.html(call.site.listing())
    else:
        call.good()


@misbehaviour("robots-login", "robots", reach="everything", articles=0)
def robots_login(call: Call) -> None:
    """robots.txt redirects to a page where one must log in."""
    if call.path == "/robots.txt":
        call.redirect("/dang-nhap")
    elif call.path == "/dang-nhap":
        call.html(call.site.frame("Đăng nhập", "<h1>Đăng nhập</h1><form><input type=password></form>"))
    else:
        call.good()


@misbehaviour("robots-disallow-all", "robots", reach="everything", articles=0)
def robots_disallow_all(call: Call) -> None:
    """robots.txt lets nobody in."""
    _robots(call, "User-agent: *\nDisallow: /\n")


@misbehaviour("robots-500", "robots unreadable", reach="everything", articles=0)
def robots_500(call: Call) -> None:
    """robots.txt answers 500, which is to be read as "nobody may come in" (RFC 9309, 2.3.1.4)."""
    _robots(call, "Lỗi máy chủ", 500)


@misbehaviour("robots-403", "none", reach="everything", articles=5)
def robots_403(call: Call) -> None:
    """robots.txt answers 403, which is to be read as "there are no rules" (RFC 9309, 2.3.1.3)."""
    _robots(call, "Cấm", 403)


@misbehaviour("robots-crawl-delay", "none", reach="everything", articles=5)
def robots_crawl_delay(call: Call) -> None:
    """robots.txt asks for one second between requests; ``asked`` tells whether they were kept."""
    _robots(call, "User-agent: *\nCrawl-delay: 1\nDisallow: /tim-kiem\n")


@misbehaviour("robots-reset", "robots unreadable", reach="everything", articles=0)
def robots_reset(call: Call) -> None:
    """The connection for robots.txt is reset, so that nobody can know what it says."""
    if call.path == "/robots.txt":
        call.reset()
    else:
        call.good()
