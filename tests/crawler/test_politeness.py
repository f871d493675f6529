"""Who asks for quiet gets it; what is no robots.txt is no permission."""

from datetime import UTC, datetime
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scrapy import Request
from scrapy.utils.test import get_crawler

from crawler.politeness import Politeness
from crawler.rate_limit import seconds_asked
from crawler.robots import robots_problem, sitemaps_of

NOW = datetime(2026, 11, 21, 2, tzinfo=UTC)
FLOOD = (
    "<!DOCTYPE html><html><head><title>Hãy đợi...</title></head><body><p>Bạn gửi quá nhiều yêu cầu</p>"
    "<script>var Timeout = 27;</script></body></html>"
).encode()


@pytest.mark.parametrize(
    ("status", "header", "body", "seconds"),
    [
        (429, "30", b"", 30),
        (429, "Sat, 21 Nov 2026 02:01:30 GMT", b"", 90),
        (429, "Sat, 21 Nov 2026 01:00:00 GMT", b"", 0),
        (429, "", b"", 60),
        (429, "soon", b"", 60),
        (503, "5", b"", 5),
        (503, "", b"", None),
        (200, "", FLOOD, 27),
        (200, "", FLOOD.replace(b"var Timeout = 27;", b""), 60),
        (200, "30", b"<title>Tin</title>", None),
        (200, "", b"<title>Tin</title><script>var Timeout = 27;</script>", None),
        (200, "", FLOOD + b" " * 30_000, None),
        (404, "30", b"", None),
    ],
)
def test_the_seconds_that_an_answer_asks_for(
    status: int, header: str, body: bytes, seconds: float | None
) -> None:
    assert seconds_asked(status, header, body, now=NOW) == seconds


@given(st.sampled_from([200, 429, 503]), st.text(max_size=30), st.binary(max_size=200))
def test_no_answer_breaks_it_and_no_wait_is_negative(status: int, header: str, body: bytes) -> None:
    assert (
        seconds_asked(status, header, b"<title>H\xc3\xa3y \xc4\x91\xe1\xbb\xa3i" + body, now=NOW) or 0
    ) >= 0


LOGIN = "<html><head><title>Đăng nhập</title></head><body><form><input type='password'></form></body></html>"
MISSING = (
    "<html><head><title>404 - Không tìm thấy trang</title></head><body>Không tìm thấy trang</body></html>"
)


@pytest.mark.parametrize(
    ("status", "body", "problem"),
    [
        (200, b"User-agent: *\nDisallow: /x", None),
        (200, b"", None),
        (404, b"<html></html>", None),
        (403, b"<html></html>", None),
        (200, MISSING.encode(), None),
        (200, LOGIN.encode(), "robots.txt is a page"),
        (200, FLOOD, "robots.txt is a page"),
        (500, b"", "robots.txt answers 500"),
        (429, b"", "robots.txt answers 429"),
        (302, b"", "robots.txt leads nowhere"),
    ],
)
def test_what_is_no_robots_txt_is_no_permission(status: int, body: bytes, problem: str | None) -> None:
    assert robots_problem(status, body) == problem


def test_sitemaps_are_read_from_it() -> None:
    body = b"User-agent: *\nSitemap: https://a.example/s.xml\n  sitemap :https://a.example/t.xml\n# Sitemap x"
    assert sitemaps_of(body) == ["https://a.example/s.xml", "https://a.example/t.xml"]


def test_a_crawl_delay_holds_for_connections_that_are_made_later() -> None:
    """A host of the source that is first asked after robots.txt was read has no slot yet."""
    made = get_crawler(settings_dict={"AUTOTHROTTLE_ENABLED": True, "TELNETCONSOLE_ENABLED": False})
    downloader = SimpleNamespace(_delay=0.1, slots={"a": SimpleNamespace(delay=0.1)})
    made.engine = SimpleNamespace(downloader=downloader)  # type: ignore[assignment]
    polite = Politeness(made)
    polite.mindelay = 0.1
    rules = SimpleNamespace(crawl_delay=lambda agent: 8.0)
    polite._robots_parsed(rules, Request("http://a.example/robots.txt"))  # type: ignore[arg-type]
    assert (downloader._delay, downloader.slots["a"].delay, polite.mindelay) == (8.0, 8.0, 8.0)
