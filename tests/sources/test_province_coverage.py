"""Which provinces have a source: today's, and those from before 1 July 2025."""

from pathlib import Path

import pytest

from items import Source
from sources import load_sources
from sources.province_coverage import current_coverage, former_coverage, province_slugs


def source(slug: str, province: str | None, kind: str = "federation", status: str = "unverified") -> Source:
    return Source(
        slug=slug, name="Thử", publisher="Thử", kind=kind, home="http://a.example",  # type: ignore[arg-type]
        status=status, evidence="bài kiểm tra", province=province,  # type: ignore[arg-type]
    )  # fmt: skip


def level(slug: str, *sources: Source) -> str:
    return next(covered.level for covered in current_coverage(sources) if covered.province.slug == slug)


def test_there_are_34_current_and_63_former_provinces() -> None:
    today, old = current_coverage(()), former_coverage(())
    assert len({covered.province.slug for covered in today}) == len(today) == 34
    assert len({covered.province.slug for covered in old}) == len(old) == 63
    assert {covered.level for covered in (*today, *old)} == {"none"}
    assert len(province_slugs()) == 63
    assert sum(len(covered.old) for covered in today) == 63 - 34


def test_its_own_federation_covers_a_province() -> None:
    assert level("da-nang", source("a", "da-nang"), source("b", "quang-nam", "portal")) == "federation"


def test_the_federation_of_an_included_province_is_a_level_of_its_own() -> None:
    assert level("da-nang", source("a", "quang-nam"), source("b", "da-nang", "portal")) == "former"


@pytest.mark.parametrize("kind", ["portal", "newspaper", "front", "department", "district"])
def test_other_sources_cover_less(kind: str) -> None:
    assert level("da-nang", source("a", "da-nang", kind)) == "other"
    assert level("da-nang", source("a", "quang-nam", kind)) == "other"


@pytest.mark.parametrize("status", ["frozen", "refused"])
def test_a_source_that_is_not_crawled_covers_nothing_but_is_listed(status: str) -> None:
    given = source("a", "da-nang", status=status)
    covered = next(covered for covered in current_coverage([given]) if covered.province.slug == "da-nang")
    assert (covered.level, covered.sources) == ("none", (given,))


def test_former_provinces_are_covered_only_by_their_own_sources() -> None:
    levels = {covered.province.slug: covered.level for covered in former_coverage([source("a", "da-nang")])}
    assert levels["da-nang"] == "federation"
    assert levels["quang-nam"] == "none"


def test_a_central_source_covers_no_province() -> None:
    assert {covered.level for covered in current_coverage([source("a", None, "central")])} == {"none"}


def test_every_source_of_the_registry_is_listed_once() -> None:
    sources = load_sources().values()
    placed = [
        source.slug
        for province in current_coverage(sources)
        for group in (province.sources, *(old.sources for old in province.old))
        for source in group
    ]
    assert sorted(placed) == sorted(source.slug for source in sources if source.province)


def test_every_current_province_has_a_crawled_source() -> None:
    assert [
        covered.province.slug
        for covered in current_coverage(load_sources().values())
        if covered.level == "none"
    ] == []


def test_the_readme_states_the_coverage() -> None:
    sources = load_sources().values()
    now = sum(covered.level == "federation" for covered in current_coverage(sources))
    then = sum(covered.level == "federation" for covered in former_coverage(sources))
    readme = " ".join((Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8").split())
    sentence = f"the federations of {then} of the 63 provinces of before July 2025 and of {now} of today's 34"
    assert sentence in readme
