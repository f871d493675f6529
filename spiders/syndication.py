"""Feeds, sitemaps and WordPress's API → the articles that they name, with dates that are candidates only.

Pure: bytes in, links out. Nothing here raises on bad input; what can't be read names nothing.
"""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any, Literal

from lxml import etree

from crawler.state import LinkEvidence
from items import Source
from sources import authorities
from spiders.address import clean_address
from spiders.anchors import Anchor
from spiders.discovery import Link, authority
from spiders.ignore import is_ignored
from spiders.keys import article_key
from spiders.platforms import platform
from spiders.scoring import Entry, score
from vietnamese.zone import VIETNAM

Form = Literal["rss", "sitemap", "api"]

MOST = 50_000  # what a sitemap may hold (sitemaps.org)
_NEWS_MAP = re.compile(r"news|post|tin|bai|article|content", re.IGNORECASE)
# An address alone must speak for an article this clearly: sitemaps name every page of a site.
_CLEAR = 2.0


@dataclass(frozen=True, slots=True)
class Syndicated:
    """``links`` in the order of the file, each key once; ``maps`` the further sitemaps of an index."""

    form: Form
    links: tuple[Link, ...] = ()
    maps: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Told:
    address: str
    title: str
    stamp: str  # as printed
    moment: datetime | None
    sure: bool = True  # named as an article, not only as a page


def read_syndication(body: bytes, url: str, source: Source, *, at: datetime) -> Syndicated | None:
    """What a feed, sitemap or API answer at ``url`` names, or None where ``body`` is none of them.

    Dates later than a day after ``at`` (aware) or before 1990 are left out. Only addresses on the source's
    own hosts count.
    """
    start = body[:512].lstrip(b"\xef\xbb\xbf \t\r\n")
    if start.startswith(b"["):
        entries = _posts(body)
        return None if entries is None else Syndicated("api", _links(entries, "api", url, source, at))
    if not start.startswith(b"<") or re.match(rb"<!doctype html|<html", start, re.IGNORECASE):
        return None
    root = _xml(body)
    if root is None:
        return None
    name = _local(root)
    if name == "sitemapindex":
        return Syndicated("sitemap", maps=_maps(root, url, source))
    if name == "urlset":
        return Syndicated("sitemap", _links(list(_pages(root, source)), "sitemap", url, source, at))
    if name in ("rss", "rdf", "feed"):
        return Syndicated("rss", _links(_entries(root, source), "rss", url, source, at))
    return None


def _xml(body: bytes) -> Any:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True, huge_tree=False)
    try:
        return etree.fromstring(body, parser)
    except (etree.XMLSyntaxError, ValueError):
        return None


def _local(element: Any) -> str:
    tag = element.tag
    return tag.rpartition("}")[2].lower() if isinstance(tag, str) else ""


def _children(element: Any) -> dict[str, str]:
    """The texts of the direct children by local name, the first of each."""
    found: dict[str, str] = {}
    for child in element:
        name = _local(child)
        if name and name not in found:
            found[name] = "".join(child.itertext()).strip()
    return found


def _maps(root: Any, url: str, source: Source) -> tuple[str, ...]:
    own, found = authorities(source), []
    for element in root:
        address = (
            clean_address(_children(element).get("loc", ""), url) if _local(element) == "sitemap" else None
        )
        if address and authority(address) in own:
            found.append(address)
    newsy = [address for address in found if _NEWS_MAP.search(address.rpartition("/")[2])]
    return tuple(dict.fromkeys(newsy or found))


def _pages(root: Any, source: Source) -> Iterator[_Told]:
    nukeviet = source.platform == "nukeviet"
    for element in root[:MOST]:
        if _local(element) != "url":
            continue
        told = _children(element)
        news = next((_children(child) for child in element if _local(child) == "news"), None)
        if news is not None:
            stamp = news.get("publication_date", "")
            yield _Told(told.get("loc", ""), news.get("title", ""), stamp, _iso(stamp))
        else:
            # Elsewhere lastmod is the last edit; NukeViet writes the publication into it (platforms).
            stamp = told.get("lastmod", "") if nukeviet else ""
            yield _Told(told.get("loc", ""), "", stamp, _iso(stamp), sure=False)


def _entries(root: Any, source: Source) -> list[_Told]:
    found: list[tuple[str, str, str]] = []
    nukeviet = source.platform == "nukeviet"
    for element in root.iter():
        name = _local(element)
        if name == "generator" and "nukeviet" in (element.text or "").lower():
            nukeviet = True
        if name not in ("item", "entry"):
            continue
        told = _children(element)
        link = told.get("link") or next(
            (child.get("href", "") for child in element
             if _local(child) == "link" and child.get("rel", "alternate") == "alternate"), "",
        )  # fmt: skip
        stamp = told.get("pubdate") or told.get("published") or told.get("date") or ""
        found.append((link, told.get("title", ""), stamp))
        if len(found) >= MOST:
            break
    moments = [_rfc822(stamp) or _iso(stamp) for _, _, stamp in found]
    clocks = [moment for moment in moments if moment is not None]
    # NukeViet prints the month where the minutes belong: then the minutes tell nothing (platforms).
    spoilt = nukeviet or (len(clocks) >= 3 and all(clock.minute == clock.month for clock in clocks))
    return [
        _Told(link, title, stamp, _to_the_hour(moment) if moment and spoilt else moment)
        for (link, title, stamp), moment in zip(found, moments, strict=True)
    ]  # fmt: skip


def _to_the_hour(moment: datetime) -> datetime:
    """Only the hour counts; the one microsecond says so to ``_dates``."""
    return moment.replace(minute=0, second=0, microsecond=1)


def _posts(body: bytes) -> list[_Told] | None:
    try:
        posts = json.loads(body)
    except (ValueError, RecursionError):
        return None
    if not isinstance(posts, list):
        return None
    found = []
    for post in posts[:MOST]:
        if isinstance(post, Mapping) and isinstance(post.get("link"), str):
            title = post.get("title")
            rendered = title.get("rendered") if isinstance(title, Mapping) else None
            stamp = post.get("date_gmt") or ""
            moment = _iso(f"{stamp}+00:00") if isinstance(stamp, str) and stamp else None
            found.append(
                _Told(post["link"], rendered if isinstance(rendered, str) else "", str(stamp), moment)
            )
    return found


def _links(entries: list[_Told], form: Form, url: str, source: Source, at: datetime) -> tuple[Link, ...]:
    own, rules = authorities(source), platform(source.platform)
    found: dict[str, Link] = {}
    for told in entries:
        address = clean_address(told.address, url)
        if address is None or authority(address) not in own:
            continue
        chosen = bool(source.follow.article and re.search(source.follow.article, address))
        if source.follow.ignore and re.search(source.follow.ignore, address):
            continue
        if not chosen and (source.follow.article or is_ignored(address)):
            continue
        if not chosen and not told.sure and _spoken_for(address, told.title, rules) < _CLEAR:
            continue
        key = article_key(address, source.platform)
        if key not in found:
            found[key] = Link(address, key, " ".join(told.title.split()), "main", _dates(told, form, url, at))
    return tuple(found.values())


def _spoken_for(address: str, title: str, rules: Any) -> float:
    """How clearly the address alone is an article's: the title's words do not count against it."""
    bare = Anchor(address, title, "", frozenset(), "main", False, False, False, False, ())
    scored = score(Entry("", (bare,), title), rules, {})
    return scored.score + (1.5 if not title else 0.0)


def _dates(told: _Told, form: Form, url: str, at: datetime) -> tuple[LinkEvidence, ...]:
    moment = told.moment
    if moment is None or moment.year < 1990 or moment > at + timedelta(days=1):
        return ()
    local = moment.astimezone(VIETNAM)
    if moment.microsecond == 1:
        return (LinkEvidence(local.replace(microsecond=0).isoformat(), "hour", told.stamp, form, url),)
    midnight = local.hour == local.minute == local.second == 0
    if midnight or len(told.stamp) <= 10:
        return (LinkEvidence(local.date().isoformat(), "day", told.stamp, form, url),)
    precision = "second" if local.second else "minute"
    return (LinkEvidence(local.replace(microsecond=0).isoformat(), precision, told.stamp, form, url),)


def _iso(text: str) -> datetime | None:
    try:
        if len(text) == 10:
            day = date.fromisoformat(text)
            return datetime(day.year, day.month, day.day, tzinfo=VIETNAM)
        moment = datetime.fromisoformat(text.strip())
        return (moment if moment.tzinfo else moment.replace(tzinfo=VIETNAM)).replace(microsecond=0)
    except (ValueError, OverflowError):
        return None


def _rfc822(text: str) -> datetime | None:
    try:
        moment = parsedate_to_datetime(text)
        return moment if moment.tzinfo else moment.replace(tzinfo=VIETNAM)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
