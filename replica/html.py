"""Helpers that write HTML, and the placeholders that a site fills in each response."""

import struct
import zlib
from functools import cache
from html import escape
from importlib.resources import files
from string import Template

CLOCK = "@@page-clock@@"
CLOCK_SECONDS = "@@page-clock-with-seconds@@"
VIEWS = "@@views@@"
BASE = "@@base-address@@"


def text(words: str) -> str:
    """Escape a text; NBSP becomes the entity that editors write."""
    return escape(words, quote=False).replace("\u00a0", "&nbsp;")


def link(address: str, words: str, attributes: str = "") -> str:
    """An anchor; ``attributes`` is markup with a leading space."""
    return f'<a href="{escape(address)}"{attributes}>{text(words)}</a>'


def teaser(words: str, length: int) -> str:
    """The first words of a text, at most ``length`` characters, escaped."""
    return text(words[:length].rsplit(" ", 1)[0])


@cache
def template(name: str) -> Template:
    """A template of the folder ``sites/markup``, such as ``lao-cai/article``; its slots are ``$names``."""
    path = files("replica.sites").joinpath("markup", f"{name}.html")
    return Template(path.read_text(encoding="utf-8").rstrip("\n"))


def picture(seed: int) -> bytes:
    """A PNG of 64 × 40 pixels in one colour, which depends on the seed."""
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
