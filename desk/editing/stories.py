"""Articles of a page of the queue, grouped by story: an article and its reprints."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.db.models import Count

from archive import stories
from archive.models import Article, StoryMember


@dataclass(slots=True)
class StoryGroup:
    """A story: its first article on the page, its other articles on the page, and the number of its articles
    elsewhere in the archive."""

    first: Article
    others: list[Article] = field(default_factory=list)
    elsewhere: int = 0


def group_by_story(articles: Iterable[Article]) -> list[StoryGroup]:
    """The stories in the order of their first articles. Raises django.db.Error."""
    rows = list(articles)
    numbers = stories.numbers(row.pk for row in rows)
    sizes = dict(
        StoryMember.objects.filter(story__in=set(numbers.values()))
        .order_by()
        .values_list("story")
        .annotate(n=Count("pk"))
    )
    return merge_stories(rows, numbers, sizes)


def merge_stories(
    articles: Iterable[Article], numbers: Mapping[int, int], sizes: Mapping[int, int]
) -> list[StoryGroup]:
    """The groups of ``articles``. Pure.

    ``numbers`` is the story's id by article id, ``sizes`` the number of a story's articles by its id.
    """
    groups: list[StoryGroup] = []
    by_story: dict[int, StoryGroup] = {}
    for article in articles:
        number = numbers.get(article.pk)
        story = by_story.get(number) if number is not None else None
        if story is not None:
            story.others.append(article)
            story.elsewhere -= 1
            continue
        group = StoryGroup(article)
        groups.append(group)
        if number is not None:
            by_story[number] = group
            group.elsewhere = sizes.get(number, 1) - 1
    return groups
