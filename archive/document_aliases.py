"""Further URLs of articles (aliases): an official document that a source shows twice is one article.

Models are needed at import.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db.models import Max, Q

from archive.corrections import source_values
from archive.identity import Identity, identity, is_one, may_be_one
from archive.models import Article, DocumentIdentity, OtherAddress

# How many documents with one name are compared: a site may print the same number on every page.
MOST_COMPARED = 20
# A URL within its source: (source, stored key).
SourceKey = tuple[str, str]


def find_articles_by_alias(keys_by_source: Mapping[str, Iterable[str]]) -> dict[SourceKey, int]:
    """The ids of the articles that have these stored keys as further URLs. Other keys are left out."""
    condition = Q()
    for source, keys in keys_by_source.items():
        condition |= Q(source=source, key__in=keys)
    if not condition:
        return {}
    aliases = OtherAddress.objects.filter(condition).values_list("source", "key", "article_id")
    return {(source, key): article_id for source, key, article_id in aliases}


class DocumentIndex:
    """The official documents of a batch, and the stored ones with the same names.

    ``identities`` are the source and identity of each document of the batch. ``ids`` are the stored articles
    that may be one of them: lock them before ``find``.
    """

    def __init__(self, identities: Iterable[tuple[str, Identity]]) -> None:
        self._known: dict[SourceKey, list[tuple[int | Article, Identity]]] = {}
        for source, names in _names_by_source(identities).items():
            rows = DocumentIdentity.objects.filter(source=source, name__in=names).order_by("place")
            for row in rows:
                known = self._known.setdefault((source, row.name), [])
                known.append((row.article_id, Identity(row.name, row.issuer)))
        for known in self._known.values():
            del known[:-MOST_COMPARED]

    @property
    def ids(self) -> set[int]:
        return {article for known in self._known.values() for article, _ in known if isinstance(article, int)}

    def find(
        self, source: str, document: Identity, page_values: Mapping[str, Any], rows: Mapping[int, Article]
    ) -> Article | None:
        """The article that is the document of a page with these values; ``rows`` are those of ``ids``."""
        page = Article(source=source, **page_values)
        known = self._known.get((source, document.name), ())
        possible = [
            rows.get(article) if isinstance(article, int) else article
            for article, other in known
            if may_be_one(document, other)
        ]
        candidates = [row for row in possible if row is not None]
        _load_deferred_fields(candidates)
        return next((row for row in candidates if is_one(page, with_source_values(row))), None)

    def add(self, row: Article, document: Identity) -> None:
        """Add a new article of the batch: a later page of the batch may show the same document."""
        self._known.setdefault((row.source, document.name), []).append((row, document))


def _names_by_source(identities: Iterable[tuple[str, Identity]]) -> dict[str, set[str]]:
    names: dict[str, set[str]] = {}
    for source, document in identities:
        names.setdefault(source, set()).add(document.name)
    return names


def _load_deferred_fields(rows: Sequence[Article]) -> None:
    """Load the fields that these rows were read without, with one query."""
    deferred = {row.pk: row for row in rows if row.pk is not None and row.get_deferred_fields()}
    if deferred:
        fields = sorted({name for row in deferred.values() for name in row.get_deferred_fields()})
        for pk, *texts in Article.objects.filter(pk__in=deferred).values_list("pk", *fields):
            for name, text in zip(fields, texts, strict=True):
                setattr(deferred[pk], name, text)


def may_still_be(row: Article, document: Identity | None) -> bool:
    """Whether ``document``, shown at a further URL of the article, may still be the article's document."""
    own = source_identity(row)
    return document is not None and own is not None and may_be_one(document, own)


def delete_aliases(keys: Iterable[SourceKey]) -> None:
    """Delete these further URLs: each shows something else now."""
    for source, key in keys:
        OtherAddress.objects.filter(source=source, key=key).delete()


def with_source_values(row: Article) -> Article:
    """An unsaved copy of the article with its source's values, without corrections. Do not save it."""
    return Article(source=row.source, **source_values(row))


def source_identity(row: Article) -> Identity | None:
    """The identity of the document that the article is, from its source's values; None for other articles."""
    return identity(row.said.get("kind", row.kind), row.said.get("document", row.document))


def store_identities(new: Sequence[Article], changed: Sequence[Article] = ()) -> None:
    """Bring the document identities of these stored articles up to date.

    Call it in their transaction. Raises IntegrityError where another process stores the same document at this
    moment.
    """
    to_create = {row.pk: (row.source, own) for row in new if (own := source_identity(row))}
    if changed:
        stored = DocumentIdentity.objects.in_bulk([row.pk for row in changed])
        outdated = []
        for row in changed:
            now, before = source_identity(row), stored.get(row.pk)
            if before is not None and (now is None or now.name != before.name or now.issuer != before.issuer):
                outdated.append(row.pk)
            if now is not None and (before is None or row.pk in outdated):
                to_create[row.pk] = (row.source, now)
        DocumentIdentity.objects.filter(pk__in=outdated).delete()
    if to_create:
        DocumentIdentity.objects.bulk_create(_number_places(to_create))


def _number_places(identities: Mapping[int, tuple[str, Identity]]) -> list[DocumentIdentity]:
    """Rows for these identities (by article id), each with the next free place among those of its name."""
    condition = Q()
    for source, names in _names_by_source(identities.values()).items():
        condition |= Q(source=source, name__in=names)
    places = DocumentIdentity.objects.filter(condition).values_list("source", "name").annotate(Max("place"))
    last_place = {(source, name): place for source, name, place in places}
    rows = []
    for pk, (source, own) in identities.items():
        place = last_place[source, own.name] = last_place.get((source, own.name), -1) + 1
        rows.append(
            DocumentIdentity(article_id=pk, source=source, name=own.name, issuer=own.issuer, place=place)
        )
    return rows
