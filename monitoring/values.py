"""The frozen values that the deciders take and give."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from monitoring.site_fingerprint import SiteFingerprint

# What may be as it should be from now on: a page without bylines, another look, another owner.
ACCEPTABLE = ("lost field", "lost selector", "redesigned", "taken over")

Key = tuple[str, str]
"""A finding's name and its detail."""

# A finding's name → whether a source that has it gives nothing at all any more.
NAMES: Mapping[str, bool] = {
    "certificate": True,
    "parked": True,
    "moved": True,
    "taken over": True,
    "blocked": True,
    "robots": True,
    "maintenance": True,
    "unreachable": True,
    "silent zero": True,
    "crawl": True,
    "judge": False,
    "redesigned": False,
    "lost field": False,
    "lost selector": False,
    "pages fail": False,
    "section fails": False,
    "flood": False,
    "slow": False,
    "stale": False,
    "removed": False,
    "articles moved": False,
    # Of the machine itself.
    "source file": False,
    "network": True,
    "clock": False,
    "archive": True,
    "night": True,
    "alert": False,
    "hub": False,
}


@dataclass(frozen=True, slots=True)
class ListingStatus:
    """One list of a source in a visit (``crawler.report.ListReport``): ``reason`` is the failure of the first
    page of it that could not be read, "" where all could."""

    address: str
    state: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class VisitReport:
    """One source in one run (``archive.models.SourceRun``); ``at`` is aware, ``seconds`` its length.
    ``clock_is_right``: nothing says that ``at`` is by a wrong clock (``monitoring.clock``)."""

    source: str
    at: datetime
    finish_reason: str = "finished"
    error: str | None = None
    pages: int = 0
    listings: int = 0
    articles: int = 0
    stored: int = 0
    requests: int = 0
    moved: int = 0
    seconds: float = 0.0
    statuses: Mapping[str, int] = field(default_factory=dict)
    failures: Mapping[str, int] = field(default_factory=dict)
    field_counts: Mapping[str, int] = field(default_factory=dict)
    examples: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    notes: Mapping[str, str] = field(default_factory=dict)
    fingerprint: SiteFingerprint = field(default_factory=SiteFingerprint)
    lists: tuple[ListingStatus, ...] = ()
    clock_is_right: bool = True

    @property
    def rejected(self) -> int:
        """Pages behind addresses like an article's that were read as something else."""
        return sum(number for name, number in self.failures.items() if name.startswith("no article"))

    @property
    def asked(self) -> bool:
        """The site was asked for something, however that went."""
        return bool(self.requests or self.failures or self.pages)

    @property
    def read(self) -> bool:
        """The site let us in: lists or articles were read, or it said that nothing changed."""
        return bool(self.listings or self.articles or self.statuses.get("304"))


@dataclass(frozen=True, slots=True)
class ObservedFinding:
    """Something that is wrong, seen in a visit. ``since`` where it began before that visit."""

    name: str
    detail: str = ""
    evidence: Mapping[str, Any] = field(default_factory=dict)
    since: datetime | None = None

    @property
    def key(self) -> Key:
        return self.name, self.detail


@dataclass(frozen=True, slots=True)
class KnownFinding:
    """A finding as the archive holds it; open while ``until`` is None."""

    name: str
    detail: str
    since: datetime
    evidence: Mapping[str, Any] = field(default_factory=dict)
    until: datetime | None = None
    ending: str = ""

    @property
    def key(self) -> Key:
        return self.name, self.detail


@dataclass(frozen=True, slots=True)
class SourceHistory:
    """``visits`` before the one that is judged, newest first; ``known`` findings of the source, open ones and
    those that ended in the time of the baseline; ``published``: when its newest articles were; ``removed``:
    how many articles the source took away in the time of the baseline, ``gone`` addresses of the newest;
    ``still_gone``: one of an open finding of them did not come back."""

    visits: tuple[VisitReport, ...] = ()
    findings: tuple[KnownFinding, ...] = ()
    published: tuple[datetime, ...] = ()
    removed: int = 0
    gone: tuple[str, ...] = ()
    still_gone: bool = False

    def open(self, name: str, detail: str | None = None) -> KnownFinding | None:
        """The open finding of that name (and detail), or None."""
        for each in self.findings:
            if each.until is None and each.name == name and detail in (None, each.detail):
                return each
        return None


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a visit says: ``findings`` hold now. ``covered`` are the keys on which the visit can speak at all:
    what is open, told of and not found is mended. ``replaced`` are names that gave way to another finding,
    ``expired`` those that are too long ago to be found and were never mended."""

    findings: tuple[ObservedFinding, ...] = ()
    covered: frozenset[Key] = frozenset()
    replaced: frozenset[str] = frozenset()
    expired: frozenset[str] = frozenset()

    def covers(self, key: Key) -> bool:
        return key in self.covered
