"""What is asked of the index, and how each database is asked: pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from typing import Literal

from archive.search import entry
from archive.search.question import Question, Term, day, read
from archive.values import READABLE
from vietnamese.provinces import current_slug
from vietnamese.text import fold, slugify
from vietnamese.zone import VIETNAM

Order = Literal["time", "relevance"]


@dataclass(frozen=True, slots=True)
class Search:
    """A search: ``q`` in the language of ``archive.search.question``, and filters beside it.

    ``province`` is a slug of any time (a vanished one stands for what it became) or a name, ``author`` words
    of a name, ``number`` a document's number, its own or cited. ``views``: whether a count of readers is
    known. ``since`` and ``until`` are aware, ``until`` is excluded. ``hidden``: also what readers do not see.
    """

    q: str = ""
    source: str | None = None
    province: str | None = None
    topic: str | None = None
    kind: str | None = None
    author: str | None = None
    number: str | None = None
    views: bool | None = None
    since: datetime | None = None
    until: datetime | None = None
    order: Order = "time"
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Plan:
    """What the index is asked: all of ``terms`` (save negated ones) in the words, one of each group of
    ``marks``, none of ``without``, from place ``low`` on and before ``high``."""

    terms: tuple[Term, ...]
    marks: tuple[tuple[str, ...], ...]
    without: tuple[str, ...] = ()
    low: int | None = None
    high: int | None = None

    def also(self, *marks: str) -> "Plan":
        """The same with all these marks."""
        return replace(self, marks=(*self.marks, *((each,) for each in marks)))


def plan(search: Search, question: Question | None = None) -> Plan | None:
    """What to ask for this search; None where nothing can be found."""
    question = question or read(search.q)
    filters = question.filters
    if question.meaningless:
        return None
    marks = [_one("k", search.kind)] if search.kind else []
    if "kind" in filters:
        marks.append(_one("k", filters["kind"]))
    for kind, name, told in (("s", "source", search.source), ("c", "topic", search.topic)):
        marks += [_one(kind, each) for each in (told, filters.get(name)) if each is not None]
    for each in (search.province, filters.get("province")):
        if each is not None:
            slug = slugify(each)
            marks.append(_one("p", current_slug(slug) or slug))
    for each in (search.author, filters.get("author")):
        if each is not None:
            keys = entry.name_keys(each)
            if not keys:
                return None
            marks += [_one("a", key) for key in keys]
    marks += [
        _one("n", entry.number_key(each))
        for each in (search.number, filters.get("number"))
        if each is not None
    ]
    if not search.kind and (search.hidden or not (marks or question.wanted)):
        # What is not hidden is of these kinds: there it is asked only where nothing else is looked for.
        marks.append(tuple(entry.mark("k", each) for each in READABLE))
    without = [] if search.hidden else [entry.HIDDEN]
    known = {search.views, _yes_or_no(filters.get("views"))}
    marks += [(entry.VIEWS,)] if True in known else []
    without += [entry.VIEWS] if False in known else []
    lows = [entry.bound_of(each) for each in (search.since, _midnight(filters.get("from"))) if each]
    highs = [entry.bound_of(each) for each in (search.until, _midnight(filters.get("to"), after=1)) if each]
    low, high = max(lows, default=None), min(highs, default=None)
    return Plan(question.terms, tuple(marks), tuple(without), low, high)


def match(asked: Plan, words: Mapping[str, Sequence[str]]) -> str:
    """The plan in the language of FTS5; places apart. ``words`` are those of the index by how they begin,
    where they are few."""
    wanted = [_fts(term, words) for term in asked.terms if not term.negated]
    wanted += [_fts_marks(group) for group in asked.marks]
    refused = [_fts(term, words) for term in asked.terms if term.negated]
    refused += [_fts_marks(asked.without)] if asked.without else []
    whole = " AND ".join(wanted)
    return f"({whole}) NOT ({' OR '.join(refused)})" if refused else whole


def conditions(asked: Plan) -> tuple[list[str], list[str]]:
    """The plan as conditions of PostgreSQL on the columns ``found`` and ``words``, and their values.

    The words of a phrase are looked up in the index; that they stand side by side is seen in the text itself:
    a tsvector with places forgets those of frequent words and of what is far from the beginning.
    """
    parts: list[str] = []
    values: list[str] = []
    wanted = [_ts(term) for term in asked.terms if not term.negated]
    wanted += [_any(map(_quoted, group)) for group in asked.marks]
    refused = [_ts(term) for term in asked.terms if term.negated and len(term.keys) == 1]
    refused += [_any(map(_quoted, asked.without))] if asked.without else []
    told = " & ".join([*wanted, *(f"!{each}" for each in refused)])
    parts.append("found @@ %s::tsquery")
    values.append(told)
    for term in asked.terms:
        if len(term.keys) == 1:
            continue
        side_by_side = f" {' '.join(term.keys)}{'' if term.beginning else ' '}"
        if term.negated:
            parts.append("NOT (found @@ %s::tsquery AND strpos(' ' || words || ' ', %s) > 0)")
            values += [_ts(term), side_by_side]
        else:
            parts.append("strpos(' ' || words || ' ', %s) > 0")
            values.append(side_by_side)
    return parts, values


def _one(kind: str, value: str) -> tuple[str, ...]:
    return (entry.mark(kind, value),)


def _yes_or_no(told: str | None) -> bool | None:
    return None if told is None else fold(told) not in ("no", "khong", "0")


def _midnight(told: str | None, after: int = 0) -> datetime | None:
    """The beginning of a day in Việt Nam, or of so many days ``after`` it."""
    found = day(told) if told else None
    if found is None:
        return None
    try:
        return datetime.combine(found + timedelta(days=after), time(), VIETNAM)
    except OverflowError:
        return None


def _fts(term: Term, words: Mapping[str, Sequence[str]]) -> str:
    *before, last = term.keys
    if term.beginning and (known := words.get(last)):
        return f"(words : ({' OR '.join(_phrase([*before, word]) for word in known)}))"
    return f"(words : {_phrase(term.keys)}{' *' if term.beginning else ''})"


def _phrase(keys: Iterable[str]) -> str:
    return f'"{" ".join(keys)}"'


def _fts_marks(marks: Iterable[str]) -> str:
    return f"(marks : ({' OR '.join(_phrase([each]) for each in marks)}))"


def _ts(term: Term) -> str:
    *whole, last = map(_quoted, term.keys)
    return f"({' & '.join([*whole, last + ':*' if term.beginning else last])})"


def _any(each: Iterable[str]) -> str:
    return f"({' | '.join(each)})"


def _quoted(word: str) -> str:
    return f"'{word}'"
