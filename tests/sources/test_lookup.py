"""An address that a source reads already is known by whatever form it is written in."""

from dataclasses import replace

import pytest

from items import Source
from sources.lookup import known_as

WHOLE = Source(
    slug="a",
    name="a",
    publisher="a",
    kind="federation",
    home="https://congdoan.example",
    status="verified",
    evidence="a",
)
PART = replace(WHOLE, slug="b", home="http://cong.example", start=("/cong-doan/",))
REFUSED = replace(WHOLE, slug="c", home="http://chiem.example", status="refused")
ALL = (WHOLE, PART, REFUSED)


@pytest.mark.parametrize(
    ("address", "slug"),
    [
        ("https://congdoan.example", "a"),
        ("http://www.congdoan.example/", "a"),
        ("http://congdoan.example/trang-chu", "a"),
        ("http://congdoan.example/nu-cong", None),
        ("http://cong.example/cong-doan", "b"),
        ("http://cong.example/", "b"),
        ("http://cong.example/y-te", None),
        ("http://chiem.example/bat-ky", "c"),
        ("http://khac.example/", None),
        ("http://[", None),
    ],
)
def test_who_reads_it(address: str, slug: str | None) -> None:
    found = known_as(address, ALL)
    assert (found.slug if found else None) == slug
