"""Fingerprints by which possible reprints are found: MinHash over three words in a row, in bands.

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
_NUMBERS_PER_BAND: Final = 3
_NUMBERS: Final = BANDS * _NUMBERS_PER_BAND
_SEED: Final = 7
# Texts that are a fifth alike come out below this in one of 10,000 cases only (one standard error is 0.036).
LEAST_ALIKE: Final = 0.08
# Masks for numbers of 16 bits: all bits but the highest, and the highest alone.
_LOWER: Final = int("7fff" * _NUMBERS, 16)
_HIGHEST: Final = int("8000" * _NUMBERS, 16)


def bands(words: Words) -> str:
    """The bands of a text, separated by spaces; empty if the text is too short to be compared."""
    if len(words) < SHORTEST:
        return ""
    minhash = RMinHash(num_perm=_NUMBERS, seed=_SEED)
    minhash.update([" ".join(shingle) for shingle in zip(words, words[1:], words[2:], strict=False)])
    return " ".join(_bands(minhash.digest()))


def _bands(numbers: list[int]) -> Iterator[str]:
    for begin in range(0, _NUMBERS, _NUMBERS_PER_BAND):
        yield "".join(f"{number & 0xFFFF:04x}" for number in numbers[begin : begin + _NUMBERS_PER_BAND])


class Likeness:
    """Estimates, from their bands, which share of their shingles other texts have in common with one text."""

    def __init__(self, bands: str) -> None:
        self._numbers = _to_int(bands)

    def to(self, bands: str) -> float:
        """The estimated share, from 0 to 1, for the text with these bands."""
        difference = self._numbers ^ _to_int(bands)
        # Compares all numbers at once, for speed: sets the highest bit of each number that differs.
        differing = ((difference & _LOWER) + _LOWER | difference) & _HIGHEST
        return 1 - differing.bit_count() / _NUMBERS


def _to_int(bands: str) -> int:
    return int.from_bytes(bytes.fromhex(bands))
