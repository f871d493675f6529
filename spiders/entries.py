"""What a listing prints beside a headline, date and view count: candidates for the article, no more."""

import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from itertools import islice

from lxml import html

from crawler.state import LinkEvidence
from extraction.views import count_of_entry
from spiders.address import clean_address
from spiders.anchors import base_of
from vietnamese.dates import parse_date

_CLIMB = 5  # from a headline's link to the box that holds one entry
_UNBOUNDED = 2  # and where nothing bounds it
_HEADLINE = 25  # characters
_PIECES = 8  # of a link's text, that tell whether it is long
_BOX = 60  # elements that such a box holds at most
# A line that is a date and hardly more; dates inside an abstract speak of the event.
_LINE = 48
_LINKS = 5000
_COUNTS = re.compile(r"eye|view|xem|đọc|hits|visibility", re.IGNORECASE)


def may_count(page: str) -> bool:
    """Whether the page's markup has a word or an icon that stands beside view counts."""
    return _COUNTS.search(page) is not None


def entry_evidence(
    tree: html.HtmlElement, url: str, keys: Mapping[str, str], *, at: datetime, counts: bool = True
) -> dict[str, tuple[LinkEvidence, ...]]:
    """By key, the one date and, with ``counts``, the one view count that an entry of the listing ``url`` has.

    ``keys`` are the keys of the listed articles by clean address. Nothing where an entry has none, or several
    that differ; a date later than a day after ``at`` is refused.
    """
    base = base_of(tree, url)
    dates: dict[str, LinkEvidence | None] = {}
    views: dict[str, LinkEvidence] = {}
    for anchor in islice(tree.iter("a"), _LINKS):
        address = clean_address(anchor.get("href") or "", base) if anchor.get("href") else None
        key = keys.get(address or "")
        if key is None or (key in dates and (key in views or not counts)):
            continue
        box = _box(anchor, key, keys, base)
        if key not in dates:
            found = _dates(box, url, at)
            if found:
                dates[key] = found[0] if len(found) == 1 else None
        counted = count_of_entry(box) if counts and key not in views else None
        if counted is not None:
            views[key] = LinkEvidence(str(counted.value), "count", counted.raw, "list", url, "views")
    evidence: dict[str, tuple[LinkEvidence, ...]] = {}
    for one in (dates, views):
        for key, said in one.items():
            if said is not None:
                evidence[key] = (*evidence.get(key, ()), said)
    return evidence


def _dates(box: html.HtmlElement, url: str, at: datetime) -> list[LinkEvidence]:
    """The different dates of an entry; an element's line is its only child's too."""
    found = (_date(line, url, at) for line in dict.fromkeys(_lines(box)))
    return [*{date.value: date for date in found if date is not None}.values()]


def _box(anchor: html.HtmlElement, key: str, keys: Mapping[str, str], base: str) -> html.HtmlElement:
    """The largest element around the link that leads to no other article.

    Where none bounds it, a list's only entry, the box is small: a page's columns hold counters and clocks.
    """
    boxes = [anchor]
    for _ in range(_CLIMB):
        outer = boxes[-1].getparent()
        if outer is None or outer.tag in ("body", "html"):
            break
        for number, element in enumerate(outer.iter()):
            if number >= _BOX:
                return boxes[-1]
            if element.tag == "a" and (href := element.get("href")):
                other = keys.get(clean_address(href, base) or "")
                if other != key and (other is not None or _is_headline(element, href)):
                    return boxes[-1]
        boxes.append(outer)
    return boxes[min(_UNBOUNDED, len(boxes) - 1)]


def _is_headline(anchor: html.HtmlElement, href: str) -> bool:
    """A link with a number and the words of an article, whether the crawl wants it or not."""
    if not any(map(str.isdigit, href)):
        return False
    words = " ".join(text[:_LINE] for text in islice(anchor.itertext(), _PIECES)).split()
    return len(" ".join(words)) >= _HEADLINE


def _lines(box: html.HtmlElement) -> Iterator[str]:
    for element in box.iter():
        if element.tag in ("script", "style") or not isinstance(element.tag, str):
            continue
        if element.tag == "time" and (stamp := element.get("datetime")):
            yield stamp
        if element.tag != "a":
            words = element.text_content() if len(element) else element.text
            whole = " ".join((words or "").split())
            if 6 <= len(whole) <= _LINE:
                yield whole
        tail = " ".join((element.tail or "").split()) if element is not box else ""
        if 6 <= len(tail) <= _LINE:
            yield tail


def _date(line: str, url: str, at: datetime) -> LinkEvidence | None:
    """The date of a line that is nothing but a date with its label."""
    if not any(map(str.isdigit, line)):
        return None
    found = parse_date(line, not_after=at)
    if found is None or found.role not in ("", "published"):
        return None
    rest = line[: found.start] + line[found.end :]
    if sum(map(str.isalpha, rest)) > 24:
        return None
    return LinkEvidence(found.iso(), found.precision, found.raw, "list", url)
