"""One key an article, however its address is written."""

from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spiders.keys import article_key, page_key

SAME = {
    "nukeviet": [
        "http://a.example/hoat-dong/cong-doan-co-so-90.html",
        "https://www.a.example/vi/news/hoat-dong/ten-khac-90.html",
        "http://a.example/news/hoat-dong/cong-doan-co-so-90.html?page=2",
        "http://a.example/index.php?language=vi&nv=news&op=hoat-dong/cong-doan-co-so-90",
        "http://a.example/hoat-dong/cong-doan-co-so-90.html#comment",
        "http://a.example/news/print/hoat-dong/cong-doan-co-so-90.html",
        "http://a.example/savefile/hoat-dong/cong-doan-co-so-90/",
    ],
    "nukeviet, another module": [
        "http://a.example/opinions/detail/gop-y-1/",
        "http://a.example/vi/opinions/detail/ten-khac-1/",
        "http://a.example/opinions/print/detail/gop-y-1/",
        "http://a.example/index.php?language=vi&nv=opinions&op=detail/gop-y-1",
    ],
    "liferay": [
        "http://a.example/tin/-/view_content/4417996-gap-mat-can-bo.html",
        "http://a.example/en/tin/-/view_content/4417996-gap-mat?_101_INSTANCE_x_redirect=%2Ftin",
    ],
    "wordpress": [
        "http://a.example/tin/hoi-nghi-so-ket.html",
        "http://a.example/tin/hoi-nghi-so-ket.html/2",
        "https://a.example/tin/hoi-nghi-so-ket.html?utm_source=fb",
    ],
    "vnpt": [
        "http://a.example/1290/31957/61896/571433/hoi-nghi",
        "http://a.example/1290/31957/61896/571433/ten-khac/",
    ],
    "general": [
        "http://a.example/Default.aspx?tabid=656&Group=10&NID=1373&language=en-US",
        "http://a.example/default.aspx?NID=1373&Group=10&tabid=656".replace("default", "Default"),
    ],
}
OTHER = [
    ("nukeviet", "http://a.example/laws/detail/quy-dinh-90/", "http://a.example/tin/quy-dinh-90.html"),
    ("nukeviet", "http://a.example/opinions/detail/gop-y-1/", "http://a.example/tin/khanh-thanh-1.html"),
    ("nukeviet", "http://a.example/gop-y/detail/gop-y-1/", "http://a.example/opinions/detail/gop-y-1/"),
    ("nukeviet", "http://a.example/thong-bao/chung/lich-1.html", "http://a.example/news/tin/le-1.html"),
    ("nukeviet", "http://a.example/index.php?nv=opinions&op=gop-y-1", "http://a.example/tin/le-1.html"),
    ("nukeviet", "http://a.example/tin/a-9.html", "http://a.example/tin/a-90.html"),
    ("nukeviet", "http://a.example/en/news/a-90.html", "http://a.example/vi/news/a-90.html"),
    ("nukeviet", "http://a.example/index.php?language=en&nv=news&op=x/a-90", "http://a.example/x/a-90.html"),
    ("vnpt", "http://a.example/1/2/3/4/x", "http://a.example/1/2/3/5/x"),
    ("general", "http://a.example/tin?newsId=5964", "http://a.example/tin?newsId=5965"),
    ("general", "http://a.example/index.php?page=tin-a", "http://a.example/index.php?page=tin-b"),
    ("general", "http://a.example/tin-1", "http://b.example/tin-1"),
    ("wordpress", "http://a.example/?p=12", "http://a.example/?p=13"),
]


@pytest.mark.parametrize("platform", SAME)
def test_all_addresses_of_an_article_have_one_key(platform: str) -> None:
    assert len({article_key(address, platform.partition(",")[0]) for address in SAME[platform]}) == 1


@pytest.mark.parametrize(("platform", "one", "two"), OTHER)
def test_two_articles_never_share_a_key(platform: str, one: str, two: str) -> None:
    assert article_key(one, platform) != article_key(two, platform)


def test_sister_hosts_of_the_confederation_share_the_number() -> None:
    assert article_key("http://doan-vien.cd.example/tin-tuc/x-3569/y-926997.tld") == article_key(
        "http://games.cd.example/tin-tuc/z-1/y-926997.tld"
    )


def test_the_pages_of_a_listing_are_different_pages() -> None:
    assert page_key("http://a.example/tin?page=2") != page_key("http://a.example/tin?page=3")


def test_an_unreadable_address_is_its_own_key() -> None:
    assert article_key("javascript:x", "nukeviet") == "javascript:x"


WORDS = st.lists(st.sampled_from("hoi nghi ke hoach tin cong doan".split()), min_size=1, max_size=4).map(
    "-".join
)
LOOKS = st.sampled_from(
    ["", "utm_source=zalo", "fbclid=x1", "print=1", "fontsize=2", "lang=vi", "page=2", "_ga=2", "mobile=1"]
)


def dressed(path: str, query: list[str], scheme: str, www: bool, fragment: str) -> str:
    """The same address as another page, feed or mail would print it."""
    host = "www.a.example" if www else "a.example"
    told = "&".join(part for part in query if part)
    return f"{scheme}://{host}{path}" + (f"?{told}" if told else "") + fragment


DRESS = {
    "scheme": st.sampled_from(["http", "https"]),
    "www": st.booleans(),
    "fragment": st.sampled_from(["", "#top", "#comment-3"]),
}


@given(st.integers(1, 10**9), WORDS, WORDS, WORDS, st.lists(LOOKS, max_size=3), st.fixed_dictionaries(DRESS))
def test_a_nukeviet_article_keeps_its_key_through_slugs_sections_and_looks(
    number: int, one: str, other: str, section: str, looks: list[str], dress: dict[str, Any]
) -> None:
    plain = article_key(f"http://a.example/tin/{one}-{number}.html", "nukeviet")
    for begin in ("", "/vi", "/news", "/vi/news", "/print"):
        address = dressed(f"{begin}/{section}/{other}-{number}.html", looks, **dress)
        assert article_key(address, "nukeviet") == plain
    assert article_key(f"http://a.example/tin/{one}-{number + 1}.html", "nukeviet") != plain


@given(st.integers(1, 10**9), WORDS, st.lists(LOOKS, max_size=3), st.fixed_dictionaries(DRESS), st.randoms())
def test_any_article_keeps_its_key_through_looks_and_the_order_of_parameters(
    number: int, slug: str, looks: list[str], dress: dict[str, Any], chance: Random
) -> None:
    plain = article_key(f"http://a.example/{slug}/chi-tiet?id={number}&cat=7")
    query = [f"id={number}", "cat=7", *looks]
    chance.shuffle(query)
    for path in (f"/{slug}/chi-tiet", f"/{slug}/chi-tiet/"):
        assert article_key(dressed(path, query, **dress)) == plain
    assert article_key(f"http://a.example/{slug}/chi-tiet?id={number + 1}&cat=7") != plain


@given(st.integers(10_000, 10**9), WORDS, WORDS, st.fixed_dictionaries(DRESS))
def test_numbered_platforms_go_by_the_number_alone(
    number: int, one: str, other: str, dress: dict[str, Any]
) -> None:
    for platform, pattern in (
        ("liferay", "/{0}/-/view_content/{1}-{0}"),
        ("vnpt", "/1290/31957/61896/{1}/{0}"),
        ("vnpt", "/tin-tuc/{0}-{1}"),
    ):
        first, second = (dressed(pattern.format(slug, number), [], **dress) for slug in (one, other))
        assert article_key(first, platform) == article_key(second, platform)
        third = dressed(pattern.format(one, number + 1), [], **dress)
        assert article_key(first, platform) != article_key(third, platform)
