"""The last pipeline stage: write articles to the archive, in batches, in a thread beside the event loop.

An item leaves this stage only when it is safely written, so a handler of Scrapy's ``item_scraped`` may rely
on it. Items that arrive together share a transaction.
"""

import asyncio
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Literal, Protocol, TypeVar

from scrapy.exceptions import DropItem

from items import TEXT_SIZES, Article, Source
from items.crawl_result import CrawlResult, result_of
from pipelines.draft import Draft
from pipelines.moved import OldUrls

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

    from archive.relocation import FormerLocation

T = TypeVar("T")
Saved = Literal["new", "changed", "unchanged"]

# Seconds before each retry of a batch whose connection was lost: a database server takes some to restart.
_RETRY_DELAYS = (0.5, 3.0, 10.0)
# Pages of other kinds are dropped, whatever link led to them.
STORED_KINDS = ("article", "document")


class Writer(Protocol):
    """What the stage needs of the archive. The methods block; all calls come from one thread."""

    def open(self) -> None: ...
    def find_former_locations(self, drafts: Sequence[Draft]) -> "Sequence[Sequence[FormerLocation]]": ...
    def save(self, drafts: Sequence[Draft], at: datetime) -> list[Saved]: ...
    def remember(self, source: Source) -> None: ...
    def is_connection_error(self, error: Exception) -> bool: ...
    def reconnect(self) -> bool: ...
    def close(self) -> None: ...


class ArchiveWriter:
    """The archive as a ``Writer``. ``open`` sets Django up, so models are imported only in later calls.

    The ids of articles with nothing new are added to ``visited``, for the run's report.
    """

    def __init__(self, run_id: int | None, visited: list[int] | None = None) -> None:
        self.run_id = run_id
        self.visited = visited

    def open(self) -> None:
        from archive.ready import ready

        ready()

    def find_former_locations(self, drafts: Sequence[Draft]) -> "Sequence[Sequence[FormerLocation]]":
        from archive.relocation import find_former_locations
        from archive.store import Incoming

        return find_former_locations([Incoming(draft.article, draft.key) for draft in drafts])

    def save(self, drafts: Sequence[Draft], at: datetime) -> list[Saved]:
        from archive.store import Incoming, save_many

        batch = [Incoming(draft.article, draft.key, draft.raw.page, draft.moved_from) for draft in drafts]
        return save_many(batch, run_id=self.run_id, at=at, visited=self.visited)

    def remember(self, source: Source) -> None:
        from archive.store import remember_sources

        remember_sources([source])

    def is_connection_error(self, error: Exception) -> bool:
        """Whether the database is unreachable, so that saving the articles one by one would not help."""
        from django.db import InterfaceError, OperationalError

        return isinstance(error, (InterfaceError, OperationalError))

    def reconnect(self) -> bool:
        """Close the connection, so that the next call opens another; return whether retrying may help."""
        from django.db import connection

        if connection.vendor == "sqlite":
            return False
        connection.close()
        return True

    def close(self) -> None:
        from django.db import connections

        connections.close_all()


@dataclass(slots=True, eq=False)
class _Waiting:
    draft: Draft
    saved: asyncio.Future[Saved]


class StoreStage:
    """Saves articles in one transaction, when ``batch`` of them wait or ``delay`` seconds after one came.

    The crawl's ``result`` counts what the archive made of them; the exception of an article that could not be
    written goes to Scrapy as the item's.
    """

    def __init__(
        self,
        writer: Writer,
        result: CrawlResult | None = None,
        *,
        batch: int = 50,
        delay: float = 0.5,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
        old_urls: OldUrls | None = None,
    ) -> None:
        """``old_urls`` checks whether an article still answers at its old URL; None detects no moves."""
        self._old_urls = old_urls
        self._writer = writer
        self._result = result if result is not None else CrawlResult()
        self._batch = batch
        self._delay = delay
        self._now = now
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="archive")
        self._waiting: list[_Waiting] = []
        self._timer: asyncio.TimerHandle | None = None
        self._writing: set[asyncio.Task[None]] = set()
        self._remembered: set[str] = set()

    @classmethod
    def from_crawler(cls, crawler: "Crawler") -> "StoreStage":
        run_id = crawler.settings.get("TCD_RUN_ID")
        result = result_of(crawler.spider)
        writer = ArchiveWriter(int(run_id) if run_id else None, result.visited)
        return cls(writer, result, old_urls=OldUrls(crawler))

    async def open_spider(self) -> None:
        await self._in_thread(self._writer.open)

    async def process_item(self, item: Draft) -> Draft:
        if item.article.kind not in STORED_KINDS:
            raise DropItem(f"not an article but {item.article.kind}: {item.article.url}")
        waiting = _Waiting(item, asyncio.get_running_loop().create_future())
        self._waiting.append(waiting)
        if len(self._waiting) >= self._batch:
            self._flush()
        elif self._timer is None:
            self._timer = asyncio.get_running_loop().call_later(self._delay, self._flush)
        await waiting.saved
        return item

    async def close_spider(self) -> None:
        self._flush()
        while self._writing:
            await asyncio.wait(self._writing)
        await self._in_thread(self._writer.close)
        self._thread.shutdown()

    def _flush(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        if self._waiting:
            batch, self._waiting = self._waiting, []
            task = asyncio.get_running_loop().create_task(self._write(batch))
            self._writing.add(task)
            task.add_done_callback(self._writing.discard)

    async def _write(self, batch: list[_Waiting]) -> None:
        maybe_moved = await self._find_maybe_moved(batch)
        await self._save_all([waiting for waiting in batch if waiting not in maybe_moved])
        # Asking the site takes time, so the others are saved first.
        for waiting, locations in maybe_moved.items():
            await self._check_moved(waiting, locations)
        await self._save_all([*maybe_moved])

    async def _find_maybe_moved(self, batch: "list[_Waiting]") -> "dict[_Waiting, Sequence[FormerLocation]]":
        """The articles of the batch that may have moved, each with the URLs that it may have moved from."""
        if self._old_urls is None:
            return {}
        drafts = [waiting.draft for waiting in batch]
        try:
            locations = await self._in_thread(lambda: self._writer.find_former_locations(drafts))
        except Exception:
            return {}  # The same error comes again when they are saved, and is reported there.
        return {waiting: former for waiting, former in zip(batch, locations, strict=True) if former}

    async def _check_moved(self, waiting: _Waiting, locations: "Sequence[FormerLocation]") -> None:
        """Set ``moved_from`` of the draft to the first location whose page is gone."""
        assert self._old_urls is not None
        for location in locations:
            if await self._old_urls.is_gone(location.url, waiting.draft):
                waiting.draft = replace(waiting.draft, moved_from=location.id)
                return

    async def _save_all(self, batch: list[_Waiting]) -> None:
        if not batch:
            return
        outcomes = await self._in_thread(lambda: self._save([waiting.draft for waiting in batch]))
        self._count(batch, outcomes)
        for waiting, outcome in zip(batch, outcomes, strict=True):
            if waiting.saved.cancelled():
                continue
            if isinstance(outcome, BaseException):
                waiting.saved.set_exception(outcome)
            else:
                waiting.saved.set_result(outcome)

    def _save(self, drafts: list[Draft], delays: Sequence[float] = _RETRY_DELAYS) -> list[Saved | Exception]:
        """Save all at once; one by one if that fails; again after a lost connection. Runs in the thread.

        Returns the outcome of each draft, or the exception with which it failed.
        """
        try:
            for source in (draft.source for draft in drafts):
                if source is not None and source.slug not in self._remembered:
                    self._writer.remember(source)
                    self._remembered.add(source.slug)
            return list(self._writer.save(drafts, self._now()))
        except Exception as error:
            if self._writer.is_connection_error(error) and delays and self._writer.reconnect():
                time.sleep(delays[0])
                return self._save(drafts, delays[1:])
            if len(drafts) == 1 or self._writer.is_connection_error(error):
                return [error] * len(drafts)
            return [outcome for draft in drafts for outcome in self._save([draft])]

    def _count(self, batch: Sequence[_Waiting], answers: Sequence[Saved | Exception]) -> None:
        for waiting, answer in zip(batch, answers, strict=True):
            if isinstance(answer, Exception):
                self._result.store_failures += 1
            else:
                moved = waiting.draft.moved_from is not None
                self._result.add_stored(answer, found_fields(waiting.draft.article), moved=moved)

    async def _in_thread(self, call: Callable[[], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._thread, call)


def found_fields(article: Article) -> list[str]:
    """The fields that were found on the page, and as "select.…" those found by the source's own selectors."""
    fields = {
        "title": article.title is not None,
        "date": article.published is not None,
        "byline": bool(article.authors),
        "views": article.views is not None,
        "body": bool(article.body_text),
        "section": bool(article.section),
        "images": bool(article.images),
        "documents": bool(article.attachments) or article.document is not None,
    }
    fields |= {name: article.text_size >= least for name, least in TEXT_SIZES.items()}
    selected = {f"select.{proof.field}" for proof in article.proofs if proof.origin == "selector"}
    return [*(name for name, is_found in fields.items() if is_found), *sorted(selected)]
