"""A listing or home page → the articles it lists, the pages it goes on with and the sections it names.

Pure: HTML in, addresses out, no selectors. The source's own expressions (``[follow]``) outrank everything.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from itertools import islice
from typing import Literal
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from crawler.state import LinkEvidence
from items import Source
from sources import authorities
from spiders.address import POSTED, address_key, clean_address
from spiders.anchors import Anchor, anchors, base_of, parse
from spiders.entries import entry_evidence, may_count
from spiders.ignore import is_furniture, is_ignored
from spiders.keys import article_key
from spiders.link_text import fold_link_text
from spiders.paging import NextPage, listing_base, next_pages, page_number
from spiders.platforms import Platform, platform
from spiders.postback import may_post, posted_number, posted_pages
from spiders.scoring import (
    ENOUGH,
    IN_A_LONG_LIST,
    Entry,
    address_form,
    long_lists,
    score,
    shapes_of,
    title_of,
)

MOST_LINKS = 5000  # the fullest home pages have a third of that
_DEFAULT_PORTS = {"http": 80, "https": 443}
_FEEDS = ("application/rss+xml", "application/atom+xml")
_POSTS = "per_page=50&_fields=link,date_gmt,title"
_NEWS_WORDS = re.compile(
    r"\b(?:tin|su kien|hoat dong|thoi su|cong doan|nu cong|thi dua|van ban|thong bao|chinh sach|phap luat|"
    r"tuyen truyen|guong|nguoi lao dong|doan vien|cong nhan|bai viet|news)\b"
)


@dataclass(frozen=True, slots=True)
class Link:
    """An article that a page lists. ``key`` is its stable key (``spiders.keys``), ``title`` what the page
    calls it ("" where it doesn't), ``place`` "main" for the list itself, "side" for a block beside it,
    ``evidence`` is what it says of the article.
    """

    address: str
    key: str
    title: str
    place: Literal["main", "side"]
    evidence: tuple[LinkEvidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """``articles`` in the order of the page, each key once; ``listings`` the further pages of this listing by
    number; ``sections`` other listings of the site, those that speak of news first; ``feeds`` the feeds and
    API that the page announces; ``cut`` says that it has more than ``MOST_LINKS`` links, of which only the
    first were looked at.
    """

    articles: tuple[Link, ...] = ()
    listings: tuple[NextPage, ...] = ()
    sections: tuple[str, ...] = ()
    feeds: tuple[str, ...] = ()
    cut: bool = False


def discover(page: str, url: str, source: Source, *, at: datetime | None = None) -> Found:
    """What a listing page leads to.

    ``page`` is its HTML, ``url`` the address that answered. Links to other hosts than the source's own are
    left out. A page without links, or without HTML, gives an empty ``Found``. With ``at`` (aware) the dates
    and view counts that stand beside the headlines are read.
    """
    posted = posted_number(url)
    tree = parse(page)
    if tree is None:
        return Found()
    rules, own = platform(source.platform), authorities(source)
    everything = list(islice(anchors(tree, clean_address(url) or url), MOST_LINKS + 1))
    links = [link for link in everything[:MOST_LINKS] if authority(link.address) in own]
    here = clean_address(url) or url
    pages = next_pages(links, here, rules)
    paging = {address_key(page.address) for page in pages} | {address_key(here)}
    rest = [
        link
        for link in links
        if address_key(link.address) not in paging and not _is_paging(link, here, rules)
    ]
    usable = [link for link in rest if not _ignored(link, source, rules)]
    further = (posted or page_number(here, rules) or 1) > 1
    articles, likely = _articles(usable, source, rules, further=further)
    taken = {address_key(link.address) for entry in likely for link in entry.anchors}
    others = [link for link in usable if address_key(link.address) not in taken]
    evidence: Mapping[str, tuple[LinkEvidence, ...]] = {}
    if at is not None:
        keys = {anchor.address: entry.key for entry in articles for anchor in entry.anchors}
        evidence = entry_evidence(tree, here, keys, at=at, counts=may_count(page))
    return Found(
        articles=tuple(_link(entry, evidence.get(entry.key, ())) for entry in articles),
        listings=pages or (posted_pages(tree, f"{here}#{POSTED}{posted or 1}") if may_post(page) else ()),
        sections=_sections(others, source, rules),
        feeds=tuple(address for address in announced(tree, here) if authority(address) in own),
        cut=len(everything) > MOST_LINKS,
    )


def announced(tree: HtmlElement, url: str) -> tuple[str, ...]:
    """The feeds (``rel=alternate``) and the WordPress API that a page's head names, comments' feeds aside."""
    base = base_of(tree, url)
    found: dict[str, None] = {}
    for element in tree.iter("link"):
        rel, kind = (element.get("rel") or "").lower(), (element.get("type") or "").lower()
        address = clean_address(element.get("href") or "", base)
        if address is None:
            continue
        if "alternate" in rel and kind in _FEEDS and "comment" not in address:
            found[address] = None
        elif rel == "https://api.w.org/":
            found[f"{address.rstrip('/')}/wp/v2/posts?{_POSTS}"] = None
    return tuple(found)


def authority(address: str) -> tuple[str, int]:
    """Host and port of a clean address."""
    return _authority(address[: address.find("/", len("https://"))])


@lru_cache(maxsize=256)
def _authority(origin: str) -> tuple[str, int]:
    parts = urlsplit(origin)
    return parts.hostname or "", parts.port or _DEFAULT_PORTS[parts.scheme]


def _is_paging(link: Anchor, here: str, rules: Platform) -> bool:
    """A paging link that leads nowhere new (back, or to this very page) is no article either."""
    return link.paging and listing_base(link.address, rules) == listing_base(here, rules)


def _ignored(link: Anchor, source: Source, rules: Platform) -> bool:
    if source.follow.ignore and re.search(source.follow.ignore, link.address):
        return True
    if source.follow.article and re.search(source.follow.article, link.address):
        return False
    if source.follow.listing and re.search(source.follow.listing, link.address):
        return False
    parts = urlsplit(link.address)
    place = parts.path + (f"?{parts.query}" if parts.query else "")
    return (
        is_ignored(link.address)
        or is_furniture(link.text)
        or bool(rules.ignore and rules.ignore.search(place))
    )


def _articles(
    links: Iterable[Anchor], source: Source, rules: Platform, *, further: bool
) -> tuple[list[Entry], list[Entry]]:
    """The articles, and all that look like one: where the source has a rule of its own, that decides."""
    grouped: defaultdict[str, list[Anchor]] = defaultdict(list)
    for link in links:
        if not (source.follow.listing and re.search(source.follow.listing, link.address)):
            grouped[article_key(link.address, source.platform)].append(link)
    bare = [Entry(key, tuple(group), title_of(group)) for key, group in grouped.items()]
    shapes = shapes_of(bare)
    scored = [score(entry, rules, shapes) for entry in bare]
    # What has the form of many sure articles' addresses is one too, however short its headline.
    forms = Counter(address_form(entry.address) for entry in scored if entry.score >= ENOUGH + 1)
    telling = {form for form, number in forms.items() if number >= 3 and "N" in form}
    many = long_lists(scored, further=further)

    def wanted(form: str) -> float:
        return ENOUGH - 2 if form in telling else ENOUGH - IN_A_LONG_LIST if form in many else ENOUGH

    likely = [entry for entry in scored if entry.score >= wanted(address_form(entry.address))]
    if not source.follow.article:
        return likely, likely
    own = [entry for entry in scored if re.search(source.follow.article, entry.address)]
    return own, [*likely, *own]


def _link(entry: Entry, evidence: tuple[LinkEvidence, ...]) -> Link:
    main = any(anchor.zone == "main" for anchor in entry.anchors)
    return Link(entry.address, entry.key, entry.title, "main" if main else "side", evidence)


def _sections(links: Iterable[Anchor], source: Source, rules: Platform) -> tuple[str, ...]:
    """Links that may be listings: short names in menus; those of news first."""
    found: dict[str, tuple[bool, str]] = {}
    for link in links:
        text, key = link.text or link.hint, address_key(link.address)
        told = bool(source.follow.listing and re.search(source.follow.listing, link.address))
        if not told and (not 1 <= len(text.split()) <= 12 or link.calendar or link.paging):
            continue
        if urlsplit(link.address).path in ("", "/") and not urlsplit(link.address).query:
            continue
        newsy = (
            told
            or bool(_NEWS_WORDS.search(fold_link_text(text)))
            or bool(rules.listing and rules.listing.search(urlsplit(link.address).path))
        )
        if key not in found:
            found[key] = (newsy, link.address)
    return tuple(address for newsy, address in sorted(found.values(), key=lambda pair: not pair[0]))
