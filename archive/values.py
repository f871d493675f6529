"""The values of an article that the archive stores, and which of their changes count. Pure functions."""

import hashlib
import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import UTC, date, datetime
from functools import lru_cache
from operator import attrgetter
from typing import Any
from uuid import UUID, uuid5

from items import Article
from vietnamese.dates import days_meant
from vietnamese.text import fold
from vietnamese.zone import VIETNAM

Values = dict[str, Any]

# The kinds that readers see: pages of other kinds stay out of lists and feeds.
READABLE = ("article", "document")
# ``entered_at`` of articles that were never news: they sort behind all others, in feeds' archive pages.
NO_NEWS = datetime(1970, 1, 1, tzinfo=UTC)
KEY_LENGTH = 500
TITLE_KEY_LENGTH = 32
EVIDENCE_LENGTH = 500
# Larger numbers are no view counts. A column of eight bytes holds it.
MOST_VIEWS = 10**12

# The fields whose change makes a revision: all values of the source except the view count.
CONTENT = (
    "url",
    "kind",
    "title",
    "summary",
    "body_text",
    "body_html",
    "language",
    "published",
    "updated",
    "authors",
    "organisation",
    "section",
    "province",
    "topics",
    "images",
    "attachments",
    "document",
    "documents_cited",
)
_MOMENTS = ("published", "updated")
_PLAIN_JSON = frozenset((type(None), bool, int, float))
_ENCODER = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))
_GUIDS = UUID("5f0a4a0e-6f0e-5b0c-9a5e-7d6b8f1c2a34")
# Neither database stores a lone surrogate; PostgreSQL stores no NUL either.
_NOT_STORABLE = re.compile("[\x00\ud800-\udfff]")


def content(article: Article) -> Values:
    """The source's values by field of ``CONTENT``, as JSON that both databases can store."""
    record = article.to_record()
    return {field: storable(record[field]) for field in CONTENT}


def content_hash(values: Mapping[str, Any]) -> str:
    """SHA-256 (hex) over ``values``, without the printed form of dates."""
    compared = {field: _compared_value(field, values[field]) for field in CONTENT}
    return hashlib.sha256(_ENCODER.encode(compared).encode()).hexdigest()


def changed_fields(before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[str, ...]:
    """The fields of ``CONTENT`` in which the two differ, in its order."""
    return tuple(
        field
        for field in CONTENT
        if _compared_value(field, before[field]) != _compared_value(field, after[field])
    )


@dataclass(frozen=True, slots=True)
class StableValues:
    """The values of a page, without changes that come only from reading it at another time.

    In ``values``, a date that only drifted has its first reading. ``sharper`` holds the dates that this
    reading makes more exact without contradicting the first: they are stored, but the source did not change.
    """

    values: Values
    sharper: Values


def without_date_drift(before: Mapping[str, Any], after: Values) -> StableValues:
    """The values of the page now (``after``), without the drift of dates that depend on the time of reading.

    "3 giờ trước" read an hour later gives another rounding of the same moment, a day later another day;
    "12/05" read a year later gives another year. So the first reading stays. It is replaced by a sharper one
    where two readings of a relative date together exclude its day, or where the page now prints the full
    date.
    """
    stable, sharper = dict(after), {}
    for field in _MOMENTS:
        first, now = before[field], after[field]
        if not first or not now or not _depends_on_reading(first, now):
            continue
        stable[field] = first
        if (better := _sharper(first, now)) is not None:
            sharper[field] = better
    return StableValues(stable, sharper)


def _depends_on_reading(first: Mapping[str, Any], now: Mapping[str, Any]) -> bool:
    if now.get("relative"):
        return True
    if first.get("relative"):  # Printed in full now: a change only if it is another date.
        begin, end = _days_meant(first)
        return begin <= _day_of(now) <= end
    same_text = first["raw"] == now["raw"] and first["value"][4:] == now["value"][4:]
    return bool(same_text and first["value"] != now["value"])


def _sharper(first: Mapping[str, Any], now: Values) -> Values | None:
    if not first.get("relative"):
        return None
    if not now.get("relative"):
        # A day is less exact than a time of the same day.
        return None if now["precision"] == "day" != first["precision"] else now
    # A text that stays the same while days pass does not count from today.
    if first["precision"] != "day" or first["raw"] == now["raw"]:
        return None
    (begin, end), (begins, ends) = _days_meant(first), _days_meant(now)
    begin, end = max(begin, begins), min(end, ends)
    if begin > end or begin <= _day_of(first) <= end:
        return None
    return {**now, "value": end.isoformat(), "precision": "day"}


def _day_of(moment: Mapping[str, Any]) -> date:
    return date.fromisoformat(moment["value"][:10])


def _days_meant(moment: Mapping[str, Any]) -> tuple[date, date]:
    value, precision = moment["value"], moment["precision"]
    parsed = date.fromisoformat(value) if precision == "day" else datetime.fromisoformat(value)
    return days_meant(parsed, precision, moment["raw"])


def sortable(moment: Mapping[str, str] | None) -> datetime | None:
    """A moment of the record as a time in UTC, a bare day as midnight in Vietnam; None if out of range."""
    if not moment:
        return None
    text = moment["value"]
    value = datetime.fromisoformat(text[:10] if moment["precision"] == "day" else text)
    if value.tzinfo is None:
        value = value.replace(tzinfo=VIETNAM)
    try:
        return value.astimezone(UTC)
    except OverflowError:  # Within hours of the limits of datetime.
        return None


def title_key(title: str | None) -> str | None:
    """A hash by which articles with the same title are found, whatever its spelling; None without a title."""
    words = " ".join(fold(title or "").split())
    return hashlib.sha256(words.encode()).hexdigest()[:TITLE_KEY_LENGTH] if words else None


def views(article: Article) -> Values | None:
    """The view count as in the record; None if the page has no plausible one."""
    if article.views is None or not 0 <= article.views.value <= MOST_VIEWS:
        return None
    record: Values = storable(article.views.to_record())
    return record


def evidence(article: Article) -> Values:
    """Proofs, reasons and warnings, for editors. Long texts are cut: the article is shown beside them."""
    return {
        "proofs": [_jsonable(proof) for proof in article.proofs],
        "reasons": storable(article.reasons),
        "warnings": storable(article.warnings),
    }


def stored_key(key: str) -> str:
    """The key as the archive stores it; one too long for an index becomes its beginning and a hash."""
    key = str(storable(key))
    if len(key) <= KEY_LENGTH and len(key.encode()) <= 2 * KEY_LENGTH:
        return key
    return f"{key[:160]}#{hashlib.sha256(key.encode()).hexdigest()}"


def new_guid(source: str, key: str) -> UUID:
    """An article's permanent id in feeds. It is stored with it, and the same if an archive is built again."""
    return uuid5(_GUIDS, f"{source}\n{key}")


def storable(value: Any) -> Any:
    """``value`` (JSON), in whose keys and texts U+FFFD replaces characters that a database refuses."""
    if isinstance(value, str):
        return _storable(value)
    if value is None or isinstance(value, (int, float)):
        return value
    if isinstance(value, (list, tuple)):
        return [storable(inner) for inner in value]
    if isinstance(value, Mapping):
        return {storable(key): storable(inner) for key, inner in value.items()}
    return value


def _compared_value(field: str, value: Any) -> Any:
    if field in _MOMENTS and value:
        return [value["value"], value["precision"]]
    return value


def _jsonable(value: Any) -> Any:
    """Any value as storable JSON, in a single pass, since this takes most of the time of an article."""
    kind = value.__class__
    if kind is str:
        return _cut(value)
    if value is None or isinstance(value, (bool, int, float)):
        return value
    if fields_of := _fields_of(kind):
        record: Values = dict(zip(fields_of.names, fields_of.read(value), strict=True))
        for name, inner in record.items():
            inner_kind = inner.__class__
            if inner_kind not in _PLAIN_JSON:
                record[name] = _cut(inner) if inner_kind is str else _jsonable(inner)
        return record
    if isinstance(value, str):
        return _cut(str(value))
    if isinstance(value, (list, tuple)):
        return [_jsonable(inner) for inner in value]
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {storable(str(key)): _jsonable(inner) for key, inner in value.items()}
    return _cut(str(value))


def _cut(text: str) -> str:
    return _storable(text if len(text) <= EVIDENCE_LENGTH else text[: EVIDENCE_LENGTH - 1] + "…")


def _storable(text: str) -> str:
    """Replace characters that a database refuses. Encoding is the fast test, since nearly no text has any."""
    try:
        if (text.isascii() or text.encode()) and "\x00" not in text:
            return text
    except UnicodeEncodeError:
        pass
    return _NOT_STORABLE.sub("\ufffd", text)


@dataclass(frozen=True, slots=True)
class _Fields:
    names: tuple[str, ...]
    read: Callable[[Any], tuple[Any, ...]]


@lru_cache(maxsize=256)
def _fields_of(kind: type) -> _Fields | None:
    """The fields of a dataclass or named tuple; None for other classes, and for those without fields."""
    if not is_dataclass(kind):
        names = tuple(getattr(kind, "_fields", ()))
        return _Fields(names, tuple) if names else None
    names = tuple(field.name for field in fields(kind))
    if len(names) > 1:
        return _Fields(names, attrgetter(*names))
    # An attrgetter of one name gives its value alone.
    return _Fields(names, lambda value: (getattr(value, names[0]),)) if names else None
