"""What a function makes of a word, remembered: Vietnamese has few thousand syllables."""

from collections.abc import Callable
from typing import TypeVar

Value = TypeVar("Value")

_LONGEST = 32  # characters; what is longer is no word, and would fill the memory
_MOST = 16_384


class Remembered(dict[str, Value]):
    """Maps a word to ``read(word)``, by a look-up where it was read before.

    ``map(remembered.__getitem__, words)`` runs without a call in Python for each word. When it is full, it
    forgets all and begins anew.
    """

    __slots__ = ("_read",)

    def __init__(self, read: Callable[[str], Value]) -> None:
        super().__init__()
        self._read = read

    def __missing__(self, word: str) -> Value:
        value = self._read(word)
        if len(word) <= _LONGEST:
            if len(self) >= _MOST:
                self.clear()
            self[word] = value
        return value
