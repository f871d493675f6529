"""Pages that are too large: too long, endless, with too many links or too deep."""

from typing import Final

from replica.misbehaving.exchange import Exchange
from replica.misbehaving.good_site import LISTING, html
from replica.misbehaving.registry import misbehaviour

HUGE: Final = 100 * 1024 * 1024
LINKS: Final = 50_000
DEPTH: Final = 50_000
_LINE: Final = "<p>Dòng này lặp lại mãi, không kể chuyện gì.</p>\n".encode()
_BLOCK: Final = _LINE * (65536 // len(_LINE))


@misbehaviour("huge-page", "too large")
def huge_page(exchange: Exchange) -> None:
    """One article has 100 MB, as its Content-Length declares."""
    start = b"<!DOCTYPE html><html><body>"
    exchange.head(200, {"Content-Length": str(HUGE)})
    exchange.send(start)
    left = HUGE - len(start)
    while left:
        part = _BLOCK[:left]
        exchange.send(part)
        left -= len(part)


@misbehaviour("endless-body", "too large", also_accepted=("timeout",))
def endless_body(exchange: Exchange) -> None:
    """One article is an endless sequence of chunks, without a declared length."""
    exchange.head(200, {"Transfer-Encoding": "chunked"})
    chunk = b"%x\r\n%s\r\n" % (len(_BLOCK), _BLOCK)
    while True:
        exchange.send(chunk)


@misbehaviour("many-links", "none", articles=5, reach="pages", also_accepted=("limit", "http 404"))
def many_links(exchange: Exchange) -> None:
    """The listing has 50,000 links below its five articles; they lead to missing pages."""
    if exchange.path in ("/", LISTING):
        links = "".join(f'<a href="/lien-ket/{number}">Số {number}</a>\n' for number in range(LINKS))
        exchange.html(exchange.site.listing(below=f'<div class="tags">{links}</div>'))
    else:
        exchange.good()


@misbehaviour("deep-nesting", "none", articles=5)
def deep_nesting(exchange: Exchange) -> None:
    """One article is followed by 50,000 nested elements."""
    markup = exchange.site.article(exchange.site.faulty_article)
    deep = "<div>" * DEPTH + "Đáy" + "</div>" * DEPTH
    exchange.answer(html(markup.replace("</main>", f"</main>{deep}")))
