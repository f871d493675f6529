"""Redirects that never end or lead to forbidden addresses.

The forbidden targets are real, so use a client that follows no redirects or has an address guard.
"""

from replica.misbehaving.exchange import Exchange
from replica.misbehaving.registry import misbehaviour

_CHAIN = 30


@misbehaviour("endless-redirect", "endless redirect")
def endless_redirect(exchange: Exchange) -> None:
    """One article redirects to itself."""
    exchange.redirect(exchange.path)


@misbehaviour("redirect-ping-pong", "endless redirect", reach="pages")
def ping_pong(exchange: Exchange) -> None:
    """Every page redirects between two forms of its address for ever."""
    exchange.redirect(exchange.path if exchange.query else f"{exchange.path}?lai=1")


@misbehaviour("redirect-chain", "endless redirect", reach="pages", articles=4)
def redirect_chain(exchange: Exchange) -> None:
    """One article stands behind 30 redirects, each to another address."""
    step = exchange.query.removeprefix("buoc=")
    number = int(step) if step.isascii() and step.isdigit() else 0
    if exchange.path == exchange.site.faulty_article.path and number < _CHAIN:
        exchange.redirect(f"{exchange.path}?buoc={number + 1}", 301)
    else:
        exchange.good()


@misbehaviour("redirect-to-private", "address refused")
def redirect_to_private(exchange: Exchange) -> None:
    """One article redirects to a private address."""
    exchange.redirect("http://10.0.0.1/tin-tuc/")


@misbehaviour("redirect-to-metadata", "address refused")
def redirect_to_metadata(exchange: Exchange) -> None:
    """One article redirects to the metadata address of cloud providers."""
    exchange.redirect("http://169.254.169.254/latest/meta-data/")


@misbehaviour("redirect-to-localhost", "address refused")
def redirect_to_localhost(exchange: Exchange) -> None:
    """One article redirects to port 9 of the visitor's own machine, written as one number."""
    exchange.redirect("http://2130706433:9/")


@misbehaviour("redirect-to-file", "scheme")
def redirect_to_file(exchange: Exchange) -> None:
    """One article redirects to a file of the visitor's machine."""
    exchange.redirect("file:///etc/hostname")


@misbehaviour("redirect-to-javascript", "scheme")
def redirect_to_javascript(exchange: Exchange) -> None:
    """One article redirects to a javascript: address."""
    exchange.redirect("javascript:alert(1)")


@misbehaviour("redirect-off-site", "off site", reach="pages")
def redirect_off_site(exchange: Exchange) -> None:
    """Every page redirects to another site, as a taken-over domain does."""
    exchange.redirect("http://khuyen-mai.example/", 301)


@misbehaviour("redirect-without-location", "http 302")
def redirect_without_location(exchange: Exchange) -> None:
    """One article answers 302 without a Location header."""
    exchange.reply(b"", 302)


@misbehaviour("meta-refresh-loop", "endless redirect")
def meta_refresh_loop(exchange: Exchange) -> None:
    """One article is a page that reloads at once by meta refresh, without end."""
    refresh = f'<meta http-equiv="refresh" content="0; url={exchange.path}?lan={exchange.visit}">'
    exchange.html(exchange.site.frame("Đang chuyển trang", "<p>Đang chuyển trang…</p>", refresh))
