"""Articles of a page of the queue, put together as the stories that they tell."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.db.models import Count

from archive import stories
from archive.models import Article, StoryMember


@dataclass(slots=True)
class Group:
    """A story: the article of the page that stands first, the others of the page that tell the same, and how
    many more there are elsewhere in the archive."""

    first: Article
    others: list[Article] = field(default_factory=list)
    elsewhere: int = 0


def grouped(articles: Iterable[Article]) -> list[Group]:
    """The stories in the order in which the first of each comes. Raises django.db.Error."""
    rows = list(articles)
    numbers = stories.numbers(row.pk for row in rows)
    sizes = dict(
        StoryMember.objects.filter(story__in=set(numbers.values()))
        .order_by()
        .values_list("story")
        .annotate(n=Count("pk"))
    )
    return together(rows, numbers, sizes)


def together(
    articles: Iterable[Article], numbers: Mapping[int, int], sizes: Mapping[int, int]
) -> list[Group]:
    """The groups of ``articles``; ``numbers`` are of stories by article, ``sizes`` of all members by story.
    Pure."""
    groups: list[Group] = []
    by_story: dict[int, Group] = {}
    for article in articles:
        number = numbers.get(article.pk)
        known = by_story.get(number) if number is not None else None
        if known is not None:
            known.others.append(article)
            known.elsewhere -= 1
            continue
        group = Group(article)
        groups.append(group)
        if number is not None:
            by_story[number] = group
            group.elsewhere = sizes.get(number, 1) - 1
    return groups
