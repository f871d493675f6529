"""The sources as lines for people and for grep: a block a province of today, those it absorbed below."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from rich.console import Console

from crawler.run import due
from items import Source
from sources.province_coverage import (
    CoverageLevel,
    FormerCoverage,
    ProvinceCoverage,
    current_coverage,
    former_coverage,
    is_readable,
)

_SAID: dict[CoverageLevel, str] = {
    "federation": "its own federation",
    "former": "only the federation of a former province",
    "other": "no federation; portals, newspapers and the like only",
    "none": "nothing read",
}
Line = tuple[str, str]  # style and text


def show(
    out: Console,
    sources: Iterable[Source],
    *,
    province: str | None = None,
    status: str | None = None,
    missing: bool = False,
) -> None:
    """Print ``lines``, none of them wrapped."""
    for style, text in lines(sources, province=province, status=status, missing=missing):
        out.print(text, style=style, soft_wrap=True, markup=False, highlight=False)


def lines(
    sources: Iterable[Source],
    *,
    province: str | None = None,
    status: str | None = None,
    missing: bool = False,
) -> Iterator[Line]:
    """What ``sources list`` says. ``province`` is a slug of today, with all that became part of it, or a
    vanished one, alone; ``missing`` leaves out the provinces whose own federation is read. The summary stands
    where neither a province nor a status is asked for: it is of all sources.
    """
    everything = list(sources)
    covered = current_coverage(everything)
    widths = _widths(everything)
    for one in covered:
        yield from _block(one, widths, province=province, status=status, missing=missing)
    if province is None and not missing:
        country = [source for source in everything if source.province is None]
        rows = list(_rows(country, widths, status))
        yield from (("bold", "The whole country"), *rows) if rows else ()
    if province is None and status is None:
        yield "", ""
        yield from _summary(covered, former_coverage(everything), everything)


def _block(
    one: ProvinceCoverage, widths: Sequence[int], *, province: str | None, status: str | None, missing: bool
) -> Iterator[Line]:
    slug = one.province.slug
    old_ones = [old for old in one.old if province in (None, slug, old.province.slug)]
    if province not in (None, slug) and not old_ones:
        return
    if missing:
        old_ones = [old for old in old_ones if old.level != "federation"]
    here = one.sources if province in (None, slug) and not (missing and one.level == "federation") else ()
    body = list(_rows(here, widths, status))
    for old in old_ones:
        rows = [(style, f"  {text}") for style, text in _rows(old.sources, widths, status)]
        if rows or status is None:
            name = old.province.name
            body += [("", f"  until 30/06/2025 {name} ({old.province.slug}): {_SAID[old.level]}"), *rows]
    if body or (status is None and not (missing and one.level == "federation")):
        style = "bold" if one.level == "federation" else "bold yellow"
        yield style, f"{one.province.name} ({slug}): {_said(one)}"
        yield from body


def _said(one: ProvinceCoverage) -> str:
    if one.level != "former":
        return _SAID[one.level]
    names = ", ".join(old.province.name for old in one.old if old.level == "federation")
    return f"{_SAID['former']} ({names})"


def _rows(sources: Iterable[Source], widths: Sequence[int], status: str | None) -> Iterator[Line]:
    for source in sources:
        if status in (None, source.status):
            cells = zip(_cells(source), widths, strict=True)
            text = "  ".join(cell.ljust(width) for cell, width in cells)
            yield "" if is_readable(source) else "dim", f"  {text}".rstrip()


def _cells(source: Source) -> tuple[str, ...]:
    return source.slug, source.kind, source.platform, source.status, source.home


def _widths(sources: Iterable[Source]) -> tuple[int, ...]:
    table = [_cells(source) for source in sources]
    return tuple(max(map(len, column)) for column in zip(*table, strict=True)) or (0,) * 5


def _summary(
    today: Sequence[ProvinceCoverage], old: Sequence[FormerCoverage], sources: Sequence[Source]
) -> Iterator[Line]:
    yield from chain(
        _levels(f"Of the {len(today)} provinces of today", today),
        _levels(f"Of the {len(old)} until 30/06/2025", old),
    )
    counts = Counter(source.status for source in sources)
    read = len(due({source.slug: source for source in sources}))
    told = ", ".join(f"{counts[status]} {status}" for status in sorted(counts))
    yield "", f"{len(sources)} sources ({told}); {read} are asked every night."


def _levels(heading: str, covered: Sequence[ProvinceCoverage] | Sequence[FormerCoverage]) -> Iterator[Line]:
    yield "bold", f"{heading}:"
    for level, said in _SAID.items():
        names = [one.province.name for one in covered if one.level == level]
        if names:
            listed = "" if level == "federation" else f" ({', '.join(names)})"
            yield "", f"  {len(names):2} {said}{listed}"
