"""What editors say of an article, in the feeds: hidden, retracted, corrected, approved."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import feedparser
import pytest
from lxml import etree

from archive.corrections import correct, withdraw
from archive.models import Article
from archive.states import set_state
from archive.store import remember_sources, save
from feeds import files
from feeds.publish import publish_all
from feeds.tombstones import NAMESPACE
from items import Article as Found
from items import Moment, ProvinceRef, Source
from tests.feeds import rules

pytestmark = pytest.mark.django_db

NIGHT = datetime(2026, 11, 20, 19, 0, tzinfo=UTC)
MORNING = NIGHT + timedelta(hours=6)
SOURCE = Source(
    slug="lao-cai",
    name="LĐLĐ tỉnh Lào Cai",
    publisher="LĐLĐ tỉnh Lào Cai",
    kind="federation",
    home="http://a.example.vn",
    status="unverified",
    evidence="made up",
)


@pytest.fixture(autouse=True)
def no_waiting_for_the_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files.os, "fsync", lambda descriptor: None)


@pytest.fixture
def feeds(home: Path) -> Path:
    return home / "feeds"


def put(number: int, at: datetime = NIGHT, **fields: Any) -> int:
    found = Found(
        url=f"https://a.example.vn/{number}",
        source="lao-cai",
        kind="article",
        title=f"Tin số {number}",
        body_text="Đoạn một.",
        body_html="<p>Đoạn một.</p>",
        province=ProvinceRef("lao-cai", "Lào Cai", "lao-cai"),
        published=Moment(date(2026, 11, 20), "day", "20/11/2026", "line"),
    )
    remember_sources([SOURCE])
    save(replace(found, **fields), key=str(number), run_id=None, at=at)
    return Article.objects.get(key=str(number)).pk


def titles(path: Path) -> list[str]:
    return [entry.title for entry in feedparser.parse(path.read_bytes()).entries]


def deleted(path: Path) -> list[tuple[str | None, str | None]]:
    root = etree.parse(path).getroot()
    return [
        (element.get("ref"), element.get("when")) for element in root.iter(f"{{{NAMESPACE}}}deleted-entry")
    ]


def withdrawn(path: Path) -> list[tuple[str, str]]:
    """(name, text) of the entries that were taken back."""
    if path.suffix == ".json":
        items = json.loads(path.read_bytes())["items"]
        return [(item["id"], item["content_html"]) for item in items if item["_tincongdoan"].get("withdrawn")]
    entries = feedparser.parse(path.read_bytes()).entries
    return [(entry.id, entry.content[0].value) for entry in entries if entry.title == "Đã rút"]


@pytest.mark.parametrize("state", ["hidden", "retracted"])
def test_an_article_that_is_taken_back_is_emptied_where_readers_have_it_and_comes_back(
    home: Path, feeds: Path, state: str
) -> None:
    first = put(1)
    put(2)
    publish_all(home)
    guid = Article.objects.get(pk=first).guid.urn
    set_state([first], state, by="mai", at=MORNING)
    publish_all(home)
    for name in ("all", "source/lao-cai", "province/lao-cai"):
        for suffix in ("rss", "json", "atom"):
            data = (feeds / f"{name}.{suffix}").read_bytes()
            assert "Tin số 2".encode() in data, name
            assert "Tin số 1".encode() not in data, name
            assert b"a.example.vn/1<" not in data
        assert deleted(feeds / f"{name}.atom") == [(guid, MORNING.isoformat())]
        for suffix in ("rss", "json"):
            assert withdrawn(feeds / f"{name}.{suffix}") == [(guid, "<p>Đã rút.</p>")]
    parsed = feedparser.parse((feeds / "all.atom").read_bytes())
    assert (parsed.bozo, parsed.feed.updated) == (0, MORNING.isoformat())
    assert withdrawn(feeds / "province/lai-chau.rss") == []
    assert deleted(feeds / "all/2026-11.atom") == [(guid, MORNING.isoformat())]
    assert rules.atom((feeds / "all.atom").read_bytes()) == []
    assert publish_all(home).written == ()
    set_state([first], "approved", by="mai", at=MORNING)
    publish_all(home)
    assert titles(feeds / "all.rss") == ["Tin số 1", "Tin số 2"]
    assert deleted(feeds / "all.atom") == []


def test_of_what_no_reader_had_nothing_is_said(home: Path, feeds: Path) -> None:
    publish_all(home)
    first, second = put(1), put(2)
    set_state([first], "hidden", by="mai", at=MORNING)
    set_state([second], "retracted", by="mai", at=MORNING)
    publish_all(home)
    assert withdrawn(feeds / "all.rss") == withdrawn(feeds / "all.json") == []
    assert [guid for guid, _ in deleted(feeds / "all.atom")] == [Article.objects.get(pk=second).guid.urn]


def test_what_was_taken_back_is_said_for_thirty_days(home: Path, feeds: Path) -> None:
    first = put(1)
    publish_all(home)
    set_state([first], "hidden", by="mai", at=MORNING)
    for days, there in ((0, 1), (29, 1), (31, 0)):
        put(10 + days, at=MORNING + timedelta(days=days))
        publish_all(home)
        assert len(withdrawn(feeds / "all.rss")) == len(deleted(feeds / "all.atom")) == there


def test_a_correction_is_published_in_place_and_the_entry_keeps_its_name(home: Path, feeds: Path) -> None:
    first = put(1)
    publish_all(home)
    before = feedparser.parse((feeds / "all.atom").read_bytes()).entries[0]
    told = {"title": "Tin số một", "body_text": "Đoạn đúng."}
    correct(first, told, author="mai", reason="", at=MORNING)
    publish_all(home)
    after = feedparser.parse((feeds / "all.atom").read_bytes()).entries[0]
    assert (after.id, after.title) == (before.id, "Tin số một")
    assert "Đoạn đúng." in after.content[0].value
    assert "Đoạn một." not in after.content[0].value
    assert after.updated > before.updated
    withdraw(first, ["title", "body_text"], by="mai", at=MORNING)
    publish_all(home)
    assert titles(feeds / "all.atom") == ["Tin số 1"]


def test_where_only_approved_articles_are_published_the_setting_and_the_file_say_so(
    home: Path, feeds: Path, monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    first = put(1)
    put(2)
    file = home / "sources" / "lao-cai.toml"
    file.parent.mkdir()
    plain = (
        'name = "x"\npublisher = "x"\nkind = "federation"\nhome = "http://a.example.vn"\n'
        'status = "unverified"\nevidence = "x"\n'
    )
    file.write_text(plain + 'publish = "approved"\n')
    set_state([first], "approved", by="mai", at=MORNING)
    publish_all(home)
    assert titles(feeds / "all.rss") == ["Tin số 1"]
    file.write_text(plain)
    publish_all(home)
    assert len(titles(feeds / "all.rss")) == 2
    from config.settings import load

    monkeypatch.setenv("TCD_PUBLISH", "approved")
    settings.TCD = load()
    publish_all(home)
    assert titles(feeds / "all.rss") == ["Tin số 1"]
    put(3)
    assert not Article.objects.get(key="3").public
    file.write_text("this is not valid TOML")
    publish_all(home)
    assert titles(feeds / "all.rss") == ["Tin số 1"]
