"""Detect the platform (CMS) of a site by signs in generator, markup, URLs, headers and cookies.

The weights of all signs are added, each sign once. The platform is the one with the highest sum, if that
reaches ``ENOUGH``; otherwise "general", since a wrong platform does more harm than none.
"""

import re
import tomllib
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from urllib.parse import urljoin, urlsplit

from items.source import Platform
from sources.detect.survey_page import SurveyPage

ENOUGH = 2.0
_MIN_LINKS = 4  # so many links of a form show that the site makes them
_GENERATOR_WEIGHT = 4.0  # the generator tag names the platform


@dataclass(frozen=True, slots=True)
class Sign:
    """A sign of a platform; ``proof`` describes it for a person."""

    platform: Platform
    proof: str
    weight: float


@dataclass(frozen=True, slots=True)
class DetectedPlatform:
    """The platform ``name``, as in source files, and its ``version`` by the generator tag.

    ``signs`` speak for ``name``, ``rivals`` for other platforms; the strongest come first.
    """

    name: Platform
    version: str = ""
    signs: tuple[Sign, ...] = ()
    rivals: tuple[Sign, ...] = ()


@dataclass(frozen=True, slots=True)
class _Rule:
    platform: Platform
    pattern: re.Pattern[str]
    proof: str
    weight: float
    header: str = ""


@cache
def _rules(where: str) -> tuple[_Rule, ...]:
    """The rules of ``where``: "generator", "markup", "header" or "address"."""
    table = tomllib.loads(files("sources.detect").joinpath("signs.toml").read_text(encoding="utf-8"))
    flags = re.NOFLAG if where in ("markup", "address") else re.IGNORECASE
    return tuple(
        _Rule(
            row["platform"],
            re.compile(row["pattern"], flags),
            row.get("proof", ""),
            row.get("weight", _GENERATOR_WEIGHT),
            row.get("header", ""),
        )
        for row in table[where]
    )


def detect_platform(pages: Iterable[SurveyPage]) -> DetectedPlatform:
    """The platform of a site, by some of its pages."""
    signs: dict[tuple[str, str], Sign] = {}
    version = ""
    links: dict[str, None] = {}
    for page in pages:
        generator = _generator(page)
        version = version or generator
        for sign in (*_generator_signs(generator), *_markup_signs(page.text), *_header_signs(page)):
            signs.setdefault((sign.platform, sign.proof), sign)
        links |= dict.fromkeys(_own_links(page))
    for sign in _link_signs(links):
        signs.setdefault((sign.platform, sign.proof), sign)
    return _choose(list(signs.values()), version)


def _choose(signs: list[Sign], generator: str) -> DetectedPlatform:
    weights: defaultdict[Platform, float] = defaultdict(float)
    for sign in signs:
        weights[sign.platform] += sign.weight
    ordered = sorted(signs, key=lambda sign: -sign.weight)
    if not weights or max(weights.values()) < ENOUGH:
        return DetectedPlatform("general", rivals=tuple(ordered))
    best = max(weights, key=weights.__getitem__)
    version = re.search(r"\d+(?:\.\d+)*", generator) if _names_platform(best, generator) else None
    return DetectedPlatform(
        best,
        version=version[0] if version else "",
        signs=tuple(sign for sign in ordered if sign.platform == best),
        rivals=tuple(sign for sign in ordered if sign.platform != best),
    )


def _generator(page: SurveyPage) -> str:
    for element in page.root.iter("meta"):
        if (element.get("name") or "").strip().lower() == "generator" and (content := element.get("content")):
            return " ".join(content.split())[:200]
    return ""


def _names_platform(name: Platform, generator: str) -> bool:
    return any(rule.platform == name and rule.pattern.search(generator) for rule in _rules("generator"))


def _generator_signs(generator: str) -> Iterator[Sign]:
    for rule in _rules("generator"):
        if rule.pattern.search(generator):
            yield Sign(rule.platform, f'the generator "{generator[:60]}"', rule.weight)


def _markup_signs(markup: str) -> Iterator[Sign]:
    for rule in _rules("markup"):
        if rule.pattern.search(markup):
            yield Sign(rule.platform, rule.proof, rule.weight)


def _header_signs(page: SurveyPage) -> Iterator[Sign]:
    for rule in _rules("header"):
        value = page.headers.get(rule.header)
        if value is not None and rule.pattern.search(value):
            yield Sign(rule.platform, rule.proof, rule.weight)


def _own_links(page: SurveyPage) -> Iterator[str]:
    """Path and query of each link to the page's own host."""
    host = urlsplit(page.url).netloc
    for anchor in page.root.iter("a"):
        try:
            parts = urlsplit(urljoin(page.url, (anchor.get("href") or "").strip()))
        except ValueError:
            continue
        if parts.netloc == host:
            yield parts.path + (f"?{parts.query}" if parts.query else "")


def _link_signs(links: Collection[str]) -> Iterator[Sign]:
    for rule in _rules("address"):
        if sum(bool(rule.pattern.search(link)) for link in links) >= _MIN_LINKS:
            yield Sign(rule.platform, rule.proof, rule.weight)
