"""Whether an article matches a rule: pure, from its entry in the search index."""

from typing import Protocol

from archive.search import Search
from archive.search.plan import Plan
from archive.search.question import Term


class RuleQuery(Protocol):
    """What of a rule selects articles: fields of ``archive.models.Rule`` and of the desk's form."""

    query: str
    source: str
    author: str


def search_of(rule: RuleQuery) -> Search:
    """The search that finds the articles that match the rule, hidden ones too."""
    return Search(q=rule.query, source=rule.source or None, author=rule.author or None, hidden=True)


class Indexed(Protocol):
    """The fields of ``archive.models.SearchEntry`` that are read here."""

    place: int
    words: str
    marks: str


def matches(plan: Plan, entry: Indexed) -> bool:
    """Whether a search with this plan finds the entry: the databases' answer, without a query."""
    if (plan.low is not None and entry.place < plan.low) or (
        plan.high is not None and entry.place >= plan.high
    ):
        return False
    text, marks = f" {entry.words} ", set(entry.marks.split(" "))
    if any(_contains(text, term) == term.negated for term in plan.terms):
        return False
    return all(marks.intersection(group) for group in plan.marks) and not marks.intersection(plan.without)


def _contains(text: str, term: Term) -> bool:
    return f" {' '.join(term.keys)}{'' if term.beginning else ' '}" in text
