"""The past read again: kept pages through a better extractor, and what that changes of their articles.

What changes is ours, not an edit of the source: a revision with the reason "reextract", and the article keeps
the time of its last change. Editors' corrections stay.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

import items
from archive import document_aliases, search, stories, values
from archive.corrections import put, source_values, standing
from archive.dating import bounds
from archive.frontier import evidence
from archive.models import Article, RawPage, Reading, Revision
from archive.raw import page_of
from archive.rows import derive, write_topics
from archive.states import ALL, policies
from archive.values import READABLE
from crawler.state import LinkEvidence

REASON: Final = "reextract"
_AT_ONCE: Final = 50

# What is read on the page now, by the source's slug and with what lists told of its date.
Read = Callable[[items.Page, str, tuple[LinkEvidence, ...]], items.Article]


@dataclass(frozen=True, slots=True)
class Again:
    """One article read again: ``changes`` are (before, after) by field, in the order of the record.

    ``problem`` says why nothing was made of its page; then nothing changes.
    """

    article: int
    url: str
    changes: dict[str, tuple[Any, Any]] = field(default_factory=dict)
    problem: str | None = None


def count(sources: Sequence[str], since: datetime | None) -> int:
    """How many articles ``reextract`` would read again."""
    return _newest(sources, since).count()


def reextract(
    read: Read, *, sources: Sequence[str] = (), since: datetime | None = None, at: datetime, dry_run: bool
) -> Iterator[Again]:
    """Read the newest kept page of each article again, oldest article first, and say of each what it gives.

    ``sources`` are slugs, all without any; ``since`` (aware) takes articles first seen then or later. Without
    ``dry_run`` the changes are written, some articles a transaction. A page older than the source's last
    change says nothing of the article now and is passed over. Raises django.db.Error.
    """
    last = 0
    found = _newest(sources, since).order_by("article_id").select_related("article")
    while chunk := list(found.filter(article_id__gt=last)[:_AT_ONCE]):
        last = chunk[-1].article_id
        read_again = [(page, *_compare(page, read)) for page in chunk]
        if not dry_run:
            _write([(page, new) for page, again, new in read_again if new and again.changes], at)
        yield from (again for _, again, _ in read_again)


def _newest(sources: Sequence[str], since: datetime | None) -> QuerySet[RawPage]:
    """The newest page of each article whose source changed nothing after it."""
    of_it = {"article": OuterRef("article"), "number__gt": OuterRef("number")}
    found = RawPage.objects.exclude(Exists(Revision.objects.filter(**of_it).exclude(reason=REASON)))
    found = found.exclude(Exists(RawPage.objects.filter(**of_it)))
    if sources:
        found = found.filter(article__source__in=sources)
    if since is not None:
        found = found.filter(article__first_seen_at__gte=since)
    return found


def _compare(page: RawPage, read: Read) -> tuple[Again, items.Article | None]:
    row = page.article
    try:
        told = evidence(row.source, [row.key]).get(row.key, ())
        new = read(page_of(page), row.source, told)
    except ValueError as error:
        return Again(row.pk, row.url, problem=str(error)), None
    if new.kind not in READABLE:
        return Again(row.pk, row.url, problem=f"no article but {new.kind}"), None
    before, after = source_values(row), _stable_values(row, new)
    changed = values.changed_fields(before, after)
    changes = {name: (before[name], after[name]) for name in changed}
    if row.views is None and (views := values.views(new)) is not None:
        changes["views"] = (None, views)
    proved = bounds.replace_page_evidence(row.bounds, bounds.page_evidence(new))
    if proved != row.bounds:
        changes["bounds"] = (row.bounds, proved)
    return Again(row.pk, row.url, changes), new


def _stable_values(row: Article, new: items.Article) -> values.Values:
    """The page's values now, by the rules of a crawl."""
    stable = values.without_date_drift(source_values(row), values.content(new))
    return stable.values | stable.sharper


def _write(read_again: Sequence[tuple[RawPage, items.Article]], at: datetime) -> None:
    known = policies()
    with transaction.atomic():
        ids = [page.article_id for page, _ in read_again]
        now = {
            row.pk: row
            for row in Article.objects.select_for_update(no_key=True).filter(pk__in=ids).order_by("pk")
        }
        written = []
        for page, new in read_again:
            row = now.get(page.article_id)
            # Somebody was faster: the next time.
            if row is not None and row.version == page.article.version:
                _revise(row, new, page.fetched_at, known.get(row.source, ALL), at)
                written.append(row)
        write_topics(written)
        document_aliases.store_identities((), written)
        search.put(written)
        stories.queue_comparison(written)


def _revise(row: Article, new: items.Article, fetched_at: datetime, policy: str, at: datetime) -> None:
    before, after = source_values(row), _stable_values(row, new)
    changed = values.changed_fields(before, after)
    if changed:
        row.revision_count += 1
        Revision.objects.create(
            article=row,
            number=row.revision_count,
            at=at,
            changed=list(changed),
            before={name: before[name] for name in changed},
            reason=REASON,
        )
    put(row, after, standing(row) if row.said else {})
    row.evidence = values.evidence(new)
    row.bounds = bounds.replace_page_evidence(row.bounds, bounds.page_evidence(new))
    row.content_hash = values.content_hash(after)
    if row.views is None and (views := values.views(new)) is not None:
        row.views, row.views_value, row.views_at = views, views["value"], fetched_at
        Reading.objects.create(article=row, at=fetched_at, value=views["value"], fetches=row.fetches)
    derive(row, policy)
    row.version += 1
    row.save()
