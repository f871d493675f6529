"""Content codings that are broken, wrongly labelled, or expand to gigabytes."""

import gzip
import zlib
from functools import cache
from typing import Final

from replica.misbehaving.exchange import Exchange
from replica.misbehaving.registry import misbehaviour

_BLOCK: Final = 4 * 1024 * 1024  # bytes of blanks in one block of the bomb
BOMB: Final = 10 * 1024 * 1024  # bytes on the wire


def _body(exchange: Exchange) -> bytes:
    return exchange.site.article(exchange.site.faulty_article).encode()


@cache
def _bomb_parts() -> tuple[bytes, bytes]:
    """The start of a gzip stream, and a block that can follow it any number of times."""
    squeeze = zlib.compressobj(9, zlib.DEFLATED, 31)
    start = squeeze.compress(b"<!DOCTYPE html><html><body><p>") + squeeze.flush(zlib.Z_FULL_FLUSH)
    return start, squeeze.compress(b" " * _BLOCK) + squeeze.flush(zlib.Z_FULL_FLUSH)


@misbehaviour("gzip-bomb", "too large")
def gzip_bomb(exchange: Exchange) -> None:
    """One article is 10 MB of gzip that unpacks to some 10 GB of blanks."""
    start, block = _bomb_parts()
    count = BOMB // len(block)
    length = len(start) + count * len(block)
    exchange.head(200, {"Content-Encoding": "gzip", "Content-Length": str(length)})
    exchange.send(start)
    for _ in range(count):
        exchange.send(block)


@misbehaviour("broken-gzip", "undecodable")
def broken_gzip(exchange: Exchange) -> None:
    """One article's gzip stream is invalid from its middle on."""
    body = _body(exchange)
    squeeze = zlib.compressobj(wbits=31)
    packed = squeeze.compress(body[: len(body) // 2]) + squeeze.flush(zlib.Z_FULL_FLUSH)
    # A new block begins here; one that begins with set bits has an undefined type.
    exchange.reply(packed + b"\xff" * len(packed), Content_Encoding="gzip")


@misbehaviour("short-gzip", "truncated")
def short_gzip(exchange: Exchange) -> None:
    """One article's gzip stream ends in its middle, and Content-Length agrees with that."""
    packed = gzip.compress(_body(exchange), mtime=0)
    exchange.reply(packed[: len(packed) // 2], Content_Encoding="gzip")


@misbehaviour("plain-called-gzip", "undecodable")
def plain_called_gzip(exchange: Exchange) -> None:
    """One article is labelled gzip and is plain HTML."""
    exchange.reply(_body(exchange), Content_Encoding="gzip")


@misbehaviour("gzip-called-brotli", "undecodable")
def gzip_called_brotli(exchange: Exchange) -> None:
    """One article is labelled brotli and is gzip."""
    exchange.reply(gzip.compress(_body(exchange), mtime=0), Content_Encoding="br")


@misbehaviour("raw-deflate", "none", articles=5, reach="pages")
def raw_deflate(exchange: Exchange) -> None:
    """Every page is labelled deflate and is a raw stream, without the zlib frame of the standard."""
    answer = exchange.site.respond(exchange.request.target)
    squeeze = zlib.compressobj(wbits=-15)
    packed = squeeze.compress(answer.body) + squeeze.flush()
    exchange.reply(packed, answer.status, **{**answer.headers, "Content-Encoding": "deflate"})


@misbehaviour("twice-gzip", "none", articles=5, reach="pages")
def twice_gzip(exchange: Exchange) -> None:
    """Every page is compressed twice and labelled "gzip, gzip"."""
    answer = exchange.site.respond(exchange.request.target)
    packed = gzip.compress(gzip.compress(answer.body, mtime=0), mtime=0)
    exchange.reply(packed, answer.status, **{**answer.headers, "Content-Encoding": "gzip, gzip"})
