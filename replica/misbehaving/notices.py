"""Pages that are no news, most with status 200: notices, walls, empty pages."""

from replica.misbehaving.exchange import Exchange
from replica.misbehaving.registry import misbehaviour


@misbehaviour("parked", "parked", reach="everything")
def parked(exchange: Exchange) -> None:
    """The domain has expired; every address shows an offer to sell it."""
    exchange.html(
        '<!DOCTYPE html><html><head><meta charset="utf-8">'
        "<title>Tên miền này đang được rao bán</title></head>"
        "<body><h1>Tên miền này đang được rao bán</h1><p>Liên hệ để mua: 024.3555.0199</p>"
        '<ul><li><a href="/?k=1">Vay tiền nhanh</a></li><li><a href="/?k=2">Vé máy bay</a></li></ul>'
        "</body></html>"
    )


_MAINTENANCE = "<h1>Hệ thống đang bảo trì</h1><p>Mời bạn quay lại sau ít phút nữa.</p>"


@misbehaviour("maintenance-503", "http 503", reach="pages")
def maintenance_503(exchange: Exchange) -> None:
    """Every page is a maintenance notice with status 503."""
    exchange.html(
        f"<html><head><title>Bảo trì hệ thống</title></head><body>{_MAINTENANCE}</body></html>", 503
    )


@misbehaviour("maintenance-200", "maintenance", reach="pages")
def maintenance_200(exchange: Exchange) -> None:
    """Every page is a maintenance notice with status 200."""
    exchange.html(
        '<html><head><meta charset="utf-8"><title>Bảo trì hệ thống</title></head>'
        f"<body>{_MAINTENANCE}</body></html>"
    )


@misbehaviour("empty-200", "empty", reach="pages")
def empty_200(exchange: Exchange) -> None:
    """Every page has status 200 and an empty body."""
    exchange.html("")


@misbehaviour("empty-article", "other")
def empty_article(exchange: Exchange) -> None:
    """One article has the site's frame and nothing in it."""
    exchange.html(exchange.site.frame("", ""))


@misbehaviour("empty-listing", "silent zero", reach="pages")
def empty_listing(exchange: Exchange) -> None:
    """The listing has its heading but no articles."""
    exchange.html(exchange.site.listing(rows=()))


@misbehaviour("soft-404", "error")
def soft_404(exchange: Exchange) -> None:
    """One article is missing; its error page has status 200."""
    exchange.html(exchange.site.missing().replace("Không tìm thấy trang", "Không tìm thấy bài viết"))


@misbehaviour("anti-bot", "blocked", reach="pages")
def anti_bot(exchange: Exchange) -> None:
    """Every page asks the visitor to wait while the browser is checked."""
    exchange.html(
        '<!DOCTYPE html><html><head><meta charset="utf-8"><title>Đang kiểm tra trình duyệt</title></head>'
        "<body>"
        "<noscript>Hãy bật JavaScript.</noscript><p>Xác minh bạn không phải robot…</p>"
        "<script>setTimeout(function () { location.reload(); }, 5000);</script></body></html>"
    )


@misbehaviour("cookie-wall", "blocked", reach="pages")
def cookie_wall(exchange: Exchange) -> None:
    """Every page is a script that sets the cookie D1N and reloads; with the cookie the site is good."""
    if "D1N=" in exchange.request.headers.get("cookie", ""):
        exchange.good()
    else:
        exchange.html(
            '<html><body><script>document.cookie="D1N=6f1d2c3b4a5968778695a4b3c2d1e0ff"'
            '+"; expires=Fri, 31-Dec-2099 23:59:59 GMT; path=/";window.location.reload(true);</script>'
            "</body></html>"
        )


@misbehaviour("login-redirect", "login", reach="pages")
def login_redirect(exchange: Exchange) -> None:
    """Every page redirects to a login form."""
    if exchange.path == "/dang-nhap":
        login_page(exchange)
    else:
        exchange.redirect("/dang-nhap?ve=" + exchange.path)


@misbehaviour("login-page", "login", reach="pages")
def login_page(exchange: Exchange) -> None:
    """Every page is a login form with status 200."""
    exchange.html(
        exchange.site.frame(
            "Đăng nhập",
            '<h1>Đăng nhập</h1><form method="post" action="/dang-nhap"><label>Tên đăng nhập '
            '<input name="ten"></label><label>Mật khẩu <input type="password" name="mat-khau"></label>'
            "<button>Đăng nhập</button></form>",
        )
    )


@misbehaviour("login-article", "login", articles=4, reach="pages")
def login_article(exchange: Exchange) -> None:
    """One article redirects to a login form."""
    if exchange.path == exchange.site.faulty_article.path:
        exchange.redirect("/dang-nhap?ve=" + exchange.path)
    elif exchange.path == "/dang-nhap":
        login_page(exchange)
    else:
        exchange.good()
