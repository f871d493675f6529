"""Editors' corrections: published instead of the source's values, and never overwritten by a crawl."""

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

# All but ``url``, which says where the article is, and ``body_html``, which follows from ``body_text``.
CORRECTABLE: Final = tuple(field for field in values.CONTENT if field not in ("url", "body_html"))
_FOLLOWS: Final = {"body_text": "body_html"}


class OutdatedError(Exception):
    """The article has changed since the version from which the correction was made."""


def effective(source: Mapping[str, Any], corrections: Mapping[str, Any]) -> Values:
    """The published values: the source's, or those of the standing corrections where there are any. Pure.

    If the text is corrected, its HTML is made from it; unchanged paragraphs keep their markup.
    """
    published = {**source, **corrections}
    if "body_text" in corrections:
        published["body_html"] = markup_of(corrections["body_text"], source["body_html"])
    return published


def source_values(row: Article) -> Values:
    """The source's values of all fields of ``values.CONTENT``, without corrections."""
    corrected: Mapping[str, Any] = row.said
    return {
        field: corrected[field] if field in corrected else getattr(row, field) for field in values.CONTENT
    }


def standing(row: Article) -> dict[str, Any]:
    """The values of the standing corrections, by field."""
    rows = Correction.objects.filter(article=row, withdrawn_at=None)
    return dict(rows.values_list("field", "value"))


def put(row: Article, source: Values, corrections: Mapping[str, Any]) -> None:
    """Set the article's columns from the source's values and the corrections; nothing is saved."""
    corrected = {name for field in corrections for name in (field, _FOLLOWS.get(field, field))}
    for field, value in effective(source, corrections).items():
        setattr(row, field, value)
    row.said = {field: source[field] for field in values.CONTENT if field in corrected}


def correct(
    article_id: int,
    new_values: Mapping[str, Any],
    *,
    author: str,
    reason: str,
    at: datetime,
    version: int | None = None,
) -> list[Correction]:
    """Correct fields of an article: ``new_values`` by field of ``CORRECTABLE``, as in the record.

    An earlier correction of the same field is withdrawn. ``at`` is aware; ``version`` is the
    ``Article.version`` that the editor saw. Raises archive.record.RecordError for an invalid value,
    OutdatedError for another version, Article.DoesNotExist, and django.db.Error; then nothing is written.
    """
    clean = {field: _clean(field, value) for field, value in new_values.items()}
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
    """Withdraw the corrections of these fields; return the fields that had one. The source's values return.

    Raises OutdatedError, Article.DoesNotExist and django.db.Error as ``correct`` does.
    """
    with transaction.atomic():
        row = _locked(article_id, version)
        rows = Correction.objects.filter(article=row, field__in=fields, withdrawn_at=None)
        names = sorted(rows.values_list("field", flat=True))
        if names:
            rows.update(withdrawn_at=at, withdrawn_by=by)
            _save(row, source_values(row), at)
    return names


def _clean(field: str, value: Any) -> Any:
    # Imported here because its pydantic models take long to build: every process that uses the archive
    # imports this module, and few make corrections.
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
