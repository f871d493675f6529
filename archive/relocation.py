"""Which stored articles does a source now show at another URL?

After a move (a new domain, https on another port, another CMS, a renamed module) a site shows its old
articles at new URLs. Each keeps its identity: state, corrections, guid. Whether an old URL is gone is for the
crawl to find out, since a portal may also publish one text under two numbers and mean both. Models are needed
at import.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Protocol

import items
from archive.document_aliases import with_source_values
from archive.identity import is_one
from archive.models import Article, OtherAddress
from archive.stories.compare import SHORTEST
from archive.stories.text import comparable
from archive.values import content, stored_key, title_key

# How many articles with one title are compared: "Thông báo" may be the title of hundreds.
_MOST_COMPARED: Final = 20


class CrawledArticle(Protocol):
    """An article as its source shows it now (``archive.store.Incoming``)."""

    @property
    def article(self) -> items.Article: ...
    @property
    def key(self) -> str: ...


@dataclass(frozen=True, slots=True)
class FormerLocation:
    """The stored article ``id`` with the same text, and the URL that it has had until now."""

    id: int
    url: str


def find_former_locations(batch: Sequence[CrawledArticle]) -> list[tuple[FormerLocation, ...]]:
    """For each of these, the stored articles of the same source with the same text under another key.

    The newest comes first; empty where the article is already known under its own key.
    """
    former: list[tuple[FormerLocation, ...]] = [()] * len(batch)
    indexes_by_title: dict[str, dict[str, list[int]]] = {}
    for index, item in enumerate(batch):
        if title := title_key(item.article.title):
            by_title = indexes_by_title.setdefault(item.article.source or "", {})
            by_title.setdefault(title, []).append(index)
    for source, by_title in indexes_by_title.items():
        same_title = Article.objects.filter(source=source, title_key__in=by_title).order_by("-pk")
        candidates: dict[int, list[int]] = {}
        for pk, key, title in same_title.values_list("pk", "key", "title_key"):
            for index in by_title[str(title)]:
                if stored_key(batch[index].key) != key:
                    candidates.setdefault(index, []).append(pk)
        for index in candidates.keys() - _find_known(source, batch, candidates):
            former[index] = _keep_same_text(source, batch[index], candidates[index][:_MOST_COMPARED])
    return former


def is_same_text(one: Article, other: Article) -> bool:
    """Whether two pages of one source show one article. With hardly any text, their dates must agree too."""
    if not is_one(one, other):
        return False
    if min(len(comparable(article).words) for article in (one, other)) >= SHORTEST:
        return True
    first, second = (str((article.published or {}).get("value", ""))[:10] for article in (one, other))
    return first == second


def _find_known(source: str, batch: Sequence[CrawledArticle], candidates: dict[int, list[int]]) -> set[int]:
    """The indexes of those that the archive has under their own keys, or as another URL of a document."""
    index_by_key = {stored_key(batch[index].key): index for index in candidates}
    own = Article.objects.filter(source=source, key__in=index_by_key).values_list("key", flat=True)
    other = OtherAddress.objects.filter(source=source, key__in=index_by_key, article__kind="document")
    return {index_by_key[key] for key in (*own, *other.values_list("key", flat=True))}


def _keep_same_text(source: str, item: CrawledArticle, ids: Sequence[int]) -> tuple[FormerLocation, ...]:
    page = Article(source=source, **content(item.article))
    rows = Article.objects.filter(pk__in=ids).order_by("-pk")
    return tuple(
        FormerLocation(row.pk, row.url) for row in rows if is_same_text(page, with_source_values(row))
    )
