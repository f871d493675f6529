"""What links say, folded once: each text is asked about by several rules."""

from functools import lru_cache

from vietnamese.text import fold


@lru_cache(maxsize=2048)
def folded(text: str) -> str:
    """``vietnamese.text.fold`` of a link's text."""
    return fold(text)
