"""What is told of stories. Models are needed at import."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from archive.models import Article, StoryMember


@dataclass(frozen=True, slots=True)
class Member:
    """An article in its story; ``first`` is who published first. ``share`` (0 to 1) of its text and the
    ``paragraphs`` with these numbers (0 is the lead, 1 the first of ``archive.bodies.paragraphs``) stand in
    the first one's. ``published_at`` is null where the page tells no date; times are UTC."""

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
    """The members of the article's story, itself and hidden ones among them, who was first at the beginning.

    Empty where it stands alone. Raises django.db.Error.
    """
    number = article if isinstance(article, int) else article.pk
    rows = StoryMember.objects.filter(story__members__article=number).order_by("place")
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
    """Another article that readers may see of the same story."""

    id: int
    source: str
    url: str
    first_seen_at: datetime


@dataclass(frozen=True, slots=True)
class Tale:
    """What a feed must know of an article's story: its number, and the others in it, who was first before."""

    story: int
    others: tuple[Other, ...]


def tales(ids: Iterable[int] | None = None) -> dict[int, Tale]:
    """The tale of each public article (of these, or of all) whose story has another public one."""
    rows = StoryMember.objects.filter(article__public=True).order_by("story", "place")
    if ids is not None:
        rows = rows.filter(story__in=set(numbers(ids).values()))
    stories: dict[int, list[Other]] = {}
    fields = ("story", "article", "article__source", "article__url", "article__first_seen_at")
    for story, *told in rows.values_list(*fields):
        stories.setdefault(story, []).append(Other(*told))
    return {
        member.id: Tale(story, tuple(each for each in members if each is not member))
        for story, members in stories.items()
        if len(members) > 1
        for member in members
    }


def numbers(ids: Iterable[int]) -> dict[int, int]:
    """The number of the story of each of these articles that is in one: for lists that show a story once."""
    wanted = list(ids)
    found: dict[int, int] = {}
    for start in range(0, len(wanted), 500):
        rows = StoryMember.objects.filter(article__in=wanted[start : start + 500])
        found.update(rows.values_list("article", "story"))
    return found
