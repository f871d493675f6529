"""The frozen values that judging takes and returns."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from monitoring.site_fingerprint import SiteFingerprint

# Kinds that an operator may accept as the new baseline.
ACCEPTABLE = ("lost field", "lost selector", "redesigned", "taken over")

Key = tuple[str, str]
"""A finding's kind and detail."""

# Finding kind → whether a source with it delivers no articles at all.
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
    # Findings of this machine.
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
    """One listing of a source in a crawl (``items.list_report.ListReport``). ``reason``: the failure of its
    first unreadable page, "" where all were read."""

    address: str
    state: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class VisitReport:
    """The crawl report of one source in one run (``archive.models.SourceRun``).

    ``at`` is aware, ``seconds`` the duration. ``field_counts``: articles that have each field. ``examples``:
    URLs by failure. ``clock_is_right``: no sign that ``at`` comes from a wrong clock (``monitoring.clock``).
    """

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
        """Number of pages with an article URL that were not articles."""
        return sum(number for name, number in self.failures.items() if name.startswith("no article"))

    @property
    def asked(self) -> bool:
        """At least one request was made, successful or not."""
        return bool(self.requests or self.failures or self.pages)

    @property
    def read(self) -> bool:
        """The site gave access: listings or articles were read, or it answered 304 (unchanged)."""
        return bool(self.listings or self.articles or self.statuses.get("304"))


@dataclass(frozen=True, slots=True)
class ObservedFinding:
    """A finding that one crawl report shows; ``since`` (aware) where it began before that crawl."""

    name: str
    detail: str = ""
    evidence: Mapping[str, Any] = field(default_factory=dict)
    since: datetime | None = None

    @property
    def key(self) -> Key:
        return self.name, self.detail


@dataclass(frozen=True, slots=True)
class KnownFinding:
    """A finding as stored in the archive; open while ``until`` is None. Times are aware."""

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
    """What is known of a source before the report that is judged.

    ``visits``: earlier reports, newest first. ``findings``: open ones, and those that ended within the
    baseline's time. ``published``: times of its newest articles. ``removed``: number of articles removed by
    the source within the baseline's time, ``gone`` URLs of the newest. ``still_gone``: an article of an open
    "removed" finding has not come back.
    """

    visits: tuple[VisitReport, ...] = ()
    findings: tuple[KnownFinding, ...] = ()
    published: tuple[datetime, ...] = ()
    removed: int = 0
    gone: tuple[str, ...] = ()
    still_gone: bool = False

    def open(self, name: str, detail: str | None = None) -> KnownFinding | None:
        """The open finding of this kind (and detail), or None."""
        for finding in self.findings:
            if finding.until is None and finding.name == name and detail in (None, finding.detail):
                return finding
        return None


@dataclass(frozen=True, slots=True)
class Judgement:
    """The result of judging one crawl report.

    ``findings`` hold now. ``covered``: keys that this crawl could confirm; open findings that are covered but
    not among ``findings`` are resolved. ``replaced``: kinds that end because another finding replaces them.
    ``expired``: kinds that end because their events are too long ago, not because they were resolved.
    """

    findings: tuple[ObservedFinding, ...] = ()
    covered: frozenset[Key] = frozenset()
    replaced: frozenset[str] = frozenset()
    expired: frozenset[str] = frozenset()

    def covers(self, key: Key) -> bool:
        return key in self.covered
