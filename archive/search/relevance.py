"""Which hits answer a question best: pure, and the same on both databases, which rank differently."""

from collections.abc import Iterable, Sequence
from typing import Final

from archive.search.entry import APART
from archive.search.question import Term

# What a hit gains where every word stands in its title, where a title holds them side by side, and a text.
_IN_TITLE: Final = 3.0
_TITLE_PHRASE: Final = 2.0
_PHRASE: Final = 1.0
# How quickly more of the same word counts less, and how long a text is on average (as BM25 has them).
_SOON: Final = 1.2
_LENGTH: Final = 2500


def order(rows: Iterable[tuple[int, str, str]], wanted: Sequence[Term]) -> list[int]:
    """The places of ``rows`` (place, words, marks), best first; of equals the newer first.

    Whoever writes accents means them: hits that have all of them in the same words come before those that
    match only without. Within both, a title weighs more than a text, words side by side more than apart, and
    many in a short text more than few in a long one.
    """
    accents = [f" ={each} " for term in wanted for each in term.accents]
    weighed = []
    for place, words, marks in rows:
        exact = all(each in f" {marks} " for each in accents)
        weighed.append((exact, round(weight(words, wanted), 6), place))
    return [place for _, _, place in sorted(weighed, reverse=True)]


def weight(words: str, wanted: Sequence[Term]) -> float:
    """How well a text of keys answers the terms."""
    text = f" {words} "
    title = f"{text.partition(f' {APART} ')[0]} "
    patterns = [f" {' '.join(term.keys)}{'' if term.beginning else ' '}" for term in wanted]
    length = 0.25 + 0.75 * len(text) / _LENGTH
    # The space between two neighbours belongs to both of them, so each gets one of its own.
    spaced = text.replace(" ", "  ")
    found = 0.0
    for term in wanted:
        times = spaced.count(f" {'  '.join(term.keys)}{'' if term.beginning else ' '}")
        found += times * (_SOON + 1) / (times + _SOON * length)
    together = "".join(pattern.rstrip() for pattern in patterns) + ("" if wanted[-1].beginning else " ")
    if all(pattern in title for pattern in patterns):
        found += _IN_TITLE
    if len(wanted) > 1 or len(wanted[0].keys) > 1:
        found += _TITLE_PHRASE * (together in title) + _PHRASE * (together in text)
    return found
