"""``export`` and ``import``: articles out of the archive and into it."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, nullcontext
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from cli.access import load_registry, open_archive
from cli.errors import one_line
from cli.options import check_choice, parse_day
from cli.output import track_progress
from cli.plain import echo
from items import Source


class ExportFormat(StrEnum):
    """The formats of ``export``."""

    jsonl = "jsonl"
    csv = "csv"


class CsvDelimiter(StrEnum):
    """The delimiters of CSV, by name."""

    comma = "comma"
    semicolon = "semicolon"
    tab = "tab"


_DELIMITERS = {CsvDelimiter.comma: ",", CsvDelimiter.semicolon: ";", CsvDelimiter.tab: "\t"}
_PART_SIZE = 200  # articles in a part of an export (archive.export)


def export(
    format: Annotated[  # noqa: A002
        ExportFormat, typer.Option("--format", help="Only jsonl can be imported again.")
    ] = ExportFormat.jsonl,
    source: Annotated[list[str] | None, typer.Option(help="Only of this source; can be repeated.")] = None,
    province: Annotated[
        str | None, typer.Option(help="Only of this province (slug), of today or of before 1 July 2025.")
    ] = None,
    topic: Annotated[str | None, typer.Option(help="Only of this topic (slug).")] = None,
    kind: Annotated[str | None, typer.Option(help="Only of this kind: article or document.")] = None,
    state: Annotated[
        str | None, typer.Option(help="Only in this state: new, approved, hidden or retracted.")
    ] = None,
    since: Annotated[
        str | None, typer.Option(metavar="DAY", help="First day to include, such as 2026-11-20.")
    ] = None,
    until: Annotated[str | None, typer.Option(metavar="DAY", help="Last day to include.")] = None,
    q: Annotated[str, typer.Option("--q", help="Only articles that match this search.")] = "",
    public: Annotated[bool, typer.Option("--public", help="Only articles that readers see.")] = False,
    separator: Annotated[CsvDelimiter, typer.Option(help="CSV delimiter.")] = CsvDelimiter.comma,
    output: Annotated[
        Path | None, typer.Option("-o", "--output", metavar="FILE", help="By default standard output.")
    ] = None,
) -> None:
    """Write articles as JSON Lines or CSV."""
    with one_line():
        open_archive()
    from archive import export as exports
    from archive.models import STATES
    from archive.search import Search
    from archive.values import READABLE
    from cli.filters import check_filters, check_search

    check_choice("kind", kind, READABLE)
    check_choice("state", state, STATES)
    check_filters(sources=source or (), province=province, topic=topic)
    with one_line():
        check_search(Search(q))
    last_day = parse_day(until)
    wanted = exports.Wanted(
        sources=tuple(source or ()),
        province=province,
        topic=topic,
        kind=kind,
        state=state,
        since=parse_day(since),
        until=last_day and last_day + timedelta(days=1),
        q=q,
        public=public,
    )
    number = 0

    def counted_parts() -> Iterator[list[Any]]:
        nonlocal number
        for part in exports.articles(wanted):
            number += len(part)
            yield part

    with one_line(), _open_output(output) as file:
        parts = counted_parts()
        if output is not None:
            parts = track_progress(parts, "exporting", -(-exports.count(wanted) // _PART_SIZE))
        if format is ExportFormat.jsonl:
            lines = exports.jsonl(parts)
        else:
            lines = exports.table(parts, _DELIMITERS[separator])
        for line in lines:
            file.write(line)
    echo(f"{number} articles exported", err=True)


def import_(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="JSON Lines; - for standard input.")],
) -> None:
    """Import articles from JSON Lines (of `export` or `extract`); known articles stay as they are."""
    with one_line():
        open_archive()
        from archive.importing import import_lines
        from archive.models import Article
        from archive.states import policies
        from archive.store import remember_sources
        from pipelines.sanitise import sanitise
        from spiders.keys import article_key

        sources = load_registry().sources

        def key(source: str, url: str) -> str:
            return article_key(url, sources[source].platform if source in sources else "general")

        counts = {"new": 0, "known": 0, "bad": 0}
        with _open_input(file) as lines:
            for line in import_lines(lines, key=key, clean=sanitise, at=datetime.now(UTC)):
                counts[line.became] += 1
                if line.became == "bad":
                    echo(f"line {line.number}: {line.problem}", err=True)
        slugs = Article.objects.order_by("source").values_list("source", flat=True).distinct()
        remember_sources(_new_sources(sources, slugs, policies()))
    echo(f"{counts['new']} articles imported, {counts['known']} known, {counts['bad']} bad lines")
    if counts["bad"]:
        raise typer.Exit(1)


def _new_sources(
    sources: Mapping[str, Source], slugs: Iterable[str], remembered: Mapping[str, Any]
) -> list[Source]:
    """Return the registry's sources among ``slugs`` that the archive does not know yet."""
    return [sources[slug] for slug in slugs if slug in sources and slug not in remembered]


@contextmanager
def _open_output(path: Path | None) -> Iterator[Any]:
    """Open standard output, or the file, which appears when it is complete. Line ends are not changed."""
    if path is None:
        sys.stdout.reconfigure(encoding="utf-8", newline="")  # type: ignore[union-attr]
        try:
            yield sys.stdout
            sys.stdout.flush()
        except BrokenPipeError:
            # The reader has had enough (`head`). Without this, Python would complain again on exit.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return
    unfinished = path.with_name(path.name + ".unfinished")
    try:
        with unfinished.open("w", encoding="utf-8", newline="") as file:
            yield file
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)


def _open_input(path: Path) -> Any:
    return nullcontext(sys.stdin.buffer) if str(path) == "-" else path.open("rb")
