"""The further addresses of articles: one official document that a source shows twice is one article.

Models are needed at import.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db.models import Max, Q

from archive.corrections import source_values
from archive.identity import Identity, identity, is_one, may_be_one
from archive.models import Article, DocumentIdentity, OtherAddress

# Of documents with one name: a site that prints one number on every page must not cost more with each.
MOST = 20
# An address within its source: (source, stored key).
Place = tuple[str, str]


def led_to(keys: Mapping[str, Iterable[str]]) -> dict[Place, int]:
    """The articles (ids) of which these stored keys, by source, are further addresses."""
    asked = Q()
    for source, of_it in keys.items():
        asked |= Q(source=source, key__in=of_it)
    if not asked:
        return {}
    found = OtherAddress.objects.filter(asked).values_list("source", "key", "article_id")
    return {(source, key): article for source, key, article in found}


class Documents:
    """The official documents of a batch, and those that the archive has by their names.

    ``told`` are the source and identity of each document of the batch. ``ids`` are the articles that may be
    one of them, to be locked before they are asked for.
    """

    def __init__(self, told: Iterable[tuple[str, Identity]]) -> None:
        self._known: dict[Place, list[tuple[int | Article, Identity]]] = {}
        names: dict[str, set[str]] = {}
        for source, each in told:
            names.setdefault(source, set()).add(each.name)
        for source, of_it in names.items():
            found = DocumentIdentity.objects.filter(source=source, name__in=of_it).order_by("place")
            for row in found:
                known = self._known.setdefault((source, row.name), [])
                known.append((row.article_id, Identity(row.name, row.issuer)))
        for known in self._known.values():
            del known[:-MOST]

    @property
    def ids(self) -> set[int]:
        return {each for known in self._known.values() for each, _ in known if isinstance(each, int)}

    def find(
        self, source: str, told: Identity, said: Mapping[str, Any], rows: Mapping[int, Article]
    ) -> Article | None:
        """The article that is the document of which a page says ``said``; ``rows`` are those of ``ids``."""
        page = Article(source=source, **said)
        known = self._known.get((source, told.name), ())
        like = [
            rows.get(each) if isinstance(each, int) else each
            for each, other in known
            if may_be_one(told, other)
        ]
        found = [row for row in like if row is not None]
        _fetch_texts(found)
        return next((row for row in found if is_one(page, as_said(row))), None)

    def add(self, row: Article, told: Identity) -> None:
        """A new article of the batch: what follows in it may be the same."""
        self._known.setdefault((row.source, told.name), []).append((row, told))


def _fetch_texts(rows: Sequence[Article]) -> None:
    """What was left out when the rows were met, of all of them at once."""
    left_out = {row.pk: row for row in rows if row.pk is not None and row.get_deferred_fields()}
    if left_out:
        fields = sorted({name for row in left_out.values() for name in row.get_deferred_fields()})
        for pk, *texts in Article.objects.filter(pk__in=left_out).values_list("pk", *fields):
            for name, text in zip(fields, texts, strict=True):
                setattr(left_out[pk], name, text)


def is_still(row: Article, told: Identity | None) -> bool:
    """Whether a page at a further address of the article may still be the document that the article is."""
    own = told_by(row)
    return told is not None and own is not None and may_be_one(told, own)


def let_go(places: Iterable[Place]) -> None:
    """These addresses show something else now."""
    for source, key in places:
        OtherAddress.objects.filter(source=source, key=key).delete()


def as_said(row: Article) -> Article:
    """The article with what its source says, whatever an editor said of it; not to be saved."""
    return Article(source=row.source, **source_values(row))


def told_by(row: Article) -> Identity | None:
    """What names the document that the article is, by its source's word."""
    return identity(row.said.get("kind", row.kind), row.said.get("document", row.document))


def keep(new: Sequence[Article], changed: Sequence[Article] = ()) -> None:
    """Bring the names of these stored articles up to date. Call it in their transaction; raises
    IntegrityError where another process brings the same document at this moment."""
    told = {row.pk: (row.source, found) for row in new if (found := told_by(row))}
    if changed:
        before = DocumentIdentity.objects.in_bulk([row.pk for row in changed])
        gone = []
        for row in changed:
            now, old = told_by(row), before.get(row.pk)
            if old is not None and (now is None or now.name != old.name or now.issuer != old.issuer):
                gone.append(row.pk)
            if now is not None and (old is None or row.pk in gone):
                told[row.pk] = (row.source, now)
        DocumentIdentity.objects.filter(pk__in=gone).delete()
    if told:
        DocumentIdentity.objects.bulk_create(_placed(told))


def _placed(told: Mapping[int, tuple[str, Identity]]) -> list[DocumentIdentity]:
    names: dict[str, set[str]] = {}
    for source, each in told.values():
        names.setdefault(source, set()).add(each.name)
    asked = Q()
    for source, of_it in names.items():
        asked |= Q(source=source, name__in=of_it)
    found = DocumentIdentity.objects.filter(asked).values_list("source", "name").annotate(Max("place"))
    last = {(source, name): place for source, name, place in found}
    made = []
    for pk, (source, each) in told.items():
        place = last[source, each.name] = last.get((source, each.name), -1) + 1
        made.append(
            DocumentIdentity(article_id=pk, source=source, name=each.name, issuer=each.issuer, place=place)
        )
    return made
