"""Articles into the archive from JSON Lines: what ``archive.export`` wrote, or bare records of the contract.

What the archive has already stays as it is, so a file can be read in again at any time.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice
from typing import Annotated, Any, Final, Literal
from uuid import UUID

from django.conf import settings
from django.db import DatabaseError, InterfaceError, OperationalError, transaction
from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, ValidationError

from archive import document_aliases, search, stories, values
from archive.corrections import CORRECTABLE, put
from archive.dating import bounds
from archive.models import STATES, Article, Correction, OtherAddress, Reading, Revision
from archive.record import RecordError, checked, checked_record, first_problem
from archive.rows import derive, write_topics
from archive.states import ALL, policies
from archive.values import MOST_VIEWS, NO_NEWS, Values, storable
from items.bounds import BoundOrigin

_BATCH: Final = 100
_MOST_FETCHES: Final = 2**31 - 1
Key = Callable[[str, str], str]
Clean = Callable[[str, str], str]


class _Shape(BaseModel):
    model_config = ConfigDict(extra="forbid")


class _Correction(_Shape):
    field: Literal[CORRECTABLE]  # type: ignore[valid-type]
    value: Any
    source_value: Any
    author: str
    reason: str
    at: AwareDatetime
    withdrawn_at: AwareDatetime | None
    withdrawn_by: str


class _Revision(_Shape):
    number: Annotated[int, Field(ge=1, le=_MOST_FETCHES)]
    at: AwareDatetime
    reason: Literal["source", "reextract"]
    changed: list[Literal[values.CONTENT]]  # type: ignore[valid-type]
    before: dict[Literal[values.CONTENT], Any]  # type: ignore[valid-type]


class _Bound(_Shape):
    side: Literal["earliest", "latest"]
    value: Annotated[
        str, Field(pattern=r"^(?:\d{4}-\d\d-\d\d(?:T\d\d:\d\d:\d\d[+-]\d\d:\d\d)?|--\d\d-\d\d)$")
    ]
    origin: BoundOrigin = Field(alias="from")
    raw: str


class _Known(_Shape):
    """What the archive knew of an article besides its record."""

    key: Annotated[str, Field(min_length=1)]
    guid: UUID
    addresses: list[tuple[Annotated[str, Field(min_length=1)], str, AwareDatetime]] = Field(default=[])
    bounds: list[_Bound] = Field(default=[])
    appeared: bool = False
    first_seen_at: AwareDatetime
    last_seen_at: AwareDatetime
    changed_at: AwareDatetime
    corrected_at: AwareDatetime | None
    fetches: Annotated[int, Field(ge=0, le=_MOST_FETCHES)]
    views_at: AwareDatetime | None
    state: Literal[STATES]  # type: ignore[valid-type]
    state_at: AwareDatetime | None
    state_by: str
    entered_at: AwareDatetime | None = None
    missing_since: AwareDatetime | None
    removed_at: AwareDatetime | None
    said: dict[Literal[values.CONTENT], Any]  # type: ignore[valid-type]
    corrections: list[_Correction]
    revisions: list[_Revision]
    readings: list[
        tuple[
            AwareDatetime,
            Annotated[int, Field(ge=0, le=MOST_VIEWS)],
            Annotated[int, Field(ge=0, le=_MOST_FETCHES)],
        ]
    ]


@dataclass(frozen=True, slots=True)
class Line:
    """What became of one line (numbers begin with 1): "new", "known" (the archive has the article), or "bad"
    with the ``problem`` in one sentence."""

    number: int
    became: Literal["new", "known", "bad"]
    problem: str = ""


@dataclass(frozen=True, slots=True)
class _Told:
    number: int
    record: Values
    known: _Known | None
    key: str


def import_lines(lines: Iterable[bytes], *, key: Key, clean: Clean, at: datetime) -> Iterator[Line]:
    """Read the lines in, some a transaction, and say of each what became of it; empty ones are passed over.

    ``key`` tells the stable key of a bare record from its source and address, ``clean`` reduces markup
    (markup, address) to what may be published, ``at`` (aware) is when bare records were first seen.
    Raises django.db.Error where the database is out of reach; what was told of before is kept then.
    """
    numbered = ((number, line) for number, line in enumerate(lines, 1) if line.strip(b" \t\r\n\xef\xbb\xbf"))
    while part := list(islice(numbered, _BATCH)):
        told: list[_Told] = []
        found: list[Line] = []
        for number, line in part:
            try:
                told.append(_read(number, line, key, clean))
            except RecordError as error:
                found.append(Line(number, "bad", str(error)))
        yield from sorted([*found, *_keep(told, at)], key=lambda each: each.number)


def _read(number: int, line: bytes, key: Key, clean: Clean) -> _Told:
    """Raises RecordError."""
    try:
        record = json.loads(line.removeprefix(b"\xef\xbb\xbf").decode("utf-8"))
    except (UnicodeDecodeError, ValueError, RecursionError) as error:
        raise RecordError(f"this is no line of JSON in UTF-8: {error}") from None
    if not isinstance(record, dict):
        raise RecordError("this is no JSON object")
    more = record.pop("archive", None)
    clean_record = checked_record(record)
    if clean_record["kind"] not in ("article", "document"):
        raise RecordError(f"kind: the archive keeps articles and documents, no {clean_record['kind']}")
    clean_record["body_html"] = clean(clean_record["body_html"], clean_record["url"])
    known = None
    if more is not None:
        try:
            known = _Known.model_validate(storable(more))
        except ValidationError as error:
            raise RecordError(first_problem(error, "archive")) from None
        _check(known, clean, clean_record["url"])
    name = known.key if known else key(clean_record["source"], clean_record["url"])
    return _Told(number, clean_record, known, values.stored_key(name))


def _check(known: _Known, clean: Clean, url: str) -> None:
    """Bring the values of fields into the record's form. Raises RecordError."""
    for fields in (known.said, *(each.before for each in known.revisions)):
        for field, value in fields.items():
            right = checked(field, value)
            fields[field] = clean(right, url) if field == "body_html" else right
    for each in known.corrections:
        each.value = checked(each.field, each.value)


def _keep(told: Sequence[_Told], at: datetime) -> list[Line]:
    """All at once, or each by itself where one spoils the batch."""
    if not told:
        return []
    try:
        with transaction.atomic():
            return _keep_all(told, at)
    except (InterfaceError, OperationalError):
        raise
    except (DatabaseError, ValueError, TypeError, KeyError) as error:
        if len(told) == 1:
            return [Line(told[0].number, "bad", f"it cannot be kept: {' '.join(str(error).split())}")]
        return [line for each in told for line in _keep([each], at)]


def _keep_all(told: Sequence[_Told], at: datetime) -> list[Line]:
    named: dict[str, set[str]] = {}
    for each in told:
        named.setdefault(each.record["source"], set()).update([each.key, *_further(each)])
    keys = {key for of_it in named.values() for key in of_it}
    there = set(Article.objects.filter(source__in=named, key__in=keys).values_list("source", "key")) | set(
        document_aliases.find_articles_by_alias(named)
    )
    known = policies()
    lines: list[Line] = []
    rows: list[tuple[Article, _Told]] = []
    others: list[OtherAddress] = []
    for each in told:
        source = each.record["source"]
        lines.append(Line(each.number, "known" if (source, each.key) in there else "new"))
        if (source, each.key) in there:
            continue
        there.add((source, each.key))
        row = _row(each, known.get(source, ALL), at)
        rows.append((row, each))
        for key, (url, found_at) in _further(each).items():
            if (source, key) not in there:
                there.add((source, key))
                others.append(OtherAddress(article=row, source=source, key=key, url=url, found_at=found_at))
    made = [row for row, _ in rows]
    Article.objects.bulk_create(made)
    document_aliases.store_identities(made)
    OtherAddress.objects.bulk_create(others)
    Correction.objects.bulk_create(each for row, one in rows for each in _corrections(row, one))
    Revision.objects.bulk_create(each for row, one in rows for each in _revisions(row, one))
    Reading.objects.bulk_create(each for row, one in rows for each in _readings(row, one, at))
    write_topics(made)
    search.put(made)
    stories.queue_comparison(made)
    return lines


def _further(told: _Told) -> dict[str, tuple[str, datetime]]:
    """(address, when it was found) by stored key."""
    told_of = told.known.addresses if told.known else ()
    return {values.stored_key(key): (storable(url), at) for key, url, at in told_of}


def _row(told: _Told, policy: str, at: datetime) -> Article:
    record, known = told.record, told.known
    row = Article(source=record["source"], key=told.key)
    said = {field: record[field] for field in values.CONTENT}
    row.first_seen_at = row.last_seen_at = row.changed_at = at
    row.fetches = 1
    row.guid = values.new_guid(row.source, row.key)
    standing: Mapping[str, Any] = {}
    row.bounds = bounds.evidence_from_record(record["published_between"])
    if known is not None:
        row.bounds = [each.model_dump(by_alias=True) for each in known.bounds]
        said |= known.said
        standing = {each.field: each.value for each in known.corrections if each.withdrawn_at is None}
        for name in _Known.model_fields:
            if name not in ("said", "corrections", "revisions", "readings", "key", "addresses", "bounds"):
                setattr(row, name, getattr(known, name))
        row.revision_count = max((each.number for each in known.revisions), default=0)
        row.version = row.revision_count + len(known.corrections) + (known.state_at is not None)
    put(row, said, standing)
    if known is None:
        # Bare records may be of any age, and thousands.
        young = timedelta(days=settings.TCD.feed_days)
        published_at = values.sortable(record["published"])
        row.entered_at = None if published_at and published_at >= at - young else NO_NEWS
    elif "entered_at" not in known.model_fields_set:
        row.entered_at = known.first_seen_at  # Of before the archive kept it.
    row.content_hash = values.content_hash(said)
    row.views = record["views"]
    row.views_value = (record["views"] or {}).get("value")
    if row.views is None or row.views_at is None:
        row.views_at = at if row.views is not None else None
    derive(row, policy)
    return row


def _corrections(row: Article, told: _Told) -> Iterator[Correction]:
    for each in told.known.corrections if told.known else ():
        yield Correction(article=row, **each.model_dump())


def _revisions(row: Article, told: _Told) -> Iterator[Revision]:
    for each in told.known.revisions if told.known else ():
        yield Revision(article=row, **each.model_dump())


def _readings(row: Article, told: _Told, at: datetime) -> Iterator[Reading]:
    if told.known is not None:
        for moment, value, fetches in told.known.readings:
            yield Reading(article=row, at=moment, value=value, fetches=fetches)
    elif row.views_value is not None:
        yield Reading(article=row, at=at, value=row.views_value, fetches=1)
