"""One key an article, however its address is written."""

import pytest

from spiders.keys import article_key, page_key

SAME = {
    "nukeviet": [
        "http://a.example/hoat-dong/cong-doan-co-so-90.html",
        "https://www.a.example/vi/news/hoat-dong/ten-khac-90.html",
        "http://a.example/news/hoat-dong/cong-doan-co-so-90.html?page=2",
        "http://a.example/index.php?language=vi&nv=news&op=hoat-dong/cong-doan-co-so-90",
        "http://a.example/hoat-dong/cong-doan-co-so-90.html#comment",
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
    ("nukeviet", "http://a.example/tin/a-9.html", "http://a.example/tin/a-90.html"),
    ("vnpt", "http://a.example/1/2/3/4/x", "http://a.example/1/2/3/5/x"),
    ("general", "http://a.example/tin?newsId=5964", "http://a.example/tin?newsId=5965"),
    ("general", "http://a.example/index.php?page=tin-a", "http://a.example/index.php?page=tin-b"),
    ("general", "http://a.example/tin-1", "http://b.example/tin-1"),
    ("wordpress", "http://a.example/?p=12", "http://a.example/?p=13"),
]


@pytest.mark.parametrize("platform", SAME)
def test_all_addresses_of_an_article_have_one_key(platform: str) -> None:
    assert len({article_key(address, platform) for address in SAME[platform]}) == 1


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
