"""Whatever an unknown site looks like: the survey reads its articles, and its file leads to all of them."""

from urllib.parse import urlsplit

import pytest

from spiders.survey import propose, survey
from tests.spiders.survey.driving import AT, HOST, drive, fetch, read, walk_all
from tests.spiders.survey.variants import VARIANTS, Variant, VariantSite


@pytest.mark.parametrize("variant", VARIANTS, ids=lambda variant: variant.name)
def test_every_article_of_a_site_of_any_habit_is_reached_by_the_proposed_file(variant: Variant) -> None:
    site = VariantSite(variant)
    found = drive(survey(f"{HOST}/", read=read, at=AT), lambda url: fetch(site, url))
    source = propose(found, at=AT, taken=())
    reached = {variant.same(_target(address)) for address in walk_all(site, source)}
    assert site.truth() <= reached
    assert not [address for address in reached if "/en/" in address or "language=en" in address]
    assert found.platform.name == (variant.platform or "general")
    assert [sample.kind for sample in found.samples if sample.article is None] == []
    rows = {row.field: (row.found, row.of) for row in found.measurement.rows}
    assert rows["title"] == rows["published"] == rows["text"] == (8, 8)


def test_a_survey_asks_for_few_pages_however_large_the_menu_is() -> None:
    variant = next(one for one in VARIANTS if one.name == "many other sections")
    asked: list[str] = []

    def fetched(url: str) -> object:
        asked.append(url)
        return fetch(site, url)

    site = VariantSite(variant)
    found = drive(survey(f"{HOST}/", read=read, at=AT), fetched)  # type: ignore[arg-type]
    assert len(asked) == found.requests <= 25
    assert len(set(asked)) == len(asked)


def _target(address: str) -> str:
    parts = urlsplit(address)
    return parts.path + (f"?{parts.query}" if parts.query else "")
