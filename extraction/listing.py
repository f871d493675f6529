"""Whether a page lists other articles or is one itself: what speaks for either is weighed in one place."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

from extraction.boxes import HEADLINE
from extraction.labels import is_date_line, views_of
from extraction.layout import Layout
from extraction.lines import Line
from extraction.zones import OUTSIDE
from vietnamese.text import fold

_FEWEST: Final = 4  # headlines of a list
_SECTION: Final = 48  # characters of a section's name
_SHORT: Final = 30  # a section's and an article's name may be so short
_ABSTRACT: Final = 4  # lines between a headline and the end of its abstract
_LONG_SLUG: Final = 6  # dashes: an article's slug is its title
_SCAN: Final = -2.0  # points that a notice needs of which all text is a file or a picture
_ARTICLE_TYPES: Final = ("article", "news", "blog", "post")
_NUMBERED: Final = re.compile(r"\d{3,}|(?:^|[/_.-])(?:a|id|n|c|art)?\d+(?:$|[/._-])")
_PAGE_NUMBER: Final = re.compile(
    r"/page[-/]?\d+|[?&](?:page|trang|pg|p|cur|paged|start)=\d+|/trang[-/]\d+", re.IGNORECASE
)
_PAGES: Final = re.compile(r"^(?:trang )?\d{1,4}$|^(?:»|›|>|>>|sau|tiep|trang sau|cuoi|next)$")


@dataclass(frozen=True, slots=True)
class Evidence:
    """What one observation says: points for a list of articles, or below 0 for an article."""

    points: float
    reason: str


def headlines(layout: Layout) -> list[Line]:
    """Links that read like headlines, outside menus and footers."""
    return [
        line
        for line in layout.page.lines
        if line.is_link and line.size >= HEADLINE and not line.zone & OUTSIDE and line.href
    ]


def is_listing(layout: Layout, links: list[Line], url: str) -> bool:
    """``links`` are the page's ``headlines``."""
    if len(links) < _FEWEST and not (len(links) > 1 and _has_no_own_text(layout)):
        return False
    if not layout.text:
        own = [*_of_headline(layout), *_of_metadata(layout), *_of_address(url)]
        return not _has_own_date(layout) or sum(evidence.points for evidence in own) > _SCAN
    return sum(evidence.points for evidence in weigh_evidence(layout, links, url)) > 0


def weigh_evidence(layout: Layout, links: list[Line], url: str) -> list[Evidence]:
    """Everything that tells a list of articles from an article, on a page with text and headlines."""
    found = [*_of_text(layout, links), *_of_headline(layout), *_of_metadata(layout), *_of_address(url)]
    if _has_own_date(layout):
        found.append(Evidence(-2.0, "a date of its own"))
    if (
        sum(
            _PAGES.match(line.folded) is not None
            for line in layout.page.lines
            if line.is_link and line.size < 12
        )
        > 1
    ):
        found.append(Evidence(1.0, "numbers of further pages"))
    return found


def _of_text(layout: Layout, links: list[Line]) -> list[Evidence]:
    lines, weights = layout.page.lines, layout.weights
    text = layout.text if layout.lead is None else [layout.lead, *layout.text]
    own = [index for index in text if weights[index] > 0 and index not in layout.teasers]
    size = sum(lines[index].size for index in own)
    abstracts = [index for index in layout.teasers if weights[index] > 0 and index not in layout.text]
    found: list[Evidence] = []
    under = _under_headlines(layout, own, links)
    if under >= 3 and (under * 2 >= len(own) or _under_headlines(layout, own[:1], links)):
        found.append(Evidence(4.0, "its paragraphs stand below headlines of others"))
    elif _has_no_own_text(layout):
        found.append(Evidence(4.0, "its text is the abstracts of others"))
    elif under and under * 3 >= len(own) * 2:
        found.append(Evidence(2.0, "its text stands below the headline of another"))
    if len(abstracts) >= 3 and size < 250:
        found.append(Evidence(1.5, "many abstracts and little text"))
    if size >= 700:
        found.append(Evidence(-2.0, "a long text"))
    elif size >= 300:
        found.append(Evidence(-1.0, "a text"))
    return found


def _has_no_own_text(layout: Layout) -> bool:
    """All running text that was taken for the page's is an abstract of another article."""
    text = layout.text if layout.lead is None else [layout.lead, *layout.text]
    running = [index for index in text if layout.weights[index] > 0]
    return bool(running) and layout.teasers.issuperset(running)


def _under_headlines(layout: Layout, own: list[int], links: list[Line]) -> int:
    """How many paragraphs follow a headline of another article directly, or its date."""
    headings = {line.index for line in links if line.index > layout.title}
    count = 0
    for index in own:
        for above in range(index - 1, max(-1, index - _ABSTRACT), -1):
            if above in headings:
                count += 1
                break
            if layout.weights[above] > 0 or above in layout.stops:
                break
    return count


def _of_headline(layout: Layout) -> list[Evidence]:
    headline = layout.headline
    if headline is None:
        return [Evidence(1.5, "no headline")]
    line = headline.line
    if line.is_link and "claim" not in headline.reason:
        return [Evidence(2.0, "its headline leads elsewhere")]
    if line.size < _SECTION and _stands_in_menu(layout, line):
        return [Evidence(2.5, "its headline stands in the menu")]
    if "claim" in headline.reason:
        points = 0.0 if line.size < _SHORT else -1.0 if line.size < _SECTION else -2.0
        return [Evidence(points, "the headline that its head names")]
    return [Evidence(-0.5, "a headline")]


def _stands_in_menu(layout: Layout, headline: Line) -> bool:
    """A link of the same words that is not set like a headline."""
    return any(
        line.is_link
        and line.index != headline.index
        and line.size == headline.size
        and line.folded == headline.folded
        for line in layout.page.lines
    )


def _of_metadata(layout: Layout) -> list[Evidence]:
    meta = layout.meta
    if meta.is_article:
        return [Evidence(-2.0, "machine data of an article")]
    if any(kind in meta.og_type.lower() for kind in _ARTICLE_TYPES):
        return [Evidence(-1.0, "og:type of an article")]
    return [Evidence(0.5, "og:type of a website")] if meta.og_type.lower() == "website" else []


def _of_address(url: str) -> list[Evidence]:
    """The shape of the address: a number and a long slug, or the folder of a section."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return []
    path = f"{parts.path}?{parts.query}" if parts.query else parts.path
    if _PAGE_NUMBER.search(path):
        return [Evidence(2.0, "the address of a further page")]
    last = parts.path.rstrip("/").rpartition("/")[2]
    words = fold(last).replace("_", "-").count("-")
    if words >= _LONG_SLUG or _NUMBERED.search(last) or _NUMBERED.search(parts.query):
        return [Evidence(-1.5, "the address of an article")]
    return [Evidence(1.0, "the address of a section")] if last else []


def _has_own_date(layout: Layout) -> bool:
    """A date line of the page's own, in its head or tail: a list's dates stand beside other headlines."""
    lines = layout.page.lines
    for index in (*layout.head, *layout.tail):
        line = lines[index]
        if index in layout.teasers or not (is_date_line(line.text) or views_of(line.text) is not None):
            continue
        beside = lines[max(0, index - 1) : index] + lines[index + 1 : index + 2]
        if not any(
            other.is_link and other.size >= HEADLINE and other.index != layout.title for other in beside
        ):
            return True
    return False
