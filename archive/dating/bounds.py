"""Evidence of when an undated article was published, its bounds, and its place in sorted lists. Pure.

``Article.bounds`` is a list of ``{side, value, from, raw}``: what the page proves, and what the source's
other articles teach (``LEARNED``). A value "--06-25" is a day whose year the page does not print.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, Final, Protocol

import items
from items import Between, Bound, Yearless, between
from items.bounds import CLOSE, recent_years, with_years
from vietnamese.zone import VIETNAM

Values = dict[str, Any]

LEARNED: Final = ("neighbour", "number")
# Sorts after every dated article: no date before 1990 is accepted (design: Rules of dates).
UNDATED_SORT_AT: Final = datetime(1971, 1, 1, tzinfo=UTC)
FIRST_DATED: Final = datetime(1989, 12, 31, tzinfo=UTC)
_FIRST_DAY: Final = date(1990, 1, 1)
CONTRADICTION: Final = "bounds contradict each other"


class Row(Protocol):
    """The fields of an ``archive.models.Article`` that are read here."""

    bounds: list[Values]
    first_seen_at: datetime
    appeared: bool


def page_evidence(article: items.Article) -> list[Values]:
    """The evidence that the page gives, from the accepted candidates; empty for a dated article."""
    if article.published is not None:
        return []
    return [
        {
            "side": proof.field,
            "value": proof.value if isinstance(proof.value, str) else proof.value.isoformat(),
            "from": proof.origin,
            "raw": proof.raw[:300],
        }
        for proof in article.proofs
        if proof.field in ("earliest", "latest") and proof.refused is None
    ]


def replace_page_evidence(stored: Iterable[Values], page: Sequence[Values]) -> list[Values]:
    """The evidence of a page that was read again, followed by the learned part of the ``stored`` evidence."""
    return [*page, *(evidence for evidence in stored if evidence["from"] in LEARNED)]


def compute_bounds(row: Row) -> tuple[Between, tuple[str, ...]]:
    """The bounds that all evidence allows, and a warning for each contradiction."""
    seen = row.first_seen_at.astimezone(VIETNAM)
    bounds = [Bound("latest", seen.replace(microsecond=0), "first-seen", "when it was first seen")]
    yearless = []
    for evidence in row.bounds:
        value, raw = evidence["value"], evidence["raw"]
        if value.startswith("--"):
            yearless.append(Yearless(int(value[2:4]), int(value[5:7]), raw))
        else:
            bounds.append(Bound(evidence["side"], _parse(value), evidence["from"], raw))
    if yearless:
        bounds += recent_years(yearless, seen.date()) if row.appeared else []
        bounds += with_years(yearless, between(bounds)[0])
    return between(bounds)


def compute_sort_at(row: Row, bounds: Between) -> datetime:
    """The time (UTC) by which an undated article is sorted in lists.

    It is the latest bound if the bounds are close. Otherwise it is when the article was first seen if it
    appeared after the first walk over its source, else the latest bound, else a time before every date. When
    the first walk found an article says only when we came. So if that is the latest of two close bounds, the
    earliest one counts: no old article leads the news.
    """
    latest = bounds.latest
    is_first_seen = latest is not None and latest.origin == "first-seen"
    if (
        latest is not None
        and bounds.earliest is not None
        and bounds.days is not None
        and bounds.days <= CLOSE
    ):
        return _to_utc(row, bounds.earliest if is_first_seen and not row.appeared else latest)
    if row.appeared:
        return row.first_seen_at
    if latest is not None and not is_first_seen:
        return _to_utc(row, latest)
    days = (bounds.earliest.day - _FIRST_DAY).days if bounds.earliest is not None else 0
    return UNDATED_SORT_AT + timedelta(minutes=max(0, days))


def evidence_from_record(published_between: Mapping[str, Any] | None) -> list[Values]:
    """The bounds of a record as evidence, for an imported article; without when it was first seen."""
    if not published_between:
        return []
    return [
        {"side": side, **{name: published_between[side][name] for name in ("value", "from", "raw")}}
        for side in ("earliest", "latest")
        if published_between.get(side) and published_between[side]["from"] != "first-seen"
    ]


def _to_utc(row: Row, bound: Bound) -> datetime:
    if bound.origin == "first-seen":
        return row.first_seen_at
    if isinstance(bound.value, datetime):
        return bound.value.astimezone(UTC)
    return datetime.combine(bound.value, time(), VIETNAM).astimezone(UTC)


def _parse(value: str) -> date | datetime:
    """An ISO date, or an aware time: one without an offset is Vietnamese time."""
    if len(value) <= 10:
        return date.fromisoformat(value)
    moment = datetime.fromisoformat(value)
    return moment if moment.tzinfo else moment.replace(tzinfo=VIETNAM)


def with_contradictions(evidence: Mapping[str, Any], warnings: Iterable[str]) -> Values:
    """A copy of ``Article.evidence`` in which these warnings replace earlier ones of contradictory bounds."""
    others = [text for text in evidence.get("warnings", ()) if not text.startswith(CONTRADICTION)]
    return {**evidence, "warnings": [*others, *warnings]}


def shown(published_between: Mapping[str, Any] | None) -> tuple[date | None, date | None]:
    """The first and last day to show to readers, from ``Article.published_between``; None for a hidden one.

    The day on which a page was first seen is a bound, but it is shown only if it is close to the other one.
    """
    first, last = _day_of(published_between, "earliest"), _day_of(published_between, "latest")
    if last is not None and published_between is not None:
        is_first_seen = published_between["latest"]["from"] == "first-seen"
        if is_first_seen and (first is None or (last - first).days > CLOSE):
            last = None
    return first, last


def _day_of(published_between: Mapping[str, Any] | None, side: str) -> date | None:
    bound = published_between.get(side) if published_between else None
    return date.fromisoformat(bound["value"][:10]) if bound else None
