"""Learn from a source's dated articles between which days its undated ones were published.

Runs at the end of each crawl. Learned bounds narrow those of stored articles. The source itself did not
change, so there is no revision and ``changed_at`` stays. Models are needed at import.
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
from archive.dating.orders import find_numberings, merge_listing
from archive.dating.sequence import PERFECT, Learned, Span, covers_dates, learn
from archive.models import Article, ArticleTopic, FrontierEntry, ListOrder
from archive.values import storable, stored_key
from items import BoundOrigin

Values = dict[str, Any]

_BATCH_SIZE: Final = 500
_CHANGED: Final = ("bounds", "published_between", "sort_at", "version")
_FIELDS: Final = ("published", "first_seen_at", "appeared", *_CHANGED)


@dataclass(frozen=True, slots=True)
class _Order:
    """One order of a source's articles: their ids, oldest first, and the bounds that it gives.

    ``numbers`` maps ids to the numbers in their URLs if the order is by number, else it is empty.
    """

    origin: BoundOrigin
    ids: Sequence[int]
    learned: Learned
    numbers: Mapping[int, int]


def store_listing_orders(source: str, listings: Mapping[str, Sequence[str]], *, at: datetime) -> None:
    """Store the order of each listing: ``listings`` maps its URL to the articles' keys, newest first."""
    by_key = {_listing_key(url): (url, keys) for url, keys in listings.items() if keys}
    stored = {row.key: row for row in ListOrder.objects.filter(source=source, key__in=by_key)}
    for key, (url, article_keys) in by_key.items():
        row = stored.get(key) or ListOrder(source=source, key=key, address=storable(url))
        merged = merge_listing(row.articles, [stored_key(article_key) for article_key in article_keys])
        if merged != row.articles:
            row.articles, row.at = merged, at
            row.save()


def learn_source(source: str) -> int:
    """Learn the bounds of the source's undated articles again; return for how many they changed.

    Raises django.db.Error. Costs one query for a source without undated articles.
    """
    own = Article.objects.filter(source=source)
    if not own.filter(published_at=None).exists():
        return 0
    days: dict[int, int] = {}
    urls: dict[int, str] = {}
    id_by_key: dict[str, int] = {}
    undated: list[int] = []
    for pk, key, url, published in own.order_by("id").values_list("id", "key", "url", "published"):
        urls[pk], id_by_key[key] = url, pk
        if published:
            days[pk] = date.fromisoformat(published["value"][:10]).toordinal()
        else:
            undated.append(pk)
    learned: dict[int, list[Values]] = {}
    if len(days) >= PERFECT:
        for pk, order, span in _choose_spans(_orders(source, days, urls, id_by_key), days):
            learned.setdefault(pk, []).extend(_to_evidence(order, span, days))
    return sum(
        _write(undated[start : start + _BATCH_SIZE], learned) for start in range(0, len(undated), _BATCH_SIZE)
    )


def _orders(
    source: str, days: Mapping[int, int], urls: Mapping[int, str], id_by_key: Mapping[str, int]
) -> Iterator[_Order]:
    """Each order of the source's articles; ``days`` are the ordinals of the dated ones by id."""
    for row in ListOrder.objects.filter(source=source).order_by("id"):
        targets = _targets(source, [key for key in row.articles if key not in id_by_key])
        listed = (id_by_key.get(key) or id_by_key.get(targets.get(key, "")) for key in reversed(row.articles))
        yield _order("neighbour", [pk for pk in dict.fromkeys(listed) if pk is not None], days, {})
    for numbers in find_numberings(urls):
        yield _order("number", _sorted_by_number(numbers), days, numbers)


def _sorted_by_number(numbers: Mapping[int, int]) -> list[int]:
    return sorted(numbers, key=lambda pk: (numbers[pk], pk))


def _order(
    origin: BoundOrigin, ids: Sequence[int], days: Mapping[int, int], numbers: Mapping[int, int]
) -> _Order:
    return _Order(origin, ids, learn([days.get(pk) for pk in ids]), numbers)


def _targets(source: str, keys: Sequence[str]) -> dict[str, str]:
    """The keys of the articles to which links with these keys redirect."""
    targets: dict[str, str] = {}
    for start in range(0, len(keys), _BATCH_SIZE):
        links = FrontierEntry.objects.filter(source=source, key__in=keys[start : start + _BATCH_SIZE])
        redirects = links.exclude(article_key=None).values_list("key", "article_key")
        targets.update((key, article) for key, article in redirects if article)
    return targets


def _choose_spans(orders: Iterable[_Order], days: Mapping[int, int]) -> Iterator[tuple[int, _Order, Span]]:
    """For each undated article (id), the order that bounds it and its span.

    That is the order with the narrowest bounds overall. If every order narrowed every article, their errors
    would add up. An order whose span does not overlap the chosen one is given too: ``items.between`` then
    leaves what both allow.
    """
    chosen: dict[int, Span] = {}
    for order in sorted(orders, key=lambda order: order.learned.width):
        known = order.learned.leave_one_out.items()
        predictions = ((days[order.ids[place]], span.first, span.last) for place, span in known)
        if not order.learned.spans or not covers_dates(predictions):
            continue
        for place, span in order.learned.spans.items():
            pk = order.ids[place]
            if pk not in chosen:
                chosen[pk] = span
                yield pk, order, span
            elif _are_disjoint(chosen[pk], span):
                yield pk, order, span


def _are_disjoint(one: Span, other: Span) -> bool:
    return any(
        first is not None and last is not None and first > last
        for first, last in ((one.first, other.last), (other.first, one.last))
    )


def _to_evidence(order: _Order, span: Span, days: Mapping[int, int]) -> Iterator[Values]:
    """The span as evidence of ``Article.bounds``, one dict for each known side."""
    sides: tuple[tuple[str, int | None, int | None], ...] = (
        ("earliest", span.first, span.below),
        ("latest", span.last, span.above),
    )
    for side, day, neighbour_place in sides:
        if day is not None and neighbour_place is not None:
            neighbour = order.ids[neighbour_place]
            name = f"number {order.numbers[neighbour]}" if order.numbers else "in the list"
            slack = abs(day - days[neighbour])
            allowance = f", {slack} days allowed for what is out of order" if slack else ""
            yield {
                "side": side,
                "value": date.fromordinal(day).isoformat(),
                "from": order.origin,
                "raw": f"{name}: {date.fromordinal(days[neighbour]):%d/%m/%Y}{allowance}",
            }


def _write(ids: Sequence[int], learned: Mapping[int, Sequence[Values]]) -> int:
    """Store the learned evidence of these undated articles; return how many changed."""
    with transaction.atomic():
        rows = (
            Article.objects.select_for_update(no_key=True)
            .filter(pk__in=ids, published_at=None)
            .order_by("pk")
        )
        changed, moved, contradictory = [], [], []
        for row in rows.only(*_FIELDS):
            if row.published:
                continue
            page = [evidence for evidence in row.bounds if evidence["from"] not in bounds.LEARNED]
            before = (row.bounds, row.published_between, row.sort_at)
            row.bounds = [*page, *learned.get(row.pk, ())]
            between, warnings = bounds.compute_bounds(row)
            row.published_between, row.sort_at = between.to_record(), bounds.compute_sort_at(row, between)
            if (row.bounds, row.published_between, row.sort_at) == before:
                continue
            changed.append(row)
            row.version += row.published_between != before[1]
            moved += [row] if row.sort_at != before[2] else []
            contradictory += [(row, warnings)] if warnings else []
        update(changed, _CHANGED)
        topics = [ArticleTopic(article_id=row.pk, sort_at=row.sort_at) for row in moved]
        update(topics, ("sort_at",), where="article")
        search.put_ids(row.pk for row in moved)
        for row, warnings in contradictory:
            _store_warnings(row, warnings)
    return len(changed)


def _store_warnings(row: Article, warnings: Sequence[str]) -> None:
    """Store the contradictions in the article's evidence, for editors."""
    evidence = Article.objects.values_list("evidence", flat=True).get(pk=row.pk)
    Article.objects.filter(pk=row.pk).update(evidence=bounds.with_contradictions(evidence, warnings))


def _listing_key(url: str) -> str:
    return hashlib.sha256(url.encode("utf-8", "surrogatepass")).hexdigest()
