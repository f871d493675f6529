"""Small helpers to write HTML."""

import struct
import zlib
from html import escape

CLOCK = "@@page-clock@@"
CLOCK_SECONDS = "@@page-clock-with-seconds@@"
VIEWS = "@@views@@"


def text(words: str) -> str:
    """Escaped text; NBSP as the entity that editors write."""
    return escape(words, quote=False).replace("\u00a0", "&nbsp;")


def link(address: str, words: str, attributes: str = "") -> str:
    """An anchor. ``attributes`` is markup, with a leading space."""
    return f'<a href="{escape(address)}"{attributes}>{text(words)}</a>'


def picture(seed: int) -> bytes:
    """A plain PNG of 64 × 40 pixels, its colour by the seed."""
    colour = bytes((90 + seed * 37 % 120, 80 + seed * 61 % 120, 70 + seed * 17 % 120))
    rows = b"".join(b"\x00" + colour * 64 for _ in range(40))

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    header = struct.pack(">IIBBBBB", 64, 40, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(rows))
        + chunk(b"IEND", b"")
    )
