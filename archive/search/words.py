"""A text as the words that both databases index: pure, and the same for texts and questions.

A word is a run of letters and digits; its key is ASCII for everything Vietnamese ("Đà" → "da"), so that
neither database's own parser, folding or locale has a say in what is found.
"""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import chain
from typing import Final

from vietnamese.memo import BoundedMemo
from vietnamese.text import fold, fold_tones

# Marks may stand apart from their letter, and invisible characters within a word, where a page has them so.
_INNER: Final = "\u0300-\u036f\u00ad\u200b-\u200f\u2060\ufeff"
_WORD: Final = re.compile(rf"[^\W_](?:[^\W_]|[{_INNER}])*")
_NO_KEY: Final = re.compile(r"[\W_]+")
# PostgreSQL takes words of up to 2,046 bytes and a megabyte of them in one text.
LONGEST: Final = 40  # as ``archive.models.search.WORD_LENGTH``
MOST_BYTES: Final = 200_000
# The language has some seven thousand syllables; names and numbers come and go.
_KNOWN: Final = 10_000


@lru_cache(maxsize=_KNOWN)
def key(word: str) -> str:
    """What the word is found by; empty where nothing of it can be ("½" has "1" and "2")."""
    return _NO_KEY.sub("", fold(word))[:LONGEST]


@lru_cache(maxsize=_KNOWN)
def accented(word: str) -> str:
    """The word with its accents, one place for the tone; empty where it has none: then the key says all."""
    told = _NO_KEY.sub("", fold_tones(word))[:LONGEST]
    return "" if told == key(word) else told


# What stands between two spaces, with its punctuation, comes again as words do; no word has a space in it.
_PRINTED: Final = BoundedMemo[str, list[str]](_WORD.findall)
_KEYED: Final = BoundedMemo[str, str](lambda token: " ".join(keys(_PRINTED[token])))
_ACCENTED: Final = BoundedMemo[str, list[str]](lambda token: [*filter(None, map(accented, _PRINTED[token]))])


def keyed(tokens: Iterable[str]) -> str:
    """The keys of what stood between spaces, in order, one space apart."""
    return " ".join(filter(None, map(_KEYED.__getitem__, tokens)))


def all_accented(tokens: Iterable[str]) -> set[str]:
    """The words with accents (``accented``) in what stood between spaces."""
    return {*chain.from_iterable(map(_ACCENTED.__getitem__, tokens))}


def printed(text: str) -> list[str]:
    """The words of a text as they are printed, in order."""
    return [*chain.from_iterable(map(_PRINTED.__getitem__, text.split()))]


def keys(words: list[str]) -> list[str]:
    """The keys of printed words, in order."""
    return [*filter(None, map(key, words))]


def places(text: str) -> Iterator[tuple[int, int, str]]:
    """Where each word of a text begins and ends, and its key."""
    for match in _WORD.finditer(text):
        if found := key(match.group()):
            yield match.start(), match.end(), found
