"""What is indexed of an article: pure functions from its values.

``words`` is the folded, pre-tokenised text: the keys of title, lead and text, one space apart, with ``APART``
between the three, so that no phrase runs from one into the next. ``marks`` are words that no text has, each a
letter and a colon (accented words: "=") before a value: what filters and the order of relevance ask for.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from math import ceil
from typing import Any, Final, Protocol

from archive.search import words as words_

APART: Final = "."
# A place is a moment to the second, up to the year 2514, and the article's id: newest first is by one number.
ID_BITS: Final = 29
_LAST_SECOND: Final = 2**34 - 1

HIDDEN: Final = "x:1"
VIEWS: Final = "v:1"
_APART_IN_NUMBERS: Final = re.compile(r"[\W_]+")
_NOT_SOLID: Final = re.compile(r"[^\w.-]")
_LEADING_ZEROS: Final = re.compile(r"^0+(?=\d)")


class Row(Protocol):
    """What of an article is indexed; ``archive.models.Article`` has it."""

    source: str
    kind: str
    title: str | None
    summary: str | None
    body_text: str
    authors: list[dict[str, Any]]
    topics: list[str]
    province_current: str | None
    document: Mapping[str, Any] | None
    documents_cited: list[str]
    views_value: int | None
    public: bool


@dataclass(frozen=True, slots=True)
class Entry:
    """The two columns of an article in the index, and the different words of the first."""

    words: str
    marks: str
    different: frozenset[str] = field(default=frozenset(), compare=False)


def entry(row: Row) -> Entry:
    """What is indexed of the article as it is published now. A text is indexed up to its 200,000th byte."""
    parts = [(row.title or "").split(), (row.summary or "").split(), row.body_text.split()]
    columns = [words_.keyed(part) for part in parts]
    whole = f" {APART} ".join(filter(None, columns))
    text, tokens = _cut(whole), set().union(*parts)
    told = {f"={each}" for each in words_.all_accented(tokens)}
    marks = {mark("t", each) for each in columns[0].split()}
    marks |= {mark("a", each) for author in row.authors for each in name_keys(author["name"])}
    marks |= {mark("n", number_key(each)) for each in _numbers(row)}
    marks |= {mark("c", each) for each in row.topics}
    marks |= {mark("s", row.source), mark("k", row.kind)}
    if row.province_current:
        marks.add(mark("p", row.province_current))
    if row.views_value is not None:
        marks.add(VIEWS)
    if not row.public:
        marks.add(HIDDEN)
    different = words_.keyed(tokens) if text is whole else text
    return Entry(text, _cut(" ".join([*sorted(marks), *sorted(told)])), frozenset(different.split()))


def mark(kind: str, value: str) -> str:
    """A mark: one word for both databases, whatever the value holds."""
    return f"{kind}:{_NOT_SOLID.sub('_', value.lower())}"


def name_keys(name: str) -> list[str]:
    """The keys of a person's name."""
    return words_.keys(words_.printed(name))


def number_key(number: str) -> str:
    """A document's number as it is compared: "05/ NQ–ĐCT", "5/nq-đct" are one, "5/NQ-DCT" is another."""
    plain = _APART_IN_NUMBERS.sub(".", "".join(number.split()).casefold())
    return _LEADING_ZEROS.sub("", plain.strip("."))


def place(sort_at: datetime, number: int) -> int:
    """Where the article stands in time: greater is newer; within a second, the greater id."""
    return bound(sort_at.timestamp()) | number


def bound(second: float) -> int:
    """The place before which everything is older than this second (since 1970)."""
    return max(0, min(int(second), _LAST_SECOND)) << ID_BITS


def bound_of(moment: datetime) -> int:
    """The first place that is not before the moment; the parts of a second count as the next one."""
    return bound(ceil(moment.timestamp()))


def id_of(there: int) -> int:
    """The article's id in a place."""
    return there & ((1 << ID_BITS) - 1)


def _numbers(row: Row) -> Iterable[str]:
    own = (row.document or {}).get("number")
    return [*([own] if own else []), *row.documents_cited]


def _cut(text: str) -> str:
    """At most ``MOST_BYTES`` of UTF-8, whole words."""
    if len(text) <= words_.MOST_BYTES // 4 or len(data := text.encode()) <= words_.MOST_BYTES:
        return text
    return data[: words_.MOST_BYTES].decode(errors="ignore").rpartition(" ")[0]
