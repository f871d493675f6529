"""Checks of every file in the registry: one test a file, which reports all of its faults at once."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import get_args
from urllib.parse import urlsplit

import pytest
from scrapy import Spider
from scrapy.exceptions import UsageError
from scrapy.settings import Settings

from crawler.loader import RegistryLoader
from items import Politeness, Select, Source
from items.source import Platform
from sources import SourceFileError, hosts_of, load_source, load_sources, start_addresses
from sources.province_coverage import is_readable, province_slugs
from sources.registry import PACKAGED_FOLDER
from sources.schema import parse_source
from sources.writing import to_toml
from spiders.address import clean_address
from spiders.keys import article_key, page_key
from vietnamese import provinces

FILES = sorted(PACKAGED_FOLDER.iterdir())
# These five were named before the naming scheme existed.
NAMED_EARLIER = {"lao-cai", "lai-chau", "ha-noi", "quang-nam", "son-la"}
SLUGS = {
    "federation": r"{province}(?:-\d+|-cong-doan)?",
    "portal": r"{province}-cong",
    "front": r"{province}-mat-tran",
    "department": r"{province}-so-[a-z0-9-]+",
    "district": r"{province}-[a-z0-9-]+",
}
# By platform: several URLs of one article, and a URL of another article; "@" stands for scheme and host.
URL_FORMS: dict[str, tuple[list[str], str]] = {
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
GENERAL_URL_FORMS = (
    ["@/tin-tuc/hop-mat-dau-xuan.html", "@/tin-tuc/hop-mat-dau-xuan.html?fbclid=x#binh-luan"],
    "@/tin-tuc/hop-mat-cuoi-nam.html",
)


@dataclass(frozen=True)
class Registry:
    """All sources, with the indexes that the checks need."""

    sources: dict[str, Source]

    @cached_property
    def by_host(self) -> dict[str, list[Source]]:
        by_host: defaultdict[str, list[Source]] = defaultdict(list)
        for source in self.sources.values():
            for host in hosts_of(source):
                by_host[host].append(source)
        return dict(by_host)

    @cached_property
    def slugs_by_start(self) -> dict[str, set[str]]:
        """The slugs of the sources that start at a page, by the page's key."""
        slugs: defaultdict[str, set[str]] = defaultdict(set)
        for source in self.sources.values():
            for url in start_addresses(source):
                slugs[page_key(url)].add(source.slug)
        return dict(slugs)

    def with_source(self, source: Source) -> "Registry":
        return Registry({**self.sources, source.slug: source})


REGISTRY = Registry(load_sources())
LOADER = RegistryLoader.from_settings(
    Settings({"TCD_SPIDER": "spiders.source_spider.SourceSpider", "TCD_OWN_SOURCES": None})
)
SPIDERS = set(LOADER.list())


def round_trip_faults(source: Source, registry: Registry) -> Iterator[str]:
    try:
        parsed = parse_source(to_toml(source), source.slug, source.slug)
    except SourceFileError as error:
        yield f"its TOML cannot be parsed: {error}"
        return
    if parsed != source:
        yield "its TOML parses into another source"


def slug_faults(source: Source, registry: Registry) -> Iterator[str]:
    if source.slug in NAMED_EARLIER:
        return
    if source.kind in SLUGS:
        if not re.fullmatch(SLUGS[source.kind].format(province=source.province), source.slug):
            yield f"a {source.kind}'s slug must match {SLUGS[source.kind]}"
    elif source.slug in province_slugs():
        yield "the slug of a province is reserved for its federation"
    if source.slug.endswith("-cong-doan") and source.kind == "federation":
        namesake = registry.sources.get(str(source.province))
        if namesake is None or namesake.kind == "federation":
            yield f"the slug {source.province} is free"


def province_faults(source: Source, registry: Registry) -> Iterator[str]:
    if source.kind == "central":
        if source.province is not None:
            yield "a central body belongs to no province"
    elif source.kind not in ("newspaper", "sector") and provinces.by_slug(str(source.province)) is None:
        yield "the province is missing"


def evidence_faults(source: Source, registry: Registry) -> Iterator[str]:
    evidence = source.evidence
    if len(evidence) < 80 or len(evidence.split()) < 15 or not evidence.endswith("."):
        yield "the evidence must be sentences of at least 80 characters"
    if source.status == "refused":
        if not re.search(r"\b(?:refused|never)\b", evidence, re.IGNORECASE):
            yield "the evidence must say why the source is refused"
    elif source.status == "verified":
        if not re.search(r"\b\d{2}/\d{2}/\d{4}\b", evidence):
            yield "the evidence must name the day on which somebody opened the site"
    elif "fetched by us" not in evidence:
        yield "the evidence must say whether we fetched the site"


def merged_province_faults(source: Source, registry: Registry) -> Iterator[str]:
    if source.province is None or provinces.current_slug(source.province) == source.province:
        return
    if "01/07/2025" not in source.evidence and source.status != "refused" and not source.slug.endswith("-2"):
        yield "the evidence must say what the merger of the province means for the site"


def url_faults(source: Source, registry: Registry) -> Iterator[str]:
    if source.home.endswith("/"):
        yield "home must not end with a slash"
    for url in (source.home, *start_addresses(source)):
        parts = urlsplit(url)
        public = re.fullmatch(r"(?:[a-z0-9-]+\.)+[a-z]{2,}", parts.netloc)
        if parts.scheme not in ("http", "https") or not public or parts.fragment:
            yield f"{url} is not a URL of a public host without port and fragment"
        if page_key(clean_address(url) or "") != page_key(url):
            yield f"a crawl would not fetch {url} as it stands"


def overlap_faults(source: Source, registry: Registry) -> Iterator[str]:
    for url in start_addresses(source):
        if others := registry.slugs_by_start[page_key(url)] - {source.slug}:
            yield f"{url} is a start of {sorted(others)} too"
    if is_readable(source) and not source.start and not source.follow.ignore:
        on_host = {
            other.slug for host in hosts_of(source) for other in registry.by_host[host] if is_readable(other)
        }
        if others := on_host - {source.slug}:
            yield f"start or follow.ignore must say what it leaves to {sorted(others)}"


def refused_host_faults(source: Source, registry: Registry) -> Iterator[str]:
    if source.status == "refused":
        return
    for host in hosts_of(source):
        if refused := [other.slug for other in registry.by_host[host] if other.status == "refused"]:
            yield f"{host} is refused by {refused}"


def spider_faults(source: Source, registry: Registry) -> Iterator[str]:
    if (source.slug in SPIDERS) == (source.status == "refused"):
        yield "scrapy list must show exactly the sources that are not refused"
    try:
        spider = LOADER.load(source.slug)
    except UsageError as error:
        if source.status != "refused" or "is refused: " not in str(error):
            yield f"it has no spider: {error}"
        return
    if source.status == "refused":
        yield "a refused source must have no spider"
    if not issubclass(spider, Spider) or spider.name != source.slug or spider().source != source:
        yield "its spider belongs to another source"


def article_key_faults(source: Source, registry: Registry) -> Iterator[str]:
    forms, other = URL_FORMS.get(source.platform, GENERAL_URL_FORMS)
    host = urlsplit(source.home).netloc.removeprefix("www.")
    roots = [f"{scheme}://{www}{host}" for scheme in ("http", "https") for www in ("", "www.")]
    keys = {article_key(form.replace("@", root), source.platform) for form in forms for root in roots}
    if len(keys) != 1:
        yield f"one article has the keys {sorted(keys)}"
    if article_key(other.replace("@", roots[0]), source.platform) in keys:
        yield "two articles have one key"


def politeness_faults(source: Source, registry: Registry) -> Iterator[str]:
    if source.platform == "nukeviet" and source.politeness.delay < 2.0:
        yield "NukeViet's flood blocker needs a delay of 2 seconds"
    if source.politeness.concurrency != 1:
        yield "concurrency must be 1"


def selector_faults(source: Source, registry: Registry) -> Iterator[str]:
    if source.select != Select() and source.status != "verified":
        yield "only a verified source may have selectors, since somebody must have seen its pages"


CHECKS: tuple[Callable[[Source, Registry], Iterator[str]], ...] = (
    round_trip_faults,
    slug_faults,
    province_faults,
    evidence_faults,
    merged_province_faults,
    url_faults,
    overlap_faults,
    refused_host_faults,
    spider_faults,
    article_key_faults,
    politeness_faults,
    selector_faults,
)


def faults(path: Path) -> list[str]:
    """All faults of a file in the registry, each with the name of its check."""
    if path.suffix != ".toml":
        return ["the registry must hold only source files"]
    try:
        source = load_source(path)
    except SourceFileError as error:
        return [str(error)]
    return [f"{check.__name__}: {fault}" for check in CHECKS for fault in check(source, REGISTRY)]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_file_of_the_registry_has_no_fault(path: Path) -> None:
    assert not faults(path)


GOOD = REGISTRY.sources["lai-chau"]
UNVERIFIED = next(source for source in REGISTRY.sources.values() if source.status == "unverified")
REFUSED = next(source for source in REGISTRY.sources.values() if source.status == "refused")
MERGED = next(
    source
    for source in REGISTRY.sources.values()
    if source.province
    and provinces.current_slug(source.province) != source.province
    and "01/07/2025" in source.evidence
    and not source.slug.endswith("-2")
)


@pytest.mark.parametrize(
    ("source", "fault"),
    [
        (replace(GOOD, slug="khac", kind="portal"), "a portal's slug must match"),
        (replace(GOOD, slug="hue", kind="newspaper"), "the slug of a province is reserved"),
        (replace(GOOD, slug="lai-chau-cong-doan"), "the slug lai-chau is free"),
        (replace(GOOD, kind="central"), "a central body belongs to no province"),
        (replace(GOOD, province=None), "the province is missing"),
        (replace(GOOD, evidence="Seen."), "sentences of at least 80 characters"),
        (replace(GOOD, status="verified", evidence="Seen by us. " * 12 + "x."), "must name the day"),
        (replace(UNVERIFIED, evidence="Seen by somebody. " * 9 + "."), "whether we fetched the site"),
        (replace(REFUSED, evidence="Seen by somebody. " * 9 + "."), "why the source is refused"),
        (replace(MERGED, evidence=MERGED.evidence.replace("01/07/2025", "")), "what the merger"),
        (replace(GOOD, home=GOOD.home + "/"), "home must not end with a slash"),
        (replace(GOOD, home="http://127.0.0.1"), "is not a URL of a public host"),
        (replace(GOOD, home="http://a.example:81"), "is not a URL of a public host"),
        (replace(GOOD, home="ftp://a.example"), "a crawl would not fetch ftp://a.example"),
        (replace(GOOD, slug="hai-lan"), "is a start of ['lai-chau'] too"),
        (replace(GOOD, slug="hai-lan", start=()), "must say what it leaves to ['lai-chau']"),
        (replace(GOOD, home=REFUSED.home), "is refused by"),
        (replace(GOOD, slug="khong-co"), "it has no spider"),
        (replace(GOOD, status="refused"), "a refused source must have no spider"),
        (replace(GOOD, name="Khác"), "its spider belongs to another source"),
        (replace(GOOD, platform="nukeviet", politeness=Politeness(delay=1.0)), "needs a delay of 2 seconds"),
        (replace(GOOD, politeness=Politeness(concurrency=2)), "concurrency must be 1"),
        (replace(GOOD, status="unverified", select=Select(views=".x")), "only a verified source"),
    ],
)
def test_the_checks_report_a_fault(source: Source, fault: str) -> None:
    registry = REGISTRY.with_source(source)
    assert fault in "\n".join(found for check in CHECKS for found in check(source, registry))


def test_a_broken_or_foreign_file_is_a_fault(tmp_path: Path) -> None:
    (tmp_path / "hong.toml").write_text("name = 1", encoding="utf-8")
    assert "must be a text" in faults(tmp_path / "hong.toml")[0]
    assert faults(tmp_path / "notes.txt") == ["the registry must hold only source files"]


def test_every_platform_has_url_forms() -> None:
    assert set(URL_FORMS) | {"general"} == set(get_args(Platform))
