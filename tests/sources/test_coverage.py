"""Which provinces have a source, of today and of before 1 July 2025."""

from pathlib import Path

import pytest

from items import Source
from sources import load
from sources.coverage import before, coverage, known_slugs


def source(slug: str, province: str | None, kind: str = "federation", status: str = "unverified") -> Source:
    return Source(
        slug=slug, name="Thử", publisher="Thử", kind=kind, home="http://a.example",  # type: ignore[arg-type]
        status=status, evidence="bài kiểm tra", province=province,  # type: ignore[arg-type]
    )  # fmt: skip


def level(slug: str, *sources: Source) -> str:
    return next(one.level for one in coverage(sources) if one.province.slug == slug)


def test_there_are_34_provinces_and_63_before_each_once() -> None:
    today, old = coverage(()), before(())
    assert len({one.province.slug for one in today}) == len(today) == 34
    assert len({one.province.slug for one in old}) == len(old) == 63
    assert {one.level for one in (*today, *old)} == {"none"}
    assert len(known_slugs()) == 63
    assert sum(len(one.old) for one in today) == 63 - 34


def test_its_own_federation_covers_a_province() -> None:
    assert level("da-nang", source("a", "da-nang"), source("b", "quang-nam", "portal")) == "federation"


def test_a_former_provinces_federation_is_told_apart_from_its_own() -> None:
    assert level("da-nang", source("a", "quang-nam"), source("b", "da-nang", "portal")) == "former"


@pytest.mark.parametrize("kind", ["portal", "newspaper", "front", "department", "district"])
def test_other_sources_cover_less(kind: str) -> None:
    assert level("da-nang", source("a", "da-nang", kind)) == "other"
    assert level("da-nang", source("a", "quang-nam", kind)) == "other"


@pytest.mark.parametrize("status", ["frozen", "refused"])
def test_what_is_not_read_covers_nothing_but_is_listed(status: str) -> None:
    given = source("a", "da-nang", status=status)
    found = next(one for one in coverage([given]) if one.province.slug == "da-nang")
    assert (found.level, found.sources) == ("none", (given,))


def test_the_old_provinces_are_covered_by_their_own_sources_only() -> None:
    levels = {one.province.slug: one.level for one in before([source("a", "da-nang")])}
    assert levels["da-nang"] == "federation"
    assert levels["quang-nam"] == "none"


def test_a_source_of_the_country_covers_no_province() -> None:
    assert {one.level for one in coverage([source("a", None, "central")])} == {"none"}


def test_every_source_of_the_registry_stands_in_exactly_one_place() -> None:
    sources = load().values()
    placed = [
        one.slug
        for province in coverage(sources)
        for group in (province.sources, *(old.sources for old in province.old))
        for one in group
    ]
    assert sorted(placed) == sorted(one.slug for one in sources if one.province)


def test_every_province_of_today_has_something_that_is_read() -> None:
    assert [one.province.slug for one in coverage(load().values()) if one.level == "none"] == []


def test_the_readme_tells_the_coverage_as_it_is() -> None:
    sources = load().values()
    now = sum(one.level == "federation" for one in coverage(sources))
    then = sum(one.level == "federation" for one in before(sources))
    readme = " ".join((Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8").split())
    said = f"the federations of {then} of the 63 provinces of before July 2025 and of {now} of today's 34"
    assert said in readme
