"""What one crawl of one source came to: the value that travels from the child process to everybody else."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from items.failures import FailureKind, FinishReason, endings
from items.list_report import ListReport

BROKEN_FILE = FinishReason.BROKEN_FILE.value
# Finish reasons of placeholder reports, written where the crawl left none.
PLACEHOLDER_REASONS = endings("in_place")


@dataclass(frozen=True, slots=True)
class SourceReport:
    """The counts of one source in one run.

    ``pages`` are answers of any kind, ``listings`` those that led on to articles, ``articles`` the pages that
    were handed to the pipelines; ``new``, ``changed`` and ``unchanged`` are what the archive said of them.
    ``failures`` counts what went wrong by name ("http 404", "flood", "address refused", see
    ``items.failures``). ``requests`` are all that were sent, robots.txt and retries among them;
    ``statuses`` counts their answers ("200", "304"). ``external`` are links that lead to other sites: kept,
    not fetched. ``moved`` known articles have new addresses.
    ``told`` counts the stored articles that told a field ("date", "body"; "select.title" where
    the source's own selector found it); ``examples`` are up to three addresses of each failure, ``notes`` say
    more of one ({"certificate": "expired on 2026-11-01"}) and which of our own limits were met ({"limits":
    "listings, sections"}), ``sight`` is how some pages looked. ``visited`` are the archive's ids of articles
    that told nothing new, for our visits may stand in the source's counts.

    ``finish_reason`` is Scrapy's ("finished", "closespider_timeout", "shutdown") or one of ours: "limit"
    (asked for no more), "busy" (another process crawls the source), "archive" (it can't be written),
    "crashed", "hung", "ended", "not started", "broken file" (the source's; ``error`` has its path, line and
    what to do). ``lists`` says of each list how far it was read: later runs go on from there. ``complete``:
    each of them was read to where everything is known, and what they listed is stored or in the frontier.
    """

    source: str
    pages: int = 0
    listings: int = 0
    articles: int = 0
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    with_date: int = 0
    with_byline: int = 0
    with_views: int = 0
    bytes: int = 0
    requests: int = 0
    external: int = 0
    moved: int = 0
    statuses: Mapping[str, int] = field(default_factory=dict)
    seconds: float = 0.0
    failures: Mapping[str, int] = field(default_factory=dict)
    told: Mapping[str, int] = field(default_factory=dict)
    examples: Mapping[str, Sequence[str]] = field(default_factory=dict)
    notes: Mapping[str, str] = field(default_factory=dict)
    sight: Mapping[str, Any] = field(default_factory=dict)
    visited: Sequence[int] = field(default_factory=list)
    lists: Sequence[ListReport] = ()
    finish_reason: str = "finished"
    complete: bool = False
    error: str | None = None

    @property
    def stored(self) -> int:
        """Articles that stand in the archive after this run: new, changed and unchanged ones."""
        return self.new + self.changed + self.unchanged

    @property
    def ok(self) -> bool:
        """Nothing broke the run, and the source told us something."""
        broke = self.error is not None or bool(
            {FailureKind.SPIDER_ERROR, FailureKind.STORE} & set(self.failures)
        )
        return self.finish_reason in ("finished", "limit") and not broke and self.pages > 0

    @property
    def is_placeholder(self) -> bool:
        """Return True if the report stands for a crawl that never began or was lost."""
        return self.finish_reason in PLACEHOLDER_REASONS and not self.requests

    def to_record(self) -> dict[str, Any]:
        record = {name: getattr(self, name) for name in self.__dataclass_fields__ if name != "lists"}
        lists = [each.to_record() for each in self.lists]
        return {**record, "lists": lists, "stored": self.stored, "ok": self.ok}

    @classmethod
    def from_record(cls, record: Mapping[str, Any]) -> "SourceReport":
        """The inverse of ``to_record``; keys that are not fields are left out."""
        told = {name: record[name] for name in cls.__dataclass_fields__ if name in record}
        return cls(**{**told, "lists": tuple(map(ListReport.from_record, record.get("lists", ())))})
