"""Pages that are too much: too long, without end, too many links, too deep."""

from typing import Final

from replica.misbehaving.call import Call
from replica.misbehaving.ground import LISTING, html
from replica.misbehaving.registry import misbehaviour

HUGE: Final = 100 * 1024 * 1024
LINKS: Final = 50_000
DEPTH: Final = 50_000
_LINE: Final = "<p>Dòng này lặp lại mãi, không kể chuyện gì.</p>\n".encode()
_BLOCK: Final = _LINE * (65536 // len(_LINE))


@misbehaviour("huge-page", "too large")
def huge_page(call: Call) -> None:
    """One article has 100 MB and says so in its Content-Length."""
    start = b"<!DOCTYPE html><html><body>"
    call.head(200, {"Content-Length": str(HUGE)})
    call.send(start)
    left = HUGE - len(start)
    while left:
        piece = _BLOCK[:left]
        call.send(piece)
        left -= len(piece)


@misbehaviour("endless-body", "too large", or_else=("timeout",))
def endless_body(call: Call) -> None:
    """One article goes on in chunks for as long as anybody reads, and never says how long it is."""
    call.head(200, {"Transfer-Encoding": "chunked"})
    chunk = b"%x\r\n%s\r\n" % (len(_BLOCK), _BLOCK)
    while True:
        call.send(chunk)


@misbehaviour("many-links", "none", articles=5, reach="pages", or_else=("limit", "http 404"))
def many_links(call: Call) -> None:
    """The listing has 50,000 links below its five articles; they lead to pages that are not there."""
    if call.path in ("/", LISTING):
        links = "".join(f'<a href="/lien-ket/{number}">Số {number}</a>\n' for number in range(LINKS))
        call.html(call.site.listing(below=f'<div class="tags">{links}</div>'))
    else:
        call.good()


@misbehaviour("deep-nesting", "none", articles=5)
def deep_nesting(call: Call) -> None:
    """One article is followed by 50,000 elements inside each other."""
    markup = call.site.article(call.site.bad)
    deep = "<div>" * DEPTH + "Đáy" + "</div>" * DEPTH
    call.answer(html(markup.replace("</main>", f"</main>{deep}")))
