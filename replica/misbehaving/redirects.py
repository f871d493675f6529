"""Redirects that never arrive, or arrive where nobody may go.

The forbidden targets are the real ones: ask with a client that follows no redirects, or with a guarded one.
"""

from replica.misbehaving.call import Call
from replica.misbehaving.registry import misbehaviour

_CHAIN = 30


@misbehaviour("endless-redirect", "endless redirect")
def endless_redirect(call: Call) -> None:
    """One article redirects to itself."""
    call.redirect(call.path)


@misbehaviour("redirect-ping-pong", "endless redirect", reach="pages")
def ping_pong(call: Call) -> None:
    """Every page redirects between two forms of its address for ever."""
    call.redirect(call.path if call.query else f"{call.path}?lai=1")


@misbehaviour("redirect-chain", "endless redirect", reach="pages", articles=4)
def redirect_chain(call: Call) -> None:
    """One article stands behind 30 redirects, each to another address."""
    step = call.query.removeprefix("buoc=")
    number = int(step) if step.isascii() and step.isdigit() else 0
    if call.path == call.site.bad.path and number < _CHAIN:
        call.redirect(f"{call.path}?buoc={number + 1}", 301)
    else:
        call.good()


@misbehaviour("redirect-to-private", "address refused")
def redirect_to_private(call: Call) -> None:
    """One article redirects to a private address."""
    call.redirect("http://10.0.0.1/tin-tuc/")


@misbehaviour("redirect-to-metadata", "address refused")
def redirect_to_metadata(call: Call) -> None:
    """One article redirects to the address where clouds tell secrets."""
    call.redirect("http://169.254.169.254/latest/meta-data/")


@misbehaviour("redirect-to-localhost", "address refused")
def redirect_to_localhost(call: Call) -> None:
    """One article redirects to port 9 of the visitor's own machine, written as one number."""
    call.redirect("http://2130706433:9/")


@misbehaviour("redirect-to-file", "scheme")
def redirect_to_file(call: Call) -> None:
    """One article redirects to a file of the visitor's machine."""
    call.redirect("file:///etc/hostname")


@misbehaviour("redirect-to-javascript", "scheme")
def redirect_to_javascript(call: Call) -> None:
    """One article redirects to a javascript: address."""
    call.redirect("javascript:alert(1)")


@misbehaviour("redirect-off-site", "off site", reach="pages")
def redirect_off_site(call: Call) -> None:
    """Every page redirects to another site, as a taken-over domain does."""
    call.redirect("http://khuyen-mai.example/", 301)


@misbehaviour("redirect-without-location", "http 302")
def redirect_without_location(call: Call) -> None:
    """One article answers 302 and does not say where to."""
    call.reply(b"", 302)


@misbehaviour("meta-refresh-loop", "endless redirect")
def meta_refresh_loop(call: Call) -> None:
    """One article is a page that asks to be loaded again at once, for ever."""
    refresh = f'<meta http-equiv="refresh" content="0; url={call.path}?lan={call.visit}">'
    call.html(call.site.frame("Đang chuyển trang", "<p>Đang chuyển trang…</p>", refresh))
