"""What editors say of an article, in the feeds: hidden, retracted, corrected, approved."""

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


def put(number: int, **fields: Any) -> int:
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
    save(replace(found, **fields), key=str(number), run_id=None, at=NIGHT)
    return Article.objects.get(key=str(number)).pk


def titles(path: Path) -> list[str]:
    return [each.title for each in feedparser.parse(path.read_bytes()).entries]


def deleted(path: Path) -> list[tuple[str | None, str | None]]:
    root = etree.parse(path).getroot()
    return [(each.get("ref"), each.get("when")) for each in root.iter(f"{{{NAMESPACE}}}deleted-entry")]


def test_a_hidden_article_goes_out_of_every_feed_and_comes_back(home: Path, feeds: Path) -> None:
    first = put(1)
    put(2)
    publish_all(home)
    set_state([first], "hidden", by="mai", at=MORNING)
    publish_all(home)
    for name in ("all.rss", "all.json", "all.atom", "source/lao-cai.rss", "province/lao-cai.atom"):
        data = (feeds / name).read_bytes()
        assert "Tin số 2".encode() in data, name
        assert "Tin số 1".encode() not in data, name
    assert deleted(feeds / "all.atom") == []
    set_state([first], "approved", by="mai", at=MORNING)
    publish_all(home)
    assert sorted(titles(feeds / "all.rss")) == ["Tin số 1", "Tin số 2"]


def test_a_retracted_article_is_said_to_be_deleted_and_only_in_its_own_feeds(home: Path, feeds: Path) -> None:
    first = put(1)
    put(2)
    set_state([first], "retracted", by="mai", at=MORNING)
    publish_all(home)
    guid = Article.objects.get(pk=first).guid.urn
    for name in ("all", "source/lao-cai", "province/lao-cai", "all/2026-11"):
        path = feeds / f"{name}.atom"
        assert deleted(path) == [(guid, MORNING.isoformat())], name
        assert titles(path) == ["Tin số 2"]
        assert rules.atom(path.read_bytes()) == []
    parsed = feedparser.parse((feeds / "all.atom").read_bytes())
    assert (parsed.bozo, parsed.feed.updated) == (0, MORNING.isoformat())
    assert deleted(feeds / "province/lai-chau.atom") == []
    for name in ("all.rss", "all.json"):
        assert guid.encode() not in (feeds / name).read_bytes()
    assert publish_all(home).written == ()


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
    file.write_text("this is no TOML")
    publish_all(home)
    assert titles(feeds / "all.rss") == ["Tin số 1"]
