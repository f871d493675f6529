"""Which system made these pages? Evidence from generator, markup, addresses, headers and cookies, added up.

Each sign counts once however often it is seen. What reaches ``ENOUGH`` and outweighs the others is the
platform; anything less is "general", as a wrong platform does more harm than none.
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
from sources.detect.page import Page

ENOUGH = 2.0
_MANY = 4  # links of one form that say that it is the site's own
_GENERATOR = 4.0  # who names itself is believed


@dataclass(frozen=True, slots=True)
class Sign:
    """``proof`` is what was seen, in words for a person."""

    platform: Platform
    proof: str
    weight: float


@dataclass(frozen=True, slots=True)
class Detected:
    """``name`` is the platform of the source file, ``version`` what the generator says (NukeViet v4.5: 4.5).

    ``signs`` are those for ``name``, the strongest first, ``rivals`` those for others.
    """

    name: Platform
    version: str = ""
    signs: tuple[Sign, ...] = ()
    rivals: tuple[Sign, ...] = ()


@dataclass(frozen=True, slots=True)
class _Rule:
    platform: Platform
    pattern: re.Pattern[str]
    said: str
    weight: float
    header: str = ""


@cache
def _rules(where: str) -> tuple[_Rule, ...]:
    """``where`` is generator, markup, header or address."""
    table = tomllib.loads(files("sources.detect").joinpath("signs.toml").read_text(encoding="utf-8"))
    flags = re.NOFLAG if where in ("markup", "address") else re.IGNORECASE
    return tuple(
        _Rule(
            one["platform"],
            re.compile(one["pattern"], flags),
            one.get("said", ""),
            one.get("weight", _GENERATOR),
            one.get("header", ""),
        )
        for one in table[where]
    )


def detect(pages: Iterable[Page]) -> Detected:
    """The system of a site by some of its pages."""
    found: dict[tuple[str, str], Sign] = {}
    version = ""
    links: dict[str, None] = {}
    for page in pages:
        generator = _generator(page)
        version = version or generator
        for sign in (*_of_generator(generator), *_of_markup(page.text), *_of_headers(page)):
            found.setdefault((sign.platform, sign.proof), sign)
        links |= dict.fromkeys(_own_links(page))
    for sign in _of_forms(links):
        found.setdefault((sign.platform, sign.proof), sign)
    return _judge(list(found.values()), version)


def _judge(signs: list[Sign], generator: str) -> Detected:
    weights: defaultdict[Platform, float] = defaultdict(float)
    for sign in signs:
        weights[sign.platform] += sign.weight
    ordered = sorted(signs, key=lambda sign: -sign.weight)
    if not weights or max(weights.values()) < ENOUGH:
        return Detected("general", rivals=tuple(ordered))
    best = max(weights, key=weights.__getitem__)
    told = re.search(r"\d+(?:\.\d+)*", generator) if _named(best, generator) else None
    return Detected(
        best,
        version=told[0] if told else "",
        signs=tuple(sign for sign in ordered if sign.platform == best),
        rivals=tuple(sign for sign in ordered if sign.platform != best),
    )


def _generator(page: Page) -> str:
    for element in page.root.iter("meta"):
        if (element.get("name") or "").strip().lower() == "generator" and (content := element.get("content")):
            return " ".join(content.split())[:200]
    return ""


def _named(name: Platform, generator: str) -> bool:
    return any(rule.platform == name and rule.pattern.search(generator) for rule in _rules("generator"))


def _of_generator(generator: str) -> Iterator[Sign]:
    for rule in _rules("generator"):
        if rule.pattern.search(generator):
            yield Sign(rule.platform, f'the generator "{generator[:60]}"', rule.weight)


def _of_markup(markup: str) -> Iterator[Sign]:
    for rule in _rules("markup"):
        if rule.pattern.search(markup):
            yield Sign(rule.platform, rule.said, rule.weight)


def _of_headers(page: Page) -> Iterator[Sign]:
    for rule in _rules("header"):
        value = page.headers.get(rule.header)
        if value is not None and rule.pattern.search(value):
            yield Sign(rule.platform, rule.said, rule.weight)


def _own_links(page: Page) -> Iterator[str]:
    """Path and query of the links to the page's own host."""
    host = urlsplit(page.url).netloc
    for anchor in page.root.iter("a"):
        try:
            parts = urlsplit(urljoin(page.url, (anchor.get("href") or "").strip()))
        except ValueError:
            continue
        if parts.netloc == host:
            yield parts.path + (f"?{parts.query}" if parts.query else "")


def _of_forms(links: Collection[str]) -> Iterator[Sign]:
    for rule in _rules("address"):
        if sum(bool(rule.pattern.search(link)) for link in links) >= _MANY:
            yield Sign(rule.platform, rule.said, rule.weight)
