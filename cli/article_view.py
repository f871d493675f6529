"""An article of the archive as lines for a terminal. Django must be set up before the import."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from rich.text import Text

from archive import queries, readings
from archive.export import line_of
from archive.history import Change, Step, steps
from archive.models import Article, Correction, KnownSource, OtherAddress
from archive.record import ORDER
from cli.errors import OneLineError
from cli.output import local_time
from spiders.address import address_key, clean_address
from spiders.keys import article_key
from spiders.platforms import PLATFORMS

# Fields that the head of the description has already, or that would fill pages.
_NOT_LISTED = ("url", "source", "kind", "body_text", "body_html", "language")
_SHOWN_READINGS = 5
_COLOURS = {"equal": "", "insert": "green", "delete": "red"}
_SIGNS = {"equal": " ", "insert": "+", "delete": "-", "change": "~"}

Line = str | Text


def find_article(id_or_url: str) -> Article:
    """Return the article with that number or URL; an alias, or a variant of the URL, will do as well.

    Raises OneLineError if there is none.
    """
    if id_or_url.isascii() and id_or_url.isdigit():
        row = Article.objects.filter(pk=int(id_or_url)).first() if len(id_or_url) < 19 else None
        if row is None:
            raise OneLineError(f"there is no article {id_or_url}")
        return row
    address = clean_address(id_or_url)
    if address is None:
        raise OneLineError(f'"{id_or_url}" is neither an article\'s number nor a web address')
    keys = {article_key(address, name) for name in PLATFORMS}
    sources = list(KnownSource.objects.values_list("slug", flat=True))
    rows = list(Article.objects.filter(source__in=sources, key__in=keys))
    aliases = OtherAddress.objects.filter(source__in=sources, key__in=keys).select_related("article")
    rows += [alias.article for alias in aliases]
    # Two sites can number their articles alike, so the host must be the same; the same URL comes first.
    same_host = [row for row in rows if _host(row.url) == _host(address)]
    same_host.sort(key=lambda row: address_key(clean_address(row.url) or "") != address_key(address))
    if not same_host:
        raise OneLineError(f"the archive holds no article of {id_or_url}")
    return same_host[0]


def to_json(row: Article) -> str:
    """Return the article as a line of ``tincongdoan export``."""
    return json.dumps(line_of(row), ensure_ascii=False)


def describe(row: Article, *, revisions: bool) -> Iterator[Line]:
    """Describe an article: fields, corrections, views and, if asked for, revisions."""
    yield from _fields(row)
    yield from _corrections(row)
    yield from _readings(row)
    if revisions:
        yield from _revisions(row)


def _host(address: str) -> str:
    return (urlsplit(address).hostname or "").removeprefix("www.")


def _fields(row: Article) -> Iterator[Line]:
    yield Text(f"{row.pk}  {row.title or '(no title)'}", style="bold")
    yield f"   {row.url}"
    for url in row.other_addresses.values_list("url", flat=True):
        yield f"   also at {url}"
    yield f"   {row.source}, {row.kind}, {row.state}{'' if row.public else ', not public'}"
    yield f"   first seen {_local(row.first_seen_at)}, last {_local(row.last_seen_at)}, {row.fetches} visits"
    if row.removed_at is not None:
        yield f"   removed by its source: missing since {_local(row.missing_since)}"
    for name in ORDER:
        value = None if name in _NOT_LISTED else getattr(row, name)
        if value not in (None, [], "", {}):
            yield Text(f"{name}: ", style="cyan").append(_one_line_of(value), style="default")
    yield Text("body_text: ", style="cyan").append(f"{len(row.body_text)} characters", style="default")
    for reason in row.evidence.get("reasons", []):
        yield Text(f"   {reason}", style="dim")


def _corrections(row: Article) -> Iterator[Line]:
    if row.state_at is not None:
        yield f"state: {row.state} since {_local(row.state_at)} ({row.state_by})"
    for made in Correction.objects.filter(article=row):
        withdrawn = ""
        if made.withdrawn_at:
            withdrawn = f", withdrawn {_local(made.withdrawn_at)} by {made.withdrawn_by}"
        yield f"correction of {made.field} by {made.author}, {_local(made.at)}{withdrawn}: {made.reason}"
        yield f"   source: {_one_line_of(row.said.get(made.field, made.source_value))}"
        yield f"   editor: {_one_line_of(made.value)}"


def _readings(row: Article) -> Iterator[Line]:
    course = queries.course(row.pk)
    if not course:
        return
    latest = ", ".join(f"{reading.value} ({_local(reading.at)})" for reading in course[-_SHOWN_READINGS:])
    total = f", of {len(course)} readings" if len(course) > _SHOWN_READINGS else ""
    yield f"views: {latest}{total}"
    for reset in readings.resets(course):
        yield f"   the counter was set back before {_local(reset.at)}"
    velocity = readings.velocity(course, course[-1].at, published_at=row.published_at)
    if velocity is not None:
        span = f"{_local(velocity.since)} to {_local(velocity.until)}"
        yield f"   {velocity.a_day:.1f} readers a day, {span}"


def _revisions(row: Article) -> Iterator[Line]:
    revisions = steps(row)
    if not revisions:
        yield "nothing changed since it was first seen"
    for revision in revisions:
        yield from _revision(revision)


def _revision(step: Step) -> Iterator[Line]:
    cause = "the source changed" if step.reason == "source" else "extracted again, changing"
    fields = ", ".join(change.field for change in step.changes)
    yield Text(f"revision {step.number}, {_local(step.at)}: {cause} {fields}", style="bold")
    for change in step.changes:
        yield from _change(change)


def _change(change: Change) -> Iterable[Line]:
    if change.paragraphs:
        for paragraph in change.paragraphs:
            if paragraph.what == "equal":
                continue
            line = Text(f"  {_SIGNS[paragraph.what]} ")
            for piece in paragraph.pieces:
                line.append(_marked(piece.what, piece.text), style=_COLOURS[piece.what])
            yield line
    elif change.pieces:
        line = Text(f"  ~ {change.field}: ")
        for piece in change.pieces:
            line.append(_marked(piece.what, piece.text), style=_COLOURS[piece.what])
        yield line
    else:
        yield Text(f"  - {change.field}: {_one_line_of(change.before)}", style="red")
        yield Text(f"  + {change.field}: {_one_line_of(change.after)}", style="green")


def _marked(kind: str, text: str) -> str:
    """Mark what was added and removed, so that it shows without colours, too."""
    return {"equal": text, "insert": f"{{+{text}+}}", "delete": f"[-{text}-]"}[kind]


def _one_line_of(value: Any) -> str:
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return " ".join(text.split())


def _local(at: datetime | None) -> str:
    return local_time(at) if at else "–"
