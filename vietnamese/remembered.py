"""What a function makes of a word, remembered: Vietnamese has few thousand syllables."""

from collections.abc import Callable, Hashable
from typing import Any, TypeVar

Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")

_LONGEST = 32  # characters; what is longer is no word, and would fill the memory
_MOST = 16_384


class Remembered(dict[Key, Value]):
    """Maps a word to ``read(word)``, by a look-up where it was read before.

    ``map(remembered.__getitem__, words)`` runs without a call in Python for each word. What has a ``size``
    above ``longest`` is not kept; when it holds ``most``, it forgets all and begins anew. Faster than
    ``lru_cache``, which knows what was used last.
    """

    __slots__ = ("_longest", "_most", "_read", "_size")

    def __init__(
        self,
        read: Callable[[Key], Value],
        longest: int = _LONGEST,
        size: Callable[[Any], int] = len,
        most: int = _MOST,
    ) -> None:
        super().__init__()
        self._read, self._longest, self._size, self._most = read, longest, size, most

    def __missing__(self, key: Key) -> Value:
        value = self._read(key)
        if self._size(key) <= self._longest:
            if len(self) >= self._most:
                self.clear()
            self[key] = value
        return value
