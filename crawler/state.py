"""What a crawl must remember, declared here and kept by the archive (setting ``TCD_STATE``).

Every method is synchronous and may take its time (a database): the spiders call them in a thread of their own
(``StateThread``), never on the event loop, and always the same thread in one process. All times are aware.
"""

import asyncio
from collections.abc import Callable, Collection, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime, timedelta
from importlib import import_module
from typing import Any, Literal, ParamSpec, Protocol, TypeVar

from crawler.report import SourceReport
from items.list_report import ListReport

BY_HAND = "by hand"  # the reason of a run that a person started
P = ParamSpec("P")
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class KnownArticle:
    """An article that the archive holds. ``key`` is the source's stable key of it (``spiders.keys``), or the
    key of a link that led to it. ``dated_at`` is when it was published as far as its page tells.
    """

    key: str
    url: str
    first_seen_at: datetime
    last_seen_at: datetime
    dated_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class LinkEvidence:
    """What a listing, feed, sitemap or API says of the article behind a link: a candidate, no more.

    ``value`` is ISO 8601 with +07:00, a bare date, or a view count in digits (``field`` "views", precision
    "count"); ``raw`` is as printed, ``place`` the address that said so.
    """

    value: str
    precision: str
    raw: str
    origin: str
    place: str
    field: Literal["published", "views"] = "published"


@dataclass(frozen=True, slots=True)
class Pending:
    """A link of the frontier: found, and not yet fetched to an end. ``tries`` failed for the moment; ``head``
    says that it stood among the first of a list."""

    key: str
    address: str
    evidence: tuple[LinkEvidence, ...] = ()
    tries: int = 0
    head: bool = False


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a link. ``name`` is "article" or what was found instead ("http 404", "external", …).

    With ``done`` the link waits no longer; it is asked for again ``again`` after, if it is still listed and
    ``again`` is not None. Without ``done`` it stays in the frontier until that time. ``article`` is the key
    of the article that stands behind the link, ``target`` where an external one leads.
    """

    key: str
    address: str
    name: str
    done: bool
    again: timedelta | None = None
    article: str | None = None
    target: str | None = None


@dataclass(frozen=True, slots=True)
class Validators:
    """What a listing, feed or sitemap said of its version (RFC 9110), to be sent back; ``at`` is when."""

    etag: str | None = None
    last_modified: str | None = None
    at: datetime | None = None


class Memory(Protocol):
    """What was fetched before."""

    def known(self, source: str, key: str) -> KnownArticle | None:
        """The article that the archive holds under this key, or None."""
        ...

    def known_many(self, source: str, keys: Collection[str]) -> Mapping[str, KnownArticle]:
        """Those of ``keys`` that the archive holds; one question for a whole listing page."""
        ...

    def last_complete(self, source: str) -> datetime | None:
        """When a run last walked all the source's listings to their end (``SourceReport.complete``), or None.

        For archives whose runs did not yet tell of each list (``lists``).
        """
        ...

    def lists(self, source: str) -> Sequence[ListReport]:
        """What the newest run that tells of them left of each list of the source.

        Until a list was read to its end once, a stretch of known articles must not stop the paging: a run
        that broke off would hide everything behind it.
        """
        ...


class Frontier(Protocol):
    """What is to be fetched and what was done: nothing of it lives in a process that can be killed."""

    def acquire(self, source: str, seconds: float) -> bool:
        """Lock the source for this process, waiting up to ``seconds``; False where another one crawls it.

        A process that dies, however, keeps no lock. Called and released in the same thread.
        """
        ...

    def release(self, source: str) -> None:
        """Give the source free."""
        ...

    def enqueue(self, source: str, links: Sequence[Pending], *, at: datetime) -> None:
        """Keep these links until they are settled; links that are there already stay as they are."""
        ...

    def mark_heads(self, source: str, keys: Collection[str]) -> None:
        """Keep that these links stood among the first of a list; those that are not there are passed over."""
        ...

    def pending(self, source: str, *, at: datetime) -> Sequence[Pending]:
        """The links that wait and may be asked for at ``at``, in the order in which they were found.

        What was stored since it was found waits no longer, even where nobody came to settle it.
        """
        ...

    def settle(self, source: str, outcomes: Sequence[Outcome], *, at: datetime) -> None:
        """Keep what became of these links, whether they were enqueued or not."""
        ...

    def unwanted(self, source: str, keys: Collection[str], *, at: datetime) -> Mapping[str, datetime]:
        """Those of ``keys`` that are not to be asked for now, as they are done without an article or to be
        tried later; with the time when they were found.
        """
        ...

    def recent(self, source: str, *, since: datetime, most: int) -> Sequence[KnownArticle]:
        """The articles dated (or, undated, first seen) ``since`` then, newest first, ``most`` at most."""
        ...

    def evidence(self, source: str, keys: Collection[str]) -> Mapping[str, tuple[LinkEvidence, ...]]:
        """What listings and feeds said of these articles when their links were found."""
        ...

    def validators(self, source: str) -> Mapping[str, Validators]:
        """By address, what complete runs were told, and when (``at``)."""
        ...

    def keep_validators(self, source: str, told: Mapping[str, Validators], *, at: datetime) -> None:
        """Replace what is kept for these addresses."""
        ...


class Orders(Protocol):
    """What the order of a source's lists teaches of its articles."""

    def learn(self, source: str, lists: Mapping[str, Sequence[str]], *, at: datetime) -> None:
        """Keep in which order the walked lists (by address) named their articles (keys), and learn from it
        and from the articles' numbers between which days those were published that print no date.
        """
        ...


class RunLog(Protocol):
    """The runs and what came of them; called by the process that starts the crawl."""

    def start_run(self, sources: Sequence[str], *, full: bool, at: datetime, reason: str = BY_HAND) -> int:
        """A new run over these sources; its id goes to the crawl as the setting ``TCD_RUN_ID``.

        Runs that a killed process left open are closed as interrupted.
        """
        ...

    def hold_run(self, run_id: int) -> None:
        """The run goes on: to be called now and then where nothing else is for long, so that nobody takes it
        for a killed one's after the database was away.
        """
        ...

    def finish_source(self, run_id: int, report: SourceReport, *, at: datetime) -> None:
        """The report of one source of the run; called once a source, also for one that crashed.

        Of several the last one counts; but a placeholder (``SourceReport.is_placeholder``) never replaces the
        report of a crawl, even where both come at the same moment from two processes.
        """
        ...

    def finish_run(self, run_id: int, *, at: datetime) -> None:
        """The run is over, all its sources are reported."""
        ...


class CrawlState(Memory, Frontier, Orders, RunLog, Protocol):
    """Everything; ``TCD_STATE`` names a class of this shape that is made without arguments."""


def load_state(dotted: str) -> CrawlState:
    """The state that a dotted path names (``archive.state.DjangoState``).

    Raises ImportError or AttributeError where there is no such class.
    """
    module, _, name = dotted.rpartition(".")
    state: CrawlState = getattr(import_module(module), name)()
    return state


class StateThread:
    """One thread in which all questions to a state are asked, one after the other."""

    def __init__(self) -> None:
        self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="crawl-state")

    async def ask(self, question: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        loop = asyncio.get_running_loop()
        call: Callable[[], Any] = lambda: question(*args, **kwargs)  # noqa: E731
        answer: T = await loop.run_in_executor(self._pool, call)
        return answer

    def close(self) -> None:
        self._pool.shutdown(wait=True)
