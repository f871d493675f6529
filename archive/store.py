"""Writing articles: new, changed with a revision, or unchanged; twice the same is once."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from django.db import IntegrityError, router, transaction
from django.db.models import Q

import items
from archive import addresses, past, raw, rules, search, states, stories, values, visits
from archive.bulk import insert
from archive.corrections import put, source_values, standing
from archive.dating import bounds
from archive.identity import Identity, identity
from archive.models import Article, KnownSource, OtherAddress, Reading, Revision
from archive.rows import derive, write_topics
from archive.writing import Write, decide_write

Saved = Literal["new", "changed", "unchanged"]

ATTEMPTS = 3
# Read only when something changed, which is rare: an unchanged article costs no body.
_HEAVY = ("body_text", "body_html", "evidence")
# What a source calls itself.
_NAMES = ("name", "publisher", "home", "kind", "province", "feed")


@dataclass(frozen=True, slots=True)
class Incoming:
    """An article on its way in, with its source's stable key of it (``spiders.keys``), the page that it was
    read from, and the id of the article that it is where that stood at another address till now
    (``archive.relocation``)."""

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
    """Write the batch in one transaction, all or nothing, and say of each article what became of it.

    ``at`` (aware) is when the source said so. An article is known by source and key. The newest values stand
    in the article; the ones they replace go into a Revision. A count of readers is a Reading and no change.
    Of an article that told nothing new, not even another count, nothing is written: its id joins ``visited``,
    which belongs into the run's report (``archive.visits``). An official document that its source has shown
    under another address (``archive.identity``) is that article: its own page speaks, and this one only when
    that is removed.
    Raises django.db.Error when the database is out of reach; then nothing of the batch is written.
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
            # Another process wrote one of these articles in between: the next look finds it.
            if attempt == ATTEMPTS:
                raise
    raise AssertionError("unreachable")


def remember_sources(sources: Iterable[items.Source]) -> None:
    """Keep what feeds and pages say of these sources, so that they need not read the sources' files, and
    publish of their articles what they ask for now."""
    sources = list(sources)
    wanted = states.wanted(sources)
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
    there = KnownSource.objects.in_bulk([row.slug for row in rows])
    KnownSource.objects.bulk_create(
        [row for row in rows if row.slug not in there or _differ(row, there[row.slug])],
        update_conflicts=True,
        unique_fields=["slug"],
        update_fields=list(_NAMES),
    )
    states.apply_policies(wanted)


def _differ(one: KnownSource, other: KnownSource) -> bool:
    return any(getattr(one, name) != getattr(other, name) for name in _NAMES)


def _identity(article: items.Article) -> Identity | None:
    return identity(article.kind, article.document.to_record() if article.document else None)


class _Batch:
    """One batch being written: the rows that it meets and the rows that it leaves."""

    def __init__(self, run_id: int | None, at: datetime) -> None:
        self.run_id = run_id
        self.at = at
        self.rows: dict[tuple[str, str], Article] = {}
        self.other: dict[tuple[str, str], Article] = {}  # by further addresses
        self.by_id: dict[int, Article] = {}
        self.documents = addresses.Documents(())
        self.policies: dict[str, str] | None = None
        self.unrecorded: dict[int, int] | None = None
        self.walked: dict[str, bool] = {}
        self.addresses: list[OtherAddress] = []
        self.moved: set[int] = set()
        self.let_go: list[tuple[str, str]] = []
        self.new: list[Article] = []
        self.seen: set[int] = set()
        self.changed: dict[int, Article] = {}
        self.retopic: list[Article] = []
        self.reindex: list[Article] = []
        self.revisions: list[Revision] = []
        self.readings: list[Reading] = []
        self.pages: list[tuple[Article, int, items.Page]] = []

    def save(self, batch: Sequence[Incoming]) -> list[Saved]:
        keyed = [(item.article.source or "", values.stored_key(item.key)) for item in batch]
        self._meet(keyed, batch)
        saved = []
        for item, key in zip(batch, keyed, strict=True):
            saved.append(self._one(item, *key))
            if saved[-1] != "unchanged" and item.page is not None:
                row = self.rows.get(key) or self.other[key]
                self.pages.append((row, row.revision_count, item.page))
        self._write()
        return saved

    def _meet(self, keyed: Sequence[tuple[str, str]], batch: Sequence[Incoming]) -> None:
        by_source: dict[str, set[str]] = {}
        for source, key in keyed:
            by_source.setdefault(source, set()).add(key)
        led = addresses.led_to(by_source)
        told = [(source, _identity(item.article)) for (source, _), item in zip(keyed, batch, strict=True)]
        self.documents = addresses.Documents((source, each) for source, each in told if each is not None)
        moved = {item.moved_from for item in batch if item.moved_from is not None}
        asked = Q(pk__in=self.documents.ids.union(led.values(), moved))
        for source, keys in by_source.items():
            asked |= Q(source=source, key__in=keys)
        if by_source:  # An empty Q would ask for everything.
            # Locked, in an order that all writers have: an editor may be at one of them at this moment.
            for row in (
                Article.objects.select_for_update(no_key=True).filter(asked).defer(*_HEAVY).order_by("pk")
            ):
                self.rows[row.source, row.key] = row
        self.by_id = {row.pk: row for row in self.rows.values()}
        self.other = {place: self.by_id[pk] for place, pk in led.items() if pk in self.by_id}

    def _one(self, item: Incoming, source: str, key: str) -> Saved:
        article = item.article
        row = self.rows.get((source, key))
        said = values.content(article)
        if row is None and item.moved_from in self.by_id and item.moved_from not in self.moved:
            row = self._move(self.by_id[item.moved_from], key)
        if row is None:
            row = self._elsewhere(article, source, key, said)
            # Its own page speaks; this one when that is removed, and from then on.
            if row is not None and row.removed_at is None and row.url != said["url"]:
                return "unchanged"
        write = decide_write(row, said, values.views(article))
        if row is None:
            row = self._insert(source, key)
            self._put(row, article, write.said)
            self._read(row, write)
            if told := _identity(article):
                self.documents.add(row, told)
            return "new"
        if row.pk is not None and row.pk not in self.changed:
            self.seen.add(row.pk)
        elif item.moved_from is None:
            row.fetches += 1  # twice in one batch
        if write.back:
            self._back(row)
        if write.action == "change":
            self._revise(row, article, write.said)
        elif write.action == "sharpen":
            self._sharpen(row, article, write.said)
        self._read(row, write)
        return "changed" if write.action == "change" else "unchanged"

    def _insert(self, source: str, key: str) -> Article:
        row = Article(guid=values.new_guid(source, key), source=source, key=key)
        row.first_seen_at = row.last_seen_at = self.at
        row.fetches = 1
        row.appeared = self._walked(source)
        self.rows[source, key] = row
        self.new.append(row)
        return row

    def _move(self, row: Article, key: str) -> Article:
        """The article stands at another address from now on: it keeps all that it is, and its old one."""
        self.moved.add(row.pk)
        self.let_go += [(row.source, key), (row.source, row.key)]
        self.other.pop((row.source, key), None)
        self.addresses.append(
            OtherAddress(article=row, source=row.source, key=row.key, url=row.url, found_at=self.at)
        )
        self.rows.pop((row.source, row.key), None)
        self._visit(row)
        row.key = key
        self.rows[row.source, key] = row
        return row

    def _walked(self, source: str) -> bool:
        """Whether the first walk over the source is over: what is new now appeared since."""
        if source not in self.walked:
            end = past.first_walk_ends([source]).get(source)
            self.walked[source] = end is not None and end < self.at
        return self.walked[source]

    def _elsewhere(
        self, article: items.Article, source: str, key: str, said: values.Values
    ) -> Article | None:
        """The article that the source has shown under another address already; None where it is none."""
        told = _identity(article)
        if row := self.other.get((source, key)):
            if addresses.is_still(row, told):
                return row
            del self.other[source, key]
            self.let_go.append((source, key))
        row = self.documents.find(source, told, said, self.by_id) if told else None
        if row is not None:
            self.other[source, key] = row
            self.addresses.append(
                OtherAddress(article=row, source=source, key=key, url=said["url"], found_at=self.at)
            )
        return row

    def _revise(self, row: Article, article: items.Article, said: values.Values) -> None:
        self._visit(row)
        before = source_values(row)
        changed = values.changed_fields(before, said)
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
        self._put_anew(row, article, said)

    def _sharpen(self, row: Article, article: items.Article, said: values.Values) -> None:
        """Another reading of a relative date tells more: what readers see changes, the source did not."""
        self._visit(row)
        row.version += 1
        changed_at = row.changed_at
        self._put_anew(row, article, said)
        row.changed_at = changed_at

    def _put_anew(self, row: Article, article: items.Article, said: values.Values) -> None:
        old_order = (row.sort_at, row.topics)
        self._put(row, article, said)
        if row.pk is not None:
            self.reindex.append(row)
            if (row.sort_at, row.topics) != old_order:
                self.retopic.append(row)

    def _put(self, row: Article, article: items.Article, said: values.Values) -> None:
        put(row, said, standing(row) if row.said else {})
        row.evidence = values.evidence(article)
        row.bounds = bounds.renewed(row.bounds, bounds.of_page(article))
        row.content_hash = values.content_hash(said)
        row.changed_at = self.at
        if self.policies is None:
            self.policies = states.policies()
        derive(row, self.policies.get(row.source, states.ALL))

    def _read(self, row: Article, write: Write) -> None:
        views = write.reading
        if views is None:
            return
        self._visit(row)
        if row.views_value is None and row.pk is not None:
            self.reindex.append(row)
        row.views, row.views_value, row.views_at = views, views["value"], self.at
        self.readings.append(
            Reading(article=row, run_id=self.run_id, at=self.at, value=views["value"], fetches=row.fetches)
        )

    def _visit(self, row: Article) -> None:
        """Something is new: this visit is counted, and those since the last news with it."""
        if row.pk is None or row.pk in self.changed:
            return
        self.changed[row.pk] = row
        if self.unrecorded is None:
            known = [*self.by_id.values()]
            self.unrecorded = {}
            for source in {each.source for each in known}:
                since = {each.pk: each.last_seen_at for each in known if each.source == source}
                self.unrecorded |= visits.unrecorded(source, since)
        row.fetches += 1 + self.unrecorded.get(row.pk, 0)
        # Never back: an older page that is read again later was seen long before.
        row.last_seen_at = max(row.last_seen_at, self.at)

    def _back(self, row: Article) -> None:
        """The source took it away, and shows it again."""
        self._visit(row)
        row.version += row.removed_at is not None
        row.missing_since = row.removed_at = None

    def _write(self) -> None:
        insert(self.new)
        for row in self.changed.values():
            row.save()
        addresses.keep(self.new, self.reindex)
        addresses.let_go(self.let_go)
        OtherAddress.objects.bulk_create(self.addresses)
        Revision.objects.bulk_create(self.revisions)
        Reading.objects.bulk_create(self.readings)
        raw.keep(self.pages)
        write_topics(self.new, new=True)
        write_topics(self.retopic)
        search.put(self.new, new=True)
        search.put(self.reindex)
        told = [*self.new, *self.reindex]
        stories.wait(told)
        rules.arrive([row.pk for row in told], at=self.at)
