"""Reprints are one entry that names all sources, or all entries, as the setting says; guids stay."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import feedparser
import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from archive import states
from archive.models import Article
from archive.store import remember_sources
from feeds import files
from feeds.feed_catalogue import dedupe_stories
from feeds.formats import FORMATS
from feeds.publish import publish_all
from items import Moment, ProvinceRef, Source, ViewCount
from tests.archive.stories.texts import NIGHT, VIETNAM, prose, put
from tests.feeds import rules

pytestmark = pytest.mark.django_db

TEXT = prose(21)
RULES: dict[str, Callable[[bytes], list[str]]] = {
    "rss": rules.rss,
    "atom": rules.atom,
    "json": rules.json_feed,
}


@pytest.fixture(autouse=True)
def no_waiting_for_the_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files.os, "fsync", lambda descriptor: None)


@pytest.fixture(autouse=True)
def known() -> None:
    one = Source("nguon-1", "Nguồn 1", "x", "federation", "http://1.example.vn", "unverified", "x")
    remember_sources(
        [replace(one, slug=f"nguon-{n}", name=f"Nguồn {n}", home=f"http://{n}.example.vn") for n in (1, 2, 3)]
    )


def reprint(key: str, day: int, **fields: Any) -> Article:
    lao_cai = ProvinceRef("lao-cai", "Lào Cai", "lao-cai")
    published = Moment(NIGHT.replace(day=day).astimezone(VIETNAM), "minute", "x", "line")
    return put(key, TEXT, province=lao_cai, topics=("van_ban",), published=published, **fields)


def guids(home: Path, name: str) -> list[str]:
    for suffix in FORMATS:
        data = (home / f"feeds/{name}.{suffix}").read_bytes()
        assert RULES[suffix](data) == []
    return [entry.id for entry in feedparser.parse(home / f"feeds/{name}.atom").entries]


def test_a_story_is_one_entry_that_names_its_sources(home: Path) -> None:
    first, second, third = reprint("1", 3), reprint("2", 4), reprint("4", 4, source="nguon-3")
    other = put("3", prose(22), day=5)
    publish_all(home)
    assert guids(home, "all") == [other.guid.urn, first.guid.urn]
    for name in ("province/lao-cai", "topic/van_ban", "all/2026-11"):
        assert guids(home, name).count(second.guid.urn) == 0
    assert guids(home, "source/nguon-2") == [second.guid.urn]
    [entry] = feedparser.parse(home / "feeds/source/nguon-1.atom").entries
    assert f'Cùng tin này: <a href="{second.url}">Nguồn 2</a>, <a' in entry.content[0].value
    assert f'"{third.url}">Nguồn 3</a></p>' in entry.content[0].value
    assert {"rel": "related", "href": second.url, "type": "text/html", "title": "Nguồn 2"} in entry.links
    alone = feedparser.parse(home / "feeds/source/nguon-3.atom").entries[0]
    assert (alone.id, "Cùng tin này" in alone.content[0].value) == (other.guid.urn, False)


def test_all_entries_stand_where_the_setting_says_so(home: Path, settings: Any) -> None:
    first, second = reprint("1", 3), reprint("2", 4)
    settings.TCD = replace(settings.TCD, stories="all")
    publish_all(home)
    assert guids(home, "all") == [second.guid.urn, first.guid.urn]
    settings.TCD = replace(settings.TCD, stories="once")
    publish_all(home)
    assert guids(home, "all") == [first.guid.urn]


def test_no_later_reprint_changes_the_guid_and_nothing_new_changes_no_byte(home: Path) -> None:
    first = reprint("1", 3)
    publish_all(home)
    reprint("2", 2)  # Published before, found later.
    changed = publish_all(home).written
    assert home / "feeds/all.rss" in changed
    assert guids(home, "all") == [first.guid.urn]
    before = {path: path.read_bytes() for path in (home / "feeds").rglob("*.rss")}
    assert publish_all(home).written == ()
    assert {path: path.read_bytes() for path in (home / "feeds").rglob("*.rss")} == before


def test_a_new_reprint_is_a_change_of_the_entry_that_names_it(home: Path) -> None:
    reprint("1", 3)
    publish_all(home)
    before = feedparser.parse(home / "feeds/all.atom").entries[0].updated_parsed
    second = reprint("2", 4)
    Article.objects.filter(pk=second.pk).update(first_seen_at=NIGHT + timedelta(days=1))
    publish_all(home)
    assert feedparser.parse(home / "feeds/all.atom").entries[0].updated_parsed > before


def test_where_its_entry_is_hidden_another_source_tells_the_story(home: Path) -> None:
    first, second = reprint("1", 3), reprint("2", 4)
    publish_all(home)
    states.set_state([first.pk], "hidden", by="Hà", at=NIGHT)
    publish_all(home)
    assert guids(home, "all") == [second.guid.urn]
    assert "Cùng tin này" not in (home / "feeds/all.rss").read_text(encoding="utf-8")


def test_the_most_read_tell_a_story_once(home: Path) -> None:
    first = reprint("1", 19, views=ViewCount(10, "10", "label"))
    reprint("2", 19, views=ViewCount(90, "90", "label"))
    publish_all(home)
    assert guids(home, "most-read") == [first.guid.urn]


def test_a_search_tells_stories_once_or_as_it_is_asked(client: Client) -> None:
    from archive import stories

    reprint("1", 3), reprint("2", 4), put("3", prose(22), day=5)
    stories.link()

    def found(query: str) -> list[str]:
        data = client.get(f"/feeds/search.json?topic=van_ban{query}").json()
        return [item["url"][-1] for item in data["items"]]

    assert found("") == found("&stories=once") == ["1"]
    assert found("&stories=all") == ["2", "1"]
    assert client.get("/feeds/search.rss?stories=twice").status_code == 400
    item = client.get("/feeds/search.json?topic=van_ban").json()["items"][0]
    assert [other["slug"] for other in item["_tincongdoan"]["also"]] == ["nguon-2"]


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.integers(0, 20), max_size=30), st.dictionaries(st.integers(0, 20), st.integers(0, 4)))
def test_one_of_each_story_is_left_and_everything_else(ids: list[int], stories: dict[int, int]) -> None:
    left = dedupe_stories(ids, stories)
    assert len(left) == len(set(left))
    assert set(left) <= set(ids)
    assert {stories.get(number, -number - 1) for number in left} == {
        stories.get(number, -number - 1) for number in ids
    }
    assert dedupe_stories(left, stories) == left
    assert dedupe_stories(ids, {}) == list(dict.fromkeys(ids))
