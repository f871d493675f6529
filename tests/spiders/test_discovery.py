"""What a list page leads to, told without selectors."""

import importlib.util
import time
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from items import Follow, Source
from spiders.discovery import Found, discover

HERE = "http://a.example"


def load_pages() -> ModuleType:
    spec = importlib.util.spec_from_file_location("pages", Path(__file__).with_name("pages.py"))
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


pages = load_pages()


def source(platform: str = "general", follow: Follow | None = None, **other: object) -> Source:
    return Source(
        slug="thu", name="Thử", publisher="Thử", kind="federation", home=HERE, status="unverified",
        evidence="bài kiểm tra", platform=platform, follow=follow or Follow(), **other,
    )  # type: ignore[arg-type]  # fmt: skip


def paths(addresses: object) -> list[str]:
    return [str(address).removeprefix(HERE) for address in addresses]  # type: ignore[attr-defined]


def articles(found: Found) -> list[str]:
    return paths(link.address for link in found.articles)


@pytest.mark.parametrize("platform", ["general", "nukeviet"])
def test_numbered_addresses_are_articles_copies_files_and_other_hosts_are_not(platform: str) -> None:
    found = discover(pages.with_numbers(), f"{HERE}/tin-hoat-dong/", source(platform))
    own = [f"/tin-hoat-dong/{slug}-{90 - n}.html" for n, slug in enumerate(pages.SLUGS)]
    side = "/nu-cong/hoi-thi-nau-an-gia-dinh-cong-nhan-lan-thu-tu-12.html"
    assert articles(found) == [*own, side]
    assert [link.place for link in found.articles] == ["main"] * 6 + ["side"]
    assert [link.title for link in found.articles[:6]] == list(pages.TITLES)
    assert [(page.number, page.address) for page in found.listings] == [(2, f"{HERE}/tin-hoat-dong/page-2/")]
    assert paths(found.sections) == ["/nu-cong/", "/van-ban/", "/chinh-sach/"]


@pytest.mark.parametrize("platform", ["general", "wordpress"])
def test_slugs_without_numbers_are_articles_sections_tags_and_months_are_not(platform: str) -> None:
    found = discover(pages.with_slugs_only(), f"{HERE}/chuyen-muc/tin", source(platform))
    assert articles(found) == [f"/tin/{slug}" for slug in pages.SLUGS]
    assert [page.number for page in found.listings] == [2, 9]
    assert "/chuyen-muc/nu-cong/" in paths(found.sections)
    assert not [address for address in found.sections if "/tag/" in address or "/2026/11" in address]


def test_identity_in_the_query_is_kept_and_short_headlines_of_the_same_form_count() -> None:
    found = discover(pages.with_queries(), f"{HERE}/Default.aspx?tabid=656", source())
    assert articles(found) == [f"/Default.aspx?tabid=656&NID={1370 + n}&language=en-US" for n in range(6)]
    assert [page.number for page in found.listings] == [2, 3], "the calendar's 5 is no page"
    assert "/Default.aspx?tabid=700" in paths(found.sections)


def test_a_card_that_is_one_link_is_called_by_its_heading_and_base_href_counts() -> None:
    found = discover(pages.with_cards(), f"{HERE}/tin.htm", source())
    assert articles(found)[0] == f"/tin/{pages.SLUGS[0]}-20261101030.htm".replace(
        "20261101030", "202611001030"
    )
    assert [link.title for link in found.articles] == list(pages.TITLES)
    assert [page.address for page in found.listings] == [f"{HERE}/tin/trang-2.htm", f"{HERE}/tin/trang-3.htm"]


def test_the_pages_of_a_second_page_are_told_without_the_page_itself() -> None:
    pager = (
        '<div class="pagination"><a href="/tin?page=1">«</a><a href="/tin?page=1">1</a>'
        '<a href="/tin?page=2">2</a>'
        '<a href="/tin?page=3">3</a><a href="/tin?page=3">Trang sau</a><a href="/tin?page=40">Cuối</a></div>'
    )
    found = discover(pages.html(pager), f"{HERE}/tin?page=2", source())
    assert [page.number for page in found.listings] == [1, 3, 40]


def test_the_pages_of_another_list_on_the_page_are_not_its_own() -> None:
    other = '<div><a href="/video?page=2">2</a><a href="/video?page=3">3</a></div>'
    assert discover(pages.html(other), f"{HERE}/tin", source()).listings == ()


def test_a_link_in_the_head_tells_the_next_page() -> None:
    head = '<link rel="next" href="/tin/p2"><link rel="stylesheet" href="/s.css">'
    found = discover(pages.html("<p>x</p>", head), f"{HERE}/tin", source())
    assert [(page.number, page.address) for page in found.listings] == [(2, f"{HERE}/tin/p2")]


def test_the_sources_own_rules_outrank_everything() -> None:
    follow = Follow(article=r"/nu-cong/.+\.html$", ignore=r"nau-an")
    found = discover(pages.with_numbers(), f"{HERE}/tin-hoat-dong/", source(follow=follow))
    assert articles(found) == []
    follow = Follow(article=r"/users/$", listing=r"^(?!.*/print/).*-8\d\.html$")
    found = discover(pages.with_numbers(), f"{HERE}/tin-hoat-dong/", source(follow=follow))
    assert articles(found) == ["/users/"]
    assert len([address for address in found.sections if "/tin-hoat-dong/" in address]) == 5, "89 to 85"


@pytest.mark.parametrize(
    "page", ["", " ", "<!-- -->", "không có thẻ nào", "<a href='http://[::1'>x</a>", "\x00<a href=/x"]
)
def test_a_page_without_links_leads_nowhere(page: str) -> None:
    found = discover(page, f"{HERE}/", source())
    assert (found.articles, found.listings) == ((), ())


@given(st.text(alphabet="<>a/ href='\"=x-1liul&;»23#?", max_size=300))
def test_no_page_breaks_discovery(page: str) -> None:
    discover(page, f"{HERE}/tin", source("nukeviet"))


def test_a_huge_page_takes_time_in_proportion() -> None:
    def seconds(entries: int) -> float:
        slugs, titles = pages.SLUGS, pages.TITLES
        links = [f"<p><a href='/tin/{slugs[n % 6]}-{n}.html'>{titles[n % 6]}</a></p>" for n in range(entries)]
        page = pages.html("<div>" * 200 + "".join(links))
        begun = time.perf_counter()
        assert len(discover(page, f"{HERE}/tin", source()).articles) == entries
        return time.perf_counter() - begun

    small = min(seconds(300) for _ in range(3))
    assert seconds(3000) < 40 * small + 0.5


@pytest.mark.parametrize(
    "link",
    [
        "<a href='/x'>" + ">" * 300_000 + "x</a>",
        "<a href='/" + "detail" * 100_000 + "'>x</a>",
        "<a href='/?" + "&a_" * 100_000 + "'>2</a>",
        "<p class='" + "col-" * 100_000 + "'><a href='/x-1'>x</a></p>",
        "<a title='" + "xem " * 100_000 + "' href='/x-1'></a>",
        "<b>" * 100_000 + "<a href='/x-1'>x</a>",
    ],
    ids=["arrows", "address", "query", "class", "hint", "depth"],
)
def test_a_line_without_end_takes_no_time_without_end(link: str) -> None:
    begun = time.perf_counter()
    discover(pages.html(link), f"{HERE}/tin", source())
    assert time.perf_counter() - begun < 3


def test_links_behind_an_early_end_of_the_page_are_found() -> None:
    entries = "".join(
        f"<h3><a href='/tin/hoi-thi-tay-nghe-cua-cong-doan-12{n}.html'>Hội thi tay nghề lần thứ {n}</a></h3>"
        for n in range(5)
    )
    page = f"<html><body><p>Đầu trang</p></body></html>{entries}"
    assert len(discover(page, f"{HERE}/tin", source()).articles) == 5
