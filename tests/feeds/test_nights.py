"""Whoever waits for news is shown each article as new exactly once, whatever its page tells of its date."""

import json
from collections import Counter
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.test import Client

from archive.models import Article
from feeds import feed_catalogue, files
from tests.feeds.subscribing import FEEDS, FORMATS, Country, by_pages, live

pytestmark = pytest.mark.django_db

# Beside what a feed may take: little, so that days must leave it.
MOST = 120_000
NIGHTS = (10, 24, 60, 12, 10, 11, 36, 60, 10)
WALK = 240


def entries_entered(data: bytes) -> list[datetime]:
    return [datetime.fromisoformat(item["_tincongdoan"]["entered"]) for item in json.loads(data)["items"]]


def test_every_article_is_new_exactly_once_to_every_subscriber_in_every_format(
    home: Path, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files.os, "fsync", lambda descriptor: None)
    monkeypatch.setattr(feed_catalogue, "MAX_BYTES", MOST)
    monkeypatch.setattr(feed_catalogue, "MIN_ENTRIES", 8)

    def fetch(address: str) -> bytes:
        answer = client.get(address)
        assert answer.status_code == 200, address
        return answer.content

    country = Country(home, fetch)
    large: list[int] = []
    nights: list[int] = []

    def check(_at: object) -> None:
        data = (home / "feeds/all.json").read_bytes()
        entered = entries_entered(data)
        nights.append(sum(entered[0] - at > timedelta(hours=24) for at in entered))
        # Older nights only as far as they fit; the newest whatever it takes.
        assert len(data) < MOST * 1.1 or not nights[-1]
        large.append(len(data))

    subscribers = live(country, NIGHTS, walk=WALK, check=check)
    for subscriber in subscribers:
        for feed in FEEDS:
            for suffix in FORMATS:
                assert subscriber.news[f"{feed}.{suffix}"] == Counter(country.expected[feed]), (feed, suffix)
        # What left a feed does not come back, also not for a reader that has forgotten it by then.
        assert subscriber.back == []
    assert max(large) > MOST
    assert max(nights) > 10
    # Who follows the archive pages gets everything, once, also what the first walk brought.
    for feed, filters in (("all", {}), ("province/lao-cai", {"province_current": "lao-cai"})):
        names = by_pages(home, fetch, feed)
        rows = Article.objects.filter(public=True, **filters)
        assert sorted(names) == sorted(guid.urn for guid in rows.values_list("guid", flat=True))
