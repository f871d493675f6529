"""Readers see what the feeds cover and what they miss, and programs find what they look for."""

import pytest
from django.test import Client
from django.utils.translation import override

from archive.models import Run
from archive.store import remember_sources
from desk.coverage import statement
from feeds.coverage import SourceCheck, coverage
from items import Source
from tests.archive.search.articles import NIGHT, put
from tests.desk.dashboard.test_statistics import report

pytestmark = pytest.mark.django_db


def source(slug: str, name: str, province: str | None) -> Source:
    return Source(slug, name, name, "federation", "http://a.example.vn", "unverified", "x", province=province)


def test_every_province_of_today_is_named_with_its_sources_and_how_they_fare(client: Client) -> None:
    remember_sources([source("lao-cai", "LĐLĐ Lào Cai", "yen-bai"), source("tld", "Tổng Liên đoàn", None)])
    put("1")
    run = Run.objects.create(started_at=NIGHT)
    report(run=run).save()
    report(run=run, source="tld", ok=False, failures={"http 403": 2}, listings=0, articles=0).save()
    page = client.get("/coverage/").content.decode()
    assert page.count("<tbody>") == 35
    for text in ("LĐLĐ Lào Cai", "đã thu thập", "bị chặn", "chưa có nguồn", "Cà Mau", "Cả nước"):
        assert text in page
    assert "<script" not in page


def test_an_empty_archive_has_a_coverage_page_too(client: Client) -> None:
    assert "chưa có nguồn nào" in client.get("/coverage/").content.decode()


def test_the_statement_is_the_feeds_own_in_vietnamese_and_is_told_in_english() -> None:
    many = [
        SourceCheck("a", "A", "lao-cai", 1, NIGHT, NIGHT, ok=True),
        SourceCheck("b", "B", None, 0, NIGHT, None, failures=("http 403",)),
    ]
    for covered in (
        coverage([], 0),
        coverage(many[:1], 1),
        coverage(many, 1200, provinces=["lao-cai", "ha-noi"]),
    ):
        with override("vi"):
            assert statement(covered) == covered.statement()
    with override("en"):
        assert statement(covered) == (
            "Coverage: 2 sources (1 crawled, 1 blocked); 1/2 provinces and cities crawled; 1,200 articles."
        )
        assert statement(coverage(many[:1], 1)) == "Coverage: 1 source (1 crawled); 1 article."


def test_somebody_who_reads_english_finds_no_vietnamese_statement(client: Client) -> None:
    page = client.get("/coverage/", headers={"accept-language": "en"}).content.decode()
    assert "Coverage: no source yet; 0 articles." in page
    assert "Tình trạng thu thập" not in page


def test_robots_are_kept_from_the_desk_and_from_searches_without_end(client: Client) -> None:
    answer = client.get("/robots.txt")
    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    assert b"Disallow: /desk/" in answer.content


def test_the_icon_is_found_where_feed_readers_look(client: Client) -> None:
    answer = client.get("/favicon.ico")
    assert answer.status_code == 302
    assert answer["Location"].endswith("/desk/icon.svg")
