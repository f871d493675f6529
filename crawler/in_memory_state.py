"""A state kept in memory: for tests, and for a crawl that shall leave nothing behind."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from crawler.report import SourceReport
from crawler.state import BY_HAND, KnownArticle, LinkEvidence, Outcome, Pending, Validators
from items.list_report import ListReport


@dataclass(slots=True)
class RememberedRun:
    sources: tuple[str, ...]
    full: bool
    started_at: datetime
    finished_at: datetime | None = None
    reason: str = BY_HAND
    reports: list[SourceReport] = field(default_factory=list)


class InMemoryState:
    """``crawler.state.CrawlState`` without a database; ``remember`` puts articles into it."""

    def __init__(self) -> None:
        self.articles: dict[tuple[str, str], KnownArticle] = {}
        self.runs: list[RememberedRun] = []
        self.outcomes: dict[tuple[str, str], tuple[Outcome, datetime]] = {}
        self._complete: dict[str, datetime] = {}
        self._pending: dict[tuple[str, str], Pending] = {}
        self._validators: dict[str, dict[str, Validators]] = {}
        self._evidence: dict[tuple[str, str], tuple[LinkEvidence, ...]] = {}
        self._held: set[str] = set()
        self.orders: dict[str, dict[str, tuple[str, ...]]] = {}

    def remember(self, source: str, article: KnownArticle) -> None:
        self.articles[source, article.key] = article

    def known(self, source: str, key: str) -> KnownArticle | None:
        return self.articles.get((source, key))

    def known_many(self, source: str, keys: Collection[str]) -> Mapping[str, KnownArticle]:
        return {key: self.articles[source, key] for key in keys if (source, key) in self.articles}

    def last_complete(self, source: str) -> datetime | None:
        return self._complete.get(source)

    def lists(self, source: str) -> Sequence[ListReport]:
        reports = [each for run in self.runs for each in run.reports if each.source == source and each.lists]
        return reports[-1].lists if reports else ()

    def acquire(self, source: str, seconds: float) -> bool:
        free = source not in self._held
        self._held.add(source)
        return free

    def release(self, source: str) -> None:
        self._held.discard(source)

    def enqueue(self, source: str, links: Sequence[Pending], *, at: datetime) -> None:
        for link in links:
            self._pending.setdefault((source, link.key), link)
            self._evidence.setdefault((source, link.key), link.evidence)
            self.outcomes.pop((source, link.key), None)

    def mark_heads(self, source: str, keys: Collection[str]) -> None:
        for key in keys:
            if link := self._pending.get((source, key)):
                self._pending[source, key] = replace(link, head=True)

    def pending(self, source: str, *, at: datetime) -> Sequence[Pending]:
        return [
            link
            for (of, key), link in self._pending.items()
            if of == source and not self.unwanted(source, [key], at=at)
        ]

    def settle(self, source: str, outcomes: Sequence[Outcome], *, at: datetime) -> None:
        for outcome in outcomes:
            self.outcomes[source, outcome.key] = (outcome, at)
            if outcome.done:
                self._pending.pop((source, outcome.key), None)

    def unwanted(self, source: str, keys: Collection[str], *, at: datetime) -> Mapping[str, datetime]:
        found = {}
        for key in keys:
            outcome, then = self.outcomes.get((source, key), (None, at))
            if outcome and outcome.article is None and (outcome.again is None or then + outcome.again > at):
                found[key] = then
        return found

    def recent(self, source: str, *, since: datetime, most: int) -> Sequence[KnownArticle]:
        def date(article: KnownArticle) -> datetime:
            return article.dated_at or article.first_seen_at

        own = [article for (of, _), article in self.articles.items() if of == source]
        return sorted((a for a in own if date(a) >= since), key=date, reverse=True)[:most]

    def evidence(self, source: str, keys: Collection[str]) -> Mapping[str, tuple[LinkEvidence, ...]]:
        return {key: self._evidence[source, key] for key in keys if self._evidence.get((source, key))}

    def validators(self, source: str) -> Mapping[str, Validators]:
        return self._validators.get(source, {})

    def keep_validators(self, source: str, told: Mapping[str, Validators], *, at: datetime) -> None:
        self._validators.setdefault(source, {}).update(
            {address: replace(each, at=at) for address, each in told.items()}
        )

    def learn(self, source: str, lists: Mapping[str, Sequence[str]], *, at: datetime) -> None:
        self.orders.setdefault(source, {}).update({address: tuple(keys) for address, keys in lists.items()})

    def start_run(self, sources: Sequence[str], *, full: bool, at: datetime, reason: str = BY_HAND) -> int:
        self.runs.append(RememberedRun(tuple(sources), full, at, reason=reason))
        return len(self.runs)

    def hold_run(self, run_id: int) -> None:
        """Nothing to do: what is remembered here ends with the process."""

    def finish_source(self, run_id: int, report: SourceReport, *, at: datetime) -> None:
        reports = self.runs[run_id - 1].reports
        others = [other for other in reports if other.source == report.source]
        if report.is_placeholder and not all(other.is_placeholder for other in others):
            return
        reports.append(report)
        if report.complete:
            self._complete[report.source] = at

    def finish_run(self, run_id: int, *, at: datetime) -> None:
        self.runs[run_id - 1].finished_at = at
