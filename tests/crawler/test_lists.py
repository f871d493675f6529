"""Each list of a source is read as far as it goes, whatever becomes of the others, and in several nights."""

import sys
from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).parent))
from conftest import serve
from nights import nights_in
from sites import START, article, listing, put_site

from crawler.report import SourceReport

PAGES = 5
NIGHTS = 3
DEAD = '<a href="/chuyen-muc-da-dong/">Hoạt động công đoàn</a>'
FAULT = "<h1>Lỗi máy chủ</h1>"
EDITED = "/tin/bai-viet-ve-cong-doan-co-so-2.html"
SOURCES = {
    "menu": "",
    "hai-muc": 'start = ["/tin", "/da-dong"]',
    "dai": START,
    "giua": START,
    "chung": 'start = ["/moi", "/tin"]',
    "trong": 'start = ["/tin", "/trong"]',
}


@dataclass
class Told:
    """By night (from 0): reports, open findings, and what each site was asked for."""

    reports: list[dict[str, SourceReport]] = field(default_factory=list)
    findings: list[dict[tuple[str, str], str]] = field(default_factory=list)
    hits: list[dict[str, Counter[str]]] = field(default_factory=list)
    conditional: set[str] = field(default_factory=set)


def put_menu(site: Any) -> None:
    """A home page with two sections in its menu, one of which is dead, and the other one's list."""
    page = listing([1, 2, 3], "")
    menu = f"<nav><a href='/tin'>Tin tức công đoàn</a>{DEAD}</nav>"
    site.answer("/", page.replace("<h1>", f"{menu}<h1>", 1))
    site.answer("/tin", page)
    for n in (1, 2, 3):
        text = article(f"Bài viết số {n}").replace("20/11/2026 08:30", f"{datetime.now():%d/%m/%Y 00:30}")
        site.answer(f"/tin/bai-viet-ve-cong-doan-co-so-{n}.html", text)


def push_news(site: Any) -> None:
    """Sixteen new articles: twelve stand on the other list too, and are the first three pages of this one."""
    put_site(site, pages=PAGES)
    for page in range(1, PAGES + 1):
        pager = f"<a href='/tin?page={min(page + 1, PAGES)}'>»</a>"
        first = 4 * (PAGES - page)
        site.answer("/tin" if page == 1 else f"/tin?page={page}", listing([*range(first, first + 4)], pager))
    site.answer("/moi", listing([*range(8, 20)]))


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory, django_db_setup: None, django_db_blocker: Any) -> Told:
    home = tmp_path_factory.mktemp("lists")
    servers = [serve(f"127.0.4.{10 + number}") for number in range(len(SOURCES))]
    sites = {slug: site for slug, (site, _) in zip(SOURCES, servers, strict=True)}
    (home / "sources").mkdir()
    for slug, more in SOURCES.items():
        (home / "sources" / f"{slug}.toml").write_text(
            f'name = "Nguồn {slug}"\npublisher = "LĐLĐ"\nkind = "federation"\nhome = "{sites[slug].url}"\n'
            f'status = "verified"\nevidence = "bài kiểm tra"\n{more}\n'
            "[politeness]\ndelay = 0\nconcurrency = 4\n",
            encoding="utf-8",
        )
    put_menu(sites["menu"])
    for slug in ("hai-muc", "dai", "giua"):
        put_site(sites[slug], pages=PAGES)
    sites["hai-muc"].answer("/da-dong", FAULT, status=500)
    third = sites["giua"].routes["/tin?page=3"]
    sites["giua"].answer("/tin?page=3", FAULT, status=500)
    put_site(sites["trong"], pages=1)
    sites["trong"].routes["/tin"].headers["ETag"] = '"tin-1"'
    sites["trong"].answer("/trong", "<h1>Văn bản</h1><p>Đang cập nhật danh sách.</p>", ETag='"trong-1"')
    put_site(sites["chung"], pages=1)
    sites["chung"].answer("/moi", listing([0, 1, 2, 3]))
    seen = Told()
    with django_db_blocker.unblock(), pytest.MonkeyPatch.context() as patch, nights_in(home, patch) as nights:
        for night in range(NIGHTS):
            if night == 1:
                page = sites["menu"].routes[EDITED]
                page.body = page.body.replace("Phần 2 của buổi lễ", "Phần hai của lễ kỷ niệm")
                sites["giua"].routes["/tin?page=3"] = third
                push_news(sites["chung"])
            if night == 2:
                sites["menu"].answer("/chuyen-muc-da-dong/", listing([1, 2]))
            # The long list is read two pages a night, the others as a whole.
            reports = nights.night(*(slug for slug in SOURCES if slug != "dai"))
            reports += nights.night("dai", settings={"TCD_MAX_LISTINGS": 3})
            seen.reports.append({report.source: report for report in reports})
            seen.findings.append({(row.source, row.detail): row for row in nights.findings().values()})
            seen.hits.append({slug: site.hits for slug, site in sites.items()})
            for site in sites.values():
                site.hits = Counter()
    seen.conditional = {each["path"] for each in sites["trong"].seen if "if-none-match" in each}
    for _, server in servers:
        server.shutdown()
        server.server_close()
    return seen


def lists_asked(told: Told, night: int, slug: str) -> list[str]:
    return sorted(path for path in told.hits[night][slug] if "bai-viet" not in path and path != "/robots.txt")


def test_edits_are_read_although_a_section_is_dead(told: Told) -> None:
    assert told.reports[0]["menu"].new == 3
    assert (told.reports[1]["menu"].changed, told.reports[1]["menu"].new) == (1, 0)
    # Our visits to the other two may stand in their counts of readers (archive.visits).
    assert len(told.reports[1]["menu"].visited) == 2


def test_a_dead_section_is_named_in_its_second_night_until_it_answers(told: Told) -> None:
    assert told.findings[0] == {}
    finding = told.findings[1]["menu", "/chuyen-muc-da-dong/"]
    assert finding.said == "không đọc được chuyên mục /chuyen-muc-da-dong/: máy chủ trả lời 404"
    assert told.findings[1]["hai-muc", "/da-dong"].name == "section fails"
    assert len(told.findings[1]) == 2
    assert list(told.findings[2]) == [("hai-muc", "/da-dong")]


def test_a_dead_list_lets_the_others_stop_at_what_is_known(told: Told) -> None:
    assert (told.reports[0]["hai-muc"].articles, told.reports[0]["hai-muc"].complete) == (4 * PAGES, False)
    assert lists_asked(told, 1, "hai-muc") == ["/da-dong", "/tin", "/tin?page=2"]


def test_a_list_longer_than_a_night_is_gone_on_with_in_the_next_ones(told: Told) -> None:
    first, second, third = (told.reports[night]["dai"] for night in range(3))
    assert (first.new, first.lists[0].state, first.complete) == (12, "cut", False)
    assert [rest.number for rest in first.lists[0].rest] == [3]
    assert (second.new, second.lists[0].rest, second.complete) == (8, (), True)
    assert second.lists[0].whole_at is not None
    assert lists_asked(told, 2, "dai") == ["/tin", "/tin?page=2"]
    assert third.complete


def test_a_page_that_fails_within_a_list_is_read_when_it_answers_again(told: Told) -> None:
    first, second, _ = (told.reports[night]["giua"] for night in range(3))
    assert (first.new, [rest.number for rest in first.lists[0].rest]) == (8, [3])
    assert (second.new, second.complete) == (4 * (PAGES - 2), True)


def test_news_that_two_lists_share_is_followed_in_each_of_them(told: Told) -> None:
    """Else the list that is read second stops before what stands only in it."""
    assert told.reports[0]["chung"].new == 4
    assert told.reports[1]["chung"].new == 16


def test_a_list_that_names_no_article_is_always_asked_in_full(told: Told) -> None:
    """Were its version remembered, "unchanged" would hide tomorrow that nothing comes from it."""
    assert told.conditional == {"/tin"}
