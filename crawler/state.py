"""What a crawl must remember, declared here and kept by the archive (setting ``TCD_STATE``).

Every method is synchronous and may take its time (a database): the spiders call them in a thread of their own
(``StateThread``), never on the event loop, and always the same thread in one process. All times are aware.
"""

import asyncio
from collections.abc import Callable, Collection, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from importlib import import_module
from typing import Any, ParamSpec, Protocol, TypeVar

from crawler.report import SourceReport

P = ParamSpec("P")
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class KnownArticle:
    """An article that the archive holds. ``key`` is the source's stable key of it (``spiders.keys``)."""

    key: str
    url: str
    first_seen_at: datetime
    last_seen_at: datetime


class Memory(Protocol):
    """What was fetched before."""

    def known(self, source: str, key: str) -> KnownArticle | None:
        """The article that the archive holds under this key, or None."""
        ...

    def known_many(self, source: str, keys: Collection[str]) -> Mapping[str, KnownArticle]:
        """Those of ``keys`` that the archive holds; one question for a whole listing page."""
        ...

    def last_complete(self, source: str) -> datetime | None:
        """When a run last walked the source's listings to their end (``SourceReport.complete``), or None.

        Until that happened once, a stretch of known articles must not stop the paging: a run that broke off
        would hide everything behind it.
        """
        ...


class RunLog(Protocol):
    """The runs and what came of them; called by the process that starts the crawl."""

    def start_run(self, sources: Sequence[str], *, full: bool, at: datetime) -> int:
        """A new run over these sources; its id goes to the crawl as the setting ``TCD_RUN_ID``."""
        ...

    def finish_source(self, run_id: int, report: SourceReport, *, at: datetime) -> None:
        """The report of one source of the run; called once a source, also for one that crashed."""
        ...

    def finish_run(self, run_id: int, *, at: datetime) -> None:
        """The run is over, all its sources are reported."""
        ...


class CrawlState(Memory, RunLog, Protocol):
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
