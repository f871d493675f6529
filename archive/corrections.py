"""Editors' corrections: published in place of what the source says, never overwritten by a crawl."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from django.db import transaction

from archive import search, stories, values
from archive.bodies import markup_of
from archive.models import Article, Correction
from archive.rows import derive, write_topics
from archive.states import ALL, policies
from archive.values import Values

# ``url`` is where the article is, and ``body_html`` follows ``body_text``.
CORRECTABLE: Final = tuple(field for field in values.CONTENT if field not in ("url", "body_html"))
_FOLLOWS: Final = {"body_text": "body_html"}


class OutdatedError(Exception):
    """Somebody or the source changed the article since the version that this correction was made from."""


def effective(source: Mapping[str, Any], corrections: Mapping[str, Any]) -> Values:
    """What is published: the source's values by field, a standing correction's in place of it. Pure.

    Where the text is corrected, its markup follows: untouched paragraphs keep theirs.
    """
    published = {**source, **corrections}
    if "body_text" in corrections:
        published["body_html"] = markup_of(corrections["body_text"], source["body_html"])
    return published


def source_values(row: Article) -> Values:
    """What the source says of every field of ``values.CONTENT``, whatever an editor said of it."""
    said: Mapping[str, Any] = row.said
    return {field: said[field] if field in said else getattr(row, field) for field in values.CONTENT}


def standing(row: Article) -> dict[str, Any]:
    """The values of the corrections that stand, by field."""
    found = Correction.objects.filter(article=row, withdrawn_at=None)
    return dict(found.values_list("field", "value"))


def put(row: Article, source: Values, corrections: Mapping[str, Any]) -> None:
    """Bring the article's columns in step with what the source and the editors say; nothing is saved."""
    held = {name for field in corrections for name in (field, _FOLLOWS.get(field, field))}
    for field, value in effective(source, corrections).items():
        setattr(row, field, value)
    row.said = {field: source[field] for field in values.CONTENT if field in held}


def correct(
    article_id: int,
    told: Mapping[str, Any],
    *,
    author: str,
    reason: str,
    at: datetime,
    version: int | None = None,
) -> list[Correction]:
    """Put fields of an article right: ``told`` are values by field of ``CORRECTABLE`` as the record has them.

    An earlier correction of the same field is withdrawn. ``at`` is aware, ``version`` the ``Article.version``
    that the editor saw. Raises archive.record.RecordError for a value that cannot be one, OutdatedError where
    the version is another, Article.DoesNotExist, django.db.Error; then nothing is written.
    """
    clean = {field: _clean(field, value) for field, value in told.items()}
    with transaction.atomic():
        row = _locked(article_id, version)
        source = source_values(row)
        Correction.objects.filter(article=row, field__in=clean, withdrawn_at=None).update(
            withdrawn_at=at, withdrawn_by=author
        )
        made = Correction.objects.bulk_create(
            Correction(
                article=row,
                field=field,
                value=value,
                source_value=source[field],
                author=author,
                reason=reason,
                at=at,
            )
            for field, value in clean.items()
        )
        if made:
            _save(row, source, at)
    return made


def withdraw(
    article_id: int, fields: list[str], *, by: str, at: datetime, version: int | None = None
) -> list[str]:
    """Let the source speak again of these fields; those of them that an editor had corrected.

    Raises OutdatedError, Article.DoesNotExist and django.db.Error as ``correct`` does.
    """
    with transaction.atomic():
        row = _locked(article_id, version)
        found = Correction.objects.filter(article=row, field__in=fields, withdrawn_at=None)
        names = sorted(found.values_list("field", flat=True))
        if names:
            found.update(withdrawn_at=at, withdrawn_by=by)
            _save(row, source_values(row), at)
    return names


def _clean(field: str, value: Any) -> Any:
    # Its shapes are pydantic's, which take a while to build: every process that sets the archive up loads
    # this module, and few correct anything.
    from archive.record import RecordError, checked

    if field not in CORRECTABLE:
        raise RecordError(f"{field!r} cannot be corrected; what can is {', '.join(CORRECTABLE)}")
    return checked(field, value)


def _locked(article_id: int, version: int | None) -> Article:
    row = Article.objects.select_for_update(no_key=True).get(pk=article_id)
    if version is not None and row.version != version:
        raise OutdatedError(f"article {article_id} is at version {row.version}, not {version} any more")
    return row


def _save(row: Article, source: Values, at: datetime) -> None:
    before = (row.topics, row.sort_at)
    put(row, source, standing(row))
    derive(row, policies().get(row.source, ALL))
    row.corrected_at = at
    row.version += 1
    row.save()
    search.put([row])
    stories.queue_comparison([row])
    if (row.topics, row.sort_at) != before:
        write_topics([row])
