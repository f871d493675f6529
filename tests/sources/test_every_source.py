"""What every packaged source file must be. A new file is under all of this without a word anywhere."""

import re
from collections import defaultdict
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import get_args
from urllib.parse import urlsplit

import pytest
from scrapy import Spider
from scrapy.exceptions import UsageError
from scrapy.settings import Settings

from crawler.loader import RegistryLoader
from items import Select, Source
from items.source import Platform
from sources import hosts_of, load, load_file, start_addresses
from sources.coverage import is_read, known_slugs
from sources.registry import PACKAGED
from sources.schema import parse_source
from sources.writing import to_toml
from spiders.address import clean_address
from spiders.keys import article_key, page_key
from vietnamese import provinces

FILES = sorted(PACKAGED.iterdir())
# The first five were named after their province before the scheme was.
FIRST = {"lao-cai", "lai-chau", "ha-noi", "quang-nam", "son-la"}
SLUGS = {
    "federation": r"{province}(?:-\d+|-cong-doan)?",
    "portal": r"{province}-cong",
    "front": r"{province}-mat-tran",
    "department": r"{province}-so-[a-z0-9-]+",
    "district": r"{province}-[a-z0-9-]+",
}
# One article's addresses, as sites of the platform write them ("@" is the source's host), and another's.
FORMS: dict[str, tuple[list[str], str]] = {
    "nukeviet": (
        ["@/vi/news/tin/hop-mat-90.html", "@/tin/hop-mat-90.html", "@/news/nu-cong/ten-khac-90.html?page=2"],
        "@/vi/news/tin/hop-mat-91.html",
    ),
    "wordpress": (["@/hop-mat-dau-xuan/", "@/hop-mat-dau-xuan?utm_source=zalo"], "@/hop-mat-cuoi-nam/"),
    "liferay": (
        ["@/tin/-/asset_publisher/aB/content/hop-mat", "@/ja/-/asset_publisher/aB/content/hop-mat?cur=4"],
        "@/tin/-/asset_publisher/aB/content/hop-mat-2",
    ),
    "vnpt": (["@/tin-tuc/hop-mat-1109966", "@/tin-tuc/hop-mat-1109966/"], "@/tin-tuc/hop-mat-1109967"),
    "dotnetnuke": (
        [
            "@/Default.aspx?tabid=656&NID=1373",
            "@/Default.aspx?tabid=656&NID=1373&language=en-US",
            "@/ChiTiet/tabid/656/NID/1373/language/vi-VN/Default.aspx",
        ],
        "@/Default.aspx?tabid=656&NID=1374",
    ),
    "sharepoint": (
        ["@/Pages/chi-tiet.aspx?ItemID=7&l=Tin", "@/Pages/chi-tiet.aspx?l=Tin&ItemID=7"],
        "@/Pages/chi-tiet.aspx?ItemID=7&l=Vanban",
    ),
    "mojoportal": (
        ["@/hoat-dong/hop-mat-dau-xuan", "@/hoat-dong/hop-mat-dau-xuan/?fbclid=x"],
        "@/hoat-dong/hop-mat-cuoi-nam",
    ),
    "joomla": (
        ["@/index.php/hoat-dong/item/1706-hop-mat", "@/index.php/hoat-dong/item/1706-hop-mat?print=1"],
        "@/index.php/hoat-dong/item/1707-hop-mat",
    ),
}  # fmt: skip
GENERAL = (
    ["@/tin-tuc/hop-mat-dau-xuan.html", "@/tin-tuc/hop-mat-dau-xuan.html?fbclid=x#binh-luan"],
    "@/tin-tuc/hop-mat-cuoi-nam.html",
)

every_file = pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)


@cache
def everything() -> dict[str, Source]:
    return load()


@cache
def by_host() -> dict[str, list[Source]]:
    found: defaultdict[str, list[Source]] = defaultdict(list)
    for source in everything().values():
        for host in hosts_of(source):
            found[host].append(source)
    return dict(found)


@cache
def refused_hosts() -> frozenset[str]:
    return frozenset(host for host, found in by_host().items() if {"refused"} & {one.status for one in found})


@cache
def by_start() -> dict[str, set[str]]:
    """The slugs that begin at a page, by the page's key."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for source in everything().values():
        for address in start_addresses(source):
            found[page_key(address)].add(source.slug)
    return dict(found)


@cache
def loader() -> RegistryLoader:
    return RegistryLoader.from_settings(
        Settings({"TCD_SPIDER": "spiders.base.SourceSpider", "TCD_OWN_SOURCES": None})
    )


@every_file
def test_it_is_a_source_and_is_written_as_it_is_read(path: Path) -> None:
    assert path.suffix == ".toml", "nothing but source files stands in the registry"
    source = load_file(path)
    assert everything()[path.stem] == source
    assert parse_source(to_toml(source), path.stem, path.name) == source


@every_file
def test_its_name_follows_the_scheme(path: Path) -> None:
    source = load_file(path)
    if source.slug in FIRST:
        return
    if source.kind in SLUGS:
        assert source.province is not None
        assert re.fullmatch(SLUGS[source.kind].format(province=source.province), source.slug)
    else:
        assert source.slug not in known_slugs(), "a province's name is its federation's"
    if source.slug.endswith("-cong-doan") and source.kind == "federation":
        assert everything()[str(source.province)].kind != "federation", "the province's own name is free"


@every_file
def test_it_tells_its_province_unless_it_speaks_for_the_country(path: Path) -> None:
    source = load_file(path)
    if source.kind == "central":
        assert source.province is None
    elif source.kind not in ("newspaper", "sector"):
        assert provinces.by_slug(str(source.province)) is not None


@every_file
def test_its_evidence_says_where_the_address_was_seen_and_how_sure_that_is(path: Path) -> None:
    source = load_file(path)
    evidence = source.evidence
    assert len(evidence) >= 80
    assert len(evidence.split()) >= 15
    assert evidence.endswith(".")
    if source.status == "verified":
        assert re.search(r"\b\d{2}/\d{2}/\d{4}\b", evidence), "the day on which somebody opened it"
    elif source.status != "refused":
        assert "fetched by us" in evidence
    if source.status == "refused":
        assert re.search(r"\b(?:refused|never)\b", evidence, re.IGNORECASE), "why it must not be crawled"


@every_file
def test_a_vanished_provinces_source_says_what_became_of_the_province(path: Path) -> None:
    source = load_file(path)
    if source.province is None or provinces.current_slug(source.province) == source.province:
        return
    assert "01/07/2025" in source.evidence or source.status == "refused" or source.slug.endswith("-2")


@every_file
def test_its_addresses_are_whole_public_and_clean(path: Path) -> None:
    source = load_file(path)
    for address in (source.home, *start_addresses(source)):
        parts = urlsplit(address)
        assert parts.scheme in ("http", "https")
        assert parts.port is None
        assert re.fullmatch(r"(?:[a-z0-9-]+\.)+[a-z]{2,}", parts.netloc), "a public host's name"
        assert not parts.fragment
        assert page_key(clean_address(address) or "") == page_key(address)
    assert not source.home.endswith("/")


@every_file
def test_no_other_source_reads_the_same_pages(path: Path) -> None:
    source = load_file(path)
    for address in start_addresses(source):
        assert by_start()[page_key(address)] == {source.slug}
    neighbours = {one.slug: one for host in hosts_of(source) for one in by_host()[host] if is_read(one)}
    if is_read(source) and len(neighbours) > 1:
        assert source.start or source.follow.ignore, f"says what it leaves to {sorted(neighbours)}"


@every_file
def test_no_host_is_refused_in_one_file_and_read_in_another(path: Path) -> None:
    source = load_file(path)
    if source.status == "refused":
        return
    assert not refused_hosts() & set(hosts_of(source))


@every_file
def test_it_has_a_spider_or_says_why_it_is_refused(path: Path) -> None:
    source = load_file(path)
    if source.status == "refused":
        with pytest.raises(UsageError, match="is refused: "):
            loader().load(source.slug)
        assert source.slug not in loader().list()
        return
    made = loader().load(source.slug)
    assert issubclass(made, Spider)
    assert made.name == source.slug
    assert source.slug in loader().list()
    assert made().source == source


@every_file
def test_an_article_keeps_its_key_however_the_site_writes_its_address(path: Path) -> None:
    source = load_file(path)
    forms, other = FORMS.get(source.platform, GENERAL)
    parts = urlsplit(source.home)
    bare = parts.netloc.removeprefix("www.")
    roots = [f"{scheme}://{www}{bare}" for scheme in ("http", "https") for www in ("", "www.")]
    keys = {article_key(form.replace("@", root), source.platform) for form in forms for root in roots}
    assert len(keys) == 1
    assert article_key(other.replace("@", roots[0]), source.platform) not in keys


@every_file
def test_nukeviet_is_asked_slowly_enough_for_its_flood_blocker(path: Path) -> None:
    source = load_file(path)
    if source.platform == "nukeviet":
        assert source.politeness.delay >= 2.0
    assert source.politeness.concurrency == 1
    assert replace(source, select=Select()) == source or source.status == "verified", (
        "selectors are of pages that somebody saw"
    )


def test_every_platform_says_how_its_sites_write_an_articles_address() -> None:
    assert set(FORMS) | {"general"} == set(get_args(Platform))
