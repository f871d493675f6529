"""The last stage: articles into the archive, in batches, off the event loop.

An item leaves this stage when it is safely written, not before: whoever is told of it by Scrapy
(``item_scraped``) may rely on it. Items that arrive together share a transaction.
"""

import asyncio
import time
from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Literal, Protocol, TypeVar

from scrapy.exceptions import DropItem

from items import TEXT_SIZES, Article, Source
from pipelines.draft import Draft
from pipelines.moved import OldAddresses

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

    from archive.relocation import FormerLocation

T = TypeVar("T")
Saved = Literal["new", "changed", "unchanged"]

# Seconds before a batch whose connection was cut is stored again: a server that is started anew takes some.
_WAITS = (0.5, 3.0, 10.0)
# A page that answered as anything else is no article, whatever led to it.
STORED_KINDS = ("article", "document")


class Writer(Protocol):
    """What the stage asks of the archive; the calls block and come from one thread."""

    def open(self) -> None: ...
    def find_former_locations(self, drafts: Sequence[Draft]) -> "Sequence[Sequence[FormerLocation]]": ...
    def save(self, drafts: Sequence[Draft], at: datetime) -> list[Saved]: ...
    def remember(self, source: Source) -> None: ...
    def is_connection_error(self, error: Exception) -> bool: ...
    def reconnect(self) -> bool: ...
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

    def find_former_locations(self, drafts: Sequence[Draft]) -> "Sequence[Sequence[FormerLocation]]":
        from archive.relocation import find_former_locations
        from archive.store import Incoming

        return find_former_locations([Incoming(draft.article, draft.key) for draft in drafts])

    def save(self, drafts: Sequence[Draft], at: datetime) -> list[Saved]:
        from archive.store import Incoming, save_many

        batch = [Incoming(each.article, each.key, each.raw.page, each.moved_from) for each in drafts]
        return save_many(batch, run_id=self.run_id, at=at, visited=self.visited)

    def remember(self, source: Source) -> None:
        from archive.store import remember_sources

        remember_sources([source])

    def is_connection_error(self, error: Exception) -> bool:
        """Whether the database is out of reach, so that trying each article by itself only takes longer."""
        from django.db import InterfaceError, OperationalError

        return isinstance(error, (InterfaceError, OperationalError))

    def reconnect(self) -> bool:
        """Whether another try may help, on a new connection: a server that is started anew cuts them."""
        from django.db import connection

        if connection.vendor == "sqlite":
            return False
        connection.close()
        return True

    def close(self) -> None:
        from django.db import connections

        connections.close_all()


class Stats(Protocol):
    def inc_value(self, key: str, count: int = 1, start: int = 0) -> None: ...


@dataclass(slots=True, eq=False)
class _Waiting:
    draft: Draft
    saved: asyncio.Future[Saved]


class StoreStage:
    """``batch`` articles or ``delay`` seconds after the first, whichever comes first, are one transaction.

    Counts in the crawler's stats: ``tcd/new``, ``tcd/changed``, ``tcd/unchanged``, ``tcd/with_date``,
    ``tcd/with_byline``, ``tcd/with_views``, ``tcd/told/…`` (see ``told``); ``tcd/store_failed`` for what
    could not be written, whose exception goes to Scrapy as the item's.
    """

    def __init__(
        self,
        writer: Writer,
        stats: Stats | None = None,
        *,
        batch: int = 50,
        delay: float = 0.5,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
        old: OldAddresses | None = None,
    ) -> None:
        """``old`` asks whether an article still stands where it did; without it none is looked for."""
        self._old = old
        self._writer = writer
        self._stats = stats
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
        visited = getattr(crawler.spider, "visited", None)
        writer = ArchiveWriter(int(run_id) if run_id else None, visited)
        return cls(writer, crawler.stats, old=OldAddresses(crawler))

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

    async def _moved(self, batch: "list[_Waiting]") -> "dict[_Waiting, Sequence[FormerLocation]]":
        """Which of these may be articles that stood elsewhere till now, and where."""
        if self._old is None:
            return {}
        try:
            found = await self._in_thread(
                lambda: self._writer.find_former_locations([each.draft for each in batch])
            )
        except Exception:
            return {}  # Saving them says what is wrong.
        return {waiting: places for waiting, places in zip(batch, found, strict=True) if places}

    async def _ask(self, waiting: _Waiting, places: "Sequence[FormerLocation]") -> None:
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
            if self._writer.is_connection_error(error) and waits and self._writer.reconnect():
                time.sleep(waits[0])
                return self._save(drafts, waits[1:])
            if len(drafts) == 1 or self._writer.is_connection_error(error):
                return [error] * len(drafts)
            return [answer for draft in drafts for answer in self._save([draft])]

    def _count(self, batch: Sequence[_Waiting], answers: Sequence[Saved | Exception]) -> None:
        """All of a batch at once: Scrapy's statistics take their time for each step."""
        counts: Counter[str] = Counter()
        for waiting, answer in zip(batch, answers, strict=True):
            if isinstance(answer, Exception):
                counts["tcd/store_failed"] += 1
                continue
            names = told(waiting.draft.article)
            counts.update(dict.fromkeys((f"tcd/told/{name}" for name in TEXT_SIZES), 0))  # none is said, too
            counts[f"tcd/{answer}"] += 1
            counts.update(["tcd/moved"] if waiting.draft.moved_from is not None else [])
            counts.update(f"tcd/told/{name}" for name in names)
            counts.update(f"tcd/with_{name}" for name in ("date", "byline", "views") if name in names)
        for name, number in counts.items():
            if self._stats is not None:
                self._stats.inc_value(name, number)

    async def _in_thread(self, call: Callable[[], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._thread, call)


def told(article: Article) -> list[str]:
    """Which fields the page told, and as "select.…" those that the source's own selectors found."""
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
