"""Compressed feeds in memory, so that a feed is compressed once and not for every request."""

import gzip
import threading
from collections import OrderedDict
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from desk.negotiation import Coding

MAX_BYTES = 64 * 1024 * 1024
# Compressing fewer bytes saves nothing.
MIN_SIZE = 400

_brotli: Any = import_module("brotli") if find_spec("brotli") else None


class CompressionCache:
    """Compressed bytes by a key that changes with the data; evicts the least recently used. Thread-safe.

    ``size`` and ``max_bytes`` count compressed bytes.
    """

    def __init__(self, max_bytes: int = MAX_BYTES) -> None:
        self.max_bytes = max_bytes
        self.size = 0
        self._entries: OrderedDict[tuple[str, Coding], bytes] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: str, data: bytes, coding: Coding) -> bytes:
        """``data`` in ``coding``, from memory where the key is known."""
        with self._lock:
            cached = self._entries.get((key, coding))
            if cached is not None:
                self._entries.move_to_end((key, coding))
                return cached
        compressed = compress(data, coding)
        with self._lock:
            if (key, coding) not in self._entries:
                self._entries[key, coding] = compressed
                self.size += len(compressed)
            while self.size > self.max_bytes and len(self._entries) > 1:
                self.size -= len(self._entries.popitem(last=False)[1])
        return compressed


def available(wanted: Coding) -> Coding:
    """The wanted coding, or gzip where the brotli library is not installed."""
    return "gzip" if wanted == "br" and _brotli is None else wanted


def compress(data: bytes, coding: Coding) -> bytes:
    """``data`` in ``coding``; the same data give the same bytes."""
    if coding == "br":
        compressed: bytes = _brotli.compress(data, quality=5)
        return compressed
    return gzip.compress(data, 6, mtime=0) if coding == "gzip" else data
