"""``tincongdoan sources check``: surveys known sources again; says what changed and corrects their files."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated
from urllib.parse import urljoin

import typer

from cli.access import find_source, load_registry, open_archive
from cli.errors import OneLineError, one_line
from cli.options import parse_time
from cli.output import make_console
from cli.sources_files import keep_baseline, kept_baseline, write_source
from cli.sources_survey import read, run, say
from config.settings import load
from items import Source
from sources import PACKAGED_FOLDER, start_addresses
from sources.detect.baseline import Baseline, changes
from sources.province_coverage import is_readable
from sources.writing import amend

if TYPE_CHECKING:
    from spiders.survey import Survey, UnfitError


@dataclass(frozen=True, slots=True)
class _CheckResult:
    """``changes`` are sentences; ``corrected`` is the source as it should be, unchanged if it still fits."""

    changes: tuple[str, ...]
    corrected: Source
    survey: Survey | None = None


def check(
    sources: Annotated[
        list[str] | None, typer.Argument(metavar="[SOURCE]...", help="By default all that are crawled.")
    ] = None,
    samples: Annotated[int, typer.Option(min=1, max=30, help="How many articles of each to read.")] = 8,
    delay: Annotated[
        float | None,
        typer.Option(min=0.0, max=60.0, help="Seconds between two requests; by default the source's."),
    ] = None,
    write: Annotated[
        bool,
        typer.Option("--write", help="Write corrected files and store the new measurements."),
    ] = False,
) -> None:
    """Survey sources as "add" does and compare with the last time; print what changed and a corrected file.

    The first check stores its measurement, or compares with what earlier crawls stored. Exit 0: nothing
    changed; 1: something changed or does not answer; 2: a wrong option or setting.
    """
    with one_line():
        home, folder = load().home, load().own_sources
        known = load_registry()
    chosen = _chosen(sources, known.sources)
    out, worst = make_console(), 0
    for source in chosen:
        before = kept_baseline(home, source.slug)
        checked = _check(source, before or _baseline_of_archive(source), samples=samples, delay=delay)
        for change in checked.changes:
            say(out, f"{source.slug}: {change}", style="yellow")
        with one_line():
            text = _text_of(source, folder)
        corrected = amend(text, source, checked.corrected)
        diff = _diff(text, corrected, f"{source.slug}.toml")
        if diff:
            say(out, diff)
        if not checked.changes and not diff:
            words = "measured for the first time" if before is None else "unchanged"
            say(out, f"{source.slug}: {words}")
        worst = max(worst, 1 if checked.changes or diff else 0)
        with one_line():
            if write and diff:
                say(out, f"{source.slug}: written to {write_source(folder, source.slug, corrected)}")
            if checked.survey is not None and (write or (before is None and not checked.changes)):
                keep_baseline(home, source.slug, checked.survey.baseline(parse_time(None)))
        if diff and not write:
            say(out, f"{source.slug}: tincongdoan sources check {source.slug} --write writes it")
    raise typer.Exit(worst)


def _chosen(slugs: list[str] | None, known: Mapping[str, Source]) -> list[Source]:
    if not slugs:
        return [source for source in known.values() if is_readable(source)]
    chosen = [find_source(slug) for slug in dict.fromkeys(slugs)]
    for source in chosen:
        if source.status == "refused":
            raise OneLineError(f"{source.slug} is refused: {source.evidence}")
    return chosen


def _check(source: Source, before: Baseline | None, *, samples: int, delay: float | None) -> _CheckResult:
    # Loading the survey takes 0.3 s.
    from spiders.survey import UnfitError, mend, survey_known

    pause = source.politeness.delay if delay is None else delay
    failures: tuple[str, ...] = ()
    current = source
    for _ in range(3):  # as it is; with its new home; without its lists
        begin = start_addresses(current)[0]
        try:
            survey = run(
                survey_known(current, read=read, at=parse_time(None), samples=samples), begin, delay=pause
            )
        except UnfitError as error:
            failures = (*failures, str(error))
            relocated = _relocated(current, error)
            if relocated is None:
                return _CheckResult(failures, source)
            current = relocated
            continue
        lost = tuple(path for path in source.start if path not in current.start)
        survey = replace(survey, lost=(*survey.lost, *(urljoin(source.home + "/", path) for path in lost)))
        corrected = mend(replace(current, start=source.start), survey)
        measured = survey.baseline(parse_time(None))
        differences = changes(before, measured) if before is not None else ()
        return _CheckResult((*failures, *differences), corrected, survey)
    return _CheckResult(failures, source)


def _relocated(source: Source, error: UnfitError) -> Source | None:
    """Return the source as the error says it is now: at another host, or without lists that are gone."""
    if error.name == "moved" and error.target:
        return replace(source, home=error.target.rstrip("/"))
    if error.name == "gone" and source.start:
        return replace(source, start=())
    return None


def _baseline_of_archive(source: Source) -> Baseline | None:
    """Measure what earlier crawls stored of a source; None if they stored nothing.

    Raises OneLineError if the archive can't be used.
    """
    with one_line():
        open_archive()
        from archive.models import Article

        newest = Article.objects.filter(source=source.slug, kind__in=("article", "document"))
        rows = list(newest.order_by("-sort_at")[:_NEWEST])
    if not rows:
        return None
    fields = {
        name: (sum(bool(getattr(row, column)) for row in rows), len(rows))
        for name, column in _COLUMNS.items()
    }
    fields["views"] = (sum(row.views_value is not None for row in rows), len(rows))
    at = max(row.last_seen_at for row in rows).isoformat(timespec="seconds")
    return Baseline(at, source.platform, source.home, start=source.start, fields=fields)


_NEWEST = 20
_COLUMNS = {
    "title": "title",
    "summary": "summary",
    "text": "body_text",
    "published": "published",
    "authors": "authors",
    "section": "section",
    "images": "images",
}


def _text_of(source: Source, folder: Path) -> str:
    """Return the text of the source's file: the user's own, or else the packaged one."""
    name = f"{source.slug}.toml"
    path = folder / name
    return (path if path.exists() else PACKAGED_FOLDER / name).read_text(encoding="utf-8-sig")


def _diff(before: str, after: str, name: str) -> str:
    lines = difflib.unified_diff(
        before.splitlines(), after.splitlines(), name, f"{name} (corrected)", lineterm=""
    )
    return "\n".join(lines)
