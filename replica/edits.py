"""What an editor does to an entry: the entry after it, with its truth."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from replica.entry import Entry, Piece
from replica.text.spoil import plain


def edited(
    entry: Entry,
    *,
    title: str | None = None,
    paragraphs: Sequence[str] | None = None,
    views: int | None = None,
    at: datetime | None = None,
) -> Entry:
    """The entry with another title, body or view count. ``at``: when, where the site prints it.

    ``paragraphs`` replace the whole body, not the lead. ValueError for an official document, whose page is a
    scan of paper, for an empty body, and for views where the site prints none.
    """
    if entry.paper is not None:
        raise ValueError(f"{entry.path} is an official document")
    if paragraphs is not None and not paragraphs:
        raise ValueError("a body has at least one paragraph")
    if views is not None and entry.views is None:
        raise ValueError(f"{entry.path} prints no views")
    truth = entry.truth
    if title is not None:
        entry, truth = replace(entry, title=title), replace(truth, title=plain(title))
    if paragraphs is not None:
        entry = replace(entry, pieces=tuple(Piece("text", words) for words in paragraphs))
        body = tuple(plain(words) for words in paragraphs)
        read = "\n".join([truth.summary or "", *body])
        cited = tuple(number for number in truth.documents_cited if number in read)
        truth = replace(truth, paragraphs=body, documents_cited=cited)
    if views is not None:
        entry, truth = replace(entry, views=views), replace(truth, views=views)
    if at is not None:
        truth = replace(truth, updated=at.isoformat())
    return replace(entry, truth=truth)
