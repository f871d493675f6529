"""Which provinces have a source: today's 34, and the 63 of before 1 July 2025 below what they became.

Pure: sources in, frozen values out. ``vietnamese.provinces`` says which province is part of which.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from items import Source
from vietnamese import provinces
from vietnamese.provinces import Province

Level = Literal["federation", "former", "other", "none"]
_BEFORE = date(2025, 6, 30)


@dataclass(frozen=True, slots=True)
class OldCoverage:
    """A province of before 1 July 2025 and its own sources; ``level`` is never "former"."""

    province: Province
    sources: tuple[Source, ...]
    level: Level


@dataclass(frozen=True, slots=True)
class Coverage:
    """A province of today. ``sources`` are its own, ``old`` what became part of it, in the order of codes.

    ``level`` says what the nightly run reads of it: "federation" its own federation; "former" only that of a
    province that became part of it; "other" only portals, newspapers and the like; "none" nothing.
    """

    province: Province
    sources: tuple[Source, ...]
    old: tuple[OldCoverage, ...]
    level: Level


def coverage(sources: Iterable[Source]) -> tuple[Coverage, ...]:
    """Today's 34 provinces in the order of their codes, each with its sources as given.

    A source of a province that kept its name counts as today's. Frozen and refused sources are listed, but
    cover nothing.
    """
    own: dict[str, list[Source]] = {}
    for source in sources:
        if source.province is not None:
            own.setdefault(source.province, []).append(source)
    today = provinces.all_provinces()
    kept = {province.slug for province in today}
    vanished = [province for province in provinces.all_provinces(_BEFORE) if province.slug not in kept]
    found = []
    for province in today:
        old = tuple(
            OldCoverage(one, tuple(own.get(one.slug, ())), _own_level(own.get(one.slug, ())))
            for one in vanished
            if one.current == province.slug
        )
        here = tuple(own.get(province.slug, ()))
        found.append(Coverage(province, here, old, _level(_own_level(here), old)))
    return tuple(found)


def before(sources: Iterable[Source]) -> tuple[OldCoverage, ...]:
    """The 63 provinces of before 1 July 2025 in the order of their codes, each with its own sources."""
    given = list(sources)
    found = []
    for province in provinces.all_provinces(_BEFORE):
        own = tuple(source for source in given if source.province == province.slug)
        found.append(OldCoverage(province, own, _own_level(own)))
    return tuple(found)


def known_slugs() -> tuple[str, ...]:
    """The slugs of all provinces, of today and of before 1 July 2025, in the order of the alphabet."""
    both = (*provinces.all_provinces(_BEFORE), *provinces.all_provinces())
    return tuple(sorted({province.slug for province in both}))


def is_read(source: Source) -> bool:
    """Can it be read? Neither frozen nor refused ones are. Who is asked at night: ``crawler.run.due``."""
    return source.status in ("verified", "unverified")


def _own_level(sources: Iterable[Source]) -> Level:
    kinds = {source.kind for source in sources if is_read(source)}
    if "federation" in kinds:
        return "federation"
    return "other" if kinds else "none"


def _level(own: Level, old: Iterable[OldCoverage]) -> Level:
    levels = {one.level for one in old}
    if own == "federation":
        return own
    if "federation" in levels:
        return "former"
    return "other" if "other" in {own, *levels} else "none"
