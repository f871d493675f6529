"""A packed body is unpacked whole or not at all."""

import gzip
import zlib
from collections.abc import Callable
from importlib import import_module

import brotli  # type: ignore[import-untyped]
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.content_encoding import TruncatedError, decode

PAGE = "".join(f"<p>Đoạn thứ {n} của bài viết về công đoàn cơ sở.</p>" for n in range(500)).encode()


def bare(body: bytes) -> bytes:
    squeeze = zlib.compressobj(wbits=-15)
    return squeeze.compress(body) + squeeze.flush()


def zstd(body: bytes) -> bytes:
    packed: bytes = import_module("backports.zstd").compress(body)
    return packed


PACKERS: list[tuple[str, Callable[[bytes], bytes]]] = [
    ("gzip", gzip.compress),
    ("x-gzip", gzip.compress),
    ("deflate", zlib.compress),
    ("deflate", bare),
    ("br", brotli.compress),
    ("zstd", zstd),
]


@pytest.mark.parametrize(("coding", "pack"), PACKERS)
def test_a_whole_body_is_unpacked(coding: str, pack: Callable[[bytes], bytes]) -> None:
    assert decode(pack(PAGE), coding) == PAGE
    assert decode(pack(b"x"), coding) == b"x"
    assert decode(pack(b""), coding) == b""


@pytest.mark.parametrize(("coding", "pack"), PACKERS)
@settings(deadline=None, max_examples=30)
@given(data=st.data())
def test_a_body_cut_anywhere_in_its_text_is_truncated(
    coding: str, pack: Callable[[bytes], bytes], data: st.DataObject
) -> None:
    packed = pack(PAGE)
    cut = data.draw(st.integers(20, len(packed) - 20))
    with pytest.raises(TruncatedError):
        decode(packed[:cut], coding)


@pytest.mark.parametrize("missing", range(1, 9))
def test_a_gzip_body_that_lacks_its_checksum_alone_is_whole(missing: int) -> None:
    assert decode(gzip.compress(PAGE)[:-missing], "gzip") == PAGE


def test_a_false_checksum_and_what_hangs_on_behind_are_forgiven() -> None:
    packed = gzip.compress(PAGE)
    assert decode(packed[:-8] + b"12345678", "gzip") == PAGE
    assert decode(packed + b"\0" * 100, "gzip") == PAGE
    assert decode(packed + packed, "gzip") == PAGE * 2


@pytest.mark.parametrize("coding", ["gzip", "deflate"])
def test_nonsense_is_no_body(coding: str) -> None:
    with pytest.raises(zlib.error):
        decode(b"<!DOCTYPE html><html><body><p>", coding)


@pytest.mark.parametrize(("coding", "pack"), PACKERS)
def test_a_bomb_is_not_unpacked_beyond_the_limit(coding: str, pack: Callable[[bytes], bytes]) -> None:
    with pytest.raises(ValueError, match="exceeded"):
        decode(pack(b" " * 500_000), coding, most=100_000)
