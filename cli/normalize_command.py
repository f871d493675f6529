"""``tincongdoan normalize``: reads lines, prints one JSON value for each."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from dataclasses import asdict
from datetime import datetime
from enum import StrEnum
from typing import Annotated, Any

import typer

from cli.options import parse_time
from vietnamese.zone import VIETNAM


class LineKind(StrEnum):
    """What the lines of the input hold."""

    date = "date"
    views = "views"
    byline = "byline"
    documents = "documents"


def normalize(
    what: Annotated[LineKind, typer.Argument(help="What the lines hold.")],
    at: Annotated[
        str | None, typer.Option(help="The time from which relative dates count; by default now.")
    ] = None,
) -> None:
    """Read lines on standard input and print exactly one JSON value for each."""
    normalizer = _normalizer(what, parse_time(at))
    for line in sys.stdin.buffer:
        text = line.decode("utf-8", "replace").rstrip("\r\n")
        sys.stdout.write(json.dumps(normalizer(text), ensure_ascii=False) + "\n")
        sys.stdout.flush()


def _normalizer(kind: LineKind, at: datetime) -> Callable[[str], Any]:
    if kind is LineKind.date:
        return lambda text: _date(text, at)
    return {LineKind.views: _views, LineKind.byline: _byline, LineKind.documents: _documents}[kind]


# The rules are imported where they are used: each of them takes 40 to 140 ms to load.


def _date(text: str, at: datetime) -> dict[str, str] | None:
    from vietnamese.dates import parse_date

    # Lines have no time of their own. A date after now is in the future; one after --at need not be
    # (docs/decisions/0003-normalize-and-the-future.md).
    date = parse_date(text, at, not_after=max(at, datetime.now(VIETNAM)))
    return {"value": date.iso(), "precision": date.precision, "raw": date.raw} if date else None


def _views(text: str) -> dict[str, Any] | None:
    from vietnamese.counts import parse_views

    views = parse_views(text)
    return {"value": views.value, "raw": views.raw} if views else None


def _byline(text: str) -> list[dict[str, Any]]:
    from vietnamese.bylines import parse_byline

    return [asdict(person) for person in parse_byline(text.replace("\\n", "\n"))]


def _documents(text: str) -> list[str]:
    from vietnamese.documents import find_document_numbers

    return [number.text for number in find_document_numbers(text)]
