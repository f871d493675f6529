"""Articles of a page of the queue, put together as the stories that they tell."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from archive.models import Article


@dataclass(slots=True)
class Group:
    """A story: the article of the page that stands first, and the others of the page that tell the same."""

    first: Article
    others: list[Article] = field(default_factory=list)


def grouped(articles: Iterable[Article]) -> list[Group]:
    """The stories in the order in which the first of each comes."""
    return [Group(article) for article in articles]
