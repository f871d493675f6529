"""Write articles to the archive: new, changed (with a revision) or unchanged. Saving twice is saving once."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from django.db import IntegrityError, router, transaction
from django.db.models import Q

import items
from archive import crawl_history, document_aliases, raw, rules, search, states, stories, values, visits
from archive.bulk import insert
from archive.corrections import put, source_values, standing
from archive.dating import bounds
from archive.identity import Identity, identity
from archive.models import Article, KnownSource, OtherAddress, Reading, Revision
from archive.rows import derive, write_topics
from archive.writing import Write, decide_write

Saved = Literal["new", "changed", "unchanged"]

ATTEMPTS = 3
# Loaded only for changed articles, which are few: the texts of unchanged ones are never read.
_DEFERRED = ("body_text", "body_html", "evidence")
# What ``KnownSource`` keeps of a source's file.
_SOURCE_FIELDS = ("name", "publisher", "home", "kind", "province", "feed")


@dataclass(frozen=True, slots=True)
class Incoming:
    """An article to be saved.

    ``key`` is its source's stable key (``spiders.keys``), ``page`` the page that it was extracted from.
    ``moved_from`` is the id of the stored article that has moved to this URL (``archive.relocation``), else
    None.
    """

    article: items.Article
    key: str
    page: items.Page | None = None
    moved_from: int | None = None


def save(article: items.Article, *, key: str, run_id: int | None, at: datetime) -> Saved:
    """``save_many`` of one."""
    return save_many([Incoming(article, key)], run_id=run_id, at=at)[0]


def save_many(
    batch: Sequence[Incoming], *, run_id: int | None, at: datetime, visited: list[int] | None = None
) -> list[Saved]:
    """Write the batch in one transaction, all or nothing; return each article's outcome in the same order.

    ``at`` (aware) is when the source showed these values. Source and key identify an article. Its row holds
    the newest values, a Revision the ones that they replace. A new view count is a Reading and no change of
    the article. For an article with nothing new, not even a view count, nothing is written: its id is added
    to ``visited``, which belongs in the run's report (``archive.visits``). An official document that its
    source already shows at another URL (``archive.identity``) is the same article. The first URL stays
    canonical until its page is removed. Raises django.db.Error when the database is out of reach; then
    nothing of the batch is written.
    """
    using = router.db_for_write(Article)
    for attempt in range(1, ATTEMPTS + 1):
        try:
            written = _Batch(run_id, at)
            with transaction.atomic(using=using):
                saved = written.save(batch)
            if visited is not None:
                visited += sorted(written.seen - written.changed.keys())
            return saved
        except IntegrityError:
            # Another process stored one of these articles in between: the next attempt finds it.
            if attempt == ATTEMPTS:
                raise
    raise AssertionError("unreachable")


def remember_sources(sources: Iterable[items.Source]) -> None:
    """Store what feeds and the desk show of these sources, and apply their publishing policies.

    Feeds and desk then need not read the sources' files.
    """
    sources = list(sources)
    policies = states.read_policies(sources)
    rows = [
        KnownSource(
            slug=source.slug,
            name=source.name,
            publisher=source.publisher,
            home=source.home,
            kind=source.kind,
            province=source.province,
            feed=source.feed or "",
        )
        for source in sources
    ]
    stored = KnownSource.objects.in_bulk([row.slug for row in rows])
    KnownSource.objects.bulk_create(
        [row for row in rows if row.slug not in stored or _differ(row, stored[row.slug])],
        update_conflicts=True,
        unique_fields=["slug"],
        update_fields=list(_SOURCE_FIELDS),
    )
    states.apply_policies(policies)


def _differ(one: KnownSource, other: KnownSource) -> bool:
    return any(getattr(one, name) != getattr(other, name) for name in _SOURCE_FIELDS)


def _identity(article: items.Article) -> Identity | None:
    return identity(article.kind, article.document.to_record() if article.document else None)


class _Batch:
    """One batch being written: the stored rows that it touches, and the rows to write."""

    def __init__(self, run_id: int | None, at: datetime) -> None:
        self.run_id = run_id
        self.at = at
        # Stored and new articles by (source, key); ``by_alias`` by (source, key) of their further URLs.
        self.rows: dict[tuple[str, str], Article] = {}
        self.by_alias: dict[tuple[str, str], Article] = {}
        self.by_id: dict[int, Article] = {}
        self.documents = document_aliases.DocumentIndex(())
        # Read when first needed: policies by source, visits since the last change by article id, and whether
        # a source's first walk is over.
        self.policies: dict[str, str] | None = None
        self.unrecorded_visits: dict[int, int] | None = None
        self.is_first_walk_over: dict[str, bool] = {}
        self.new_aliases: list[OtherAddress] = []
        self.deleted_aliases: list[tuple[str, str]] = []
        self.moved: set[int] = set()
        self.new: list[Article] = []
        self.seen: set[int] = set()
        self.changed: dict[int, Article] = {}
        self.retopic: list[Article] = []
        self.reindex: list[Article] = []
        self.revisions: list[Revision] = []
        self.readings: list[Reading] = []
        self.pages: list[tuple[Article, int, items.Page]] = []

    def save(self, batch: Sequence[Incoming]) -> list[Saved]:
        keys = [(item.article.source or "", values.stored_key(item.key)) for item in batch]
        self._load(keys, batch)
        outcomes = []
        for item, (source, key) in zip(batch, keys, strict=True):
            outcomes.append(self._save_one(item, source, key))
            if outcomes[-1] != "unchanged" and item.page is not None:
                row = self.rows.get((source, key)) or self.by_alias[source, key]
                self.pages.append((row, row.revision_count, item.page))
        self._write()
        return outcomes

    def _load(self, keys: Sequence[tuple[str, str]], batch: Sequence[Incoming]) -> None:
        """Load and lock the stored articles that the batch may concern."""
        keys_by_source: dict[str, set[str]] = {}
        for source, key in keys:
            keys_by_source.setdefault(source, set()).add(key)
        ids_by_alias = document_aliases.find_articles_by_alias(keys_by_source)
        identities = [
            (source, _identity(item.article)) for (source, _), item in zip(keys, batch, strict=True)
        ]
        self.documents = document_aliases.DocumentIndex(
            (source, document) for source, document in identities if document is not None
        )
        moved = {item.moved_from for item in batch if item.moved_from is not None}
        condition = Q(pk__in=self.documents.ids.union(ids_by_alias.values(), moved))
        for source, source_keys in keys_by_source.items():
            condition |= Q(source=source, key__in=source_keys)
        if keys_by_source:  # An empty Q would select every article.
            # Locked in the order that all writers use: an editor may be changing one of them at this moment.
            rows = Article.objects.select_for_update(no_key=True).filter(condition)
            for row in rows.defer(*_DEFERRED).order_by("pk"):
                self.rows[row.source, row.key] = row
        self.by_id = {row.pk: row for row in self.rows.values()}
        self.by_alias = {alias: self.by_id[pk] for alias, pk in ids_by_alias.items() if pk in self.by_id}

    def _save_one(self, item: Incoming, source: str, key: str) -> Saved:
        article = item.article
        row = self.rows.get((source, key))
        page_values = values.content(article)
        if row is None and item.moved_from in self.by_id and item.moved_from not in self.moved:
            row = self._move(self.by_id[item.moved_from], key)
        if row is None:
            row = self._find_by_alias(article, source, key, page_values)
            # The article's first URL stays canonical until its page is removed; from then on this one is.
            if row is not None and row.removed_at is None and row.url != page_values["url"]:
                return "unchanged"
        write = decide_write(row, page_values, values.views(article))
        if row is None:
            row = self._insert(source, key)
            self._set_values(row, article, write.source_values)
            self._add_reading(row, write)
            if document := _identity(article):
                self.documents.add(row, document)
            return "new"
        if row.pk is not None and row.pk not in self.changed:
            self.seen.add(row.pk)
        elif item.moved_from is None:
            row.fetches += 1  # The batch holds the article twice.
        if write.restored:
            self._restore(row)
        if write.action == "change":
            self._revise(row, article, write.source_values)
        elif write.action == "sharpen":
            self._sharpen(row, article, write.source_values)
        self._add_reading(row, write)
        return "changed" if write.action == "change" else "unchanged"

    def _insert(self, source: str, key: str) -> Article:
        row = Article(guid=values.new_guid(source, key), source=source, key=key)
        row.first_seen_at = row.last_seen_at = self.at
        row.fetches = 1
        row.appeared = self._appeared_later(source)
        self.rows[source, key] = row
        self.new.append(row)
        return row

    def _move(self, row: Article, key: str) -> Article:
        """Give the article the key of its new URL. It keeps everything else, and its old URL as an alias."""
        self.moved.add(row.pk)
        self.deleted_aliases += [(row.source, key), (row.source, row.key)]
        self.by_alias.pop((row.source, key), None)
        self.new_aliases.append(
            OtherAddress(article=row, source=row.source, key=row.key, url=row.url, found_at=self.at)
        )
        self.rows.pop((row.source, row.key), None)
        self._count_visit(row)
        row.key = key
        self.rows[row.source, key] = row
        return row

    def _appeared_later(self, source: str) -> bool:
        """Whether a new article appeared after the first walk over its source, which is over then."""
        if source not in self.is_first_walk_over:
            end = crawl_history.first_walk_ends([source]).get(source)
            self.is_first_walk_over[source] = end is not None and end < self.at
        return self.is_first_walk_over[source]

    def _find_by_alias(
        self, article: items.Article, source: str, key: str, page_values: values.Values
    ) -> Article | None:
        """The article that the source already shows at another URL; None if there is none."""
        document = _identity(article)
        if row := self.by_alias.get((source, key)):
            if document_aliases.may_still_be(row, document):
                return row
            del self.by_alias[source, key]
            self.deleted_aliases.append((source, key))
        row = self.documents.find(source, document, page_values, self.by_id) if document else None
        if row is not None:
            self.by_alias[source, key] = row
            self.new_aliases.append(
                OtherAddress(article=row, source=source, key=key, url=page_values["url"], found_at=self.at)
            )
        return row

    def _revise(self, row: Article, article: items.Article, new_values: values.Values) -> None:
        """Replace the source's values, and keep the earlier ones in a revision."""
        self._count_visit(row)
        before = source_values(row)
        changed = values.changed_fields(before, new_values)
        row.revision_count += 1
        row.version += 1
        self.revisions.append(
            Revision(
                article=row,
                run_id=self.run_id,
                number=row.revision_count,
                at=self.at,
                changed=list(changed),
                before={field: before[field] for field in changed},
            )
        )
        self._replace_values(row, article, new_values)

    def _sharpen(self, row: Article, article: items.Article, new_values: values.Values) -> None:
        """Store a relative date that is now more exact: readers see a change, but the source made none."""
        self._count_visit(row)
        row.version += 1
        changed_at = row.changed_at
        self._replace_values(row, article, new_values)
        row.changed_at = changed_at

    def _replace_values(self, row: Article, article: items.Article, new_values: values.Values) -> None:
        old_order = (row.sort_at, row.topics)
        self._set_values(row, article, new_values)
        if row.pk is not None:
            self.reindex.append(row)
            if (row.sort_at, row.topics) != old_order:
                self.retopic.append(row)

    def _set_values(self, row: Article, article: items.Article, new_values: values.Values) -> None:
        put(row, new_values, standing(row) if row.said else {})
        row.evidence = values.evidence(article)
        row.bounds = bounds.replace_page_evidence(row.bounds, bounds.page_evidence(article))
        row.content_hash = values.content_hash(new_values)
        row.changed_at = self.at
        if self.policies is None:
            self.policies = states.policies()
        derive(row, self.policies.get(row.source, states.ALL))

    def _add_reading(self, row: Article, write: Write) -> None:
        views = write.views
        if views is None:
            return
        self._count_visit(row)
        if row.views_value is None and row.pk is not None:
            self.reindex.append(row)
        row.views, row.views_value, row.views_at = views, views["value"], self.at
        self.readings.append(
            Reading(article=row, run_id=self.run_id, at=self.at, value=views["value"], fetches=row.fetches)
        )

    def _count_visit(self, row: Article) -> None:
        """Mark a stored article as changed; count this visit, and those since its last change."""
        if row.pk is None or row.pk in self.changed:
            return
        self.changed[row.pk] = row
        if self.unrecorded_visits is None:
            last_seen_by_source: dict[str, dict[int, datetime]] = {}
            for known in self.by_id.values():
                last_seen_by_source.setdefault(known.source, {})[known.pk] = known.last_seen_at
            self.unrecorded_visits = {}
            for source, last_seen in last_seen_by_source.items():
                self.unrecorded_visits |= visits.unrecorded(source, last_seen)
        row.fetches += 1 + self.unrecorded_visits.get(row.pk, 0)
        # Never earlier than before: a page may be extracted again long after it was fetched.
        row.last_seen_at = max(row.last_seen_at, self.at)

    def _restore(self, row: Article) -> None:
        """The source shows the article again that was missing or removed."""
        self._count_visit(row)
        row.version += row.removed_at is not None
        row.missing_since = row.removed_at = None

    def _write(self) -> None:
        insert(self.new)
        for row in self.changed.values():
            row.save()
        document_aliases.store_identities(self.new, self.reindex)
        document_aliases.delete_aliases(self.deleted_aliases)
        OtherAddress.objects.bulk_create(self.new_aliases)
        Revision.objects.bulk_create(self.revisions)
        Reading.objects.bulk_create(self.readings)
        raw.keep(self.pages)
        write_topics(self.new, new=True)
        write_topics(self.retopic)
        search.put(self.new, new=True)
        search.put(self.reindex)
        rows = [*self.new, *self.reindex]
        stories.queue_comparison(rows)
        rules.apply_to_new([row.pk for row in rows], at=self.at)
