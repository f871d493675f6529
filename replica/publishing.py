"""Turn news stories and official documents into the articles of a site, with their truth.

A site may damage texts, as its original does; the truth says how a correct reader reads them.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta

from replica.article import BodyPart, Photo, Section, SiteArticle
from replica.site import VIETNAM
from replica.text.damage import plain
from replica.text.documents import CUT, IssuedDocument
from replica.text.grammar import seeded_random
from replica.text.newsroom import NewsStory
from replica.truth import Truth

Author = tuple[str, str, str | None]


@dataclass(frozen=True, slots=True)
class Byline:
    """The lines of a byline as printed, and the authors that they name."""

    lines: tuple[str, ...] = ()
    authors: tuple[Author, ...] = ()


def writer_and_photographer(name: str, organisation: str | None = None) -> tuple[Author, ...]:
    """Two authors for one person: the writer and the photographer."""
    return ((name, "writer", organisation), (name, "photographer", organisation))


# The latest publication after an event.
LATEST_UPDATE = timedelta(days=2)


def publication_time(story: NewsStory, *seed: str | int) -> datetime:
    """The time of publication (+07:00): up to two days after the event, in working hours."""
    rng = seeded_random("posted", *seed)
    day = story.event_on + timedelta(days=rng.randint(0, LATEST_UPDATE.days))
    return datetime.combine(day, time(rng.randint(7, 17), rng.randint(1, 59)), VIETNAM)


def make_news_article(
    story: NewsStory,
    *,
    number: int,
    path: str,
    section: Section,
    posted_at: datetime,
    pictures: Iterable[Photo],
    title: str | None = None,
    lead: str | None = None,
    summary: str | None = None,
    parts: tuple[BodyPart, ...] | None = None,
    byline: Byline | None = None,
    views: int | None = None,
    published: datetime | None = None,
    updated: datetime | None = None,
    boilerplate: tuple[str, ...] = (),
    reprint: str | None = None,
    traps: tuple[str, ...] = (),
    damage: Callable[[str], str] = str,
) -> SiteArticle:
    """A news article. Without ``lead`` the story's lead is its first paragraph, and it has no summary.

    ``summary``: the part of the lead that counts as the summary (default: all of it).
    """
    byline = byline or Byline()
    body = parts or tuple(BodyPart("text", text) for text in story.paragraphs)
    if lead is None:
        body = (BodyPart("text", story.lead), *body)
    printed = tuple(BodyPart(part.style, damage(part.text)) for part in body)
    headline, opening = damage(title or story.title), damage(lead or "")
    photos = tuple(pictures)
    truth = Truth(
        path=path,
        kind="article",
        title=plain(headline),
        summary=None if lead is None else plain(damage(summary or lead)),
        paragraphs=tuple(plain(part.text) for part in printed),
        published=None if published is None else published.isoformat(),
        precision=None if published is None else "minute",
        updated=None if updated is None else updated.isoformat(),
        authors=byline.authors,
        views=views,
        document=None,
        section=section.trail,
        captions=tuple(picture.caption for picture in photos),
        credits=tuple(picture.credit for picture in photos),
        documents_cited=story.cited,
        must_not=(*boilerplate, *byline.lines),
        reprint=reprint,
        traps=traps,
    )
    return SiteArticle(
        number, section, posted_at, headline, opening, printed, truth, photos, byline.lines, views
    )


def make_document_article(
    document: IssuedDocument,
    *,
    number: int,
    path: str,
    section: Section,
    posted_at: datetime,
    boilerplate: tuple[str, ...],
) -> SiteArticle:
    """The article of an official document: without lead, byline and date of publication."""
    cut = any(CUT in block.text for block in document.blocks)
    truth = Truth(
        path=path,
        kind="document",
        title=document.title,
        summary=None,
        paragraphs=tuple(plain(block.text.replace(CUT, " ")) for block in document.blocks),
        published=None,
        precision=None,
        updated=None,
        authors=(),
        views=None,
        document={
            "number": document.number,
            "type": document.type,
            "issued_on": document.issued_on.isoformat(),
            "place": document.place,
            "signer": document.signer,
            "signer_title": document.signer_title,
            "recipients": document.recipients,
        },
        section=section.trail,
        captions=(),
        credits=(),
        documents_cited=document.cited,
        must_not=(*boilerplate, "Nơi nhận:", document.archive_mark, document.signer),
        traps=("page break",) if cut else (),
    )
    return SiteArticle(number, section, posted_at, document.title, "", (), truth, document=document)


def newest_first(articles: Iterable[SiteArticle], related: int) -> tuple[SiteArticle, ...]:
    """The articles, newest first. The titles of an article's related list are added to its ``must_not``."""
    ordered = sorted(articles, key=lambda article: (article.posted_at, article.number), reverse=True)
    finished = []
    for place, article in enumerate(ordered):
        other_articles = (*ordered[place + 1 :], *ordered[:place])[:related]
        titles = tuple(other.truth.title for other in other_articles)
        finished.append(
            replace(article, truth=replace(article.truth, must_not=(*article.truth.must_not, *titles)))
        )
    return tuple(finished)
