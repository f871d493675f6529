"""HTTP messages with wrong lengths, chunks or heads."""

from replica.misbehaving.exchange import Exchange
from replica.misbehaving.registry import misbehaviour


def _body(exchange: Exchange) -> bytes:
    return exchange.site.article(exchange.site.faulty_article).encode()


@misbehaviour("truncated", "truncated", also_accepted=("connection lost",))
def truncated(exchange: Exchange) -> None:
    """One article is half as long as its Content-Length says."""
    body = _body(exchange)
    exchange.head(200, {"Content-Length": str(len(body))})
    exchange.send(body[: len(body) // 2])


@misbehaviour("length-too-short", "none", articles=5)
def length_too_short(exchange: Exchange) -> None:
    """One article's Content-Length leaves out the end of its footer, which is sent anyway."""
    body = _body(exchange)
    exchange.head(200, {"Content-Length": str(len(body) - 30)})
    exchange.send(body)


@misbehaviour("broken-chunks", "truncated", also_accepted=("connection lost",))
def broken_chunks(exchange: Exchange) -> None:
    """One article's second chunk has a length that is no number."""
    body = _body(exchange)
    half = len(body) // 2
    exchange.head(200, {"Transfer-Encoding": "chunked"})
    exchange.send(b"%x\r\n%s\r\n" % (half, body[:half]))
    exchange.send(b"khong phai so\r\n%s\r\n0\r\n\r\n" % body[half:])


@misbehaviour("unfinished-chunks", "truncated", also_accepted=("connection lost",))
def unfinished_chunks(exchange: Exchange) -> None:
    """One article's last chunk never comes and the connection is closed."""
    body = _body(exchange)
    half = len(body) // 2
    exchange.head(200, {"Transfer-Encoding": "chunked"})
    exchange.send(b"%x\r\n%s\r\n" % (half, body[:half]))


@misbehaviour("no-http", "connection lost")
def no_http(exchange: Exchange) -> None:
    """One article's response is not HTTP."""
    exchange.send("220 Máy chủ thư xin chào\r\n250 OK\r\n".encode())


@misbehaviour("endless-headers", "connection lost", also_accepted=("timeout", "too large"))
def endless_headers(exchange: Exchange) -> None:
    """One article's headers never end, up to 64 MB of them."""
    exchange.send(b"HTTP/1.1 200 OK\r\n")
    lines = b"".join(b"X-Thua-%04d: %s\r\n" % (number, b"a" * 200) for number in range(1000))
    for _ in range(64 * 1024 * 1024 // len(lines)):
        exchange.send(lines)


@misbehaviour("one-long-header", "connection lost", also_accepted=("timeout", "too large"))
def one_long_header(exchange: Exchange) -> None:
    """One article's answer has a header of 8 MB in a single line."""
    exchange.send(b"HTTP/1.1 200 OK\r\nX-Dai: ")
    for _ in range(128):
        exchange.send(b"a" * 65536)
    exchange.send(b"\r\n\r\n")
