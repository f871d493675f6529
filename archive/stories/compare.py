"""Whether two articles are the same text, and how much of each they share: pure, and the same either way.

The rule (docs/decisions/0012): official documents are one where their identity is, whatever they say. Other
articles are one where three words in a row that they have in common are a fifth of all, and cover three
quarters of the shorter one – unless they say of themselves that they are two: another number in otherwise the
same title, other document numbers, another province, other names and numbers. Of one source, only the same
title and nearly the same text.
"""

from dataclasses import dataclass
from typing import Final

from archive.stories.text import Comparable, Words

IN_A_ROW: Final = 3
# What is shorter says nothing of its own.
SHORTEST: Final = 40
# Three words in a row that both have, of all that either has.
LEAST_ALIKE: Final = 0.2
# Of the shorter text.
LEAST_SHARED: Final = 0.75
LEAST_OF_ONE_SOURCE: Final = 0.9
# Of the names and numbers of the one that has fewer, and so many to judge by. With a word in ten changed, 99
# of 100 texts have as many in common; reports on two meetings, written after one form, seldom have.
LEAST_FACTS: Final = 0.75
FEWEST_FACTS: Final = 6
# Of a paragraph, to be told as shared.
OF_A_PARAGRAPH: Final = 0.5


@dataclass(frozen=True, slots=True)
class Share:
    """How much of one text stands in another: of its words, from 0 to 1, and the numbers of its paragraphs
    that do for the most part."""

    share: float
    paragraphs: tuple[int, ...]


def shingles(words: Words) -> frozenset[Words]:
    """Every three words in a row."""
    return frozenset(zip(words, words[1:], words[2:], strict=False))


def same(one: Comparable, other: Comparable) -> bool:
    """Whether the two are reprints of one text."""
    if one.document or other.document:
        return one.document and other.document and one.identity is not None and one.identity == other.identity
    if min(len(one.words), len(other.words)) < SHORTEST or _of_a_series(one.title, other.title):
        return False
    first, second = shingles(one.words), shingles(other.words)
    both = len(first & second)
    if both < LEAST_ALIKE * (len(first) + len(second) - both):
        return False
    covered = _both_covered(one.words, first, other.words, second)
    if one.source == other.source:
        return one.title == other.title and min(covered) >= LEAST_OF_ONE_SOURCE
    shorter = covered[0] if len(one.words) <= len(other.words) else covered[1]
    return shorter >= LEAST_SHARED and not _about_others(one, other)


def one_text(one: Comparable, other: Comparable) -> bool:
    """Whether two pages of one source show one text: nearly all words of each, and about the same. Of a short
    text or none all words, and the title's."""
    if min(len(one.words), len(other.words)) < SHORTEST:
        return (one.title, one.words) == (other.title, other.words)
    covered = _both_covered(one.words, shingles(one.words), other.words, shingles(other.words))
    return min(covered) >= LEAST_OF_ONE_SOURCE and not _about_others(one, other)


def share(one: Comparable, of: Comparable) -> Share:
    """How much of ``one`` stands in ``of``."""
    covered = _covered(one.words, shingles(of.words))
    told = []
    begin = 0
    for number, part in one.parts:
        here = covered[begin : begin + len(part)]
        begin += len(part)
        # A paragraph of one or two words is in no three of its own.
        if here and sum(here) >= OF_A_PARAGRAPH * len(here):
            told.append(number)
    return Share(round(sum(covered) / len(covered), 4) if covered else 0.0, tuple(told))


def _both_covered(
    one: Words, first: frozenset[Words], other: Words, second: frozenset[Words]
) -> tuple[float, float]:
    """Which part of each stands in the other, by their words and three in a row."""
    return sum(_covered(one, second)) / len(one), sum(_covered(other, first)) / len(other)


def _covered(words: Words, others: frozenset[Words]) -> list[bool]:
    """Of each word whether it stands in three in a row that the other text has too."""
    covered = [False] * len(words)
    for place, shingle in enumerate(zip(words, words[1:], words[2:], strict=False)):
        if shingle in others:
            covered[place : place + IN_A_ROW] = (True,) * IN_A_ROW
    return covered


def _of_a_series(one: Words, other: Words) -> bool:
    """Whether two titles differ in their numbers only: the schedules of two weeks."""
    if one == other:
        return False
    return [word for word in one if not word.isdigit()] == [word for word in other if not word.isdigit()]


def _about_others(one: Comparable, other: Comparable) -> bool:
    """Whether two texts that read alike are about two things: a plan that many provinces made, two meetings
    that are told in the same words."""
    if one.cited and other.cited and not one.cited & other.cited:
        return True
    fewest = min(len(one.facts), len(other.facts))
    if fewest >= FEWEST_FACTS and len(one.facts & other.facts) < LEAST_FACTS * fewest:
        return True
    return bool(one.places and other.places and not one.places & other.places)
