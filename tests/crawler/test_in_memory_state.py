"""The state in memory keeps what the Protocol promises; a report survives its journey as JSON."""

import asyncio
import json
import threading
from datetime import UTC, datetime

from crawler.in_memory_state import InMemoryState
from crawler.report import SourceReport
from crawler.state import CrawlState, KnownArticle, StateThread, load_state

NOW = datetime(2026, 11, 20, tzinfo=UTC)


def test_only_what_is_held_is_known() -> None:
    state = InMemoryState()
    article = KnownArticle("k1", "http://a.example/1", NOW, NOW)
    state.remember("lao-cai", article)
    assert state.known("lao-cai", "k1") == article
    assert state.known("lai-chau", "k1") is None
    assert state.known_many("lao-cai", ["k1", "k2"]) == {"k1": article}


def test_only_a_complete_report_makes_a_source_complete() -> None:
    state: CrawlState = InMemoryState()
    run = state.start_run(["lao-cai", "lai-chau"], full=False, at=NOW)
    state.finish_source(run, SourceReport("lao-cai", complete=True), at=NOW)
    state.finish_source(run, SourceReport("lai-chau", complete=False), at=NOW)
    state.finish_run(run, at=NOW)
    assert state.last_complete("lao-cai") == NOW
    assert state.last_complete("lai-chau") is None


def test_a_dotted_path_names_the_state() -> None:
    assert isinstance(load_state("crawler.in_memory_state.InMemoryState"), InMemoryState)


def test_a_state_is_asked_in_one_thread_that_is_not_the_loops() -> None:
    thread = StateThread()

    async def ask() -> set[int]:
        return {await thread.ask(threading.get_ident) for _ in range(5)}

    idents = asyncio.run(ask())
    thread.close()
    assert len(idents) == 1
    assert threading.get_ident() not in idents


def test_a_report_survives_its_journey_as_json() -> None:
    report = SourceReport("lao-cai", pages=3, new=2, unchanged=1, failures={"http 404": 1}, complete=True)
    assert report.stored == 3
    assert SourceReport.from_record(json.loads(json.dumps(report.to_record()))) == report


def test_a_source_that_told_nothing_is_not_well() -> None:
    assert SourceReport("a", pages=1).ok
    assert not SourceReport("a", pages=0).ok
    assert not SourceReport("a", pages=9, finish_reason="hung").ok
    assert not SourceReport("a", pages=9, error="x").ok
