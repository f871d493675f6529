"""Which provinces have a source: today's 34, and the 63 from before 1 July 2025 that they include.

Pure functions. ``vietnamese.provinces`` says which former province is part of which.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from items import Source
from vietnamese import provinces
from vietnamese.provinces import Province

CoverageLevel = Literal["federation", "former", "other", "none"]
_BEFORE_MERGER = date(2025, 6, 30)


@dataclass(frozen=True, slots=True)
class FormerCoverage:
    """A province from before 1 July 2025 and its own sources; ``level`` is never "former"."""

    province: Province
    sources: tuple[Source, ...]
    level: CoverageLevel


@dataclass(frozen=True, slots=True)
class ProvinceCoverage:
    """A current province. ``sources`` are its own, ``old`` the merged provinces that it includes, by code.

    ``level`` is what the nightly run crawls for it: "federation": its own federation; "former": only the
    federation of a province that it includes; "other": only portals, newspapers and the like; "none":
    nothing.
    """

    province: Province
    sources: tuple[Source, ...]
    old: tuple[FormerCoverage, ...]
    level: CoverageLevel


def current_coverage(sources: Iterable[Source]) -> tuple[ProvinceCoverage, ...]:
    """Today's 34 provinces by code, each with its sources in the order given.

    The sources of a province that kept its name count as those of the current province. Frozen and refused
    sources are listed, but do not count for the level.
    """
    own: dict[str, list[Source]] = {}
    for source in sources:
        if source.province is not None:
            own.setdefault(source.province, []).append(source)
    today = provinces.all_provinces()
    kept = {province.slug for province in today}
    merged_provinces = [
        province for province in provinces.all_provinces(_BEFORE_MERGER) if province.slug not in kept
    ]
    result = []
    for province in today:
        old = tuple(
            FormerCoverage(former, tuple(own.get(former.slug, ())), _own_level(own.get(former.slug, ())))
            for former in merged_provinces
            if former.current == province.slug
        )
        own_sources = tuple(own.get(province.slug, ()))
        result.append(ProvinceCoverage(province, own_sources, old, _level(_own_level(own_sources), old)))
    return tuple(result)


def former_coverage(sources: Iterable[Source]) -> tuple[FormerCoverage, ...]:
    """The 63 provinces from before 1 July 2025 by code, each with its own sources."""
    all_sources = list(sources)
    result = []
    for province in provinces.all_provinces(_BEFORE_MERGER):
        own = tuple(source for source in all_sources if source.province == province.slug)
        result.append(FormerCoverage(province, own, _own_level(own)))
    return tuple(result)


def province_slugs() -> tuple[str, ...]:
    """The slugs of all provinces, current and former, sorted."""
    both = (*provinces.all_provinces(_BEFORE_MERGER), *provinces.all_provinces())
    return tuple(sorted({province.slug for province in both}))


def is_readable(source: Source) -> bool:
    """Is the source neither frozen nor refused? When it is crawled at night, ``crawler.run.due`` decides."""
    return source.status in ("verified", "unverified")


def _own_level(sources: Iterable[Source]) -> CoverageLevel:
    kinds = {source.kind for source in sources if is_readable(source)}
    if "federation" in kinds:
        return "federation"
    return "other" if kinds else "none"


def _level(own: CoverageLevel, old: Iterable[FormerCoverage]) -> CoverageLevel:
    levels = {former.level for former in old}
    if own == "federation":
        return own
    if "federation" in levels:
        return "former"
    return "other" if "other" in {own, *levels} else "none"
