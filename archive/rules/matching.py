"""Whether a rule means an article: pure, on what the search's index holds of it."""

from typing import Protocol

from archive.search import Search
from archive.search.plan import Plan
from archive.search.question import Term


class Told(Protocol):
    """``archive.models.Rule`` has it, and so has a form."""

    query: str
    source: str
    author: str


def search_of(rule: Told) -> Search:
    """The search that finds what the rule means, hidden articles too."""
    return Search(q=rule.query, source=rule.source or None, author=rule.author or None, hidden=True)


class Indexed(Protocol):
    """``archive.models.SearchEntry`` has it."""

    place: int
    words: str
    marks: str


def holds(asked: Plan, entry: Indexed) -> bool:
    """Whether the index would find this entry: the same answer as the databases give, without asking one."""
    if (asked.low is not None and entry.place < asked.low) or (
        asked.high is not None and entry.place >= asked.high
    ):
        return False
    text, told = f" {entry.words} ", set(entry.marks.split(" "))
    if any(_stands(term, text) == term.negated for term in asked.terms):
        return False
    return all(told.intersection(group) for group in asked.marks) and not told.intersection(asked.without)


def _stands(term: Term, text: str) -> bool:
    return f" {' '.join(term.keys)}{'' if term.beginning else ' '}" in text
