"""What an article was before: its states, and what changed from each to the next."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from archive.corrections import source_values
from archive.difference import Paragraph, Piece, difference, words
from archive.models import Article, Revision
from archive.values import Values

# A text of paragraphs; its markup changes with it and tells nothing more.
_TEXT: Final = "body_text"
_MARKUP: Final = "body_html"
_LINES: Final = ("title", "summary", "organisation")


@dataclass(frozen=True, slots=True)
class Change:
    """One field that changed: ``before`` and ``after`` as the record has them, for a line its words in
    ``pieces``, for the text its ``paragraphs``."""

    field: str
    before: Any
    after: Any
    pieces: tuple[Piece, ...] = ()
    paragraphs: tuple[Paragraph, ...] = ()


@dataclass(frozen=True, slots=True)
class Step:
    """One revision: when, why ("source": an edit of the source, "reextract": we read it anew), what."""

    number: int
    at: datetime
    reason: str
    changes: tuple[Change, ...]


def changes(before: Mapping[str, Any], after: Mapping[str, Any], fields: Sequence[str]) -> tuple[Change, ...]:
    """What changed in these fields. Pure. Markup is named only where the text is the same."""
    return tuple(
        _change(field, before[field], after[field])
        for field in fields
        if field != _MARKUP or _TEXT not in fields
    )


def states(row: Article, revisions: Sequence[Revision]) -> Iterator[tuple[Revision, Values, Values]]:
    """Each revision with what the source said before and after it, the newest first; ``revisions`` are all
    of the article's, by number."""
    after = source_values(row)
    for revision in reversed(revisions):
        before = {**after, **revision.before}
        yield revision, before, after
        after = before


def steps(row: Article) -> list[Step]:
    """The history of an article, the newest step first; the source's own words, whatever editors say."""
    revisions = list(Revision.objects.filter(article=row).order_by("number"))
    return [
        Step(revision.number, revision.at, revision.reason, changes(before, after, revision.changed))
        for revision, before, after in states(row, revisions)
    ]


def _change(field: str, before: Any, after: Any) -> Change:
    if field == _TEXT:
        return Change(field, before, after, paragraphs=tuple(difference(before, after)))
    if field in _LINES:
        return Change(field, before, after, pieces=words(before or "", after or ""))
    return Change(field, before, after)
