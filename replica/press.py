"""Turns what a newsroom wrote into the entries of a site, spoilt as the site spoils, with their truth."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta

from replica.entry import Entry, Picture, Piece, Section
from replica.site import VIETNAM
from replica.text.grammar import dice
from replica.text.newsroom import Story
from replica.text.paper import CUT, Paper
from replica.text.spoil import plain
from replica.truth import Truth

Author = tuple[str, str, str | None]


@dataclass(frozen=True, slots=True)
class Byline:
    """Lines as printed below the text, and whom they name."""

    lines: tuple[str, ...] = ()
    authors: tuple[Author, ...] = ()


def both(name: str, organisation: str | None = None) -> tuple[Author, ...]:
    """Who wrote and took the pictures stands twice."""
    return ((name, "writer", organisation), (name, "photographer", organisation))


# So long after the last event a site is still at work on it.
LATEST = timedelta(days=2)


def posted(story: Story, *seed: str | int) -> datetime:
    """When the story was put on the site: up to two days after the event, in working hours."""
    throws = dice("posted", *seed)
    day = story.event_on + timedelta(days=throws.randint(0, LATEST.days))
    return datetime.combine(day, time(throws.randint(7, 17), throws.randint(1, 59)), VIETNAM)


def printed(
    story: Story,
    *,
    number: int,
    path: str,
    section: Section,
    posted_at: datetime,
    pictures: Iterable[Picture],
    title: str | None = None,
    lead: str | None = None,
    summary: str | None = None,
    pieces: tuple[Piece, ...] | None = None,
    byline: Byline | None = None,
    views: int | None = None,
    published: datetime | None = None,
    updated: datetime | None = None,
    furniture: tuple[str, ...] = (),
    reprint: str | None = None,
    traps: tuple[str, ...] = (),
    spoil: Callable[[str], str] = str,
) -> Entry:
    """A news article. Without ``lead`` the story's lead is the first paragraph and there is no summary.

    ``summary`` is what of the lead counts as one, if not all of it.
    """
    byline = byline or Byline()
    body = pieces or tuple(Piece("text", text) for text in story.paragraphs)
    if lead is None:
        body = (Piece("text", story.lead), *body)
    spoilt = tuple(Piece(piece.style, spoil(piece.text)) for piece in body)
    headline, opening = spoil(title or story.title), spoil(lead or "")
    shown = tuple(pictures)
    truth = Truth(
        path=path,
        kind="article",
        title=plain(headline),
        summary=None if lead is None else plain(spoil(summary or lead)),
        paragraphs=tuple(plain(piece.text) for piece in spoilt),
        published=None if published is None else published.isoformat(),
        precision=None if published is None else "minute",
        updated=None if updated is None else updated.isoformat(),
        authors=byline.authors,
        views=views,
        document=None,
        section=section.trail,
        captions=tuple(picture.caption for picture in shown),
        credits=tuple(picture.credit for picture in shown),
        documents_cited=story.cited,
        must_not=(*furniture, *byline.lines),
        reprint=reprint,
        traps=traps,
    )
    return Entry(number, section, posted_at, headline, opening, spoilt, truth, shown, byline.lines, views)


def issued(
    paper: Paper, *, number: int, path: str, section: Section, posted_at: datetime, furniture: tuple[str, ...]
) -> Entry:
    """An official document: no lead, no byline, no date of publication."""
    cut = any(CUT in block.text for block in paper.blocks)
    truth = Truth(
        path=path,
        kind="document",
        title=paper.title,
        summary=None,
        paragraphs=tuple(plain(block.text.replace(CUT, " ")) for block in paper.blocks),
        published=None,
        precision=None,
        updated=None,
        authors=(),
        views=None,
        document={
            "number": paper.number,
            "type": paper.type,
            "issued_on": paper.issued_on.isoformat(),
            "place": paper.place,
            "signer": paper.signer,
            "signer_title": paper.signer_title,
            "recipients": paper.recipients,
        },
        section=section.trail,
        captions=(),
        credits=(),
        documents_cited=paper.cited,
        must_not=(*furniture, "Nơi nhận:", paper.archive_mark, paper.signer),
        traps=("page break",) if cut else (),
    )
    return Entry(number, section, posted_at, paper.title, "", (), truth, paper=paper)


def settled(entries: Iterable[Entry], related: int) -> tuple[Entry, ...]:
    """The entries newest first, each with the titles that its related list will show in ``must_not``."""
    ordered = sorted(entries, key=lambda entry: (entry.posted_at, entry.number), reverse=True)
    finished = []
    for place, entry in enumerate(ordered):
        others = (*ordered[place + 1 :], *ordered[:place])[:related]
        titles = tuple(other.truth.title for other in others)
        finished.append(replace(entry, truth=replace(entry.truth, must_not=(*entry.truth.must_not, *titles))))
    return tuple(finished)
