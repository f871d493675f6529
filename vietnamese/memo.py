"""A cache of a function's results for single words: Vietnamese has only a few thousand syllables."""

from collections.abc import Callable, Hashable
from typing import Any, TypeVar

Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")

_MAX_KEY_SIZE = 32  # characters; longer keys are no words and would fill the memory
_MAX_ENTRIES = 16_384


class BoundedMemo(dict[Key, Value]):
    """Maps a key to ``compute(key)`` and keeps the result.

    ``map(memo.__getitem__, words)`` makes no Python call for a word that is kept already, so it is faster
    than ``lru_cache``, which also tracks the order of use. A key whose ``size`` exceeds ``max_key_size`` is
    not kept. When the memo holds ``max_entries``, it drops all of them.
    """

    __slots__ = ("_compute", "_max_entries", "_max_key_size", "_size")

    def __init__(
        self,
        compute: Callable[[Key], Value],
        max_key_size: int = _MAX_KEY_SIZE,
        size: Callable[[Any], int] = len,
        max_entries: int = _MAX_ENTRIES,
    ) -> None:
        super().__init__()
        self._compute, self._size = compute, size
        self._max_key_size, self._max_entries = max_key_size, max_entries

    def __missing__(self, key: Key) -> Value:
        value = self._compute(key)
        if self._size(key) <= self._max_key_size:
            if len(self) >= self._max_entries:
                self.clear()
            self[key] = value
        return value
