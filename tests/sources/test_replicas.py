"""Every crawled source on a replica of its platform, since no pages of the sites themselves are stored."""

from dataclasses import replace
from datetime import datetime
from functools import cache
from typing import get_args

import pytest

from extraction import extract
from items import Select, Source
from items.source import Platform
from pipelines.decide import decide
from replica import SITES, ReplicaSite, Request, make_site
from replica.platforms import PLATFORM_SITES, make_platform_site
from replica.site import VIETNAM
from replica.truth import Truth
from sources import load_sources
from spiders.discovery import discover
from spiders.keys import article_key

HOST = "http://replica.example"
AT = datetime(2026, 11, 18, 9, 5, 7, tzinfo=VIETNAM)
REGISTRY = load_sources()
# The five replicas have the platform of their source's file; the platform sites name theirs.
REPLICAS: dict[str, list[str]] = {}
for slug in SITES:
    REPLICAS.setdefault(REGISTRY[slug].platform, []).append(slug)
for slug, platform_site in PLATFORM_SITES.items():
    # Its views have no label and need a selector, which tests/spiders/survey covers.
    if slug != "nukeviet-egov":
        REPLICAS.setdefault(platform_site.system, []).append(slug)


def replica_of(source: Source) -> str | None:
    """A replica of the source's platform; sources of one platform use different replicas."""
    sites = REPLICAS.get(source.platform, [])
    return sites[len(source.slug) % len(sites)] if sites else None


PAIRS = [
    (source.slug, site)
    for source in REGISTRY.values()
    if source.status != "refused" and (site := replica_of(source))
]
OWN = [(slug, slug) for slug in SITES]


@cache
def replica_site(site: str) -> ReplicaSite:
    make = make_site if site in SITES else make_platform_site
    return make(site, clock=lambda: AT)


def at_replica(slug: str) -> Source:
    """The source without what is specific to its own site."""
    return replace(REGISTRY[slug], home=HOST, start=(), select=Select())


def body(site: str, path: str) -> bytes:
    answer = replica_site(site).respond(Request("GET", path, {"host": HOST.partition("//")[2]}))
    assert answer.status == 200
    return answer.body


def listed(source: Source, site: str, page: int) -> set[str]:
    address = replica_site(site).listing_address(replica_site(site).everything, page)
    discovered = discover(body(site, address).decode(), HOST + address, source)
    return {link.key for link in discovered.articles}


def keys(source: Source, truths: tuple[Truth, ...]) -> set[str]:
    return {article_key(HOST + truth.path, source.platform) for truth in truths}


def reads(source: Source, site: str, truth: Truth) -> bool:
    """Are kind, title, day and views of the record those of the replica?"""
    raw = extract(body(site, truth.path), HOST + truth.path, source=source, at=AT)
    article = decide(raw, source)
    views = article.views.value if article.views else None
    day = article.published.iso()[:10] if article.published else None
    expected = truth.published[:10] if truth.published else None
    assert article.source == source.slug
    return (article.kind, article.title, day, views) == (truth.kind, truth.title, expected, truth.views)


def test_every_platform_has_a_replica_and_every_source_is_tried_on_one() -> None:
    assert set(REPLICAS) == set(get_args(Platform))
    assert {slug for slug, _ in PAIRS} == {one.slug for one in REGISTRY.values() if one.status != "refused"}


@pytest.mark.parametrize(("slug", "site"), OWN)
def test_a_replicated_source_reads_its_whole_replica(slug: str, site: str) -> None:
    source, truths = at_replica(slug), replica_site(site).truth()
    discovered = set().union(
        *(
            listed(source, site, page + 1)
            for page in range(replica_site(site).pages_of(replica_site(site).everything))
        )
    )
    expected = keys(source, truths)
    assert len(discovered & expected) >= 0.95 * len(expected)
    assert sum(reads(source, site, truth) for truth in truths) >= 0.95 * len(truths)


@pytest.mark.parametrize(("slug", "site"), PAIRS)
def test_a_source_reads_a_listing_and_an_article_of_its_platforms_replica(slug: str, site: str) -> None:
    source, replica = at_replica(slug), replica_site(site)
    faults = []
    first = keys(source, replica.truth()[: replica.page_size])
    if len(first & listed(source, site, 1)) < 0.95 * len(first):
        faults.append("the first listing")
    if not reads(source, site, replica.truth()[0]):
        faults.append("the newest article")
    assert not faults
