"""One text at two addresses: one article when only the way differs, two when the site numbered it twice."""

import pytest

from spiders.base import article_numbers


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            "http://x.vn/a/view_content/699213-ke-hoach-thi.html",
            "http://x.vn/a/view_content/699222-ke-hoach-thi.html",
        ),
        ("http://x.vn/tin/hoi-nghi-631.html", "http://x.vn/tin/hoi-nghi-632.html"),
    ],
)
def test_another_number_is_another_article(one: str, other: str) -> None:
    assert article_numbers(one) != article_numbers(other)


@pytest.mark.parametrize(
    "variant",
    [
        "http://x.vn/tin/hoi-nghi-631.html?page=2",
        "http://x.vn/tin/hoi-nghi-631.html;jsessionid=0A1B2C3",
        "http://x.vn/print/tin/hoi-nghi-631.html",
        "http://x.vn/tin/mot-ten-khac-631.html#binh-luan",
    ],
)
def test_a_print_view_a_part_and_a_session_keep_the_number(variant: str) -> None:
    assert article_numbers(variant) == ["631"]


def test_an_address_without_a_number_tells_none() -> None:
    assert article_numbers("http://x.vn/tin/hoi-nghi-nu-cong.html") == []
