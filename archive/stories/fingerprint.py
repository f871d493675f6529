"""By what articles are found that may be reprints of each other: MinHash over three words in a row, in bands.

126 numbers of 16 bits, three a band: two texts that have 41 % of their shingles in common (a word in ten
changed and a third of the paragraphs dropped) share one of the 42 bands in 95 of 100 cases, with 57 % (a word
in ten changed) in all but 2 of 10,000; texts of one subject (some 1.5 %) in 1 of 10,000.
"""

from collections.abc import Iterator
from typing import Final

from rensa import RMinHash

from archive.stories.compare import SHORTEST
from archive.stories.text import Words

BANDS: Final = 42
_A_BAND: Final = 3
_NUMBERS: Final = BANDS * _A_BAND
_SEED: Final = 7
# Texts that are a fifth alike come out below this in one of 10,000 cases only (one standard error is 0.036).
LEAST_ALIKE: Final = 0.08
# In each number of 16 bits all but the highest, and the highest alone.
_LOWER: Final = int("7fff" * _NUMBERS, 16)
_HIGHEST: Final = int("8000" * _NUMBERS, 16)


def bands(words: Words) -> str:
    """The bands of a text, one space apart; empty where it is too short to be compared."""
    if len(words) < SHORTEST:
        return ""
    minhash = RMinHash(num_perm=_NUMBERS, seed=_SEED)
    minhash.update([" ".join(shingle) for shingle in zip(words, words[1:], words[2:], strict=False)])
    return " ".join(_bands(minhash.digest()))


def _bands(numbers: list[int]) -> Iterator[str]:
    for begin in range(0, _NUMBERS, _A_BAND):
        yield "".join(f"{number & 0xFFFF:04x}" for number in numbers[begin : begin + _A_BAND])


class Likeness:
    """How alike texts are to one, as told by their bands: about the part of their shingles in common."""

    def __init__(self, told: str) -> None:
        self._numbers = _number(told)

    def to(self, told: str) -> float:
        """From 0 to 1."""
        apart = self._numbers ^ _number(told)
        # All at once, for hundreds are asked: the highest bit of each number that is not zero.
        differing = ((apart & _LOWER) + _LOWER | apart) & _HIGHEST
        return 1 - differing.bit_count() / _NUMBERS


def _number(told: str) -> int:
    return int.from_bytes(bytes.fromhex(told))
