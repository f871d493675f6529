"""What somebody looks for: the question as it is written, taken apart. Pure; no question is an error.

``thi đua "lao động giỏi" khen* -thể tỉnh:lào-cai``: words, a phrase, the beginning of a word, a word that
must not be there, a filter. A quote that nobody closed reaches to the end. What is no filter is words.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final

from archive.search import words as words_
from vietnamese.text import fold

# The beginning of a word must have so many letters, else it is taken as a word.
SHORTEST_BEGINNING: Final = 2
_DAYS: Final = ("from", "to")
# More than anybody means; each costs a look into the index.
MOST_TERMS: Final = 20
_PIECE: Final = re.compile(r'(-?)(?:([^\s":]+):)?(?:"([^"]*)"?(\*?)|(\S+))')
# Filters by the names they are called in a question, folded.
FILTERS: Final[Mapping[str, str]] = {
    "source": "source",
    "nguon": "source",
    "province": "province",
    "tinh": "province",
    "topic": "topic",
    "chude": "topic",
    "kind": "kind",
    "loai": "kind",
    "author": "author",
    "tacgia": "author",
    "number": "number",
    "sohieu": "number",
    "from": "from",
    "tu": "from",
    "to": "to",
    "den": "to",
    "views": "views",
    "luotxem": "views",
}


@dataclass(frozen=True, slots=True)
class Term:
    """One thing to look for: the keys of words that stand side by side (often one), the last one perhaps only
    the beginning of a word; ``accents`` are the accented forms of those that have accents."""

    keys: tuple[str, ...]
    accents: tuple[str, ...] = ()
    beginning: bool = False
    negated: bool = False


@dataclass(frozen=True, slots=True)
class Question:
    """``filters`` by name, as written. ``meaningless``: what was asked holds no word."""

    terms: tuple[Term, ...] = ()
    filters: Mapping[str, str] = field(default_factory=dict)
    meaningless: bool = False

    @property
    def wanted(self) -> tuple[Term, ...]:
        return tuple(term for term in self.terms if not term.negated)


def read(text: str) -> Question:
    """The question taken apart."""
    terms: list[Term] = []
    filters: dict[str, str] = {}
    for minus, name, quoted, star, bare in _PIECE.findall(text):
        told = quoted or bare
        known = FILTERS.get(fold(name).replace("_", "").replace("-", "")) if name else None
        if known and told and not minus and (known not in _DAYS or day(told)):
            filters[known] = told
            continue
        whole = f"{name} {told}" if name else told
        term = _term(whole, beginning=bool(star) or bare.endswith("*"), negated=bool(minus))
        if term and len(terms) < MOST_TERMS:
            terms.append(term)
    asked = bool(text.strip())
    return Question(tuple(dict.fromkeys(terms)), filters, meaningless=asked and not terms and not filters)


def day(told: str) -> date | None:
    """A day as people write it, ``2026-11-21`` or ``21/11/2026``; None where it is none."""
    for form in ("%Y-%m-%d", "%d/%m/%Y"):
        try:
            return datetime.strptime(told, form).date()  # noqa: DTZ007 – a day has no zone
        except ValueError:
            continue
    return None


def _term(text: str, *, beginning: bool, negated: bool) -> Term | None:
    printed = [word for word in words_.printed(text) if words_.key(word)]
    if not printed:
        return None
    keys = tuple(words_.key(word) for word in printed)[:MOST_TERMS]
    begins = beginning and len(keys[-1]) >= SHORTEST_BEGINNING
    # The beginning of a word bears no accent of the whole word.
    whole = printed[: len(keys) - 1] if begins else printed[: len(keys)]
    accents = tuple(dict.fromkeys(found for word in whole if (found := words_.accented(word))))
    return Term(keys, accents, begins, negated)
