"""Vietnamese alphabetical order (CLDR ``vi``): letters decide first, then tones."""

import unicodedata
from functools import lru_cache

from vietnamese.text.normal import clean

_LETTERS = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_RANK = {letter: rank for rank, letter in enumerate(_LETTERS, start=1000)}
# ngang (no mark), huyền, hỏi, ngã, sắc, nặng
_TONE = {"\u0300": 1, "\u0309": 2, "\u0303": 3, "\u0301": 4, "\u0323": 5}
_CIRCUMFLEX_BREVE_HORN = frozenset("\u0302\u0306\u031b")


def sort_key(text: str) -> tuple[tuple[int, ...], tuple[int, ...], str]:
    """A sort key, (ranks of letters, tones, the cleaned text), in the order of a Vietnamese dictionary.

    Spaces and signs come first, then digits, letters, and letters of other scripts. Case decides only between
    texts that are otherwise equal.
    """
    line = clean(text)
    ranks: list[int] = []
    tones: list[int] = []
    for letter in unicodedata.normalize("NFC", line.casefold()):
        rank, tone = _rank_and_tone(letter)
        ranks.append(rank)
        tones.append(tone)
    return tuple(ranks), tuple(tones), line


@lru_cache(maxsize=1024)
def _rank_and_tone(letter: str) -> tuple[int, int]:
    if letter in _RANK:
        return _RANK[letter], 0
    base, tone = _without_tone(letter)
    return (_RANK[base], tone) if base in _RANK else (_rank_of_other(letter), tone)


def _without_tone(letter: str) -> tuple[str, int]:
    decomposed = unicodedata.normalize("NFD", letter)
    base, marks = decomposed[0], decomposed[1:]
    shape = [mark for mark in marks if mark in _CIRCUMFLEX_BREVE_HORN]
    tone = next((_TONE[mark] for mark in marks if mark in _TONE), 0)
    return unicodedata.normalize("NFC", base + "".join(shape)), tone


def _rank_of_other(letter: str) -> int:
    if letter == " ":
        return 0
    if letter.isdecimal():
        return 900 + unicodedata.decimal(letter)
    if letter.isalpha():
        return 2000 + ord(letter)
    return 1 + ord(letter) % 800
