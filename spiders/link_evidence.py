"""What listings, feeds and sitemaps say of an article joins what its own page says: candidates only."""

from dataclasses import replace
from datetime import date, datetime
from typing import Any, get_args

from crawler.state import LinkEvidence
from items import Candidate, RawArticle
from items.raw import Origin
from vietnamese.dates import ParsedDate

# Below everything on the page itself; among dates ``pipelines.dates`` decides by origin, not by this.
_CONFIDENCE = 0.3


def add_link_evidence(raw: RawArticle, evidence: tuple[LinkEvidence, ...]) -> RawArticle:
    """The page with a candidate more for each date and view count that stands elsewhere."""
    candidates = tuple(found for one in evidence if (found := _candidate(one)) is not None)
    return replace(raw, candidates=(*raw.candidates, *candidates)) if candidates else raw


def _candidate(evidence: LinkEvidence) -> Candidate | None:
    if evidence.origin not in get_args(Origin):
        return None
    if evidence.field == "views":
        return _views(evidence)
    try:
        value: Any = (
            date.fromisoformat(evidence.value)
            if evidence.precision == "day"
            else datetime.fromisoformat(evidence.value)
        )
    except ValueError:
        return None
    precision: Any = evidence.precision
    parsed = ParsedDate(
        value, precision, evidence.raw, evidence.origin, "", "published", (), 0, len(evidence.raw)
    )
    origin: Any = evidence.origin
    return Candidate(
        "published", parsed, evidence.raw, origin, f"date.{evidence.origin}", evidence.place, _CONFIDENCE
    )


def _views(evidence: LinkEvidence) -> Candidate | None:
    if not evidence.value.isdecimal():
        return None
    origin: Any = evidence.origin
    return Candidate(
        "views", int(evidence.value), evidence.raw, origin, "views.list", evidence.place, _CONFIDENCE
    )
