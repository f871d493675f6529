"""Read stories. Models are needed at import."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from archive.models import Article, StoryMember


@dataclass(frozen=True, slots=True)
class Member:
    """An article in its story.

    ``first`` is whether it was published first. ``share`` (0 to 1) of its words stands in the first article's
    text, and so do the ``paragraphs`` with these numbers (0 is the lead, 1 the first of
    ``archive.bodies.paragraphs``). Times are UTC; ``published_at`` is None for an undated article.
    """

    id: int
    source: str
    title: str | None
    url: str
    published_at: datetime | None
    first_seen_at: datetime
    first: bool
    share: float
    paragraphs: tuple[int, ...]
    public: bool


def of(article: Article | int) -> tuple[Member, ...]:
    """The members of the article's story, itself and hidden ones included, the first publication first.

    Empty for an article without a story. Raises django.db.Error.
    """
    article_id = article if isinstance(article, int) else article.pk
    rows = StoryMember.objects.filter(story__members__article=article_id).order_by("place")
    return tuple(
        Member(
            id=row.article_id,
            source=row.article.source,
            title=row.article.title,
            url=row.article.url,
            published_at=row.article.published_at,
            first_seen_at=row.article.first_seen_at,
            first=row.place == 0,
            share=row.share,
            paragraphs=tuple(row.paragraphs),
            public=row.article.public,
        )
        for row in rows.select_related("article").defer(
            "article__body_text", "article__body_html", "article__evidence"
        )
    )


@dataclass(frozen=True, slots=True)
class Other:
    """Another public article of the same story."""

    id: int
    source: str
    url: str
    first_seen_at: datetime


@dataclass(frozen=True, slots=True)
class Tale:
    """An article's story as feeds need it: its number and its other articles, the first publication first."""

    story: int
    others: tuple[Other, ...]


def tales(ids: Iterable[int] | None = None) -> dict[int, Tale]:
    """The story of each public article (of these, or of all) with other public articles, by article id."""
    rows = StoryMember.objects.filter(article__public=True).order_by("story", "place")
    if ids is not None:
        rows = rows.filter(story__in=set(numbers(ids).values()))
    stories: dict[int, list[Other]] = {}
    fields = ("story", "article", "article__source", "article__url", "article__first_seen_at")
    for story, *values in rows.values_list(*fields):
        stories.setdefault(story, []).append(Other(*values))
    return {
        member.id: Tale(story, tuple(other for other in members if other is not member))
        for story, members in stories.items()
        if len(members) > 1
        for member in members
    }


def numbers(ids: Iterable[int]) -> dict[int, int]:
    """The story number of each of these articles that has one, by id. Lists use it to show a story once."""
    all_ids = list(ids)
    story_of: dict[int, int] = {}
    for start in range(0, len(all_ids), 500):
        rows = StoryMember.objects.filter(article__in=all_ids[start : start + 500])
        story_of.update(rows.values_list("article", "story"))
    return story_of
