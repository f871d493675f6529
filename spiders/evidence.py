"""What listings, feeds and sitemaps told of an article joins what its own page tells: candidates only."""

from dataclasses import replace
from datetime import date, datetime
from typing import Any, get_args

from crawler.state import ToldDate
from items import Candidate, RawArticle
from items.raw import Origin
from vietnamese.dates import ParsedDate

# Below every visible date: who wins is decided in ``pipelines.dates`` by origin, not by this.
_CONFIDENCE = 0.3


def with_dates(raw: RawArticle, dates: tuple[ToldDate, ...]) -> RawArticle:
    """The page with a candidate more for each date that was told of it elsewhere."""
    candidates = tuple(found for told in dates if (found := _candidate(told)) is not None)
    return replace(raw, candidates=(*raw.candidates, *candidates)) if candidates else raw


def _candidate(told: ToldDate) -> Candidate | None:
    if told.origin not in get_args(Origin):
        return None
    try:
        value: Any = (
            date.fromisoformat(told.value) if told.precision == "day" else datetime.fromisoformat(told.value)
        )
    except ValueError:
        return None
    precision: Any = told.precision
    parsed = ParsedDate(value, precision, told.raw, told.origin, "", "published", (), 0, len(told.raw))
    origin: Any = told.origin
    return Candidate("published", parsed, told.raw, origin, f"date.{told.origin}", told.place, _CONFIDENCE)
