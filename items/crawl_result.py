"""What the crawl of one source gives, filled by spider, stages, middleware and extensions while it runs."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from items.article import TEXT_SIZES
from items.list_report import ListReport

_EXAMPLES = 3
_LONGEST = 500  # characters of an address that a report shows


@dataclass(slots=True)
class CrawlResult:
    """``home`` is the source's address. ``pages`` are answers of any kind, ``listings`` those that led on to
    articles, ``listed`` the links to articles in them, ``articles`` what was handed to the stages,
    ``external`` links that lead to other sites.

    ``new``, ``changed``, ``unchanged`` and ``moved`` are what the archive made of the articles,
    ``store_failures`` counts those that it refused; ``fields`` counts the stored articles that have a field
    ("date", "select.title"); ``visited`` are the archive's ids of articles whose visit gave nothing new.

    ``failures`` counts by name (``items.failures``), ``examples`` are up to three addresses of each;
    ``limits`` are those of our own limits that ended something ("listings"); ``certificate_faults`` say by
    host what is wrong with its certificate; ``error`` is what ended the crawl, if it is not the source's.

    ``sitemaps`` are those that robots.txt names. ``sight`` is how some pages look
    (``monitoring.site_fingerprint``).
    ``cut``: ``max_articles`` left articles unfetched. ``lists`` says how far each list was read;
    ``complete``: each was read to where everything is known, and what it listed is in the frontier.
    """

    home: str = ""
    pages: int = 0
    listings: int = 0
    listed: int = 0
    articles: int = 0
    external: int = 0
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    moved: int = 0
    store_failures: int = 0
    fields: Counter[str] = field(default_factory=Counter)
    visited: list[int] = field(default_factory=list)
    failures: Counter[str] = field(default_factory=Counter)
    examples: dict[str, list[str]] = field(default_factory=dict)
    limits: set[str] = field(default_factory=set)
    certificate_faults: dict[str, str] = field(default_factory=dict)
    error: str | None = None
    sitemaps: list[str] = field(default_factory=list)
    sight: dict[str, Any] = field(default_factory=dict)
    cut: bool = False
    lists: Sequence[ListReport] = ()
    complete: bool = False

    def add_failure(self, name: str, address: str | None = None, *, first: bool = False) -> None:
        """Count a failure, with an address to look at: those of listings stand ``first``."""
        name = str(name)
        self.failures[name] += 1
        if address is not None:
            examples = self.examples.setdefault(name, [])
            examples.insert(0 if first else len(examples), address[:_LONGEST])
            del examples[_EXAMPLES:]

    def add_stored(
        self, outcome: Literal["new", "changed", "unchanged"], fields: Iterable[str], *, moved: bool = False
    ) -> None:
        """Count an article that stands in the archive now, with the names of the fields that it has."""
        if outcome == "new":
            self.new += 1
        elif outcome == "changed":
            self.changed += 1
        else:
            self.unchanged += 1
        self.moved += moved
        self.fields.update(dict.fromkeys(TEXT_SIZES, 0))  # that no article is so long is worth knowing, too
        self.fields.update(fields)


class ReportingSpider:
    """What middleware, stages and extensions may expect of a spider of ours, beside what Scrapy has.

    ``authorities`` are the (host, port) pairs that may be asked.
    """

    authorities: frozenset[tuple[str, int]] = frozenset()
    result: CrawlResult

    def measure(self) -> CrawlResult:
        """Return the result as it stands, with what is not counted on the way (``lists``, ``complete``)."""
        return self.result


def result_of(spider: object) -> CrawlResult:
    """Return the result that a spider fills. Scrapy's own ones (``scrapy shell``) have none: what is counted
    for them is read by nobody."""
    return spider.result if isinstance(spider, ReportingSpider) else CrawlResult()
