"""Every address and every link answers; every article can be reached from the listing."""

from collections.abc import Callable
from typing import Any

from replica import ReplicaSite, Request

Read = Callable[[ReplicaSite, str], Any]


def test_every_address_answers(site: ReplicaSite) -> None:
    for address in site.addresses():
        answer = site.respond(Request("GET", address))
        assert answer.status == 200, address
        assert answer.body, address


def test_every_link_and_picture_of_every_page_answers(site: ReplicaSite, reader: Read) -> None:
    pages = [address for address in site.addresses() if not address.endswith((".png", ".txt"))]
    targets = {
        target
        for address in pages
        for page in [reader(site, address)]
        for target in (*(href for href, _ in page.links), *page.pictures)
    }
    lost = sorted(target for target in targets if site.respond(Request("GET", target)).status != 200)
    assert lost == []


def test_listing_has_at_least_three_pages_and_leads_to_every_article(site: ReplicaSite, reader: Read) -> None:
    articles = {truth.path for truth in site.truth()}
    waiting, seen, reached = [site.listing_address(site.everything)], set[str](), set[str]()
    listing_pages = {
        site.listing_address(site.everything, page) for page in range(1, site.pages_of(site.everything) + 1)
    }
    while waiting:
        address = waiting.pop()
        seen.add(address)
        for href, _ in reader(site, address).links:
            if href in articles:
                reached.add(href)
            elif href in listing_pages and href not in seen:
                waiting.append(href)
    assert len(listing_pages) >= 3
    assert seen == listing_pages
    assert reached == articles


def test_sections_hold_every_article_once(site: ReplicaSite) -> None:
    held = [article.path for section in site.sections for article in site.in_section(section)]
    assert sorted(held) == sorted(truth.path for truth in site.truth())


def test_a_site_has_26_own_articles_with_different_addresses(site: ReplicaSite) -> None:
    own = [truth for truth in site.truth() if truth.reprint is None or truth.reprint.startswith(site.slug)]
    assert len(own) >= 26
    assert len({truth.path for truth in site.truth()}) == len(site.truth())


def test_home_leads_to_the_listing_and_to_articles(site: ReplicaSite, reader: Read) -> None:
    links = {href for href, _ in reader(site, "/").links}
    assert site.listing_address(site.everything) in links
    assert len(links & {truth.path for truth in site.truth()}) >= 5


def test_missing_page_is_404_in_the_frame_of_the_site(site: ReplicaSite) -> None:
    for target in ("/khong-co", "/favicon.ico", site.listing_address(site.everything, 99), "/%00", "//", "*"):
        answer = site.respond(Request("GET", target))
        assert answer.status == 404, target
        assert "Không tìm thấy trang" in answer.body.decode()


def test_the_first_page_answers_with_its_number_and_with_unknown_parameters(
    site: ReplicaSite,
) -> None:
    listing = site.listing_address(site.everything)
    joint = "&" if "?" in listing else "?"
    plain = site.respond(Request("GET", listing)).body
    assert site.respond(Request("GET", f"{listing}{joint}{site.page_parameter}=1")).body == plain
    assert site.respond(Request("GET", f"{listing}{joint}utm_source=x")).body == plain


def test_robots_disallows_only_the_login(site: ReplicaSite) -> None:
    rules = site.respond(Request("GET", "/robots.txt")).body.decode()
    closed = [line.split(": ")[1] for line in rules.splitlines() if line.startswith("Disallow: ")]
    shut = [address for address in site.addresses() if address.startswith(tuple(closed))]
    assert len(shut) == 1
    assert 'type="password"' in site.respond(Request("GET", shut[0])).body.decode()


def test_nukeviet_has_rel_next_on_every_later_page(sites: dict[str, ReplicaSite], reader: Read) -> None:
    site = sites["lai-chau"]
    following = [href for href, rel in reader(site, "/news/").links if rel == "next"]
    assert following == ["/news/page-2/", "/news/page-3/", "/news/page-4/", "/news/page-2/"]
