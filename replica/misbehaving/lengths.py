"""HTTP whose lengths, chunks or heads are wrong."""

from replica.misbehaving.call import Call
from replica.misbehaving.registry import misbehaviour


def _body(call: Call) -> bytes:
    return call.site.article(call.site.bad).encode()


@misbehaviour("truncated", "truncated", or_else=("connection lost",))
def truncated(call: Call) -> None:
    """One article is half as long as its Content-Length says."""
    body = _body(call)
    call.head(200, {"Content-Length": str(len(body))})
    call.send(body[: len(body) // 2])


@misbehaviour("length-too-short", "none", articles=5)
def length_too_short(call: Call) -> None:
    """One article's Content-Length leaves out the end of its footer, which is sent all the same."""
    body = _body(call)
    call.head(200, {"Content-Length": str(len(body) - 30)})
    call.send(body)


@misbehaviour("broken-chunks", "truncated", or_else=("connection lost",))
def broken_chunks(call: Call) -> None:
    """One article's second chunk has a length that is no number."""
    body = _body(call)
    half = len(body) // 2
    call.head(200, {"Transfer-Encoding": "chunked"})
    call.send(b"%x\r\n%s\r\n" % (half, body[:half]))
    call.send(b"khong phai so\r\n%s\r\n0\r\n\r\n" % body[half:])


@misbehaviour("unfinished-chunks", "truncated", or_else=("connection lost",))
def unfinished_chunks(call: Call) -> None:
    """One article's last chunk never comes and the connection is closed."""
    body = _body(call)
    half = len(body) // 2
    call.head(200, {"Transfer-Encoding": "chunked"})
    call.send(b"%x\r\n%s\r\n" % (half, body[:half]))


@misbehaviour("no-http", "connection lost")
def no_http(call: Call) -> None:
    """One article is answered with something that is not HTTP."""
    call.send("220 Máy chủ thư xin chào\r\n250 OK\r\n".encode())


@misbehaviour("endless-headers", "connection lost", or_else=("timeout", "too large"))
def endless_headers(call: Call) -> None:
    """One article's headers never end, up to 64 MB of them."""
    call.send(b"HTTP/1.1 200 OK\r\n")
    lines = b"".join(b"X-Thua-%04d: %s\r\n" % (number, b"a" * 200) for number in range(1000))
    for _ in range(64 * 1024 * 1024 // len(lines)):
        call.send(lines)


@misbehaviour("one-long-header", "connection lost", or_else=("timeout", "too large"))
def one_long_header(call: Call) -> None:
    """One article's answer has a header of 8 MB in a single line."""
    call.send(b"HTTP/1.1 200 OK\r\nX-Dai: ")
    for _ in range(128):
        call.send(b"a" * 65536)
    call.send(b"\r\n\r\n")
