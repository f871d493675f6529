"""The frontier on the archive's database: what ``DjangoState`` answers of ``crawler.state.Frontier``.

Models are needed at import: Django must be set up before (``archive.ready``).
"""

import hashlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q

from archive.models import Article, FrontierEntry, OtherAddress, SourceRun, Validator
from archive.past import lists_of
from archive.values import storable, stored_key
from crawler.state import KnownArticle, LinkEvidence, Outcome, Pending, Validators
from items.failures import MEANINGS

GONE = tuple(sorted(name for name, known in MEANINGS.items() if known.gone))
# SQLite takes 32,766 values in one statement, older ones 999.
_AT_ONCE = 500
_FORGOTTEN = timedelta(days=60)
# No link waits longer (spiders.retry_policy): what is due later was put off by a clock that went ahead.
_LONGEST_WAIT = timedelta(days=31)


def enqueue(source: str, links: Sequence[Pending], *, at: datetime) -> None:
    """Keep the links until they are settled. One that was done without an article waits again."""
    if not links:
        return
    rows = [
        FrontierEntry(
            source=source,
            key=stored_key(link.key),
            address=storable(link.address),
            dates=[storable(asdict(one)) for one in link.evidence],
            head=link.head,
            found_at=at,
        )
        for link in links
    ]
    with transaction.atomic():
        keys = [row.key for row in rows]
        for part in _parts(keys):
            FrontierEntry.objects.filter(source=source, key__in=part, done=True).update(
                done=False, found_at=at, due_at=None, tries=0
            )
        FrontierEntry.objects.bulk_create(rows, batch_size=_AT_ONCE, ignore_conflicts=True)


def mark_heads(source: str, keys: Collection[str]) -> None:
    """Keep that these links stood among the first of a list."""
    for part in _asked(keys):
        FrontierEntry.objects.filter(source=source, key__in=part, head=False).update(head=True)


def pending(source: str, *, at: datetime) -> list[Pending]:
    """The links that wait. Those that were stored since they were found are done, though nobody said so."""
    waiting = FrontierEntry.objects.filter(source=source, done=False)
    stored = Article.objects.filter(
        source=source, key=OuterRef("key"), last_seen_at__gte=OuterRef("found_at")
    )
    waiting.filter(Exists(stored)).update(done=True, outcome="article", article_key=F("key"), settled_at=at)
    now = Q(due_at=None) | Q(due_at__lte=at) | Q(due_at__gt=at + _LONGEST_WAIT)
    due = waiting.filter(now).order_by("id")
    return [
        Pending(row.key, row.address, tuple(LinkEvidence(**one) for one in row.dates), row.tries)
        for row in due
    ]


def settle(source: str, outcomes: Sequence[Outcome], *, at: datetime) -> None:
    """Keep what became of the links, in one transaction."""
    newest = {stored_key(outcome.key): outcome for outcome in outcomes}
    rows = [
        FrontierEntry(
            source=source,
            key=key,
            address=storable(outcome.address),
            done=outcome.done,
            outcome=outcome.name,
            article_key=stored_key(outcome.article) if outcome.article is not None else None,
            target=outcome.target,
            tries=0 if outcome.done else 1,
            found_at=at,
            settled_at=at,
            due_at=at + outcome.again if outcome.again is not None else None,
        )
        for key, outcome in newest.items()
    ]
    with transaction.atomic():
        # A link that is gone still says which article stood behind it: another day it says so again.
        gone = [row.key for row in rows if row.outcome in GONE]
        led = FrontierEntry.objects.filter(source=source, key__in=gone).values_list("key", "article_key")
        behind = dict(led)
        for row in rows:
            if row.outcome in GONE:
                row.article_key = behind.get(row.key)
        failed = [row.key for row in rows if not row.done]
        tries = dict(FrontierEntry.objects.filter(source=source, key__in=failed).values_list("key", "tries"))
        for row in rows:
            if not row.done:
                row.tries = tries.get(row.key, 0) + 1
        FrontierEntry.objects.bulk_create(
            rows,
            batch_size=_AT_ONCE,
            update_conflicts=True,
            unique_fields=["source", "key"],
            update_fields=["done", "outcome", "article_key", "target", "tries", "settled_at", "due_at"],
        )


def unwanted(source: str, keys: Collection[str], *, at: datetime) -> dict[str, datetime]:
    """The keys that are not to be asked for now, and when they were found."""
    found: dict[str, datetime] = {}
    for part in _asked(keys):
        without = Q(article_key=None) | Q(outcome__in=GONE)
        rows = FrontierEntry.objects.filter(without, source=source, key__in=part).exclude(outcome="")
        waits = Q(due_at__gt=at, due_at__lte=at + _LONGEST_WAIT)
        later = rows.filter(waits | Q(due_at=None, done=True))
        found |= {part[key]: then for key, then in later.values_list("key", "found_at")}
    return found


def known(source: str, keys: Collection[str]) -> dict[str, KnownArticle]:
    """The articles behind the keys: their own, or those of links that led to them, or of which they are
    further addresses. Where such an article was removed its further address is not known: it may tell more.
    """
    found: dict[str, KnownArticle] = {}
    for part in _asked(keys):
        for row in _light(Article.objects.filter(source=source, key__in=part)):
            found[part[row["key"]]] = _known(part[row["key"]], row)
        missing = {stored: key for stored, key in part.items() if key not in found}
        links = FrontierEntry.objects.filter(source=source, key__in=missing).exclude(article_key=None)
        links = links.exclude(outcome__in=GONE)
        led = {key: key for key in missing}
        led |= {key: article for key, article in links.values_list("key", "article_key") if article}
        others = OtherAddress.objects.filter(source=source, key__in={*missing, *led.values()})
        first = dict(others.filter(article__removed_at=None).values_list("key", "article__key"))
        behind = {key: first.get(article, article) for key, article in led.items()}
        rows = {
            row["key"]: row
            for row in _light(Article.objects.filter(source=source, key__in=set(behind.values())))
        }
        for stored, article in behind.items():
            if article in rows:
                found[missing[stored]] = _known(missing[stored], rows[article])
    return found


def recent(source: str, *, since: datetime, most: int) -> list[KnownArticle]:
    """The newest articles, as far back as ``since``.

    What the first walk over a source found without a date may be of any age: of that only the ones that were
    listed first, a tenth of ``most``.
    """
    first_walk = _first_walk(source) or since
    own = Article.objects.filter(source=source)
    dated = own.filter(published_at__isnull=False, sort_at__gte=since)
    undated = own.filter(published_at=None, first_seen_at__gte=since)
    appeared = undated.filter(first_seen_at__gt=first_walk).order_by("-first_seen_at", "id")
    newest = [*_light(dated.order_by("-sort_at", "id"))[:most], *_light(appeared)[:most]]
    newest.sort(key=lambda row: row["published_at"] or row["first_seen_at"], reverse=True)
    listed_first = [*_light(undated.filter(first_seen_at__lte=first_walk).order_by("id"))[: most // 10]]
    return [_known(row["key"], row) for row in (*newest[:most], *listed_first)][:most]


def _first_walk(source: str) -> datetime | None:
    """When the source's lists had been read to their end for the first time; long after now while one of
    them still is. None where no run tells."""
    lists = [each for each in lists_of(source) if each.at is not None]
    if any(each.whole_at is None for each in lists):
        return datetime(9999, 1, 1, tzinfo=UTC)
    if lists:
        return max(each.whole_at for each in lists if each.whole_at is not None)
    complete = SourceRun.objects.filter(source=source, complete=True).order_by("finished_at")
    return complete.values_list("finished_at", flat=True).first()


def evidence(source: str, keys: Collection[str]) -> dict[str, tuple[LinkEvidence, ...]]:
    """What was said of the articles when their links were found, by an article's own key."""
    found: dict[str, tuple[LinkEvidence, ...]] = {}
    for part in _asked(keys):
        behind = FrontierEntry.objects.filter(source=source).filter(Q(key__in=part) | Q(article_key__in=part))
        for key, article, told in behind.exclude(dates=[]).values_list("key", "article_key", "dates"):
            for name in (key, article):
                if name in part:
                    found.setdefault(part[name], tuple(LinkEvidence(**one) for one in told))
    return found


def validators(source: str) -> Mapping[str, Validators]:
    """By address."""
    rows = Validator.objects.filter(source=source).values_list("address", "etag", "last_modified", "at")
    return {address: Validators(etag, modified, at) for address, etag, modified, at in rows}


def keep_validators(source: str, told: Mapping[str, Validators], *, at: datetime) -> None:
    """Replace what is kept for these addresses; what nobody renewed for long is forgotten."""
    rows = [
        Validator(
            source=source,
            key=hashlib.sha256(address.encode("utf-8", "surrogatepass")).hexdigest(),
            address=storable(address),
            etag=storable(each.etag),
            last_modified=storable(each.last_modified),
            at=at,
        )
        for address, each in told.items()
    ]
    Validator.objects.filter(source=source, at__lt=at - _FORGOTTEN).delete()
    Validator.objects.bulk_create(
        rows,
        batch_size=_AT_ONCE,
        update_conflicts=True,
        unique_fields=["source", "key"],
        update_fields=["address", "etag", "last_modified", "at"],
    )


def _light(rows: Any) -> Any:
    return rows.values("key", "url", "first_seen_at", "last_seen_at", "published_at")


def _known(key: str, row: Mapping[str, Any]) -> KnownArticle:
    return KnownArticle(key, row["url"], row["first_seen_at"], row["last_seen_at"], row["published_at"])


def _asked(keys: Collection[str]) -> list[dict[str, str]]:
    """Stored key → key, in parts that fit into a statement."""
    return [{stored_key(key): key for key in part} for part in _parts(list(keys))]


def _parts(keys: Sequence[str]) -> list[Sequence[str]]:
    return [keys[start : start + _AT_ONCE] for start in range(0, len(keys), _AT_ONCE)]
