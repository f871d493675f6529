"""Articles out of the archive: JSON Lines that ``archive.importing`` takes back, and CSV for tables.

The same articles give the same bytes, whichever database they lie in.
"""

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

from django.db import DEFAULT_DB_ALIAS
from django.db.models import Q, QuerySet

from archive import search
from archive.models import Article, Correction, OtherAddress, Reading, Revision
from archive.record import ORDER
from vietnamese.provinces import current_slug

_AT_ONCE: Final = 200
# What stands in the record besides the values of ``archive.values.CONTENT``.
_RECORD: Final = tuple(name for name in ORDER if name not in ("source", "views"))
# More letters no cell of a spreadsheet holds.
CELL: Final = 32_767
# A cell that begins so is a formula to a spreadsheet, and may do anything.
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")
BOM: Final = "\ufeff"


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which articles: all of them, or those that match every value that is set.

    ``province`` is a slug of any time, ``q`` a search (``archive.search``). ``since`` and ``until`` (aware,
    ``until`` excluded) bound the publication, or the first crawl of an article whose page prints no date.
    ``public``: only what readers see.
    """

    sources: tuple[str, ...] = ()
    province: str | None = None
    topic: str | None = None
    kind: str | None = None
    state: str | None = None
    since: datetime | None = None
    until: datetime | None = None
    q: str = ""
    public: bool = False


def articles(wanted: Wanted, using: str = DEFAULT_DB_ALIAS) -> Iterator[list[Article]]:
    """The articles in parts, by their numbers; those of a search newest first. Holds one part in memory."""
    rows = _rows(wanted).using(using)
    if wanted.q:
        before: int | None = None
        while hits := search.hits(search.Search(wanted.q, hidden=True), _AT_ONCE, before=before, using=using):
            before = hits[-1].place
            found = rows.in_bulk([hit.id for hit in hits])
            yield [found[hit.id] for hit in hits if hit.id in found]
        return
    last = 0
    while part := list(rows.filter(pk__gt=last).order_by("pk")[:_AT_ONCE]):
        last = part[-1].pk
        yield part


def count(wanted: Wanted) -> int:
    """How many articles there are to export; of a search, how many at most."""
    return _rows(wanted).count()


def jsonl(parts: Iterable[Sequence[Article]], using: str = DEFAULT_DB_ALIAS) -> Iterator[str]:
    """One JSON object a line, each with its line end."""
    for part in parts:
        for told in lines_of(part, using):
            yield json.dumps(told, ensure_ascii=False, separators=(",", ":")) + "\n"


def line_of(row: Article) -> dict[str, Any]:
    """``lines_of`` one article."""
    return next(lines_of([row]))


def lines_of(part: Sequence[Article], using: str = DEFAULT_DB_ALIAS) -> Iterator[dict[str, Any]]:
    """Each article as the record of the contract, as it is published, and under "archive" what else the
    archive knows of it: identity, further addresses, times (UTC), editors' word, revisions, readings."""
    ids = [row.pk for row in part]
    corrections = _by_article(Correction.objects.using(using).filter(article__in=ids).order_by("id"))
    revisions = _by_article(Revision.objects.using(using).filter(article__in=ids).order_by("number"))
    readings = _by_article(Reading.objects.using(using).filter(article__in=ids).order_by("at", "id"))
    others = _by_article(OtherAddress.objects.using(using).filter(article__in=ids).order_by("id"))
    for row in part:
        yield {
            **{name: _field(row, name) for name in ORDER},
            "archive": {
                "key": row.key,
                "guid": str(row.guid),
                "addresses": [[each.key, each.url, _utc(each.found_at)] for each in others.get(row.pk, ())],
                "bounds": [_ordered(one) for one in row.bounds],
                "appeared": row.appeared,
                "first_seen_at": _utc(row.first_seen_at),
                "last_seen_at": _utc(row.last_seen_at),
                "changed_at": _utc(row.changed_at),
                "corrected_at": _utc(row.corrected_at),
                "fetches": row.fetches,
                "views_at": _utc(row.views_at),
                "state": row.state,
                "state_at": _utc(row.state_at),
                "state_by": row.state_by,
                "entered_at": _utc(row.entered_at),
                "missing_since": _utc(row.missing_since),
                "removed_at": _utc(row.removed_at),
                "said": _by_name(row.said),
                "corrections": [_correction(each) for each in corrections.get(row.pk, ())],
                "revisions": [_revision(each) for each in revisions.get(row.pk, ())],
                "readings": [[_utc(each.at), each.value, each.fetches] for each in readings.get(row.pk, ())],
            },
        }


COLUMNS: Final = (
    "id", "source", "kind", "title", "summary", "published", "updated", "authors", "organisation", "section",
    "province", "topics", "views", "document_number", "document_type", "document_issued_on",
    "document_issuer", "document_signer", "documents_cited", "language", "state", "first_seen_at", "url",
    "text",
)  # fmt: skip


def table(parts: Iterable[Sequence[Article]], separator: str = ",") -> Iterator[str]:
    """CSV as spreadsheets open it: a byte order mark, CRLF, a head line, one line an article. Moments are
    ISO 8601; what would be a formula is none."""
    yield BOM + _line(COLUMNS, separator)
    for part in parts:
        for row in part:
            yield _line([_cell(value) for value in _values(row)], separator)


def _values(row: Article) -> tuple[Any, ...]:
    document: Mapping[str, Any] = row.document or {}
    return (
        row.pk,
        row.source,
        row.kind,
        row.title,
        row.summary,
        (row.published or {}).get("value"),
        (row.updated or {}).get("value"),
        "; ".join(f"{each['name']} ({each['role']})" for each in row.authors),
        row.organisation,
        " > ".join(row.section),
        (row.province or {}).get("name"),
        "; ".join(row.topics),
        row.views_value,
        document.get("number"),
        document.get("type"),
        document.get("issued_on"),
        document.get("issuer"),
        document.get("signer"),
        "; ".join(row.documents_cited),
        row.language,
        row.state,
        _utc(row.first_seen_at),
        row.url,
        row.body_text,
    )


def _cell(value: Any) -> str:
    if value is None or isinstance(value, int):
        return "" if value is None else str(value)
    text = str(value).replace("\r\n", "\n").replace("\r", "\n")
    if text.lstrip(" \n")[:1] in _FORMULA or text[:1] in _FORMULA:
        text = "'" + text
    return text if len(text) <= CELL else text[: CELL - 1] + "…"


def _line(cells: Sequence[str], separator: str) -> str:
    written = io.StringIO()
    csv.writer(written, delimiter=separator, lineterminator="\r\n").writerow(cells)
    return written.getvalue()


def _in_time(operator: str, moment: datetime) -> Q:
    """``operator`` ("gte", "lt") on the publication, or on the first crawl of an article without a date."""
    dated = Q(published_at__isnull=False, **{f"published_at__{operator}": moment})
    return dated | Q(published_at=None, **{f"first_seen_at__{operator}": moment})


def _rows(wanted: Wanted) -> QuerySet[Article]:
    found = Article.objects.defer("evidence")
    if wanted.sources:
        found = found.filter(source__in=wanted.sources)
    if wanted.province is not None:
        found = found.filter(province_current=current_slug(wanted.province) or wanted.province)
    if wanted.topic is not None:
        found = found.filter(topic_rows__topic=wanted.topic)
    if wanted.kind is not None:
        found = found.filter(kind=wanted.kind)
    if wanted.state is not None:
        found = found.filter(state=wanted.state)
    if wanted.since is not None:
        found = found.filter(_in_time("gte", wanted.since))
    if wanted.until is not None:
        found = found.filter(_in_time("lt", wanted.until))
    return found.filter(public=True) if wanted.public else found


def _field(row: Article, name: str) -> Any:
    value = getattr(row, name)
    if name in ("published", "updated") and value:
        value = {"relative": False, **value}  # What was stored before the archive kept it.
    return _ordered(value)


def _by_article(rows: Iterable[Any]) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = {}
    for row in rows:
        found.setdefault(row.article_id, []).append(row)
    return found


def _correction(made: Correction) -> dict[str, Any]:
    return {
        "field": made.field,
        "value": _ordered(made.value),
        "source_value": _ordered(made.source_value),
        "author": made.author,
        "reason": made.reason,
        "at": _utc(made.at),
        "withdrawn_at": _utc(made.withdrawn_at),
        "withdrawn_by": made.withdrawn_by,
    }


def _revision(row: Revision) -> dict[str, Any]:
    return {
        "number": row.number,
        "at": _utc(row.at),
        "reason": row.reason,
        "changed": row.changed,
        "before": _by_name(row.before),
    }


def _by_name(fields: Mapping[str, Any]) -> dict[str, Any]:
    return {name: _ordered(fields[name]) for name in _RECORD if name in fields}


_RANKS: Final = {name: rank for rank, name in enumerate((
    "earliest", "latest", "side", "slug", "url", "value", "precision", "raw", "from", "relative", "name",
    "role", "organisation", "current", "caption", "credit", "media_type", "number", "type", "issued_on",
    "place", "issuer", "signer", "signer_title", "recipients",
))}  # fmt: skip


def _ordered(value: Any) -> Any:
    """The keys of objects in the order of the contract: PostgreSQL keeps them in one of its own."""
    if isinstance(value, Mapping):
        names = sorted(value, key=lambda name: (_RANKS.get(name, len(_RANKS)), name))
        return {name: _ordered(value[name]) for name in names}
    return [_ordered(inner) for inner in value] if isinstance(value, list) else value


def _utc(at: datetime | None) -> str | None:
    return at.astimezone(UTC).isoformat() if at is not None else None
