"""Thirty nights with 10 to 600 articles each: nobody who waits for news misses one or is shown one twice."""

from collections import Counter
from pathlib import Path

import pytest
from django.test import Client

from archive.models import Article
from feeds import files
from tests.feeds.subscribing import FEEDS, FORMATS, Country, by_pages, live

pytestmark = pytest.mark.django_db

NIGHTS = [10, 40, 600, 25, 150, 300, 10, 10, 80, 600, 600, 45, 12, 200, 30] * 2
WALK = 5000


def test_thirty_nights(home: Path, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files.os, "fsync", lambda descriptor: None)

    def fetch(address: str) -> bytes:
        answer = client.get(address)
        assert answer.status_code == 200, address
        return answer.content

    country = Country(home, fetch)

    subscribers = live(country, NIGHTS, walk=WALK)
    for each in subscribers:
        for feed in FEEDS:
            for suffix in FORMATS:
                assert each.news[f"{feed}.{suffix}"] == Counter(country.expected[feed]), (feed, suffix)
        assert each.back == []
    names = by_pages(home, fetch, "all")
    guids = Article.objects.filter(public=True).values_list("guid", flat=True)
    assert sorted(names) == sorted(guid.urn for guid in guids)
