"""``tincongdoan normalize``: one JSON value out for each line in."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from dataclasses import asdict
from datetime import datetime
from enum import StrEnum
from typing import Annotated, Any

import typer

from cli.times import moment
from vietnamese.zone import VIETNAM


class What(StrEnum):
    date = "date"
    views = "views"
    byline = "byline"
    documents = "documents"


def normalize(
    what: Annotated[What, typer.Argument(help="What each line holds.")],
    at: Annotated[
        str | None, typer.Option(help="The time that relative dates count from; now by default.")
    ] = None,
) -> None:
    """Read lines on standard input and print what they mean, exactly one JSON value a line."""
    reader = _reader(what, moment(at))
    for line in sys.stdin.buffer:
        text = line.decode("utf-8", "replace").rstrip("\r\n")
        sys.stdout.write(json.dumps(reader(text), ensure_ascii=False) + "\n")
        sys.stdout.flush()


def _reader(what: What, at: datetime) -> Callable[[str], Any]:
    if what is What.date:
        return lambda text: _date(text, at)
    return {What.views: _views, What.byline: _byline, What.documents: _documents}[what]


def _date(text: str, at: datetime) -> dict[str, str] | None:
    from vietnamese.dates import parse_date

    # Lines carry no time of their own: "later than now" is the future, "later than --at" need not be
    # (docs/decisions/0003-normalize-and-the-future.md).
    found = parse_date(text, at, not_after=max(at, datetime.now(VIETNAM)))
    return {"value": found.iso(), "precision": found.precision, "raw": found.raw} if found else None


def _views(text: str) -> dict[str, Any] | None:
    from vietnamese.counts import parse_views

    found = parse_views(text)
    return {"value": found.value, "raw": found.raw} if found else None


def _byline(text: str) -> list[dict[str, Any]]:
    from vietnamese.bylines import parse_byline

    return [asdict(person) for person in parse_byline(text.replace("\\n", "\n"))]


def _documents(text: str) -> list[str]:
    from vietnamese.documents import find_document_numbers

    return [number.text for number in find_document_numbers(text)]
