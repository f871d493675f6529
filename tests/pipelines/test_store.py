"""What reaches the last stage is in the archive when the crawl is over, and the crawl's result counts it."""

import asyncio
import os
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path

import psycopg
import pytest
from scrapy.exceptions import DropItem

from archive.models import Article, KnownSource
from items import Article as Found
from items import Author, Moment, RawArticle, Source, ViewCount
from items.crawl_result import CrawlResult
from pipelines.draft import Draft
from pipelines.store import ArchiveWriter, Saved, StoreStage

NIGHT = datetime(2026, 11, 20, 19, 0, tzinfo=UTC)
SOURCE = Source(
    slug="lao-cai",
    name="Liên đoàn Lao động tỉnh Lào Cai",
    publisher="LĐLĐ tỉnh Lào Cai",
    kind="federation",
    home="http://congdoan.example.vn",
    status="unverified",
    evidence="made up",
)


def draft(number: int, kind: str = "article", **fields: object) -> Draft:
    url = f"https://congdoan.example.vn/tin/{number}.html"
    raw = RawArticle(url=url, source="lao-cai", kind="article", fetched_at=NIGHT)
    article = Found(url=url, source="lao-cai", kind=kind, title=f"Tin số {number}", **fields)  # type: ignore[arg-type]
    return Draft(raw=raw, article=article, source=SOURCE, key=str(number))


class FakeWriter:
    """Notes what it is asked, in which thread; ``broken`` keys spoil the batch that they are in."""

    def __init__(self, broken: Sequence[str] = (), unreachable: bool = False) -> None:
        self.broken = broken
        self.unreachable = unreachable
        self.batches: list[list[str]] = []
        self.threads: set[str] = set()
        self.remembered: list[str] = []
        self.closed = False

    def _here(self) -> None:
        self.threads.add(threading.current_thread().name)

    def open(self) -> None:
        self._here()

    def find_former_locations(self, drafts: Sequence[Draft]) -> list[tuple[()]]:
        return [() for _ in drafts]

    def save(self, drafts: Sequence[Draft], at: datetime) -> list[Saved]:
        self._here()
        self.batches.append([draft.key for draft in drafts])
        if self.unreachable or any(draft.key in self.broken for draft in drafts):
            raise ValueError("refused")
        return ["new" for _ in drafts]

    def remember(self, source: Source) -> None:
        self._here()
        self.remembered.append(source.slug)

    def is_connection_error(self, error: Exception) -> bool:
        return self.unreachable

    def reconnect(self) -> bool:
        return False

    def close(self) -> None:
        self._here()
        self.closed = True


async def crawl(stage: StoreStage, drafts: Sequence[Draft]) -> list[Draft | BaseException]:
    await stage.open_spider()
    results = await asyncio.gather(*(stage.process_item(each) for each in drafts), return_exceptions=True)
    await stage.close_spider()
    return results


def test_articles_that_come_together_are_written_together_in_one_thread() -> None:
    writer = FakeWriter()
    stage = StoreStage(writer, batch=4, delay=0.01)
    drafts = [draft(number) for number in range(10)]
    assert asyncio.run(crawl(stage, drafts)) == drafts
    assert [len(batch) for batch in writer.batches] == [4, 4, 2]
    assert len(writer.threads) == 1
    assert threading.current_thread().name not in writer.threads
    assert writer.closed


def test_an_article_leaves_the_stage_only_when_it_is_written() -> None:
    writer = FakeWriter()

    async def one() -> None:
        stage = StoreStage(writer, batch=4, delay=0.01)
        await stage.open_spider()
        await stage.process_item(draft(1))
        assert writer.batches == [["1"]]
        await stage.close_spider()

    asyncio.run(one())


def test_closing_writes_what_still_waits() -> None:
    writer = FakeWriter()

    async def closed_early() -> None:
        stage = StoreStage(writer, batch=100, delay=3600)
        await stage.open_spider()
        waiting = [asyncio.create_task(stage.process_item(draft(number))) for number in range(3)]
        await asyncio.sleep(0)
        await stage.close_spider()
        assert len(await asyncio.gather(*waiting)) == 3

    asyncio.run(closed_early())
    assert writer.batches == [["0", "1", "2"]]


def test_one_bad_article_is_reported_and_the_others_are_written() -> None:
    writer = FakeWriter(broken=["1"])
    result = CrawlResult()
    results = asyncio.run(
        crawl(StoreStage(writer, result, batch=3, delay=0.01), [draft(n) for n in range(3)])
    )
    assert [isinstance(result, Draft) for result in results] == [True, False, True]
    fields = Counter({"title": 2, "text": 0, "long text": 0})
    assert result == CrawlResult(new=2, store_failures=1, fields=fields)
    assert set(result.fields) == set(fields)


def test_a_database_out_of_reach_is_not_asked_again_for_each_article() -> None:
    writer = FakeWriter(unreachable=True)
    results = asyncio.run(crawl(StoreStage(writer, batch=3, delay=0.01), [draft(n) for n in range(3)]))
    assert all(isinstance(result, ValueError) for result in results)
    assert len(writer.batches) == 1


@pytest.mark.parametrize("kind", ["listing", "flood", "error", "login"])
def test_a_page_of_another_kind_is_never_stored(kind: str) -> None:
    writer = FakeWriter()
    (result,) = asyncio.run(crawl(StoreStage(writer), [draft(1, kind)]))
    assert isinstance(result, DropItem)
    assert writer.batches == []


def test_a_source_is_remembered_once_a_crawl() -> None:
    writer = FakeWriter()
    asyncio.run(crawl(StoreStage(writer, batch=1), [draft(number) for number in range(3)]))
    assert writer.remembered == ["lao-cai"]


@pytest.mark.django_db(transaction=True)
def test_the_archive_holds_what_passed_and_the_result_counts_it() -> None:
    told = draft(
        1,
        published=Moment(date(2026, 11, 19), "day", "19/11/2026", "line"),
        authors=(Author("Lò Thị Mai", "writer"),),
        views=ViewCount(120, "Lượt xem: 120", "label"),
    )
    result = CrawlResult()
    for _ in range(2):
        stage = StoreStage(ArchiveWriter(run_id=None), result, delay=0.01)
        asyncio.run(crawl(stage, [told, draft(2), draft(2)]))
    fields = Counter({"title": 6, "date": 2, "byline": 2, "views": 2, "text": 0, "long text": 0})
    assert result == CrawlResult(new=2, unchanged=4, fields=fields)
    assert set(result.fields) == set(fields)
    assert set(Article.objects.values_list("key", "title")) == {("1", "Tin số 1"), ("2", "Tin số 2")}
    assert KnownSource.objects.get().name == SOURCE.name


def test_a_batch_whose_connection_was_cut_is_stored_again_in_the_same_run(postgres_url: str) -> None:
    """The server ends the connection between two batches, as it does when it is started anew."""
    name = f"cut_{os.getpid()}"
    with psycopg.connect(postgres_url, autocommit=True) as server:
        server.execute(f"CREATE DATABASE {name}")
        base, _, query = postgres_url.partition("?")
        url = f"{base.rpartition('/')[0]}/{name}" + (f"?{query}" if query else "")
        try:
            env = {**os.environ, "TCD_DATABASE_URL": url, "TCD_CUT": name, "TCD_SERVER": postgres_url}
            command = [sys.executable, "-c", CUT]
            done = subprocess.run(command, env=env, cwd=ROOT, capture_output=True, text=True, timeout=100)
        finally:
            server.execute(f"DROP DATABASE {name} WITH (FORCE)")
    assert done.stdout.splitlines()[-1:] == ["['new', 'new'] 2"], done.stdout + done.stderr


ROOT = Path(__file__).parents[2]
CUT = """
import asyncio, os, psycopg
from archive.ready import ready
from django.core.management import call_command
from archive.ready import set_up
set_up()
call_command("migrate", verbosity=0)
from tests.pipelines.test_store import draft
from pipelines.store import ArchiveWriter, StoreStage
from archive.models import Article
stage = StoreStage(ArchiveWriter(None))
stage._writer.open()
told = stage._save([draft(1)])
with psycopg.connect(os.environ["TCD_SERVER"], autocommit=True) as server:
    ended = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s"
    server.execute(ended, [os.environ["TCD_CUT"]])
told += stage._save([draft(2)])
print(told, Article.objects.count())
"""
