"""The list of sources, for people and for grep: a block for each province of today, former ones below it."""

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

_LEVEL_TEXTS: dict[CoverageLevel, str] = {
    "federation": "its own federation",
    "former": "only the federation of a former province",
    "other": "no federation; portals, newspapers and the like only",
    "none": "nothing crawled",
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
    """Print ``lines`` without wrapping."""
    for style, text in lines(sources, province=province, status=status, missing=missing):
        out.print(text, style=style, soft_wrap=True, markup=False, highlight=False)


def lines(
    sources: Iterable[Source],
    *,
    province: str | None = None,
    status: str | None = None,
    missing: bool = False,
) -> Iterator[Line]:
    """Yield the lines of ``sources list`` with their styles.

    ``province`` is the slug of a province of today, shown with the former ones that became part of it, or of
    a former one alone. ``missing`` leaves out provinces whose own federation is crawled. The summary covers
    all sources, so it is left out if a province or a status is given.
    """
    everything = list(sources)
    covered = current_coverage(everything)
    widths = _widths(everything)
    for entry in covered:
        yield from _block(entry, widths, province=province, status=status, missing=missing)
    if province is None and not missing:
        country = [source for source in everything if source.province is None]
        rows = list(_rows(country, widths, status))
        yield from (("bold", "The whole country"), *rows) if rows else ()
    if province is None and status is None:
        yield "", ""
        yield from _summary(covered, former_coverage(everything), everything)


def _block(
    entry: ProvinceCoverage,
    widths: Sequence[int],
    *,
    province: str | None,
    status: str | None,
    missing: bool,
) -> Iterator[Line]:
    slug = entry.province.slug
    former = [old for old in entry.old if province in (None, slug, old.province.slug)]
    if province not in (None, slug) and not former:
        return
    if missing:
        former = [old for old in former if old.level != "federation"]
    here = entry.sources if province in (None, slug) and not (missing and entry.level == "federation") else ()
    body = list(_rows(here, widths, status))
    for old in former:
        rows = [(style, f"  {text}") for style, text in _rows(old.sources, widths, status)]
        if rows or status is None:
            name = old.province.name
            body += [
                ("", f"  until 30/06/2025 {name} ({old.province.slug}): {_LEVEL_TEXTS[old.level]}"),
                *rows,
            ]
    if body or (status is None and not (missing and entry.level == "federation")):
        style = "bold" if entry.level == "federation" else "bold yellow"
        yield style, f"{entry.province.name} ({slug}): {_level_text(entry)}"
        yield from body


def _level_text(entry: ProvinceCoverage) -> str:
    if entry.level != "former":
        return _LEVEL_TEXTS[entry.level]
    names = ", ".join(old.province.name for old in entry.old if old.level == "federation")
    return f"{_LEVEL_TEXTS['former']} ({names})"


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
    by_status = ", ".join(f"{counts[status]} {status}" for status in sorted(counts))
    yield "", f"{len(sources)} sources ({by_status}); {read} are crawled every night."


def _levels(heading: str, covered: Sequence[ProvinceCoverage] | Sequence[FormerCoverage]) -> Iterator[Line]:
    yield "bold", f"{heading}:"
    for level, text in _LEVEL_TEXTS.items():
        names = [entry.province.name for entry in covered if entry.level == level]
        if names:
            listed = "" if level == "federation" else f" ({', '.join(names)})"
            yield "", f"  {len(names):2} {text}{listed}"
