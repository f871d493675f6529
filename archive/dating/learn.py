"""Learning from a source's dated articles between which days its undated ones were published.

Done at the end of each crawl. What is found narrows bounds of stored articles; it is no change of the source:
no revision, no ``changed_at``. Models are needed at import.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from django.db import transaction

from archive import search
from archive.bulk import update
from archive.dating import bounds
from archive.dating.orders import merged, numbers
from archive.dating.sequence import PERFECT, Learned, Span, learn, may_be_believed
from archive.models import Article, ArticleTopic, FrontierEntry, ListOrder
from archive.values import storable, stored_key
from items import BoundOrigin

Values = dict[str, Any]

_AT_ONCE: Final = 500
_CHANGED: Final = ("bounds", "published_between", "sort_at", "version")
_FIELDS: Final = ("published", "first_seen_at", "appeared", *_CHANGED)


@dataclass(frozen=True, slots=True)
class _Order:
    """One order of a source: the ids of its articles, oldest first, and what it teaches; ``numbers`` by id,
    where it is by numbers."""

    origin: BoundOrigin
    ids: Sequence[int]
    learned: Learned
    numbers: Mapping[int, int]


def keep(source: str, lists: Mapping[str, Sequence[str]], *, at: datetime) -> None:
    """Keep the orders in which lists (by address) named their articles (keys, newest first)."""
    told = {_list_key(address): (address, keys) for address, keys in lists.items() if keys}
    known = {row.key: row for row in ListOrder.objects.filter(source=source, key__in=told)}
    for key, (address, keys) in told.items():
        row = known.get(key) or ListOrder(source=source, key=key, address=storable(address))
        now = merged(row.articles, [stored_key(each) for each in keys])
        if now != row.articles:
            row.articles, row.at = now, at
            row.save()


def learn_source(source: str) -> int:
    """Learn the bounds of the source's undated articles anew; of how many they changed.

    Raises django.db.Error. Sources without an undated article cost one question.
    """
    own = Article.objects.filter(source=source)
    if not own.filter(published_at=None).exists():
        return 0
    dated: dict[int, int] = {}
    addresses: dict[int, str] = {}
    ids: dict[str, int] = {}
    undated: list[int] = []
    for number, key, url, published in own.order_by("id").values_list("id", "key", "url", "published"):
        addresses[number], ids[key] = url, number
        if published:
            dated[number] = date.fromisoformat(published["value"][:10]).toordinal()
        else:
            undated.append(number)
    told: dict[int, list[Values]] = {}
    if len(dated) >= PERFECT:
        for number, order, span in _chosen(_orders(source, dated, addresses, ids), dated):
            told.setdefault(number, []).extend(_told(order, span, dated))
    return sum(_write(undated[at : at + _AT_ONCE], told) for at in range(0, len(undated), _AT_ONCE))


def _orders(
    source: str, dated: Mapping[int, int], addresses: Mapping[int, str], ids: Mapping[str, int]
) -> Iterator[_Order]:
    for row in ListOrder.objects.filter(source=source).order_by("id"):
        behind = _behind(source, [key for key in row.articles if key not in ids])
        listed = (ids.get(key) or ids.get(behind.get(key, "")) for key in reversed(row.articles))
        yield _order("neighbour", [each for each in dict.fromkeys(listed) if each is not None], dated, {})
    for counted in numbers(addresses):
        yield _order("number", sorted(counted, key=lambda each: (counted[each], each)), dated, counted)


def _order(
    origin: BoundOrigin, ids: Sequence[int], dated: Mapping[int, int], counted: Mapping[int, int]
) -> _Order:
    return _Order(origin, ids, learn([dated.get(each) for each in ids]), counted)


def _behind(source: str, keys: Sequence[str]) -> dict[str, str]:
    """The keys of the articles behind links that led to another address."""
    found: dict[str, str] = {}
    for at in range(0, len(keys), _AT_ONCE):
        rows = FrontierEntry.objects.filter(source=source, key__in=keys[at : at + _AT_ONCE])
        led = rows.exclude(article_key=None).values_list("key", "article_key")
        found.update((key, article) for key, article in led if article)
    return found


def _chosen(orders: Iterable[_Order], dated: Mapping[int, int]) -> Iterator[tuple[int, _Order, Span]]:
    """Of each undated article the order that bounds it, and where another one says something else entirely,
    that one too: then ``items.between`` leaves what both allow.

    It is the one that is narrowest at large: were every order to narrow each article, their errors would add
    up.
    """
    chosen: dict[int, Span] = {}
    for order in sorted(orders, key=lambda order: order.learned.width):
        tried = ((dated[order.ids[at]], span.first, span.last) for at, span in order.learned.tried.items())
        if not order.learned.spans or not may_be_believed(tried):
            continue
        for place, span in order.learned.spans.items():
            number = order.ids[place]
            if number not in chosen:
                chosen[number] = span
                yield number, order, span
            elif _apart(chosen[number], span):
                yield number, order, span


def _apart(one: Span, other: Span) -> bool:
    return any(
        first is not None and last is not None and first > last
        for first, last in ((one.first, other.last), (other.first, one.last))
    )


def _told(order: _Order, span: Span, dated: Mapping[int, int]) -> Iterator[Values]:
    sides: tuple[tuple[str, int | None, int | None], ...] = (
        ("earliest", span.first, span.below),
        ("latest", span.last, span.above),
    )
    for side, day, beside in sides:
        if day is not None and beside is not None:
            other = order.ids[beside]
            name = f"number {order.numbers[other]}" if order.numbers else "in the list"
            apart = abs(day - dated[other])
            wider = f", {apart} days allowed for what is out of order" if apart else ""
            yield {
                "side": side,
                "value": date.fromordinal(day).isoformat(),
                "from": order.origin,
                "raw": f"{name}: {date.fromordinal(dated[other]):%d/%m/%Y}{wider}",
            }


def _write(ids: Sequence[int], told: Mapping[int, Sequence[Values]]) -> int:
    """Put what was learned into these undated articles; how many are not as they were."""
    with transaction.atomic():
        rows = (
            Article.objects.select_for_update(no_key=True)
            .filter(pk__in=ids, published_at=None)
            .order_by("pk")
        )
        changed, moved, doubtful = [], [], []
        for row in rows.only(*_FIELDS):
            if row.published:
                continue
            page = [one for one in row.bounds if one["from"] not in bounds.LEARNED]
            evidence = [*page, *told.get(row.pk, ())]
            before = (row.bounds, row.published_between, row.sort_at)
            row.bounds = evidence
            found, warnings = bounds.bounds_of(row)
            row.published_between, row.sort_at = found.to_record(), bounds.place(row, found)
            if (row.bounds, row.published_between, row.sort_at) == before:
                continue
            changed.append(row)
            row.version += row.published_between != before[1]
            moved += [row] if row.sort_at != before[2] else []
            doubtful += [(row, warnings)] if warnings else []
        update(changed, _CHANGED)
        topics = [ArticleTopic(article_id=row.pk, sort_at=row.sort_at) for row in moved]
        update(topics, ("sort_at",), where="article")
        search.put_ids(row.pk for row in moved)
        for row, warnings in doubtful:
            _warn(row, warnings)
    return len(changed)


def _warn(row: Article, warnings: Sequence[str]) -> None:
    """Say in the article's evidence what contradicts itself."""
    evidence = Article.objects.values_list("evidence", flat=True).get(pk=row.pk)
    Article.objects.filter(pk=row.pk).update(evidence=bounds.warned(evidence, warnings))


def _list_key(address: str) -> str:
    return hashlib.sha256(address.encode("utf-8", "surrogatepass")).hexdigest()
