"""What single pages of an unknown site tell of their place in it. Pure."""

import re
from collections.abc import Iterator, Sequence
from typing import Literal
from urllib.parse import urlsplit

from items import Source
from sources.detect.platform import DetectedPlatform
from sources.detect.survey_page import SurveyPage
from spiders.address import address_key, clean_address
from spiders.anchors import anchors, parse
from spiders.discovery import Found, Link, discover
from spiders.keys import page_key

_SCRIPTED = re.compile(
    r"__doPostBack\(|onclick=[\"'][^\"']{0,60}(?:page|trang|loadmore|xemthem)|(?:load-?more|xem-?them)[\"' ]",
    re.IGNORECASE,
)


def tentative(home: str, platform: DetectedPlatform) -> Source:
    """What a site is looked at with, before anything but its system is known."""
    return Source(
        slug="new", name="-", publisher="-", kind="portal", home=home, status="unverified", evidence="-",
        platform=platform.name,
    )  # fmt: skip


def onward(page: SurveyPage) -> tuple[str, ...]:
    """Where a welcome page leads: its refresh, its frames, its links."""
    found: dict[str, None] = {}
    for element in page.root.iter("meta", "frame", "iframe", "a", "area"):
        told = element.get("src") if element.tag in ("frame", "iframe") else element.get("href")
        if element.tag == "meta":
            refresh = re.search(r"url\s*=\s*['\"]?([^'\";]+)", element.get("content") or "", re.IGNORECASE)
            told = refresh[1] if refresh and (element.get("http-equiv") or "").lower() == "refresh" else None
        address = clean_address(told, page.url) if told else None
        if address and urlsplit(address).netloc == urlsplit(page.url).netloc and not is_root(address):
            found[address] = None
    return tuple(found)


def spread(groups: Sequence[Sequence[Link]]) -> Iterator[Link]:
    """From each listing the first, the last, then the rest: sections, ages and layouts all come up."""
    waiting = [[*group[:1], *group[-1:], *group[1:-1]] if len(group) > 1 else [*group] for group in groups]
    seen: set[str] = set()
    for number in range(max((len(group) for group in waiting), default=0)):
        for group in waiting:
            if number < len(group) and group[number].key not in seen:
                seen.add(group[number].key)
                yield group[number]


def paging_of(page: SurveyPage, found: Found) -> Literal["links", "form", "script", "none"]:
    """How a list goes on; "script" where only a script knows, so that its further pages stay unread."""
    if found.listings:
        return "form" if found.listings[0].form else "links"
    return "script" if _SCRIPTED.search(page.text) else "none"


def title_of(page: SurveyPage) -> str:
    """What the page calls itself, "" where it does not."""
    found = page.root.find(".//title")
    return " ".join(("".join(found.itertext()) if found is not None else "").split())[:120]


def is_root(url: str) -> bool:
    """Nothing but the host, an index page's name aside."""
    return address_key(clean_address(url) or url) == urlsplit(url).netloc.removeprefix("www.")


def path_of(url: str) -> str:
    """Path and query."""
    parts = urlsplit(url)
    return (parts.path or "/") + (f"?{parts.query}" if parts.query else "")


def same_page(root: SurveyPage, page: SurveyPage, source: Source) -> bool:
    """The site's root under another address ("/trang-chu", "/vi/"): it lists the same articles."""
    one, two = (
        {link.key for link in discover(each.text, each.url, source).articles} for each in (root, page)
    )
    return bool(one and two) and len(one & two) * 10 >= 7 * max(len(one), len(two))


def common_path(page: SurveyPage, found: Found) -> str:
    """The first part of the page's path, where nearly all that the page leads to stands below it."""
    parts = [part for part in urlsplit(page.url).path.split("/") if part]
    if not parts or (len(parts) == 1 and "." in parts[-1]):
        return ""
    for depth in range(len([part for part in parts if "." not in part]), 0, -1):
        prefix = f"/{'/'.join(parts[:depth])}/"
        paths = [
            urlsplit(address).path
            for address in (*(link.address for link in found.articles), *found.sections)
        ]
        if paths and sum(path.startswith(prefix) for path in paths) >= 0.8 * len(paths):
            return prefix
    return ""


def is_front(found: Found) -> bool:
    """A page of several sections: no paging of its own, articles of more than one folder."""
    return not found.listings and len(found.sections) >= 3


def named_sections(page: SurveyPage, source: Source) -> tuple[tuple[str, str], ...]:
    """The sections that a page's links name, (address, words), in the order of the page."""
    tree = parse(page.text)
    if tree is None:
        return ()
    known = {page_key(address): address for address in discover(page.text, page.url, source).sections}
    found: dict[str, str] = {}
    for anchor in anchors(tree, page.url):
        address = known.get(page_key(anchor.address))
        if address is not None and (words := anchor.text or anchor.hint):
            found.setdefault(address, words)
    return tuple(found.items())
