"""Faults below HTTP: responses that are slow, stall or break off."""

from replica.misbehaving.exchange import Exchange
from replica.misbehaving.registry import misbehaviour


@misbehaviour("slow-headers", "timeout")
def slow_headers(exchange: Exchange) -> None:
    """One article's headers arrive one byte a second."""
    exchange.trickle(b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nServer: cham\r\n\r\n")


@misbehaviour("slow-bytes", "timeout")
def slow_bytes(exchange: Exchange) -> None:
    """One article's body arrives one byte a second."""
    body = exchange.site.article(exchange.site.faulty_article).encode()
    exchange.head(200, {"Content-Length": str(len(body))})
    exchange.trickle(body)


@misbehaviour("stall", "timeout")
def stall(exchange: Exchange) -> None:
    """One article stops in the middle of its body, and the connection stays open."""
    body = exchange.site.article(exchange.site.faulty_article).encode()
    exchange.head(200, {"Content-Length": str(len(body))})
    exchange.send(body[: len(body) // 2])
    exchange.stall()


@misbehaviour("silent", "timeout", reach="everything")
def silent(exchange: Exchange) -> None:
    """Accepts every connection and never answers, not even for robots.txt."""
    exchange.stall()


@misbehaviour("connection-refused", "connection refused", reach="everything", listens=False)
def connection_refused(exchange: Exchange) -> None:
    """The port refuses connections."""


@misbehaviour("hang-up", "connection lost")
def hang_up(exchange: Exchange) -> None:
    """One article's connection is closed properly without a response."""


@misbehaviour("reset-before-headers", "connection lost")
def reset_before_headers(exchange: Exchange) -> None:
    """One article's connection is reset before the response."""
    exchange.reset()


@misbehaviour("reset-mid-body", "connection lost", also_accepted=("truncated",))
def reset_mid_body(exchange: Exchange) -> None:
    """One article's connection is reset in the middle of its body."""
    body = exchange.site.article(exchange.site.faulty_article).encode()
    exchange.head(200, {"Content-Length": str(len(body))})
    exchange.send(body[: len(body) // 2])
    exchange.pause(0.2)  # else the reset discards the bytes in the client's buffer
    exchange.reset()
