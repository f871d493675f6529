"""Pages whose bytes do not match their declared encoding or type."""

import unicodedata
from typing import Final

from replica.misbehaving.exchange import Exchange
from replica.misbehaving.registry import misbehaviour

_SHAPE_MARKS: Final = "\u0302\u0306\u031b"  # circumflex, breve, horn: part of the letter in windows-1258


def to_windows_1258(text: str) -> bytes:
    """Vietnamese in windows-1258: each letter with its shape mark, then the tone as a separate mark."""
    letters: list[str] = []
    for letter in unicodedata.normalize("NFC", text):
        parts = unicodedata.normalize("NFD", letter)
        base, marks = parts[0], parts[1:]
        shapes = "".join(mark for mark in marks if mark in _SHAPE_MARKS)
        tones = "".join(mark for mark in marks if mark not in _SHAPE_MARKS)
        letters.append(unicodedata.normalize("NFC", base + shapes) + tones)
    return "".join(letters).encode("cp1258", "xmlcharrefreplace")


def _page(exchange: Exchange) -> str:
    return exchange.site.respond(exchange.request.target).body.decode()


def _send(exchange: Exchange, body: bytes, media_type: str) -> None:
    status = exchange.site.respond(exchange.request.target).status
    exchange.reply(body, status, Content_Type=media_type)


@misbehaviour("wrong-charset-header", "none", articles=5, reach="pages")
def wrong_charset_header(exchange: Exchange) -> None:
    """Every page is UTF-8 and declares it, but its header declares ISO-8859-1."""
    _send(exchange, _page(exchange).encode(), "text/html; charset=ISO-8859-1")


@misbehaviour("wrong-charset-meta", "none", articles=5, reach="pages")
def wrong_charset_meta(exchange: Exchange) -> None:
    """Every page is UTF-8, as its header declares, but the page declares windows-1252."""
    markup = _page(exchange).replace('charset="utf-8"', 'charset="windows-1252"')
    _send(exchange, markup.encode(), "text/html; charset=utf-8")


@misbehaviour("unknown-charset", "none", articles=5, reach="pages")
def unknown_charset(exchange: Exchange) -> None:
    """Every page is UTF-8 and declares a charset that does not exist."""
    markup = _page(exchange).replace('charset="utf-8"', 'charset="tieng-viet"')
    _send(exchange, markup.encode(), "text/html; charset=tieng-viet")


@misbehaviour("windows-1258", "none", articles=5, reach="pages")
def windows_1258(exchange: Exchange) -> None:
    """Every page is in windows-1258, with separate tone marks, and declares it only in its markup."""
    markup = _page(exchange).replace('charset="utf-8"', 'charset="windows-1258"')
    _send(exchange, to_windows_1258(markup), "text/html")


@misbehaviour("utf-16", "none", articles=5, reach="pages")
def utf_16(exchange: Exchange) -> None:
    """Every page is UTF-16; only its byte order mark shows it."""
    _send(exchange, _page(exchange).encode("utf-16"), "text/html")


@misbehaviour("mojibake", "none", articles=5)
def mojibake(exchange: Exchange) -> None:
    """One article was decoded as Latin-1 and encoded as UTF-8 again; its text needs a repair."""
    _send(exchange, _page(exchange).encode().decode("latin-1").encode(), "text/html; charset=utf-8")


@misbehaviour("invalid-utf-8", "none", articles=5, reach="pages")
def invalid_utf_8(exchange: Exchange) -> None:
    """Every page's footer has bytes that are not UTF-8; the rest is correct."""
    body = _page(exchange).encode().replace(b"</footer>", b"\xff\xfe\xc3</footer>")
    _send(exchange, body, "text/html; charset=utf-8")


@misbehaviour("null-bytes", "none", articles=5, reach="pages")
def null_bytes(exchange: Exchange) -> None:
    """Every page has NUL and other control bytes before its body."""
    body = _page(exchange).encode().replace(b"<body>", b"\x00\x01\x0b<body>\x00")
    _send(exchange, body, "text/html; charset=utf-8")


@misbehaviour("binary-as-html", "no page")
def binary_as_html(exchange: Exchange) -> None:
    """One article is 64 KB of a binary program, labelled text/html."""
    noise = bytes((number * number * 31 + number * 7) >> 3 & 255 for number in range(65536))
    _send(exchange, b"\x7fELF\x02\x01\x01" + noise, "text/html; charset=utf-8")


@misbehaviour("html-as-octets", "none", articles=5)
def html_as_octets(exchange: Exchange) -> None:
    """One article is HTML, labelled application/octet-stream."""
    _send(exchange, _page(exchange).encode(), "application/octet-stream")
