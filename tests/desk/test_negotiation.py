"""What a client wants is read from headers of any shape."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.compression_cache import CompressionCache, compress
from desk.negotiation import coding, prefers_html, quality


@pytest.mark.parametrize(
    ("header", "wanted", "value"),
    [
        ("text/html", "text/html", 1.0),
        ("text/*;q=0.5", "text/html", 0.5),
        ("*/*;q=0.1, text/*;q=0.2, text/html;q=0.3", "text/html", 0.3),
        ("application/json", "text/html", 0.0),
        ("text/html;q=x", "text/html", 0.0),
        ("text/html;q=nan", "text/html", 0.0),
        ("text/html;q=7", "text/html", 1.0),
        ("TEXT/HTML; level=1; q=0.4", "text/html", 0.4),
    ],
)
def test_the_most_exact_entry_decides(header: str, wanted: str, value: float) -> None:
    assert quality(header, wanted) == value


@given(st.text() | st.lists(st.sampled_from(["text/html", "*/*", ";q=0.1", ",", "q=", ";"])).map("".join))
def test_any_header_is_read(header: str) -> None:
    assert 0 <= quality(header, "text/html") <= 1
    assert prefers_html(header, "application/rss+xml") in (True, False)
    assert coding(header) in ("br", "gzip", "")


def test_a_header_of_a_megabyte_costs_nothing() -> None:
    assert quality("a/b;q=0.1," * 100_000 + "text/html", "text/html") == 0.0


@pytest.mark.parametrize(
    ("header", "wanted"),
    [
        ("gzip, deflate, br", "br"),
        ("gzip", "gzip"),
        ("*", "gzip"),
        ("*;q=0", ""),
        ("gzip;q=0", ""),
        ("identity", ""),
        ("", ""),
    ],
)
def test_the_smallest_coding_that_is_taken(header: str, wanted: str) -> None:
    assert coding(header) == wanted


def test_compressed_files_are_kept_until_there_is_no_room() -> None:
    kept = CompressionCache(max_bytes=200)
    data = bytes(range(100))
    first = kept.get("a", data, "gzip")
    assert kept.get("a", b"not looked at", "gzip") is first
    for key in "bcdef":
        kept.get(key, data, "gzip")
    assert kept.size <= 200
    assert kept.get("a", b"other", "gzip") == compress(b"other", "gzip")
