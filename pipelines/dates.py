"""Which candidate is the publication, which the last change (design: Rules of dates)."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final

from items import Candidate, Moment
from pipelines.draft import Draft
from vietnamese.dates import days_meant

# The source's selector, the platform's rule, a visible line, machine metadata, list or feed, address.
_RANK: Final = {
    "selector": 0,
    "platform": 1,
    "label": 2,
    "line": 2,
    "time": 3,
    "json-ld": 4,
    "opengraph": 4,
    "microdata": 5,
    "meta": 5,
    "list": 6,
    "rss": 6,
    "api": 6,
    "sitemap": 7,
    "url": 8,
}


def decide_dates(draft: Draft) -> Draft:
    """``published`` and ``updated`` with the reason for each; disagreement becomes a warning."""
    published = [c for c in draft.raw.offered("published") if c.refused is None]
    updated = [c for c in draft.raw.offered("updated") if c.refused is None]
    best, reason, warnings = choose(published)
    last, _, _ = choose(updated)
    if best is not None and last is not None and _is_no_change(best, last):
        last = None
    if best is None and last is not None and last.origin in ("selector", "platform", "label", "line"):
        # A visible "Cập nhật …" line that is the article's only date is both.
        best, reason = last, "the only visible date is the line of the last change"
    if (
        draft.raw.kind == "document"
        and best is not None
        and best.origin not in ("selector", "platform", "label", "line")
    ):
        reason += "; told by metadata only"
    own = best.value.warnings if best is not None else ()
    return draft.decided(
        f"published: {reason}",
        published=moment_of(best, draft.raw.fetched_at),
        updated=moment_of(last, draft.raw.fetched_at),
        warnings=(*draft.article.warnings, *warnings, *own),
    )


def choose(candidates: list[Candidate]) -> tuple[Candidate | None, str, tuple[str, ...]]:
    """The best candidate, why, and what disagrees with it."""
    if not candidates:
        return None, "the page tells none", ()
    ordered = sorted(candidates, key=lambda c: (_RANK[c.origin], -c.confidence))
    best = ordered[0]
    if best.value.relative:
        # "5 phút trước" beside a full date is the age of a copy; the full date says more.
        absolute = [c for c in ordered if not c.value.relative]
        best = absolute[0] if absolute else best
    day = _day(best.value.value)
    agreeing = [c for c in ordered if c is not best and _day(c.value.value) == day]
    others = sorted({c.raw for c in ordered if _day(c.value.value) != day})
    reason = f"{best.rule} at {best.place}: {best.raw!r}"
    if agreeing:
        reason += f", {len(agreeing)} more agree"
    best = _same_line_time(best, ordered)
    warnings = tuple(f"another date on the page disagrees: {raw}" for raw in others[:3])
    return best, reason, warnings


def _same_line_time(best: Candidate, ordered: list[Candidate]) -> Candidate:
    """Of a visible line and another or a ``<time>`` of the same day the one with a time says more."""
    if best.value.precision != "day":
        return best
    for other in ordered:
        visible = other.origin in ("label", "line", "time") and best.origin in ("label", "line")
        if visible and other.value.precision != "day" and _day(other.value.value) == _day(best.value.value):
            return other
    return best


def _is_no_change(published: Candidate, updated: Candidate) -> bool:
    """A "last change" at or before the publication tells nothing; many systems write both.

    Of a relative one the earliest day that it may mean counts: "1 tuần trước" is up to two weeks ago, and
    must not become a change of an article of ten days ago.
    """
    first, last = published.value.value, updated.value.value
    if updated.value.relative:
        return bool(days_meant(last, updated.value.precision, updated.value.raw)[0] <= _day(first))
    if isinstance(first, datetime) and isinstance(last, datetime):
        return last.replace(second=0) <= first
    return bool(_day(last) <= _day(first))


def _day(value: Any) -> Any:
    return value.date() if isinstance(value, datetime) else value


def moment_of(candidate: Candidate | None, read_at: datetime) -> Moment | None:
    """The value of a candidate, read at ``read_at`` (aware)."""
    if candidate is None:
        return None
    parsed = candidate.value
    return Moment(
        parsed.value,
        parsed.precision,
        parsed.raw,
        candidate.origin,
        parsed.relative,
        read_at if parsed.relative else None,
    )


class DatesStage:
    """The stage over drafts."""

    def process_item(self, item: Draft) -> Draft:
        return decide_dates(item)
