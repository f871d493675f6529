"""Compares a source's field coverage with its own baseline, the 28 days before. Pure.

A field has fallen if its share is lower by more than the tolerance and chance does not explain it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import comb

from items import TEXT_SIZES
from monitoring.values import Key, KnownFinding, SourceHistory, VisitReport

BASELINE = timedelta(days=28)
TOLERANCE = 0.2
# The fall must be less probable than this by chance: every source is judged every night, in many fields.
CHANCE = 1e-4
FEWEST_BEFORE, FEWEST_NOW = 10, 5
RECENT = timedelta(days=7)
# "text" and "long text": ``items.TEXT_SIZES``; "article": pages that were read as one.
FIELDS = (
    "title",
    "date",
    "byline",
    "views",
    "body",
    "text",
    "long text",
    "section",
    "images",
    "documents",
    "article",
)


@dataclass(frozen=True, slots=True)
class FieldCount:
    """``having`` of ``of`` articles have a field."""

    having: int
    of: int

    @property
    def rate(self) -> float:
        return self.having / self.of if self.of else 0.0

    def __add__(self, other: "FieldCount") -> "FieldCount":
        return FieldCount(self.having + other.having, self.of + other.of)


@dataclass(frozen=True, slots=True)
class FieldFall:
    """A field with a lower share than before, first seen in the crawl at ``since`` (aware)."""

    field: str
    before: FieldCount
    now: FieldCount
    since: datetime


@dataclass(frozen=True, slots=True)
class CoverageChange:
    """The ``fallen`` and the ``steady`` fields; the others have too few articles to judge."""

    fallen: tuple[FieldFall, ...]
    steady: frozenset[str]


def has_fallen(before: FieldCount, now: FieldCount) -> bool:
    """Is ``now`` less than ``before`` by more than the tolerance, and by more than chance?"""
    if before.of < FEWEST_BEFORE or now.of < FEWEST_NOW or before.rate - now.rate < TOLERANCE:
        return False
    return at_most(now.having, now.of, (before.having + 1) / (before.of + 2)) < CHANCE


def at_most(having: int, of: int, rate: float) -> float:
    """The probability of at most ``having`` in ``of`` where each has ``rate``."""
    return sum(comb(of, n) * rate**n * (1 - rate) ** (of - n) for n in range(having + 1))


def count(visits: Iterable[VisitReport], field: str) -> FieldCount:
    """The number of stored articles in these reports that have the field.

    For the field "article": how many of the pages with an article URL were articles.
    """
    total = FieldCount(0, 0)
    for visit in visits:
        if field == "article":
            total += FieldCount(visit.articles, visit.articles + visit.rejected)
        elif field in visit.field_counts or field not in TEXT_SIZES:  # earlier versions did not count texts
            total += FieldCount(visit.field_counts.get(field, 0), visit.stored)
    return total


def coverage(visit: VisitReport, history: SourceHistory) -> CoverageChange:
    """Compare field coverage with the baseline; a field already reported keeps its frozen baseline."""
    fallen, steady = [], set()
    selectors = {
        name
        for report in (visit, *history.visits)
        for name in report.field_counts
        if name.startswith("select.")
    }
    for field in (*FIELDS, *sorted(selectors)):
        if (frozen := _frozen(field, history)) is not None:
            before, since = frozen
            now = count((visit,), field)
            if not now.of:
                continue
            if before.rate - now.rate >= TOLERANCE:
                fallen.append(FieldFall(field, before, now, since))
            else:
                steady.add(field)
            continue
        recent, older = _split(visit, history, field)
        before, now = count(older, field), count(recent, field)
        if has_fallen(before, now):
            low = [report for report in recent if before.rate - count((report,), field).rate >= TOLERANCE]
            fallen.append(FieldFall(field, before, now, min(report.at for report in low)))
        elif visit.stored:
            steady.add(field)
    return CoverageChange(tuple(fallen), frozenset(steady))


def key_of(field: str) -> Key:
    """The key of the finding for a fallen field."""
    if field.startswith("select."):
        return "lost selector", field.removeprefix("select.")
    return "lost field", field


def fields_of(known: KnownFinding) -> frozenset[str]:
    """The fields whose baseline a finding has frozen."""
    baseline = known.evidence.get("baseline") or {}
    return frozenset(baseline)


def _frozen(field: str, history: SourceHistory) -> tuple[FieldCount, datetime] | None:
    for known in history.findings:
        if known.until is None and field in fields_of(known):
            with_field, of = known.evidence["baseline"][field]
            return FieldCount(int(with_field), int(of)), known.since
    return None


def _split(
    visit: VisitReport, history: SourceHistory, field: str
) -> tuple[Sequence[VisitReport], Sequence[VisitReport]]:
    """(newest reports that together have enough articles, reports of the baseline before them).

    Reports made while the field was lost, or before a finding was accepted, are no baseline.
    """
    usable = [
        report for report in history.visits if report.stored and not _is_excluded(report, field, history)
    ]
    recent = [visit]
    while usable and count(recent, field).of < FEWEST_NOW and visit.at - usable[0].at <= RECENT:
        recent.append(usable.pop(0))
    begin = recent[-1].at - BASELINE
    # A source that rarely publishes: its last reports.
    older = [report for report in usable if report.at >= begin] or usable[:10]
    return recent, older


def _is_excluded(visit: VisitReport, field: str, history: SourceHistory) -> bool:
    for known in history.findings:
        if known.until is None or field not in fields_of(known):
            continue
        if known.ending == "accepted" and visit.at < known.until:
            return True
        if known.since <= visit.at < known.until:
            return True
    return False
