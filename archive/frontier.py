"""The frontier in the archive's database: the functions behind ``DjangoState`` as ``crawler.state.Frontier``.

Models are needed at import: Django must be set up before (``archive.ready``).
"""

import hashlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q

from archive.crawl_history import lists_of
from archive.models import Article, FrontierEntry, OtherAddress, SourceRun, Validator
from archive.values import storable, stored_key
from crawler.state import KnownArticle, LinkEvidence, Outcome, Pending, Validators
from items.failures import MEANINGS

GONE = tuple(sorted(name for name, known in MEANINGS.items() if known.gone))
# SQLite takes 32,766 values in one statement, older versions 999.
_BATCH_SIZE = 500
_VALIDATORS_KEPT = timedelta(days=60)
# No link waits longer (spiders.retry_policy): a later due time was set while a clock was wrong.
_LONGEST_WAIT = timedelta(days=31)


def enqueue(source: str, links: Sequence[Pending], *, at: datetime) -> None:
    """Store the links until they are settled. A link that was settled without an article waits again."""
    if not links:
        return
    rows = [
        FrontierEntry(
            source=source,
            key=stored_key(link.key),
            address=storable(link.address),
            dates=[storable(asdict(evidence)) for evidence in link.evidence],
            head=link.head,
            found_at=at,
        )
        for link in links
    ]
    with transaction.atomic():
        keys = [row.key for row in rows]
        for batch in _batches(keys):
            FrontierEntry.objects.filter(source=source, key__in=batch, done=True).update(
                done=False, found_at=at, due_at=None, tries=0
            )
        FrontierEntry.objects.bulk_create(rows, batch_size=_BATCH_SIZE, ignore_conflicts=True)


def mark_heads(source: str, keys: Collection[str]) -> None:
    """Mark these links as having stood among the first of a listing."""
    for batch in _stored_batches(keys):
        FrontierEntry.objects.filter(source=source, key__in=batch, head=False).update(head=True)


def pending(source: str, *, at: datetime) -> list[Pending]:
    """The links that are due. Links already stored are marked done first (recovery after a crash)."""
    waiting = FrontierEntry.objects.filter(source=source, done=False)
    stored = Article.objects.filter(
        source=source, key=OuterRef("key"), last_seen_at__gte=OuterRef("found_at")
    )
    waiting.filter(Exists(stored)).update(done=True, outcome="article", article_key=F("key"), settled_at=at)
    now = Q(due_at=None) | Q(due_at__lte=at) | Q(due_at__gt=at + _LONGEST_WAIT)
    due = waiting.filter(now).order_by("id")
    return [
        Pending(row.key, row.address, tuple(LinkEvidence(**record) for record in row.dates), row.tries)
        for row in due
    ]


def settle(source: str, outcomes: Sequence[Outcome], *, at: datetime) -> None:
    """Store the outcomes of these links, in one transaction."""
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
        # A link that is gone keeps its article's key: on another day it may be found gone again.
        gone = [row.key for row in rows if row.outcome in GONE]
        links = FrontierEntry.objects.filter(source=source, key__in=gone)
        targets = dict(links.values_list("key", "article_key"))
        for row in rows:
            if row.outcome in GONE:
                row.article_key = targets.get(row.key)
        failed = [row.key for row in rows if not row.done]
        tries = dict(FrontierEntry.objects.filter(source=source, key__in=failed).values_list("key", "tries"))
        for row in rows:
            if not row.done:
                row.tries = tries.get(row.key, 0) + 1
        FrontierEntry.objects.bulk_create(
            rows,
            batch_size=_BATCH_SIZE,
            update_conflicts=True,
            unique_fields=["source", "key"],
            update_fields=["done", "outcome", "article_key", "target", "tries", "settled_at", "due_at"],
        )


def unwanted(source: str, keys: Collection[str], *, at: datetime) -> dict[str, datetime]:
    """The keys that are not to be fetched now, with the time when each was found."""
    found_at: dict[str, datetime] = {}
    for batch in _stored_batches(keys):
        no_article = Q(article_key=None) | Q(outcome__in=GONE)
        rows = FrontierEntry.objects.filter(no_article, source=source, key__in=batch).exclude(outcome="")
        waits = Q(due_at__gt=at, due_at__lte=at + _LONGEST_WAIT)
        later = rows.filter(waits | Q(due_at=None, done=True))
        found_at |= {batch[key]: moment for key, moment in later.values_list("key", "found_at")}
    return found_at


def known(source: str, keys: Collection[str]) -> dict[str, KnownArticle]:
    """The stored articles with these keys, by key.

    A key may be the article's own, that of a link that led to it, or that of an alias. An alias of a removed
    article is not known: its page is fetched again.
    """
    articles: dict[str, KnownArticle] = {}
    for batch in _stored_batches(keys):
        for row in _light(Article.objects.filter(source=source, key__in=batch)):
            articles[batch[row["key"]]] = _known(batch[row["key"]], row)
        missing = {stored: key for stored, key in batch.items() if key not in articles}
        links = FrontierEntry.objects.filter(source=source, key__in=missing).exclude(article_key=None)
        links = links.exclude(outcome__in=GONE)
        targets = {key: key for key in missing}
        targets |= {key: article for key, article in links.values_list("key", "article_key") if article}
        aliases = OtherAddress.objects.filter(source=source, key__in={*missing, *targets.values()})
        key_of_alias = dict(aliases.filter(article__removed_at=None).values_list("key", "article__key"))
        article_keys = {key: key_of_alias.get(target, target) for key, target in targets.items()}
        rows = {
            row["key"]: row
            for row in _light(Article.objects.filter(source=source, key__in=set(article_keys.values())))
        }
        for stored, article in article_keys.items():
            if article in rows:
                articles[missing[stored]] = _known(missing[stored], rows[article])
    return articles


def recent(source: str, *, since: datetime, most: int) -> list[KnownArticle]:
    """The newest articles, as far back as ``since``, at most ``most``.

    Undated articles from the first walk over a source may be of any age: of those only the first listed, a
    tenth of ``most``.
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
    """When the source's listings had all been read to their end for the first time.

    A time in the far future while one of them has not; None if no run reports any.
    """
    lists = [report for report in lists_of(source) if report.at is not None]
    if any(report.whole_at is None for report in lists):
        return datetime(9999, 1, 1, tzinfo=UTC)
    if lists:
        return max(report.whole_at for report in lists if report.whole_at is not None)
    complete = SourceRun.objects.filter(source=source, complete=True).order_by("finished_at")
    return complete.values_list("finished_at", flat=True).first()


def evidence(source: str, keys: Collection[str]) -> dict[str, tuple[LinkEvidence, ...]]:
    """The link evidence of these articles, by their own keys; those without are left out."""
    by_key: dict[str, tuple[LinkEvidence, ...]] = {}
    for batch in _stored_batches(keys):
        links = FrontierEntry.objects.filter(Q(key__in=batch) | Q(article_key__in=batch), source=source)
        for *link_keys, records in links.exclude(dates=[]).values_list("key", "article_key", "dates"):
            for key in link_keys:
                if key in batch:
                    by_key.setdefault(batch[key], tuple(LinkEvidence(**record) for record in records))
    return by_key


def validators(source: str) -> Mapping[str, Validators]:
    """The validators of the source's URLs, by URL."""
    rows = Validator.objects.filter(source=source).values_list("address", "etag", "last_modified", "at")
    return {address: Validators(etag, modified, at) for address, etag, modified, at in rows}


def keep_validators(source: str, by_url: Mapping[str, Validators], *, at: datetime) -> None:
    """Store the validators of these URLs, and delete those of the source that are older than 60 days."""
    rows = [
        Validator(
            source=source,
            key=hashlib.sha256(url.encode("utf-8", "surrogatepass")).hexdigest(),
            address=storable(url),
            etag=storable(validator.etag),
            last_modified=storable(validator.last_modified),
            at=at,
        )
        for url, validator in by_url.items()
    ]
    Validator.objects.filter(source=source, at__lt=at - _VALIDATORS_KEPT).delete()
    Validator.objects.bulk_create(
        rows,
        batch_size=_BATCH_SIZE,
        update_conflicts=True,
        unique_fields=["source", "key"],
        update_fields=["address", "etag", "last_modified", "at"],
    )


def _light(rows: Any) -> Any:
    return rows.values("key", "url", "first_seen_at", "last_seen_at", "published_at")


def _known(key: str, row: Mapping[str, Any]) -> KnownArticle:
    return KnownArticle(key, row["url"], row["first_seen_at"], row["last_seen_at"], row["published_at"])


def _stored_batches(keys: Collection[str]) -> list[dict[str, str]]:
    """The keys by stored key, in batches that fit into one statement."""
    return [{stored_key(key): key for key in batch} for batch in _batches(list(keys))]


def _batches(keys: Sequence[str]) -> list[Sequence[str]]:
    return [keys[start : start + _BATCH_SIZE] for start in range(0, len(keys), _BATCH_SIZE)]
