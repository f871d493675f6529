"""Every source that is read, tried on the replica of its platform: no page of the site itself is at hand."""

from dataclasses import replace
from datetime import datetime
from functools import cache
from typing import get_args

import pytest

from extraction import extract
from items import Select, Source
from items.source import Platform
from pipelines.decide import decide
from replica import SITES, Request, Site, make_site
from replica.platforms import PLATFORM_SITES, make_platform_site
from replica.site import VIETNAM
from replica.truth import Truth
from sources import load
from spiders.discovery import discover
from spiders.keys import article_key

HOST = "http://replica.example"
AT = datetime(2026, 11, 18, 9, 5, 7, tzinfo=VIETNAM)
REGISTRY = load()
# Each of the five is one of a source's system, whose file names the platform; the others name it themselves.
REPLICAS: dict[str, list[str]] = {}
for slug in SITES:
    REPLICAS.setdefault(REGISTRY[slug].platform, []).append(slug)
for slug, platform_site in PLATFORM_SITES.items():
    # Views without a label need the file's own selector: tests/spiders/survey reads that one.
    if slug != "nukeviet-egov":
        REPLICAS.setdefault(platform_site.system, []).append(slug)


def replica_of(source: Source) -> str | None:
    """One of its platform's replicas, not the same for all: two replicas share the general rules."""
    sites = REPLICAS.get(source.platform, [])
    return sites[len(source.slug) % len(sites)] if sites else None


PAIRS = [
    (source.slug, site)
    for source in REGISTRY.values()
    if source.status != "refused" and (site := replica_of(source))
]
OWN = [(slug, slug) for slug in SITES]
pairs = pytest.mark.parametrize(("slug", "site"), PAIRS)


@cache
def made(site: str) -> Site:
    make = make_site if site in SITES else make_platform_site
    return make(site, clock=lambda: AT)


def at_replica(slug: str) -> Source:
    """The file as it is, but for what speaks of the site's own pages."""
    return replace(REGISTRY[slug], home=HOST, start=(), select=Select())


def body(site: str, path: str) -> bytes:
    answer = made(site).respond(Request("GET", path, {"host": HOST.partition("//")[2]}))
    assert answer.status == 200
    return answer.body


def listed(source: Source, site: str, page: int) -> set[str]:
    address = made(site).listing_address(made(site).everything, page)
    found = discover(body(site, address).decode(), HOST + address, source)
    return {link.key for link in found.articles}


def keys(source: Source, truths: tuple[Truth, ...]) -> set[str]:
    return {article_key(HOST + truth.path, source.platform) for truth in truths}


def reads(source: Source, site: str, truth: Truth) -> bool:
    """Title, day and views as the replica tells them, and the source's own slug on the record."""
    raw = extract(body(site, truth.path), HOST + truth.path, source=source, at=AT)
    article = decide(raw, source)
    views = article.views.value if article.views else None
    day = article.published.iso()[:10] if article.published else None
    wanted = truth.published[:10] if truth.published else None
    assert article.source == source.slug
    return (article.kind, article.title, day, views) == (truth.kind, truth.title, wanted, truth.views)


def test_every_platform_has_its_replica_and_every_source_is_tried_on_one() -> None:
    assert set(REPLICAS) == set(get_args(Platform))
    assert {slug for slug, _ in PAIRS} == {one.slug for one in REGISTRY.values() if one.status != "refused"}


@pytest.mark.parametrize(("slug", "site"), OWN)
def test_the_file_of_the_replicated_source_reads_its_whole_replica(slug: str, site: str) -> None:
    source, truths = at_replica(slug), made(site).truth()
    found = set().union(
        *(listed(source, site, page + 1) for page in range(made(site).pages_of(made(site).everything)))
    )
    wanted = keys(source, truths)
    assert len(found & wanted) >= 0.95 * len(wanted)
    assert sum(reads(source, site, truth) for truth in truths) >= 0.95 * len(truths)


@pairs
def test_the_first_list_of_its_platforms_replica_is_read(slug: str, site: str) -> None:
    source, replica = at_replica(slug), made(site)
    first = keys(source, replica.truth()[: replica.page_size])
    assert len(first & listed(source, site, 1)) >= 0.95 * len(first)


@pairs
def test_an_article_of_its_platforms_replica_is_read(slug: str, site: str) -> None:
    assert reads(at_replica(slug), site, made(site).truth()[0])
