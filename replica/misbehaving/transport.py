"""Below HTTP: answers that are slow, hang or break off."""

from replica.misbehaving.call import Call
from replica.misbehaving.registry import misbehaviour


@misbehaviour("slow-headers", "timeout")
def slow_headers(call: Call) -> None:
    """One article's headers arrive one byte a second."""
    call.trickle(b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nServer: cham\r\n\r\n")


@misbehaviour("slow-bytes", "timeout")
def slow_bytes(call: Call) -> None:
    """One article's body arrives one byte a second."""
    body = call.site.article(call.site.bad).encode()
    call.head(200, {"Content-Length": str(len(body))})
    call.trickle(body)


@misbehaviour("stall", "timeout")
def stall(call: Call) -> None:
    """One article stops in the middle of its body and the connection stays open."""
    body = call.site.article(call.site.bad).encode()
    call.head(200, {"Content-Length": str(len(body))})
    call.send(body[: len(body) // 2])
    call.stall()


@misbehaviour("silent", "timeout", reach="everything")
def silent(call: Call) -> None:
    """Takes every connection and never answers, not even for robots.txt."""
    call.stall()


@misbehaviour("connection-refused", "connection refused", reach="everything", listens=False)
def connection_refused(call: Call) -> None:
    """Nobody listens at the port."""


@misbehaviour("hang-up", "connection lost")
def hang_up(call: Call) -> None:
    """One article's connection is closed in order without a byte of an answer."""


@misbehaviour("reset-before-headers", "connection lost")
def reset_before_headers(call: Call) -> None:
    """One article's connection is reset before anything is answered."""
    call.reset()


@misbehaviour("reset-mid-body", "connection lost", or_else=("truncated",))
def reset_mid_body(call: Call) -> None:
    """One article's connection is reset in the middle of its body."""
    body = call.site.article(call.site.bad).encode()
    call.head(200, {"Content-Length": str(len(body))})
    call.send(body[: len(body) // 2])
    call.pause(0.2)  # or the reset overtakes the bytes in the client's buffer
    call.reset()
