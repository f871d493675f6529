"""Articles that their source shows at another address than before: which ones may that be?

A site that moves (another domain, https on another port, another system, a module with another name) shows
its old articles at new addresses. Each keeps its identity: state, corrections, guid. That an old address is
gone is for the crawl to find out: a portal may also publish one text under two numbers, and means both.
Models are needed at import.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Protocol

import items
from archive.addresses import as_said
from archive.identity import is_one
from archive.models import Article, OtherAddress
from archive.stories.compare import SHORTEST
from archive.stories.text import comparable
from archive.values import content, stored_key, title_key

# Of articles with one title: "Thông báo" may stand over hundreds.
_MOST: Final = 20


class Shown(Protocol):
    """An article as its source shows it now (``archive.store.Incoming``)."""

    @property
    def article(self) -> items.Article: ...
    @property
    def key(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """The article ``id``, which shows the same text, and the address at which it did till now."""

    id: int
    url: str


def elsewhere(batch: Sequence[Shown]) -> list[tuple[Elsewhere, ...]]:
    """For each of these the archive's articles of the same source with the same text under another key, the
    newest first; none where the article is known under its own key."""
    found: list[tuple[Elsewhere, ...]] = [()] * len(batch)
    asked: dict[str, dict[str, list[int]]] = {}
    for place, item in enumerate(batch):
        if name := title_key(item.article.title):
            asked.setdefault(item.article.source or "", {}).setdefault(name, []).append(place)
    for source, names in asked.items():
        same = Article.objects.filter(source=source, title_key__in=names).order_by("-pk")
        near: dict[int, list[int]] = {}
        for pk, key, name in same.values_list("pk", "key", "title_key"):
            for place in names[str(name)]:
                if stored_key(batch[place].key) != key:
                    near.setdefault(place, []).append(pk)
        for place in near.keys() - _known(source, batch, near):
            found[place] = _alike(source, batch[place], near[place][:_MOST])
    return found


def same_text(one: Article, other: Article) -> bool:
    """Whether two pages of one source show one article; of hardly any text only where they tell one day."""
    if not is_one(one, other):
        return False
    if min(len(comparable(each).words) for each in (one, other)) >= SHORTEST:
        return True
    first, second = (str((each.published or {}).get("value", ""))[:10] for each in (one, other))
    return first == second


def _known(source: str, batch: Sequence[Shown], places: dict[int, list[int]]) -> set[int]:
    """The places of those that the archive has under their own keys, or as an official document's second
    address."""
    keys = {stored_key(batch[place].key): place for place in places}
    own = Article.objects.filter(source=source, key__in=keys).values_list("key", flat=True)
    other = OtherAddress.objects.filter(source=source, key__in=keys, article__kind="document")
    return {keys[key] for key in (*own, *other.values_list("key", flat=True))}


def _alike(source: str, item: Shown, ids: Sequence[int]) -> tuple[Elsewhere, ...]:
    page = Article(source=source, **content(item.article))
    rows = Article.objects.filter(pk__in=ids).order_by("-pk")
    return tuple(Elsewhere(row.pk, row.url) for row in rows if same_text(page, as_said(row)))
