"""A state kept in memory: for tests, and for a crawl that shall leave nothing behind."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from crawler.report import SourceReport
from crawler.state import KnownArticle


@dataclass(slots=True)
class RememberedRun:
    sources: tuple[str, ...]
    full: bool
    started_at: datetime
    finished_at: datetime | None = None
    reports: list[SourceReport] = field(default_factory=list)


class InMemoryState:
    """``crawler.state.CrawlState`` without a database; ``remember`` puts articles into it."""

    def __init__(self) -> None:
        self.articles: dict[tuple[str, str], KnownArticle] = {}
        self.runs: list[RememberedRun] = []
        self._complete: dict[str, datetime] = {}

    def remember(self, source: str, article: KnownArticle) -> None:
        self.articles[source, article.key] = article

    def known(self, source: str, key: str) -> KnownArticle | None:
        return self.articles.get((source, key))

    def known_many(self, source: str, keys: Collection[str]) -> Mapping[str, KnownArticle]:
        return {key: self.articles[source, key] for key in keys if (source, key) in self.articles}

    def last_complete(self, source: str) -> datetime | None:
        return self._complete.get(source)

    def start_run(self, sources: Sequence[str], *, full: bool, at: datetime) -> int:
        self.runs.append(RememberedRun(tuple(sources), full, at))
        return len(self.runs)

    def finish_source(self, run_id: int, report: SourceReport, *, at: datetime) -> None:
        self.runs[run_id - 1].reports.append(report)
        if report.complete:
            self._complete[report.source] = at

    def finish_run(self, run_id: int, *, at: datetime) -> None:
        self.runs[run_id - 1].finished_at = at
