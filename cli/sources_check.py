"""``tincongdoan sources check``: is a source still what it was? What changed, and the file mended."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated
from urllib.parse import urljoin

import typer

from cli.errors import OneLineError, one_line
from items import Source

if TYPE_CHECKING:
    from sources.detect.baseline import Baseline
    from spiders.survey import Survey


@dataclass(frozen=True, slots=True)
class _Checked:
    """``changes`` are sentences; ``mended`` the file as it should be, the source itself where it fits."""

    changes: tuple[str, ...]
    mended: Source
    survey: Survey | None = None


def check(
    sources: Annotated[
        list[str] | None, typer.Argument(metavar="[SOURCE]...", help="All that are read by default.")
    ] = None,
    samples: Annotated[int, typer.Option(min=1, max=30, help="How many articles to read of each.")] = 8,
    delay: Annotated[float | None, typer.Option(min=0.0, max=60.0, help="Else the source's own.")] = None,
    write: Annotated[
        bool,
        typer.Option("--write", help="Write mended files, keep new measurements."),
    ] = False,
) -> None:
    """Measure sources as "add" does and compare with what they were; print what changed and a mended file.

    The first check keeps its measurement, or compares with what earlier crawls stored. Exit 0: all are
    as they were; 1: something changed or does not answer; 2: wrong call or setting.
    """
    from cli.report_table import console
    from cli.sources_commands import registry
    from cli.sources_files import keep_baseline, kept_baseline, write_source
    from cli.sources_survey import say
    from cli.times import moment
    from config.settings import load
    from sources.writing import amend

    with one_line():
        home, folder = load().home, load().own_sources
        known = registry()
    chosen = _chosen(sources, known.sources)
    out, worst = console(), 0
    for source in chosen:
        before = kept_baseline(home, source.slug)
        checked = _check(source, before or _of_archive(source), samples=samples, delay=delay)
        for change in checked.changes:
            say(out, f"{source.slug}: {change}", style="yellow")
        with one_line():
            text = _text_of(source, folder)
        mended = amend(text, source, checked.mended)
        diff = _diff(text, mended, f"{source.slug}.toml")
        if diff:
            say(out, diff)
        if not checked.changes and not diff:
            words = "measured for the first time" if before is None else "as it was"
            say(out, f"{source.slug}: {words}")
        worst = max(worst, 1 if checked.changes or diff else 0)
        with one_line():
            if write and diff:
                say(out, f"{source.slug}: written to {write_source(folder, source.slug, mended)}")
            if checked.survey is not None and (write or (before is None and not checked.changes)):
                keep_baseline(home, source.slug, checked.survey.baseline(moment(None)))
        if diff and not write:
            say(out, f"{source.slug}: tincongdoan sources check {source.slug} --write writes it")
    raise typer.Exit(worst)


def _chosen(slugs: list[str] | None, known: Mapping[str, Source]) -> list[Source]:
    from cli.sources_commands import source
    from sources.province_coverage import is_readable

    if not slugs:
        return [one for one in known.values() if is_readable(one)]
    chosen = [source(slug) for slug in dict.fromkeys(slugs)]
    for one in chosen:
        if one.status == "refused":
            raise OneLineError(f"{one.slug} is refused: {one.evidence}")
    return chosen


def _check(source: Source, before: Baseline | None, *, samples: int, delay: float | None) -> _Checked:
    from cli.sources_survey import read, run
    from cli.times import moment
    from sources import start_addresses
    from sources.detect.baseline import changes
    from spiders.survey import UnfitError, mend, survey_known

    pause = source.politeness.delay if delay is None else delay
    told: tuple[str, ...] = ()
    now = source
    for _ in range(3):  # as it is; with its home where it moved to; without its lists
        begin = start_addresses(now)[0]
        try:
            found = run(survey_known(now, read=read, at=moment(None), samples=samples), begin, delay=pause)
        except UnfitError as error:
            told = (*told, str(error))
            moved = _elsewhere(now, error)
            if moved is None:
                return _Checked(told, source)
            now = moved
            continue
        lost = tuple(one for one in source.start if one not in now.start)
        found = replace(found, lost=(*found.lost, *(urljoin(source.home + "/", one) for one in lost)))
        mended = mend(replace(now, start=source.start), found)
        measured = found.baseline(moment(None))
        differences = changes(before, measured) if before is not None else ()
        return _Checked((*told, *differences), mended, found)
    return _Checked(told, source)


def _elsewhere(source: Source, error: Exception) -> Source | None:
    """The source where the error says that it is now: at another host, or without lists that are gone."""
    from spiders.survey import UnfitError

    if not isinstance(error, UnfitError):
        return None
    if error.name == "moved" and error.target:
        return replace(source, home=error.target.rstrip("/"))
    if error.name == "gone" and source.start:
        return replace(source, start=())
    return None


def _of_archive(source: Source) -> Baseline | None:
    """What earlier crawls stored of a source, where no measurement was kept; None where they stored nothing.

    Raises OneLineError where the archive can't be used.
    """
    from cli.archive_commands import ready

    with one_line():
        ready()
        from archive.models import Article
        from sources.detect.baseline import Baseline

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
    """The source's file as it is: the user's own, else the packaged one."""
    from sources import PACKAGED_FOLDER

    name = f"{source.slug}.toml"
    path = folder / name
    return (path if path.exists() else PACKAGED_FOLDER / name).read_text(encoding="utf-8-sig")


def _diff(before: str, after: str, name: str) -> str:
    lines = difflib.unified_diff(
        before.splitlines(), after.splitlines(), name, f"{name} (mended)", lineterm=""
    )
    return "\n".join(lines)
