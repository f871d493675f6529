"""Folded texts of links, remembered because several rules search the same text."""

from functools import lru_cache

from vietnamese.text import fold

_LONGEST = 200  # characters of a text that is remembered
_remembered = lru_cache(maxsize=2048)(fold)


def fold_link_text(text: str) -> str:
    """Return the link's text in lower case without accents (``vietnamese.text.fold``)."""
    return _remembered(text) if len(text) <= _LONGEST else fold(text)
