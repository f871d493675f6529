"""``export``, ``import``: articles out of the archive and into it."""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager, nullcontext
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cli.archive_commands import ready
from cli.counting import counted
from cli.errors import OneLineError, one_line
from cli.plain import echo
from cli.slips import refuse_slips
from cli.times import midnight

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from archive.importing import Line


class Format(StrEnum):
    jsonl = "jsonl"
    csv = "csv"


class Separator(StrEnum):
    comma = "comma"
    semicolon = "semicolon"
    tab = "tab"


_SIGNS = {Separator.comma: ",", Separator.semicolon: ";", Separator.tab: "\t"}
Day = Annotated[str | None, typer.Option(metavar="DAY", help="As 2026-11-20.")]


def export(
    format: Annotated[Format, typer.Option("--format", help="jsonl can be imported again.")] = Format.jsonl,  # noqa: A002
    source: Annotated[list[str] | None, typer.Option(help="Only of this source; can be said again.")] = None,
    province: Annotated[str | None, typer.Option(help="Only of this province, old or new (slug).")] = None,
    topic: Annotated[str | None, typer.Option(help="Only of this topic (slug).")] = None,
    kind: Annotated[str | None, typer.Option(help="Only article or document.")] = None,
    state: Annotated[str | None, typer.Option(help="Only new, approved, hidden or retracted.")] = None,
    since: Day = None,
    until: Annotated[str | None, typer.Option(metavar="DAY", help="This day is the last.")] = None,
    q: Annotated[str, typer.Option("--q", help="Only what this search finds.")] = "",
    public: Annotated[bool, typer.Option("--public", help="Only what readers see.")] = False,
    separator: Annotated[Separator, typer.Option(help="Of CSV.")] = Separator.comma,
    output: Annotated[
        Path | None, typer.Option("-o", "--output", metavar="FILE", help="Standard output if left out.")
    ] = None,
) -> None:
    """Write articles as JSON Lines or CSV."""
    with one_line():
        ready()
    from archive import export as out
    from archive.models import STATES
    from archive.search import Search
    from archive.values import READABLE

    _one_of("kind", kind, READABLE)
    _one_of("state", state, STATES)
    _known(sources=source or (), province=province, topic=topic)
    with one_line():
        refuse_slips(Search(q))
    last = midnight(until)
    wanted = out.Wanted(
        sources=tuple(source or ()),
        province=province,
        topic=topic,
        kind=kind,
        state=state,
        since=midnight(since),
        until=last and last + timedelta(days=1),
        q=q,
        public=public,
    )
    number = 0

    def parts() -> Iterator[list[Any]]:
        nonlocal number
        for part in out.articles(wanted):
            number += len(part)
            yield part

    with one_line(), _written(output) as file:
        told = parts()
        if output is not None:
            told = counted(told, "exporting", -(-out.count(wanted) // 200))
        lines = out.jsonl(told) if format is Format.jsonl else out.table(told, _SIGNS[separator])
        for line in lines:
            file.write(line)
    echo(f"{number} articles exported", err=True)


def import_(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="JSON Lines; - for standard input.")],
) -> None:
    """Take articles in from JSON Lines (of `export` or `extract`); what is there already stays as it is."""
    with one_line():
        ready()
        from archive.importing import import_lines
        from archive.states import policies
        from archive.store import remember_sources
        from config.settings import load
        from pipelines.sanitise import sanitise
        from sources import read as read_sources
        from spiders.keys import article_key

        known = read_sources(load().own_sources).sources

        def key(source: str, url: str) -> str:
            return article_key(url, known[source].platform if source in known else "general")

        counts = {"new": 0, "known": 0, "bad": 0}
        with _opened(file) as lines:
            for line in import_lines(lines, key=key, clean=sanitise, at=datetime.now(UTC)):
                counts[line.became] += 1
                _tell(line)
        there = policies()
        remember_sources([each for each in _with_articles(known) if each.slug not in there])
    echo(f"{counts['new']} articles imported, {counts['known']} were there, {counts['bad']} bad lines")
    if counts["bad"]:
        raise typer.Exit(1)


def _with_articles(known: dict[str, Any]) -> list[Any]:
    from archive.models import Article

    slugs = Article.objects.order_by("source").values_list("source", flat=True).distinct()
    return [known[slug] for slug in slugs if slug in known]


def _tell(line: Line) -> None:
    if line.became == "bad":
        echo(f"line {line.number}: {line.problem}", err=True)


def _one_of(name: str, value: str | None, possible: tuple[str, ...]) -> None:
    if value is not None and value not in possible:
        raise OneLineError(f'--{name} must be {" or ".join(possible)}; "{value}" is none of them')


def _known(*, sources: Collection[str], province: str | None, topic: str | None) -> None:
    """Raises OneLineError for a filter that no article can ever pass: a slip, not an empty answer."""
    from archive.models import ArticleTopic
    from sources import did_you_mean
    from sources.coverage import known_slugs
    from vietnamese.topics import TOPICS

    def check(told: str, what: str, known: Collection[str]) -> None:
        if told not in known:
            raise OneLineError(f'there is no {what} "{told}"; {did_you_mean(told, known)}'.rstrip("; "))

    if province is not None:
        check(province, "province", known_slugs())
    # An import may have brought in topics that are none of ours.
    if topic is not None and not ArticleTopic.objects.filter(topic=topic).exists():
        check(topic, "topic", [slug for slug, _ in TOPICS])
    there = _sources() if sources else ()
    for slug in sources:
        check(slug, "source", there)


def _sources() -> set[str]:
    """The slugs of all source files, broken ones too, and of what the archive holds of sources that went."""
    from archive.models import Article
    from cli.sources_commands import registry

    found = registry()
    stored = Article.objects.order_by("source").values_list("source", flat=True).distinct()
    with one_line():
        return {*found.sources, *found.broken, *stored}


@contextmanager
def _written(path: Path | None) -> Iterator[Any]:
    """The file to write to, replaced when all is written; standard output without one. Line ends as told."""
    if path is None:
        sys.stdout.reconfigure(encoding="utf-8", newline="")  # type: ignore[union-attr]
        try:
            yield sys.stdout
            sys.stdout.flush()
        except BrokenPipeError:
            # Whoever read it has enough (`head`); Python would complain once more at its end.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return
    unfinished = path.with_name(path.name + ".unfinished")
    try:
        with unfinished.open("w", encoding="utf-8", newline="") as file:
            yield file
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)


def _opened(path: Path) -> Any:
    return nullcontext(sys.stdin.buffer) if str(path) == "-" else path.open("rb")
