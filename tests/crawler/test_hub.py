"""A hub that was down is told again by the scheduler, and its trouble is a finding until then."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine

import scheduler
from archive.models import Finding
from feeds import websub
from monitoring.finding_texts import finding_text

HUB = "https://hub.example.vn/"
BASE = "https://tin.example.vn"
FEED = f"{BASE}/feeds/all.rss"


@pytest.fixture
def answers(home: Path, settings: Any, monkeypatch: pytest.MonkeyPatch) -> list[str | None]:
    told: list[str | None] = []
    settings.TCD = replace(settings.TCD, websub_hub=HUB, base_url=BASE)
    monkeypatch.setattr(scheduler, "_settings", lambda: settings.TCD)
    monkeypatch.setattr(websub, "ping", lambda hub, addresses: told.pop(0))
    return told


@pytest.mark.django_db
def test_a_hub_that_is_down_is_a_finding_until_it_is_notified(home: Path, answers: list[str | None]) -> None:
    answers += ["the hub answered 503", "the hub answered 503", None]
    begun = datetime(2026, 11, 20, 19, 0, tzinfo=UTC)
    with time_machine.travel(begun, tick=False) as clock:
        scheduler._publish(scheduler._settings())
        row = Finding.objects.get(resolved_at=None)
        assert (row.source, row.name, row.since) == ("", "hub", begun)
        assert row.said == "hub WebSub chưa nhận được tin báo có tin mới: the hub answered 503"
        scheduler.notify_hub()
        assert len(answers) == 2  # It is not due.
        for minutes, left in ((1, 1), (1, 1), (3, 0)):
            clock.shift(timedelta(minutes=minutes))
            scheduler.notify_hub()
            assert len(answers) == left
        row.refresh_from_db()
        assert (row.resolved_at, row.ending) == (begun + timedelta(minutes=5), "mended")
        assert websub.read(home / "feeds") is None
        scheduler.notify_hub()


def test_it_is_asked_in_a_thread_of_its_own_and_only_where_there_is_a_hub(
    settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = replace(settings.TCD, websub_hub=HUB, base_url=BASE)
    monkeypatch.setattr(scheduler, "_settings", lambda: told)
    jobs = {job.id: job.executor for job in scheduler.make_scheduler(lambda: None).get_jobs()}
    assert jobs == {"night": "default", "hub": "hub"}


def test_its_trouble_is_said_in_both_languages() -> None:
    evidence = {"problem": "the hub answered 503"}
    assert (
        finding_text("hub", "", evidence, "en")
        == "the WebSub hub could not be told of news yet: the hub answered 503"
    )
