"""The last stage: articles into the archive, in batches, off the event loop.

An item leaves this stage when it is safely written, not before: whoever is told of it by Scrapy
(``item_scraped``) may rely on it. Items that arrive together share a transaction.
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
from pipelines.moved import OldAddresses

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

    from archive.relocation import Elsewhere

T = TypeVar("T")
Saved = Literal["new", "changed", "unchanged"]

# Seconds before a batch whose connection was cut is stored again: a server that is started anew takes some.
_WAITS = (0.5, 3.0, 10.0)
# A page that answered as anything else is no article, whatever led to it.
STORED_KINDS = ("article", "document")


class Writer(Protocol):
    """What the stage asks of the archive; the calls block and come from one thread."""

    def open(self) -> None: ...
    def elsewhere(self, drafts: Sequence[Draft]) -> "Sequence[Sequence[Elsewhere]]": ...
    def save(self, drafts: Sequence[Draft], at: datetime) -> list[Saved]: ...
    def remember(self, source: Source) -> None: ...
    def hopeless(self, error: Exception) -> bool: ...
    def recovers(self) -> bool: ...
    def close(self) -> None: ...


class ArchiveWriter:
    """The archive, set up when it is opened: models cannot be imported before.

    ``visited`` takes the ids of the articles that told nothing new, for the run's report.
    """

    def __init__(self, run_id: int | None, visited: list[int] | None = None) -> None:
        self.run_id = run_id
        self.visited = visited

    def open(self) -> None:
        from archive.ready import ready

        ready()

    def elsewhere(self, drafts: Sequence[Draft]) -> "Sequence[Sequence[Elsewhere]]":
        from archive.relocation import elsewhere
        from archive.store import Incoming

        return elsewhere([Incoming(draft.article, draft.key) for draft in drafts])

    def save(self, drafts: Sequence[Draft], at: datetime) -> list[Saved]:
        from archive.store import Incoming, save_many

        batch = [Incoming(each.article, each.key, each.raw.page, each.moved_from) for each in drafts]
        return save_many(batch, run_id=self.run_id, at=at, visited=self.visited)

    def remember(self, source: Source) -> None:
        from archive.store import remember_sources

        remember_sources([source])

    def hopeless(self, error: Exception) -> bool:
        """Whether the database is out of reach, so that trying each article by itself only takes longer."""
        from django.db import InterfaceError, OperationalError

        return isinstance(error, (InterfaceError, OperationalError))

    def recovers(self) -> bool:
        """Whether another try may help, on a new connection: a server that is started anew cuts them."""
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
    """``batch`` articles or ``delay`` seconds after the first, whichever comes first, are one transaction.

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
        old: OldAddresses | None = None,
    ) -> None:
        """``old`` asks whether an article still stands where it did; without it none is looked for."""
        self._old = old
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
        return cls(writer, result, old=OldAddresses(crawler))

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
        asked = await self._moved(batch)
        await self._save_all([waiting for waiting in batch if waiting not in asked])
        # Asking takes its time: nobody else waits for it.
        for waiting, places in asked.items():
            await self._ask(waiting, places)
        await self._save_all([*asked])

    async def _moved(self, batch: "list[_Waiting]") -> "dict[_Waiting, Sequence[Elsewhere]]":
        """Which of these may be articles that stood elsewhere till now, and where."""
        if self._old is None:
            return {}
        try:
            found = await self._in_thread(lambda: self._writer.elsewhere([each.draft for each in batch]))
        except Exception:
            return {}  # Saving them says what is wrong.
        return {waiting: places for waiting, places in zip(batch, found, strict=True) if places}

    async def _ask(self, waiting: _Waiting, places: "Sequence[Elsewhere]") -> None:
        assert self._old is not None
        for place in places:
            if await self._old.is_gone(place.url, waiting.draft):
                waiting.draft = replace(waiting.draft, moved_from=place.id)
                return

    async def _save_all(self, batch: list[_Waiting]) -> None:
        if not batch:
            return
        answers = await self._in_thread(lambda: self._save([waiting.draft for waiting in batch]))
        self._count(batch, answers)
        for waiting, answer in zip(batch, answers, strict=True):
            if waiting.saved.cancelled():
                continue
            if isinstance(answer, BaseException):
                waiting.saved.set_exception(answer)
            else:
                waiting.saved.set_result(answer)

    def _save(self, drafts: list[Draft], waits: Sequence[float] = _WAITS) -> list[Saved | Exception]:
        """In the thread: all at once, or each by itself where one spoils the batch; once more where the
        connection was cut."""
        try:
            for source in (draft.source for draft in drafts):
                if source is not None and source.slug not in self._remembered:
                    self._writer.remember(source)
                    self._remembered.add(source.slug)
            return list(self._writer.save(drafts, self._now()))
        except Exception as error:
            if self._writer.hopeless(error) and waits and self._writer.recovers():
                time.sleep(waits[0])
                return self._save(drafts, waits[1:])
            if len(drafts) == 1 or self._writer.hopeless(error):
                return [error] * len(drafts)
            return [answer for draft in drafts for answer in self._save([draft])]

    def _count(self, batch: Sequence[_Waiting], answers: Sequence[Saved | Exception]) -> None:
        for waiting, answer in zip(batch, answers, strict=True):
            if isinstance(answer, Exception):
                self._result.store_failures += 1
            else:
                moved = waiting.draft.moved_from is not None
                self._result.add_stored(answer, fields_of(waiting.draft.article), moved=moved)

    async def _in_thread(self, call: Callable[[], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._thread, call)


def fields_of(article: Article) -> list[str]:
    """Return the names of the fields that the article has, and as "select.…" of those that the source's own
    selectors found."""
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
    return [*(name for name, there in fields.items() if there), *sorted(selected)]
