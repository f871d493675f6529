"""What links say, folded once: each text is asked about by several rules."""

from functools import lru_cache

from vietnamese.text import fold

_LONGEST = 200  # characters of a text that is remembered
_remembered = lru_cache(maxsize=2048)(fold)


def folded(text: str) -> str:
    """``vietnamese.text.fold`` of a link's text."""
    return _remembered(text) if len(text) <= _LONGEST else fold(text)
