"""Which fields a source's pages tell, against what they used to tell. Pure.

The baseline is the source's own: the articles of 28 days before. A field has fallen where its share is lower
by more than the tolerance and chance is no explanation.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import comb

from items import TEXT_SIZES
from monitoring.values import Key, KnownFinding, SourceHistory, VisitReport

BASELINE = timedelta(days=28)
TOLERANCE = 0.2
# So improbable must the fall be as a whim of chance: a source is judged every night, in eight fields.
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
class Count:
    """``told`` of ``of`` articles have the field."""

    told: int
    of: int

    @property
    def rate(self) -> float:
        return self.told / self.of if self.of else 0.0

    def __add__(self, other: "Count") -> "Count":
        return Count(self.told + other.told, self.of + other.of)


@dataclass(frozen=True, slots=True)
class Fall:
    """A field that is told less than before, first seen in the visit at ``since``."""

    field: str
    before: Count
    now: Count
    since: datetime


@dataclass(frozen=True, slots=True)
class Coverage:
    """``fallen`` fields, and the ``steady`` ones: of the others nothing can be said."""

    fallen: tuple[Fall, ...]
    steady: frozenset[str]


def has_fallen(before: Count, now: Count) -> bool:
    """Is ``now`` less than ``before`` by more than the tolerance, and by more than chance?"""
    if before.of < FEWEST_BEFORE or now.of < FEWEST_NOW or before.rate - now.rate < TOLERANCE:
        return False
    return at_most(now.told, now.of, (before.told + 1) / (before.of + 2)) < CHANCE


def at_most(told: int, of: int, rate: float) -> float:
    """The probability of at most ``told`` in ``of`` where each has ``rate``."""
    return sum(comb(of, n) * rate**n * (1 - rate) ** (of - n) for n in range(told + 1))


def count(visits: Iterable[VisitReport], field: str) -> Count:
    """How many articles of these visits have the field; of the addresses that look like an article's, how
    many were read as one ("article").
    """
    found = Count(0, 0)
    for visit in visits:
        if field == "article":
            found += Count(visit.articles, visit.articles + visit.rejected)
        elif field in visit.field_counts or field not in TEXT_SIZES:  # earlier versions did not count them
            found += Count(visit.field_counts.get(field, 0), visit.stored)
    return found


def coverage(visit: VisitReport, history: SourceHistory) -> Coverage:
    """What the visit says of each field. One that fell before is compared with what it was before that."""
    fallen, steady = [], set()
    selectors = {
        name for each in (visit, *history.visits) for name in each.field_counts if name.startswith("select.")
    }
    for field in (*FIELDS, *sorted(selectors)):
        if (frozen := _frozen(field, history)) is not None:
            before, since = frozen
            now = count((visit,), field)
            if not now.of:
                continue
            if before.rate - now.rate >= TOLERANCE:
                fallen.append(Fall(field, before, now, since))
            else:
                steady.add(field)
            continue
        recent, older = _split(visit, history, field)
        before, now = count(older, field), count(recent, field)
        if has_fallen(before, now):
            low = [each for each in recent if before.rate - count((each,), field).rate >= TOLERANCE]
            fallen.append(Fall(field, before, now, min(each.at for each in low)))
        elif visit.stored:
            steady.add(field)
    return Coverage(tuple(fallen), frozenset(steady))


def key_of(field: str) -> Key:
    """The finding of a field that fell on a page that is otherwise as it was."""
    if field.startswith("select."):
        return "lost selector", field.removeprefix("select.")
    return "lost field", field


def fields_of(known: KnownFinding) -> frozenset[str]:
    """The fields whose baseline a finding keeps."""
    baseline = known.evidence.get("baseline") or {}
    return frozenset(baseline)


def _frozen(field: str, history: SourceHistory) -> tuple[Count, datetime] | None:
    for known in history.findings:
        if known.until is None and field in fields_of(known):
            told, of = known.evidence["baseline"][field]
            return Count(int(told), int(of)), known.since
    return None


def _split(
    visit: VisitReport, history: SourceHistory, field: str
) -> tuple[Sequence[VisitReport], Sequence[VisitReport]]:
    """The newest visits with enough articles together, and those of the baseline before them.

    What was read while the field was known to be lost is no baseline; nor what was before somebody accepted
    that it is as it is.
    """
    usable = [each for each in history.visits if each.stored and not _spoilt(each, field, history)]
    recent = [visit]
    while usable and count(recent, field).of < FEWEST_NOW and visit.at - usable[0].at <= RECENT:
        recent.append(usable.pop(0))
    begin = recent[-1].at - BASELINE
    # Of a source that publishes rarely the last that there is.
    older = [each for each in usable if each.at >= begin] or usable[:10]
    return recent, older


def _spoilt(visit: VisitReport, field: str, history: SourceHistory) -> bool:
    for known in history.findings:
        if known.until is None or field not in fields_of(known):
            continue
        if known.ending == "accepted" and visit.at < known.until:
            return True
        if known.since <= visit.at < known.until:
            return True
    return False
