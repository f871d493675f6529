"""A crawl from outside, against a real server: what is asked for, what is reported, what is refused."""

import json
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).parent))
from sites import START, TITLES, article, listing, put_site

from crawler.run import UnknownSourceError, crawl, due, due_now
from items import Source
from sources import SourceFileError


def test_every_article_is_fetched_once_and_reported(local_site: Any, write_source: Any, go: Any) -> None:
    put_site(local_site)
    events: list[Any] = []
    own = write_source("thu", local_site.url, START)
    [report] = go(["thu"], own, [f"127.0.0.2:{local_site.port}"], on_progress=events.append)
    assert (report.articles, report.listings, report.failures) == (12, 3, {})
    assert (report.finish_reason, report.complete, report.ok) == ("finished", True, True)
    articles = {path: number for path, number in local_site.hits.items() if "bai-viet" in path}
    assert len(articles) == 12
    assert set(articles.values()) == {1}
    assert local_site.hits["/robots.txt"] == 1
    assert events[-1]["event"] == "report"
    assert events[-1]["source"] == "thu"


def test_the_log_tells_of_pages_and_holds_no_article(
    local_site: Any, write_source: Any, go: Any, tmp_path: Path
) -> None:
    put_site(local_site, pages=1)
    go(["thu"], write_source("thu", local_site.url, START), ["127.0.0.2"])
    log = (tmp_path / "logs/crawl.log").read_text(encoding="utf-8")
    assert "Spider closed" in log
    assert "DEBUG" not in log
    assert "buổi lễ" not in log


def test_listings_are_asked_for_afresh_and_we_say_who_we_are(
    local_site: Any, write_source: Any, go: Any
) -> None:
    put_site(local_site, pages=1)
    go(["thu"], write_source("thu", local_site.url, START), ["127.0.0.2"])
    asked = {request["path"]: request for request in local_site.seen}
    assert asked["/tin"]["cache-control"] == "max-age=0"
    assert "cache-control" not in asked["/tin/bai-viet-ve-cong-doan-co-so-1.html"]
    assert all(request["user-agent"].startswith("TinCongDoan/") for request in local_site.seen)


def test_a_private_address_is_refused_by_its_own_name(local_site: Any, write_source: Any, go: Any) -> None:
    put_site(local_site)
    [report] = go(["thu"], write_source("thu", local_site.url, START), [])
    assert report.failures == {"address refused": 1}
    assert not local_site.hits
    assert not report.ok


def test_a_private_address_in_disguise_is_refused_too(local_site: Any, write_source: Any, go: Any) -> None:
    put_site(local_site)
    hosts = {"ngan": "127.2", "so": "2130706434", "hex": "0x7f000002", "v6": "[::ffff:127.0.0.2]"}
    for slug, host in hosts.items():
        own = write_source(slug, f"http://{host}:{local_site.port}", START)
    reports = go([*hosts], own, [])
    assert [report.failures for report in reports] == [{"address refused": 1}] * 4
    assert not local_site.hits


def test_another_port_of_an_allowed_address_is_refused(local_site: Any, write_source: Any, go: Any) -> None:
    put_site(local_site)
    [report] = go(["thu"], write_source("thu", local_site.url, START), [f"127.0.0.2:{local_site.port + 1}"])
    assert report.failures == {"address refused": 1}


def test_links_and_redirects_to_other_hosts_are_not_followed(
    local_site: Any, other_site: Any, write_source: Any, go: Any
) -> None:
    put_site(local_site, pages=1)
    put_site(other_site, pages=1)
    local_site.answer("/tin/bai-viet-ve-cong-doan-co-so-1.html", status=302, Location=f"{other_site.url}/tin")
    local_site.answer("/tin/bai-viet-ve-cong-doan-co-so-2.html", status=301, Location="/tin/chuyen-2.html")
    local_site.answer("/tin/chuyen-2.html", article(TITLES[2]))
    local_site.routes[
        "/tin"
    ].body += f"<p><a href='{other_site.url}/tin/bai-viet-o-noi-khac-9.html'>{TITLES[0]}</a></p>"
    [report] = go(["thu"], write_source("thu", local_site.url, START), ["127.0.0.0/8"])
    assert not other_site.hits
    assert report.failures == {"off site": 1}
    assert (report.articles, report.external) == (3, 1)


def test_a_page_that_redirects_to_one_already_seen_does_not_end_the_walk(
    local_site: Any, write_source: Any, go: Any
) -> None:
    put_site(local_site)
    numbers = "".join(f"<a href='/tin?page={n}'>{n}</a>" for n in (1, 2, 3))
    local_site.answer("/tin", listing([*range(4)], numbers))
    local_site.answer("/tin?page=1", status=301, Location="/tin")
    [report] = go(["thu"], write_source("thu", local_site.url, START), ["127.0.0.2"])
    assert report.articles == 12


def test_what_robots_txt_forbids_is_not_asked_for(local_site: Any, write_source: Any, go: Any) -> None:
    put_site(local_site, pages=1)
    local_site.answer(
        "/robots.txt", "User-agent: *\nDisallow: /tin/bai-viet-ve-cong-doan-co-so-3\n", kind="text/plain"
    )
    [report] = go(["thu"], write_source("thu", local_site.url, START), ["127.0.0.2"])
    assert report.failures == {"robots": 1}
    assert local_site.hits["/tin/bai-viet-ve-cong-doan-co-so-3.html"] == 0
    assert report.articles == 3


def test_the_crawl_delay_of_robots_txt_is_kept(local_site: Any, write_source: Any, go: Any) -> None:
    put_site(local_site, pages=1, each=2)
    local_site.answer("/robots.txt", "User-agent: *\nCrawl-delay: 0.8\n", kind="text/plain")
    settings = {"DOWNLOAD_DELAY_JITTER": 0}
    [report] = go(["thu"], write_source("thu", local_site.url, START), ["127.0.0.2"], settings=settings)
    assert report.articles == 2
    assert report.seconds >= 1.6


def test_failures_are_named_and_wait_in_the_frontier(local_site: Any, write_source: Any, go: Any) -> None:
    put_site(local_site, pages=2)
    local_site.answer("/tin/bai-viet-ve-cong-doan-co-so-0.html", "x", 500)
    local_site.answer("/tin/bai-viet-ve-cong-doan-co-so-1.html", "x", 404)
    local_site.answer("/tin/bai-viet-ve-cong-doan-co-so-2.html", "%PDF-1.4", kind="application/pdf")
    local_site.answer("/tin/bai-viet-ve-cong-doan-co-so-3.html", "x", 429)
    [report] = go(["thu"], write_source("thu", local_site.url, START), ["127.0.0.2"])
    assert report.failures == {"flood": 1, "http 404": 1, "http 500": 1, "no page": 1}
    assert report.articles == 4
    assert (report.complete, report.ok) == (True, True)
    assert report.statuses["500"] == 1
    assert report.requests == sum(local_site.hits.values())


def test_a_listing_behind_an_articles_link_is_no_article(local_site: Any, write_source: Any, go: Any) -> None:
    put_site(local_site, pages=1)
    local_site.answer("/tin/bai-viet-ve-cong-doan-co-so-2.html", listing([*range(20, 32)]))
    [report] = go(["thu"], write_source("thu", local_site.url, START), ["127.0.0.2"])
    assert report.articles == 3


def test_a_limit_is_kept_exactly_and_named(local_site: Any, write_source: Any, go: Any) -> None:
    put_site(local_site)
    local_site.answer("/tin/bai-viet-ve-cong-doan-co-so-1.html", "x", 500)
    own = write_source("thu", local_site.url, START)
    [report] = go(["thu"], own, ["127.0.0.2"], max_articles=3)
    assert (report.articles, report.finish_reason, report.complete) == (3, "limit", False)


def test_sources_are_found_from_the_home_page_where_none_is_named(
    local_site: Any, write_source: Any, go: Any
) -> None:
    put_site(local_site)
    menu = "<a href='/'>Trang chủ</a><a href='/tin'>Tin tức hoạt động</a><a href='/lien-he'>Liên hệ</a>"
    local_site.answer("/", f"<html><body><nav>{menu}</nav><h1>Liên đoàn</h1></body></html>")
    [report] = go(["thu"], write_source("thu", local_site.url), ["127.0.0.2"])
    assert report.articles == 12
    assert local_site.hits["/lien-he"] == 0


def test_a_broken_source_does_not_hold_up_a_good_one(
    local_site: Any, other_site: Any, write_source: Any, go: Any
) -> None:
    put_site(local_site)
    write_source("thu", local_site.url, START)
    own = write_source("hong", f"http://127.0.0.3:{other_site.port}", START)
    reports = go(["hong", "thu"], own, ["127.0.0.0/8"])
    assert [report.source for report in reports] == ["hong", "thu"]
    assert reports[0].failures == {"http 404": 1}
    assert not reports[0].ok
    assert reports[1].articles == 12


def test_a_hung_crawl_is_ended_and_reported(
    local_site: Any, write_source: Any, go: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    put_site(local_site, pages=1)
    local_site.wait = lambda path: time.sleep(30)
    monkeypatch.setattr("crawler.runner.PATIENCE_SECONDS", 1.0)
    monkeypatch.setattr("crawler.crawl_process.GRACE_SECONDS", 1.0)
    begun = time.monotonic()
    # The child's own limit is out of reach, as for a child whose event loop is blocked.
    [report] = go(["thu"], write_source("thu", local_site.url, START), ["127.0.0.2"], time_limit=2.0,
                  settings={"EXTENSIONS": {"scrapy.extensions.closespider.CloseSpider": None}})  # fmt: skip
    assert time.monotonic() - begun < 20
    assert not report.ok
    assert report.finish_reason == "hung"


def test_a_crash_is_reported_with_its_last_words(local_site: Any, write_source: Any, go: Any) -> None:
    [report] = go(
        ["thu"],
        write_source("thu", local_site.url, START),
        [],
        settings={"TWISTED_REACTOR": "no.such.Reactor"},
    )
    assert not report.ok
    assert report.finish_reason == "crashed"
    assert "ModuleNotFoundError" in str(report.error)


def test_a_state_that_cannot_be_opened_is_told(local_site: Any, write_source: Any, tmp_path: Path) -> None:
    with pytest.raises(ImportError):
        crawl(["lao-cai"], settings={"TCD_STATE": "no.such.State", "TCD_LOGS": ""})


def test_an_unknown_source_is_told_before_anything_starts(write_source: Any, go: Any) -> None:
    with pytest.raises(UnknownSourceError, match=r'no source "lao-kai"; did you mean "lao-cai"\?'):
        go(["lao-kai"], write_source("thu", "http://a.example"), [])


def test_a_broken_file_that_is_asked_for_is_told_before_anything_starts(write_source: Any, go: Any) -> None:
    with pytest.raises(SourceFileError, match=r"/hong\.toml:4: home"):
        go(["hong"], write_source("hong", "x"), [])


def test_frozen_and_refused_sources_are_not_due(write_source: Any) -> None:
    own = write_source("cu", "http://a.example")
    path = own / "cu.toml"
    path.write_text(path.read_text(encoding="utf-8").replace("unverified", "frozen"), encoding="utf-8")
    found = due_now({"TCD_OWN_SOURCES": str(own)})
    assert "cu" not in found
    assert "lao-cai" in found


@pytest.fixture
def knowing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[..., dict[str, str]]:
    """Settings for a crawl whose archive holds articles by their number, so many days old."""

    def settings(site: Any, articles: dict[int, float], *, complete: bool) -> dict[str, str]:
        held = {
            f"127.0.0.2:{site.port}/tin/bai-viet-ve-cong-doan-co-so-{n}.html": d for n, d in articles.items()
        }
        known = tmp_path / "known.json"
        known.write_text(json.dumps({"complete": complete, "articles": held}), encoding="utf-8")
        monkeypatch.setenv("TCD_TEST_KNOWN", str(known))
        monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parent))
        monkeypatch.syspath_prepend(str(Path(__file__).parent))
        return {"TCD_STATE": "remembering.State"}

    return settings


def test_a_second_night_asks_for_nothing_but_the_first_pages_and_young_articles(
    local_site: Any, write_source: Any, go: Any, knowing: Any
) -> None:
    put_site(local_site, pages=6)
    settings = knowing(local_site, {n: 1 if n < 2 else 100 for n in range(24)}, complete=True)
    own = write_source("thu", local_site.url, START)
    [report] = go(["thu"], own, ["127.0.0.2"], settings=settings)
    assert (report.listings, report.articles, report.complete) == (2, 2, True)
    assert sum("bai-viet" in path for path in local_site.hits) == 2


def test_a_new_article_behind_one_known_page_is_still_found(
    local_site: Any, write_source: Any, go: Any, knowing: Any
) -> None:
    put_site(local_site, pages=6)
    settings = knowing(local_site, {n: 100 for n in range(24) if n != 6}, complete=True)
    [report] = go(["thu"], write_source("thu", local_site.url, START), ["127.0.0.2"], settings=settings)
    assert (report.articles, report.listings) == (1, 4)


def test_while_no_run_came_to_the_end_known_articles_do_not_stop_the_paging(
    local_site: Any, write_source: Any, go: Any, knowing: Any
) -> None:
    put_site(local_site, pages=6)
    settings = knowing(local_site, dict.fromkeys(range(20), 100), complete=False)
    [report] = go(["thu"], write_source("thu", local_site.url, START), ["127.0.0.2"], settings=settings)
    assert (report.listings, report.articles, report.complete) == (6, 4, True)


def test_a_full_run_visits_everything_again(
    local_site: Any, write_source: Any, go: Any, knowing: Any
) -> None:
    put_site(local_site, pages=6)
    settings = knowing(local_site, dict.fromkeys(range(24), 100), complete=True)
    own = write_source("thu", local_site.url, START)
    [report] = go(["thu"], own, ["127.0.0.2"], settings=settings, full=True)
    assert (report.listings, report.articles) == (6, 24)


def test_an_archive_out_of_reach_is_a_crash_with_its_reason(
    local_site: Any, write_source: Any, go: Any, knowing: Any
) -> None:
    put_site(local_site)
    knowing(local_site, {}, complete=True)
    own = write_source("thu", local_site.url, START)
    [report] = go(["thu"], own, ["127.0.0.2"], settings={"TCD_STATE": "remembering.Broken"})
    assert (report.finish_reason, report.pages) == ("crashed", 0)
    assert report.error == "OSError: the disk is gone"
    assert not report.ok


def test_a_flood_page_with_200_is_reported_and_no_article(
    local_site: Any, write_source: Any, go: Any
) -> None:
    put_site(local_site, pages=1)
    flood = (
        "<!DOCTYPE html><html><head><title>Hãy đợi...</title></head><body><p>Quá nhiều yêu cầu. "
        "Vui lòng đợi <span id='secField'>27</span> giây</p><script>var Timeout = 27;</script></body></html>"
    )
    local_site.answer("/tin/bai-viet-ve-cong-doan-co-so-1.html", flood)
    [report] = go(["thu"], write_source("thu", local_site.url, START), ["127.0.0.2"])
    assert report.failures == {"flood": 1}
    assert report.articles == 3


def test_a_site_that_asks_for_quiet_gets_it_and_is_asked_once_more(
    local_site: Any, write_source: Any, go: Any
) -> None:
    put_site(local_site, pages=1)
    flood = "<html><head><title>Hãy đợi...</title></head><script>var Timeout = 2;</script></html>"
    good = local_site.routes["/tin/bai-viet-ve-cong-doan-co-so-1.html"].body
    local_site.answer("/tin/bai-viet-ve-cong-doan-co-so-1.html", flood)
    asked: list[float] = []

    def wait(path: str) -> None:
        asked.append(time.monotonic())
        if local_site.hits["/tin/bai-viet-ve-cong-doan-co-so-1.html"] == 2:
            local_site.answer("/tin/bai-viet-ve-cong-doan-co-so-1.html", good)

    local_site.wait = wait
    settings = {"TCD_MAX_WAITS": 2, "TCD_FLOOD_DELAY": 0.0}
    [report] = go(["thu"], write_source("thu", local_site.url, START), ["127.0.0.2"], settings=settings)
    assert (report.articles, report.failures) == (4, {"flood": 1})
    assert max(later - earlier for earlier, later in pairwise(asked)) >= 1.9


def test_a_page_beyond_the_size_limit_is_named_so(local_site: Any, write_source: Any, go: Any) -> None:
    put_site(local_site, pages=1)
    local_site.answer("/tin/bai-viet-ve-cong-doan-co-so-1.html", article("x" * 60_000))
    settings = {"DOWNLOAD_MAXSIZE": 50_000}
    [report] = go(["thu"], write_source("thu", local_site.url, START), ["127.0.0.2"], settings=settings)
    assert report.failures == {"too large": 1}


def test_a_large_page_is_read_in_a_thread_to_the_same_end(
    local_site: Any, write_source: Any, go: Any
) -> None:
    put_site(local_site, pages=1)
    settings = {"TCD_LARGE_PAGE": 100}
    [report] = go(["thu"], write_source("thu", local_site.url, START), ["127.0.0.2"], settings=settings)
    assert (report.articles, report.failures) == (4, {})


def test_a_portal_is_due_only_when_its_union_section_is_known(tmp_path: Path) -> None:
    portal = Source(
        slug="x-cong",
        name="Cổng",
        publisher="X",
        kind="portal",
        home="https://x.gov.vn",
        status="unverified",
        evidence="a test",
    )
    assert due({"x-cong": portal}) == []
    assert due({"x-cong": replace(portal, start=("/cong-doan",))}) == ["x-cong"]
    assert due({"x-cong": replace(portal, status="verified")}) == ["x-cong"]
    assert due({"x-cong": replace(portal, status="frozen", start=("/a",))}) == []


def test_a_host_has_one_request_at_a_time_to_answer(local_site: Any, write_source: Any, go: Any) -> None:
    put_site(local_site, pages=2)
    lock, waiting, most = threading.Lock(), 0, 0

    def wait(path: str) -> None:
        nonlocal waiting, most
        with lock:
            waiting += 1
            most = max(most, waiting)
        time.sleep(0.05)
        with lock:
            waiting -= 1

    local_site.wait = wait
    [report] = go(["thu"], write_source("thu", local_site.url, START), ["127.0.0.2"])
    assert (report.articles, most) == (8, 1)


def test_pauses_between_requests_differ(local_site: Any, write_source: Any, go: Any) -> None:
    put_site(local_site, pages=1, each=8)
    asked: list[float] = []
    local_site.wait = lambda path: asked.append(time.monotonic())
    own = write_source("thu", local_site.url, START)
    (own / "thu.toml").write_text((own / "thu.toml").read_text().replace("delay = 0", "delay = 0.3"))
    go(["thu"], own, ["127.0.0.2"])
    pauses = [later - earlier for earlier, later in pairwise(asked[1:])]
    assert max(pauses) - min(pauses) > 0.03
    assert min(pauses) > 0.12


@pytest.mark.parametrize(
    ("limit", "name"),
    [
        ({"CLOSESPIDER_PAGECOUNT": 5}, "closespider_pagecount"),
        ({"CLOSESPIDER_ITEMCOUNT": 3}, "closespider_itemcount"),
    ],
)
def test_a_limit_of_a_run_is_named(
    local_site: Any, write_source: Any, go: Any, limit: dict[str, int], name: str
) -> None:
    put_site(local_site, pages=6)
    [report] = go(["thu"], write_source("thu", local_site.url, START), ["127.0.0.2"], settings=limit)
    assert (report.finish_reason, report.ok, report.complete) == (name, False, False)
    assert report.articles <= 6


def test_a_listing_that_is_longer_than_we_walk_is_named(local_site: Any, write_source: Any, go: Any) -> None:
    put_site(local_site, pages=6)
    settings = {"TCD_MAX_LISTINGS": 3}
    [report] = go(["thu"], write_source("thu", local_site.url, START), ["127.0.0.2"], settings=settings)
    assert (report.listings, report.articles, report.complete) == (3, 12, False)
    assert report.notes == {"limits": "listings"}
    assert report.ok


def test_a_page_with_more_links_than_we_look_at_is_named(local_site: Any, write_source: Any, go: Any) -> None:
    put_site(local_site, pages=1)
    links = "".join(f"<a href='/x/{n}'>Số {n}</a>" for n in range(6000))
    local_site.answer("/tin", local_site.routes["/tin"].body.replace("</body>", f"{links}</body>"))
    [report] = go(["thu"], write_source("thu", local_site.url, START), ["127.0.0.2"])
    assert (report.articles, report.notes) == (4, {"limits": "links"})


def test_a_crawl_of_which_an_article_could_not_be_stored_is_not_complete(
    local_site: Any, write_source: Any, go: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    put_site(local_site, pages=1)
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parent))
    settings = {"ITEM_PIPELINES": {"refusing.Refusing": 1}, "TCD_ITEM": "pipelines.draft.begin"}
    own = write_source("thu", local_site.url, START)
    [report] = go(["thu"], own, ["127.0.0.2"], settings=settings)
    assert (report.failures, report.new) == ({"store": 1}, 3)
    assert (report.finish_reason, report.complete, report.ok) == ("finished", False, False)
