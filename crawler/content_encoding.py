"""Content codings, undone strictly: with Scrapy's own, half a page passes for a whole one."""

import zlib
from collections.abc import Callable
from importlib import import_module
from io import BytesIO
from typing import Any

import brotli  # type: ignore[import-untyped]
from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.httpcompression import HttpCompressionMiddleware
from scrapy.downloadermiddlewares.retry import get_retry_request
from scrapy.http import Response
from scrapy.utils._compression import _DecompressionMaxSizeExceeded
from scrapy.utils.gz import gunzip

_CHUNK = 65536
# zlib's own words for a checksum or length that does not fit a body that is all there: browsers don't mind.
_ONLY_CHECKSUM = ("incorrect data check", "incorrect length check")


class TruncatedError(Exception):
    """The body ends before its coding does."""


class StrictDecompressionMiddleware(HttpCompressionMiddleware):
    """Scrapy's middleware, but a body whose coding ends in its middle is asked for again, and then a failure
    ("truncated"; a spoilt one is "undecodable").
    """

    def __init__(self, stats: Any = None, *, crawler: Crawler) -> None:
        super().__init__(stats, crawler=crawler)
        self._crawler = crawler

    def process_response(self, request: Request, response: Response, spider: Any = None) -> Any:
        try:
            return super().process_response(request, response)
        except TruncatedError:
            running = self._crawler.spider
            again = running and get_retry_request(request, spider=running, reason="truncated")
            if again is None:
                raise
            return again

    @staticmethod
    def _decode(body: bytes, encoding: bytes, max_size: int) -> bytes:
        return decode(body, encoding.decode("latin-1"), most=max_size)


def decode(body: bytes, coding: str, *, most: int = 0) -> bytes:
    """The body without this coding (gzip, x-gzip, deflate, br, zstd), of ``most`` bytes (0: any number).

    Raises TruncatedError where it ends too early, the coding's own error where it is spoilt, and Scrapy's
    where it is too large.
    """
    if coding == "br":
        return _brotli(body, most)
    if coding == "zstd":
        return _zstd(body, most)
    if coding == "deflate":
        try:
            return _inflate(body, 15, most)
        except zlib.error:
            return _inflate(body, -15, most)  # without the frame that the standard wants
    try:
        return _inflate(body, 31, most)
    except zlib.error as error:
        if not any(words in str(error) for words in _ONLY_CHECKSUM):
            raise
        return gunzip(body, max_size=most)


def _inflate(body: bytes, wbits: int, most: int) -> bytes:
    out = _Out(most)
    while body:
        stream = zlib.decompressobj(wbits)
        try:
            while not stream.eof and body:
                out.write(stream.decompress(body, _CHUNK))
                body = stream.unconsumed_tail or (body if stream.eof else b"")
            body = stream.unused_data if stream.eof else b""
        except zlib.error:
            if out.members:
                break  # Something hangs on behind a whole body.
            raise
        if not stream.eof and not (out.members or _lacks_only_the_checksum(stream, out)):
            raise TruncatedError(f"the body ends after {out.size} bytes")
        out.members += 1
    return out.getvalue()


def _lacks_only_the_checksum(stream: Any, out: "_Out") -> bool:
    """Does the stream wait for nothing but its trailer? Then a false one is refused as such."""
    try:
        out.write(stream.decompress(b"\0" * 8))
    except zlib.error as error:
        return any(words in str(error) for words in _ONLY_CHECKSUM)
    return bool(stream.eof)


def _brotli(body: bytes, most: int) -> bytes:
    out, stream = _Out(most), brotli.Decompressor()
    piece = stream.process(body, output_buffer_limit=_CHUNK)
    out.write(piece)
    while not stream.is_finished() and (piece or not stream.can_accept_more_data()):
        piece = stream.process(b"", output_buffer_limit=_CHUNK)
        out.write(piece)
    if not stream.is_finished():
        raise TruncatedError(f"the body ends after {out.size} bytes")
    return out.getvalue()


def _zstd(body: bytes, most: int) -> bytes:
    out = _Out(most)
    read: Callable[[int], bytes] = _zstd_module().ZstdFile(BytesIO(body)).read
    try:
        while piece := read(_CHUNK):
            out.write(piece)
    except EOFError as error:
        raise TruncatedError(f"the body ends after {out.size} bytes") from error
    return out.getvalue()


def _zstd_module() -> Any:
    """As Scrapy has it: of the standard library from Python 3.14 on."""
    try:
        return import_module("compression.zstd")
    except ImportError:
        return import_module("backports.zstd")


class _Out(BytesIO):
    """What was unpacked; ``members`` are whole streams."""

    def __init__(self, most: int) -> None:
        super().__init__()
        self._most, self.size, self.members = most, 0, 0

    def write(self, piece: Any) -> int:
        self.size += len(piece)
        if self._most and self.size > self._most:
            raise _DecompressionMaxSizeExceeded(self.size, self._most)
        return super().write(piece)
