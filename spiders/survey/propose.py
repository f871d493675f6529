"""A survey → the source file that a person may accept: nothing stands in it that the site did not tell."""

import re
from collections.abc import Collection
from dataclasses import replace
from datetime import datetime
from difflib import get_close_matches
from urllib.parse import urljoin, urlsplit

from items import Follow, Politeness, Source
from items.source import SourceKind
from sources.province_coverage import province_slugs
from spiders.survey.values import Survey
from vietnamese.text import fold, slugify

# NukeViet blocks an address that asks more than 40 times in a minute.
_DELAYS = {"nukeviet": 2.0}
_SUFFIX: dict[SourceKind, str] = {"portal": "cong", "front": "mat-tran"}
_UNION = re.compile(r"\b(?:cong doan|lien doan lao dong|ldld|cong nhan vien chuc|cnvcld)\b")
_UNKNOWN: SourceKind = "portal"  # the kind that no night asks for until somebody looked at it


def propose(
    survey: Survey,
    *,
    at: datetime,
    taken: Collection[str],
    slug: str | None = None,
    province: str | None = None,
) -> Source:
    """The source; ``taken`` are the slugs in use, ``slug`` and ``province`` what the user says.

    A name that the site does not tell is its host, and a kind "portal": ``unknown`` names them.
    """
    who = survey.identity
    place = province or who.province
    kind = who.kind or _UNKNOWN
    name = who.name or (urlsplit(survey.home).hostname or survey.home)
    return Source(
        slug=slug or slug_for(kind, place, survey.home, name, taken),
        name=name,
        publisher=who.publisher or name,
        kind=kind,
        home=survey.home.rstrip("/") if not urlsplit(survey.home).path.strip("/") else survey.home,
        status="unverified",
        evidence=evidence(survey, at),
        platform=survey.platform.name,
        province=place,
        start=survey.start or (union_sections(survey) if who.kind == "portal" else ()),
        select=survey.select,
        follow=Follow(ignore=_outside(survey)),
        politeness=Politeness(delay=_DELAYS.get(survey.platform.name, 1.0)),
    )


def unknown(survey: Survey, source: Source) -> tuple[str, ...]:
    """What the site does not tell, or the file leaves open, in words for a person."""
    who, missing = survey.identity, []
    if who.name is None:
        missing.append("name (its host stands in its place)")
    if who.publisher is None:
        missing.append("publisher (the name stands in its place)")
    if who.kind is None:
        missing.append(f'kind ("{_UNKNOWN}" stands in its place, which no night asks for)')
    if source.kind == "portal" and not source.start and who.kind is not None:
        missing.append("start (no section of this portal speaks of unions, so that no night asks for it)")
    if source.province is None and who.kind not in ("central", "newspaper", "sector"):
        missing.append("province (--province SLUG names it)")
    return tuple(missing)


def evidence(survey: Survey, at: datetime) -> str:
    """Where the file comes from: the day, the signs of the platform, what was read."""
    system = survey.platform.name + (f" {survey.platform.version}" if survey.platform.version else "")
    signs = "; ".join(sign.proof for sign in survey.platform.signs[:2])
    days = sorted(one.published.iso()[:10] for one in survey.articles if one.published)
    newest = f", the newest of {'/'.join(reversed(days[-1].split('-')))}" if days else ""
    number = len(survey.articles)
    return (
        f"Fetched by us on {at:%d/%m/%Y}: {system}"
        + (f" ({signs})" if signs else " (no system told itself)")
        + f"; {number} article{'s' if number != 1 else ''} read{newest}. No person has looked at it yet."
    )


def slug_for(kind: SourceKind, province: str | None, home: str, name: str, taken: Collection[str]) -> str:
    """A free slug by the registry's scheme: the province for its federation, else from the host."""
    if province and kind in ("federation", *_SUFFIX):
        base = f"{province}-{_SUFFIX[kind]}" if kind in _SUFFIX else province
    elif province and kind in ("department", "district"):
        rest = slugify(re.sub(r"(?i)\b(?:tỉnh|thành phố)\b.*$", "", name)) or "don-vi"
        rest = rest.removeprefix("lien-doan-lao-dong-").removeprefix("ldld-")
        base = (
            f"{province}-{rest}" if kind == "district" or rest.startswith("so-") else f"{province}-so-{rest}"
        )
    else:
        base = _from_host(home)
    if base in taken and kind == "federation" and province:
        base = base if f"{base}-2" in taken else f"{base}-2"
    number, slug = 2, base
    while slug in taken or (slug in province_slugs() and not (kind == "federation" and slug == province)):
        slug, number = f"{base}-{number}", number + 1
    return slug


def _from_host(home: str) -> str:
    host = urlsplit(home).hostname or "nguon"
    stem = re.sub(r"^www\.|\.(?:gov|org|com|net|edu|info)?\.?(?:vn|com|org|net)$", "", host)
    return slugify(stem.replace(".", "-")) or "nguon"


def _outside(survey: Survey) -> str | None:
    """An expression for the links that leave a sub-site."""
    if not survey.within:
        return None
    return rf"^https?://[^/]+/(?!{re.escape(survey.within.strip('/'))}(?:/|$))"


def union_sections(survey: Survey) -> tuple[str, ...]:
    """The paths of the sections that speak of unions: what to read of a portal."""
    found = [address for address, words in survey.sections if _UNION.search(fold(words))]
    return tuple(urlsplit(address)._replace(scheme="", netloc="").geturl() for address in found)


def mend(source: Source, survey: Survey) -> Source:
    """The file of a known source as the site is now: its system, its home, its lists.

    A list that answers no more is replaced by the section of the menu whose name or address is like it, or
    left out where others stay; a selector stays, as only a person knows what it was for.
    """
    platform = survey.platform.name if survey.platform.name != "general" else source.platform
    home = survey.home if urlsplit(survey.home).hostname != urlsplit(source.home).hostname else source.home
    start = source.start
    if survey.lost:
        lost = {one for one in start if urljoin(source.home + "/", one) in survey.lost}
        start = tuple(dict.fromkeys(one if one not in lost else _like(one, survey) or "" for one in start))
        start = tuple(one for one in start if one)
    delay = max(source.politeness.delay, _DELAYS.get(platform, 0.0))
    return replace(
        source,
        platform=platform,
        home=home.rstrip("/"),
        start=start,
        politeness=replace(source.politeness, delay=delay),
    )


def _like(start: str, survey: Survey) -> str | None:
    """The section whose address ends most like a lost one's."""
    paths = {
        urlsplit(address)._replace(scheme="", netloc="").geturl(): address for address, _ in survey.sections
    }
    tails = {path.rstrip("/").rpartition("/")[2]: path for path in paths}
    near = get_close_matches(start.rstrip("/").rpartition("/")[2], tails, n=1, cutoff=0.75)
    return tails[near[0]] if near else None
