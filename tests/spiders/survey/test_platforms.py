"""The replica of every system: found without a hint, read to its end, each field as the site tells it."""

from functools import cache
from urllib.parse import urlsplit

import pytest

from items import Source
from replica import SITES, ReplicaSite, make_site
from replica.platforms import PLATFORM_SITES, make_platform_site
from replica.platforms.nukeviet import NukeVietGov
from spiders.keys import article_key
from spiders.survey import Survey, propose, survey
from tests.spiders.survey.driving import AT, HOST, drive, fetch, read, walk_all
from vietnamese.text import clean

SYSTEMS = {
    "nukeviet-45": ("nukeviet", "4.5"),
    "nukeviet-egov": ("nukeviet", "4.3"),
    "nukeviet-mobile": ("nukeviet", "4.5"),
    "wordpress": ("wordpress", "6.1.9"),
    "liferay": ("liferay", ""),
    "dotnetnuke": ("dotnetnuke", ""),
    "sharepoint": ("sharepoint", ""),
    "joomla": ("joomla", ""),
    "mojoportal": ("mojoportal", ""),
    "lao-cai": ("vnpt", ""),
    "son-la": ("vnpt", ""),
    "lai-chau": ("nukeviet", ""),
    "ha-noi": ("general", ""),
}
every_system = pytest.mark.parametrize("slug", SYSTEMS)


@cache
def made(slug: str) -> ReplicaSite:
    return make_site(slug) if slug in SITES else make_platform_site(slug)


@cache
def surveyed(slug: str) -> tuple[Survey, Source]:
    site = made(slug)
    found = drive(survey(f"{HOST}/", read=read, at=AT), lambda url: fetch(site, url))
    return found, propose(found, at=AT, taken=())


def test_every_replica_of_a_platform_is_tried() -> None:
    assert set(PLATFORM_SITES) <= set(SYSTEMS)


@every_system
def test_the_system_is_found_without_a_hint(slug: str) -> None:
    found, source = surveyed(slug)
    assert (found.platform.name, found.platform.version) == SYSTEMS[slug]
    assert source.platform == found.platform.name
    assert found.platform.name == "general" or found.platform.signs
    assert found.requests <= 25
    assert (source.politeness.delay >= 2.0) == (source.platform == "nukeviet")


@every_system
def test_the_proposed_file_leads_to_every_article(slug: str) -> None:
    site = made(slug)
    _, source = surveyed(slug)
    reached = {article_key(address, source.platform) for address in walk_all(site, source)}
    wanted = {article_key(HOST + truth.path, source.platform) for truth in site.truth()}
    assert len(wanted) == len(site.truth()), "every article has a key of its own"
    assert wanted <= reached


@every_system
def test_articles_are_read_with_the_proposed_file_as_the_site_tells_them(slug: str) -> None:
    site = made(slug)
    _, source = surveyed(slug)
    for truth in site.truth()[::5]:
        article = read(fetch(site, HOST + truth.path), source)
        views = article.views.value if article.views else None
        assert (article.kind, clean(article.title or "")) == (truth.kind, truth.title)
        assert (article.published.iso() if article.published else None) == truth.published
        assert views == truth.views
        assert tuple((one.name, one.role, one.organisation) for one in article.authors) == truth.authors
        assert article.summary == truth.summary
        assert truth.body_first in article.body_text
        assert truth.body_last in article.body_text
        assert not [words for words in truth.must_not if words in article.body_text]


@pytest.mark.parametrize("slug", PLATFORM_SITES)
def test_a_federation_is_known_by_its_own_words(slug: str) -> None:
    site = made(slug)
    found, source = surveyed(slug)
    assert (source.kind, source.name) == ("federation", site.name)
    assert source.publisher == site.name.replace("Liên đoàn Lao động", "LĐLĐ")
    assert source.province is not None
    assert source.slug == source.province
    assert dict(found.identity.proofs).keys() == {"name", "publisher", "kind", "province"}


def test_the_papers_of_a_laws_module_are_reached_and_read_as_documents() -> None:
    site = made("nukeviet-egov")
    assert isinstance(site, NukeVietGov)
    _, source = surveyed("nukeviet-egov")
    reached = walk_all(site, source)
    for paper in site.laws:
        assert HOST + paper.path in reached
        read_paper = read(fetch(site, HOST + paper.path), source)
        assert (read_paper.kind, read_paper.title) == ("document", paper.title)
        assert read_paper.document is not None
        told = read_paper.document
        assert (told.number, told.issued_on, told.signer) == (paper.number, paper.issued_on, paper.signer)
        assert read_paper.published is None, "a paper's own day is not when it was published"
        assert read_paper.authors == ()
        assert [one.name for one in read_paper.attachments] == ["van-ban.pdf"]


def test_a_list_that_only_a_form_leads_through_is_walked_with_its_view_state() -> None:
    site = made("dotnetnuke")
    found, source = surveyed("dotnetnuke")
    assert {listing.paging for listing in found.listings} >= {"form"}
    posted = [one for one in walk_all(site, source) if "NewsID" in urlsplit(one).path]
    assert len(posted) == len(site.truth())
