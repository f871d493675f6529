"""An undated article's evidence as the archive keeps it; its bounds and its place in lists follow. Pure.

``Article.bounds`` is a list of ``{side, value, from, raw}``: what the page proves and what the source's other
articles teach (``LEARNED``). A value "--06-25" is a day whose year the page does not print.
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
# Behind all that is dated: no page tells a day before 1990 (design: Rules of dates).
BEHIND: Final = datetime(1971, 1, 1, tzinfo=UTC)
FIRST_DATED: Final = datetime(1989, 12, 31, tzinfo=UTC)
_FIRST_DAY: Final = date(1990, 1, 1)
CONTRADICTION: Final = "bounds contradict each other"


class Row(Protocol):
    """What of an ``archive.models.Article`` is looked at."""

    bounds: list[Values]
    first_seen_at: datetime
    appeared: bool


def of_page(article: items.Article) -> list[Values]:
    """What the page proves, from the candidates of its decision."""
    if article.published is not None:
        return []
    return [
        {
            "side": one.field,
            "value": one.value if isinstance(one.value, str) else one.value.isoformat(),
            "from": one.origin,
            "raw": one.raw[:300],
        }
        for one in article.proofs
        if one.field in ("earliest", "latest") and one.refused is None
    ]


def renewed(kept: Iterable[Values], page: Sequence[Values]) -> list[Values]:
    """The evidence of a page that was read again, with what was learned of it before."""
    return [*page, *(one for one in kept if one["from"] in LEARNED)]


def bounds_of(row: Row) -> tuple[Between, tuple[str, ...]]:
    """The bounds that all evidence leaves, and a warning for each contradiction."""
    seen = row.first_seen_at.astimezone(VIETNAM)
    bounds = [Bound("latest", seen.replace(microsecond=0), "first-seen", "when it was first seen")]
    yearless = []
    for one in row.bounds:
        if one["value"].startswith("--"):
            yearless.append(Yearless(int(one["value"][2:4]), int(one["value"][5:7]), one["raw"]))
        else:
            bounds.append(Bound(one["side"], _value(one["value"]), one["from"], one["raw"]))
    if yearless:
        bounds += recent_years(yearless, seen.date()) if row.appeared else []
        bounds += with_years(yearless, between(bounds)[0])
    return between(bounds)


def place(row: Row, told: Between) -> datetime:
    """Where an undated article stands in lists.

    By its latest bound where the bounds are close, else by when it was first seen if its source had been
    walked before, else by its latest bound, else behind what is dated. That the first walk over a source saw
    it says when we came: of close bounds the earliest then, so that no old article leads the news.
    """
    latest = told.latest
    seen = latest is not None and latest.origin == "first-seen"
    if latest is not None and told.earliest is not None and told.days is not None and told.days <= CLOSE:
        return _moment(row, told.earliest if seen and not row.appeared else latest)
    if row.appeared:
        return row.first_seen_at
    if latest is not None and not seen:
        return _moment(row, latest)
    days = (told.earliest.day - _FIRST_DAY).days if told.earliest is not None else 0
    return BEHIND + timedelta(minutes=max(0, days))


def evidence_of(told: Mapping[str, Any] | None) -> list[Values]:
    """Bounds as the record has them, as evidence: what an imported article brings along."""
    if not told:
        return []
    return [
        {"side": side, **{name: told[side][name] for name in ("value", "from", "raw")}}
        for side in ("earliest", "latest")
        if told.get(side) and told[side]["from"] != "first-seen"
    ]


def _moment(row: Row, bound: Bound) -> datetime:
    if bound.origin == "first-seen":
        return row.first_seen_at
    if isinstance(bound.value, datetime):
        return bound.value.astimezone(UTC)
    return datetime.combine(bound.value, time(), VIETNAM).astimezone(UTC)


def _value(told: str) -> date | datetime:
    if len(told) <= 10:
        return date.fromisoformat(told)
    moment = datetime.fromisoformat(told)
    return moment if moment.tzinfo else moment.replace(tzinfo=VIETNAM)


def warned(evidence: Mapping[str, Any], warnings: Iterable[str]) -> Values:
    """The article's evidence for editors with these contradictions in place of earlier ones."""
    kept = [one for one in evidence.get("warnings", ()) if not one.startswith(CONTRADICTION)]
    return {**evidence, "warnings": [*kept, *warnings]}


def shown(told: Mapping[str, Any] | None) -> tuple[date | None, date | None]:
    """The bounds that people are shown, of ``Article.published_between``: both days, or one, or none.

    That we saw a page on a day bounds its publication, but tells no reader anything unless it is close to the
    other bound.
    """
    first, last = _shown(told, "earliest"), _shown(told, "latest")
    seen = last is not None and told is not None and told["latest"]["from"] == "first-seen"
    if seen and last is not None and (first is None or (last - first).days > CLOSE):
        last = None
    return first, last


def _shown(told: Mapping[str, Any] | None, side: str) -> date | None:
    bound = told.get(side) if told else None
    return _value(bound["value"][:10]) if bound else None
