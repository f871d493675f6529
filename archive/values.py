"""An article as the values that the archive keeps, and what counts as a change: pure functions."""

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

# What is an article to a reader: other kinds of pages stay out of lists and feeds wherever they come from.
READABLE = ("article", "document")
# Since when what never was news to readers is public: it stands in archive pages, and behind all else.
NO_NEWS = datetime(1970, 1, 1, tzinfo=UTC)
KEY_LENGTH = 500
TITLE_KEY_LENGTH = 32
EVIDENCE_LENGTH = 500
# A count beyond this is no count of readers, and a column of eight bytes holds it.
MOST_VIEWS = 10**12

# The fields whose change is a revision: everything that the source says, save how often it was read.
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
_AS_THEY_ARE = frozenset((type(None), bool, int, float))
_ENCODER = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))
_GUIDS = UUID("5f0a4a0e-6f0e-5b0c-9a5e-7d6b8f1c2a34")
# Neither database takes a lone surrogate, PostgreSQL no zero either.
_NOT_STORABLE = re.compile("[\x00\ud800-\udfff]")


def content(article: Article) -> Values:
    """The source's values by field of ``CONTENT``, as JSON has them and as both databases take them."""
    record = article.to_record()
    return {field: storable(record[field]) for field in CONTENT}


def content_hash(values: Mapping[str, Any]) -> str:
    """SHA-256 (hex) over what ``values`` say; the printed form of a date does not count."""
    said = {field: _said(field, values[field]) for field in CONTENT}
    return hashlib.sha256(_ENCODER.encode(said).encode()).hexdigest()


def changed_fields(before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[str, ...]:
    """The fields of ``CONTENT`` in which the two differ, in its order."""
    return tuple(field for field in CONTENT if _said(field, before[field]) != _said(field, after[field]))


@dataclass(frozen=True, slots=True)
class Settled:
    """``values`` are what the page says, with the first reading where a date only drifts; ``sharper`` are
    moments of which this reading tells more without contradicting the first: no change of the source."""

    values: Values
    sharper: Values


def settle(before: Mapping[str, Any], after: Values) -> Settled:
    """What the page says now (``after``), without the drift of dates that depend on the time of reading.

    "3 giờ trước" read an hour later gives another rounding of the same moment, and a day later another day;
    "12/05" read a year later another year: the first reading stands. It gives way without a change where two
    readings of a relative date leave other days only, or where the page prints in full what it counted
    before.
    """
    settled, sharper = dict(after), {}
    for field in _MOMENTS:
        first, now = before[field], after[field]
        if not first or not now or not _depends_on_reading(first, now):
            continue
        settled[field] = first
        if (better := _sharper(first, now)) is not None:
            sharper[field] = better
    return Settled(settled, sharper)


def _depends_on_reading(first: Mapping[str, Any], now: Mapping[str, Any]) -> bool:
    if now.get("relative"):
        return True
    if first.get("relative"):  # Now in full: another date is a change, the same one is not.
        begin, end = _days_meant(first)
        return begin <= _day_of(now) <= end
    same_text = first["raw"] == now["raw"] and first["value"][4:] == now["value"][4:]
    return bool(same_text and first["value"] != now["value"])


def _sharper(first: Mapping[str, Any], now: Values) -> Values | None:
    if not first.get("relative"):
        return None
    if not now.get("relative"):
        # The day alone says less than a time of the same day.
        return None if now["precision"] == "day" != first["precision"] else now
    # A text that stays as it is while the days pass counts from nothing that is known.
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
    told = date.fromisoformat(value) if precision == "day" else datetime.fromisoformat(value)
    return days_meant(told, precision, moment["raw"])


def sortable(moment: Mapping[str, str] | None) -> datetime | None:
    """A moment of the record in UTC, a bare day as its midnight in Việt Nam; None where none fits."""
    if not moment:
        return None
    told = moment["value"]
    value = datetime.fromisoformat(told[:10] if moment["precision"] == "day" else told)
    if value.tzinfo is None:
        value = value.replace(tzinfo=VIETNAM)
    try:
        return value.astimezone(UTC)
    except OverflowError:  # The last hours of what a datetime can say.
        return None


def title_key(title: str | None) -> str | None:
    """By what articles of one title are found, however it is written; None where there is no title."""
    words = " ".join(fold(title or "").split())
    return hashlib.sha256(words.encode()).hexdigest()[:TITLE_KEY_LENGTH] if words else None


def views(article: Article) -> Values | None:
    """The count of readers as the record has it; None where the page tells none that can be one."""
    if article.views is None or not 0 <= article.views.value <= MOST_VIEWS:
        return None
    record: Values = storable(article.views.to_record())
    return record


def evidence(article: Article) -> Values:
    """Proofs, reasons and warnings for the editors; long texts are cut, for the article is beside them."""
    return {
        "proofs": [_jsonable(proof) for proof in article.proofs],
        "reasons": storable(article.reasons),
        "warnings": storable(article.warnings),
    }


def stored_key(key: str) -> str:
    """The key as the archive keeps it: itself, or its head and a hash where it is too long to be indexed."""
    key = str(storable(key))
    if len(key) <= KEY_LENGTH and len(key.encode()) <= 2 * KEY_LENGTH:
        return key
    return f"{key[:160]}#{hashlib.sha256(key.encode()).hexdigest()}"


def new_guid(source: str, key: str) -> UUID:
    """The name of an article for ever: kept with it, and the same when an archive is built anew."""
    return uuid5(_GUIDS, f"{source}\n{key}")


def storable(value: Any) -> Any:
    """``value`` (JSON) without the characters that a database refuses, in keys and texts alike."""
    if isinstance(value, str):
        return _storable(value)
    if value is None or isinstance(value, (int, float)):
        return value
    if isinstance(value, (list, tuple)):
        return [storable(inner) for inner in value]
    if isinstance(value, Mapping):
        return {storable(key): storable(inner) for key, inner in value.items()}
    return value


def _said(field: str, value: Any) -> Any:
    if field in _MOMENTS and value:
        return [value["value"], value["precision"]]
    return value


def _jsonable(value: Any) -> Any:
    """Anything as JSON that can be stored: one walk, for of each article this is the largest part."""
    kind = value.__class__
    if kind is str:
        return _cut(value)
    if value is None or isinstance(value, (bool, int, float)):
        return value
    if fields_of := _fields_of(kind):
        record: Values = dict(zip(fields_of.names, fields_of.read(value), strict=True))
        for name, each in record.items():
            inner = each.__class__
            if inner not in _AS_THEY_ARE:
                record[name] = _cut(each) if inner is str else _jsonable(each)
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
    """Nearly every text is: encoding it says so in a quarter of the time."""
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
    """The fields of a dataclass or a named tuple; None of what is neither, or has none."""
    if not is_dataclass(kind):
        names = tuple(getattr(kind, "_fields", ()))
        return _Fields(names, tuple) if names else None
    names = tuple(field.name for field in fields(kind))
    if len(names) > 1:
        return _Fields(names, attrgetter(*names))
    # An attrgetter of one name gives its value alone.
    return _Fields(names, lambda value: (getattr(value, names[0]),)) if names else None
