"""Link traps and changing sites, with a client that follows no redirects."""

import http.client
import re
import unicodedata
from urllib.parse import quote, urljoin, urlsplit

import pytest

from replica.misbehaving import MISBEHAVIOURS, MisbehavingServer
from replica.misbehaving.good_site import LISTING

NAMES = (
    "endless-calendar", "session-ids", "duplicate-addresses", "wrong-slugs", "self-listing", "endless-paging",
    "endless-path", "base-href", "broken-links", "mixed-hosts", "port-in-links", "upper-case-hosts",
    "nfd-slugs",
    "vanishing-articles", "changing-articles", "changing-markup", "page-clock", "moody-listing",
)  # fmt: skip


def get(server: MisbehavingServer, target: str) -> tuple[int, str]:
    connection = http.client.HTTPConnection(server.address, server.port, timeout=5)
    try:
        connection.request("GET", target)
        answer = connection.getresponse()
        return answer.status, answer.read().decode()
    finally:
        connection.close()


def links(server: MisbehavingServer, target: str = LISTING) -> list[str]:
    """Absolute addresses of a page's links, by its <base>."""
    _, page = get(server, target)
    base = re.findall(r'<base href="([^"]+)">', page)
    start = urljoin(server.url + target, base[0] if base else "")
    return [urljoin(start, link) for link in re.findall(r'<a href="([^"]*)"', page) if "[" not in link]


def on_the_wire(address: str) -> str:
    parts = urlsplit(address)
    return quote(parts.path) + (f"?{parts.query}" if parts.query else "")


def is_own(server: MisbehavingServer, address: str) -> bool:
    try:
        parts = urlsplit(address)
        return (parts.hostname, parts.port) == (server.address, server.port)
    except ValueError:
        return False


@pytest.mark.parametrize("name", NAMES)
def test_all_five_articles_can_be_reached_from_the_listing(name: str) -> None:
    assert MISBEHAVIOURS[name].articles == 5
    with MisbehavingServer(name, "127.0.1.7") as server:
        titles = set()
        for address in {link for link in links(server) if is_own(server, link) and len(link) < 500}:
            if "/lich/" in address or "?tuan=" in address:
                continue
            status, page = get(server, on_the_wire(address))
            if status == 301:
                status, page = (
                    200,
                    server.site.article(next(a for a in server.articles if address[-8:] in a.path)),
                )
            title = re.findall(r"<h1>(.*?)</h1>", page)
            if status == 200 and title:
                titles.add(title[0])
    assert titles == {article.title for article in server.articles}


def test_the_calendar_is_endless_in_both_directions() -> None:
    with MisbehavingServer("endless-calendar", "127.0.1.7") as server:
        assert any("/lich/2025/5/" in link for link in links(server))
        _, page = get(server, "/lich/2025/12/")
        assert 'href="/lich/2025/11/"' in page
        assert 'href="/lich/2026/1/"' in page
        assert get(server, "/lich/2025/12/24/")[0] == 200


def test_session_changes_with_every_page() -> None:
    with MisbehavingServer("session-ids", "127.0.1.7") as server:
        numbers = [set(re.findall(r"PHPSESSID=(\w+)", get(server, LISTING)[1])) for _ in range(3)]
    assert [len(link) for link in numbers] == [1, 1, 1]
    assert len(set.union(*numbers)) == 3


def test_every_article_has_five_addresses_with_one_canonical() -> None:
    with MisbehavingServer("duplicate-addresses", "127.0.1.7") as server:
        article = server.articles[0]
        own = {link for link in links(server) if article.path in link}
        assert len(own) == 5
        pages = {get(server, on_the_wire(address))[1] for address in own}
        assert len(pages) == 1
        assert f'rel="canonical" href="{server.url}{article.path}"' in pages.pop()


def test_old_slugs_redirect_to_the_right_one() -> None:
    with MisbehavingServer("wrong-slugs", "127.0.1.7") as server:
        assert {get(server, on_the_wire(link))[0] for link in links(server) if "ten-cu" in link} == {301}


def test_the_listing_links_to_itself_with_headlines() -> None:
    with MisbehavingServer("self-listing", "127.0.1.7") as server:
        again = [link for link in links(server) if "?tuan=" in link]
        assert len(again) == 5
        assert set(again).isdisjoint(links(server, on_the_wire(again[0])))


def test_paging_and_relative_path_never_end() -> None:
    with MisbehavingServer("endless-paging", "127.0.1.7") as server:
        assert f"{server.url}{LISTING}?page=100" not in links(server)
        assert f'href="{LISTING}?page=100" rel="next"' in get(server, f"{LISTING}?page=99")[1].replace(
            "&amp;", "&"
        )
    with MisbehavingServer("endless-path", "127.0.1.7") as server:
        target = LISTING
        for _ in range(4):
            target = urlsplit(
                next(link for link in links(server, target) if link.endswith("chuyen-muc/"))
            ).path
        assert target == LISTING + "chuyen-muc/" * 4


def test_other_hosts_and_ports_are_among_the_links() -> None:
    for name in ("mixed-hosts", "port-in-links"):
        with MisbehavingServer(name, "127.0.1.7") as server:
            foreign_links = [link for link in links(server) if not is_own(server, link)]
            assert len(foreign_links) == 5


def test_capitals_and_decomposed_letters() -> None:
    with MisbehavingServer("upper-case-hosts", "127.0.1.7") as server:
        assert get(server, LISTING)[1].count(f'href="HTTP://{server.address}:{server.port}/') == 5
    with MisbehavingServer("nfd-slugs", "127.0.1.7") as server:
        path = next(urlsplit(link).path for link in links(server) if "\u0323" in link)
        assert get(server, quote(path))[0] == 200
        assert get(server, quote(unicodedata.normalize("NFC", path)))[0] == 404


def test_the_article_is_missing_at_the_second_visit() -> None:
    with MisbehavingServer("vanishing-articles", "127.0.1.7") as server:
        assert [get(server, server.site.faulty_article.path)[0] for _ in range(3)] == [200, 410, 410]


def test_article_is_edited_and_counted_at_every_visit() -> None:
    with MisbehavingServer("changing-articles", "127.0.1.7") as server:
        pages = [get(server, server.site.faulty_article.path)[1] for _ in range(2)]
    assert [re.findall(r"Lượt xem: (\d+)", page) for page in pages] == [["141"], ["142"]]
    assert "đính chính lần 1" in pages[0]
    assert "đính chính lần 2" in pages[1]


def test_the_markup_changes_and_the_words_stay() -> None:
    with MisbehavingServer("changing-markup", "127.0.1.7") as server:
        article = server.articles[0]
        pages = [get(server, article.path)[1] for _ in range(4)]
    shapes = {"".join(re.findall(r"<(\w+)", page)) for page in pages}
    classes = [set(re.findall(r'class="(\w+)"', page)) for page in pages]
    words = {" ".join(re.sub(r"<[^>]*>", " ", page).split()) for page in pages}
    assert (len(shapes), len(words)) == (4, 1)
    assert classes[0].isdisjoint(classes[1])


def test_the_page_clock_shows_the_time_and_one_article_no_date() -> None:
    with MisbehavingServer("page-clock", "127.0.1.7") as server:
        page = get(server, server.site.faulty_article.path)[1]
        other = get(server, server.site.other_articles[0].path)[1]
    assert re.search(r"ngày \d\d/\d\d/20\d\d \d\d:\d\d:\d\d", page)
    assert f"{server.site.faulty_article.published:%d/%m/%Y}" not in page
    assert f"{server.site.other_articles[0].published:%d/%m/%Y}" in other


def test_the_order_of_the_listing_changes_every_time() -> None:
    with MisbehavingServer("moody-listing", "127.0.1.7") as server:
        orders = [tuple(link for link in links(server) if link.endswith(".html")) for _ in range(3)]
    assert len(set(orders)) == 3
    assert len({frozenset(order) for order in orders}) == 1
