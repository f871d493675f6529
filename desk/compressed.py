"""Files compressed once and kept in memory: a reader that asks every hour should not cost a compression."""

import gzip
import threading
from collections import OrderedDict
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from desk.negotiation import Coding

KEPT = 64 * 1024 * 1024  # bytes
# What is smaller grows or gains nothing.
SMALLEST = 400

_brotli: Any = import_module("brotli") if find_spec("brotli") else None


class Compressed:
    """Compressed bytes by a key that names the file's very bytes; the least used go first. Thread-safe."""

    def __init__(self, most: int = KEPT) -> None:
        self.most = most
        self.size = 0
        self._kept: OrderedDict[tuple[str, Coding], bytes] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: str, data: bytes, coding: Coding) -> bytes:
        """``data`` in ``coding``, from memory where this key was asked for before."""
        with self._lock:
            found = self._kept.get((key, coding))
            if found is not None:
                self._kept.move_to_end((key, coding))
                return found
        made = compress(data, coding)
        with self._lock:
            if (key, coding) not in self._kept:
                self._kept[key, coding] = made
                self.size += len(made)
            while self.size > self.most and len(self._kept) > 1:
                self.size -= len(self._kept.popitem(last=False)[1])
        return made


def offered(wanted: Coding) -> Coding:
    """The coding that we have: brotli needs its library."""
    return "gzip" if wanted == "br" and _brotli is None else wanted


def compress(data: bytes, coding: Coding) -> bytes:
    """The same data give the same bytes."""
    if coding == "br":
        made: bytes = _brotli.compress(data, quality=5)
        return made
    return gzip.compress(data, 6, mtime=0) if coding == "gzip" else data
