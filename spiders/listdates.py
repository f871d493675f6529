"""The date that a listing prints beside a headline: a candidate for the article behind it, no more."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from itertools import islice

from lxml import html

from crawler.state import ToldDate
from spiders.address import clean_address
from spiders.anchors import base_of
from vietnamese.dates import parse_date

_CLIMB = 5  # from a headline's link to the box that holds one entry
_BOX = 60  # elements that such a box holds at most
# A line that is a date and hardly more; dates inside an abstract speak of the event.
_LINE = 48
_LINKS = 5000


def listed_dates(
    tree: html.HtmlElement, url: str, keys: Mapping[str, str], *, at: datetime
) -> dict[str, ToldDate]:
    """By key, the one date that stands in an entry of the listing ``url``.

    ``keys`` are the keys of the listed articles by clean address. Nothing where an entry tells none, or
    several that differ; a date later than a day after ``at`` is refused.
    """
    base = base_of(tree, url)
    found: dict[str, ToldDate | None] = {}
    for anchor in islice(tree.iter("a"), _LINKS):
        address = clean_address(anchor.get("href") or "", base) if anchor.get("href") else None
        key = keys.get(address or "")
        if key is None or key in found:
            continue
        lines = [*_lines(_box(anchor, key, keys, base))]
        # An element's line is its only child's too.
        dates = {line: _date(line, url, at) for line in dict.fromkeys(lines)}
        told = {date.value: date for line in lines if (date := dates[line]) is not None}
        if len(told) == 1:
            [found[key]] = told.values()
        elif told:
            found[key] = None
    return {key: date for key, date in found.items() if date is not None}


def _box(anchor: html.HtmlElement, key: str, keys: Mapping[str, str], base: str) -> html.HtmlElement:
    """The largest element around the link that leads to no other article."""
    box = anchor
    for _ in range(_CLIMB):
        outer = box.getparent()
        if outer is None or outer.tag in ("body", "html"):
            break
        for number, element in enumerate(outer.iter()):
            if number >= _BOX:
                return box
            if element.tag == "a" and (href := element.get("href")):
                other = keys.get(clean_address(href, base) or "")
                if other is not None and other != key:
                    return box
        box = outer
    return box


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


def _date(line: str, url: str, at: datetime) -> ToldDate | None:
    """The date of a line that is nothing but a date with its label."""
    if not any(map(str.isdigit, line)):
        return None
    found = parse_date(line, not_after=at)
    if found is None or found.role not in ("", "published"):
        return None
    rest = line[: found.start] + line[found.end :]
    if sum(map(str.isalpha, rest)) > 24:
        return None
    return ToldDate(found.iso(), found.precision, found.raw, "list", url)
