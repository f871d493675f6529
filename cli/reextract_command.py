"""``tincongdoan reextract``: the present extractor over the pages that the archive kept."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cli.archive_commands import ready
from cli.counting import counted
from cli.errors import OneLineError, one_line
from cli.plain import echo
from cli.times import midnight

if TYPE_CHECKING:
    from collections.abc import Iterable

    from archive.reextract import Again, Read
    from sources.registry import Registry

_EXAMPLES = 3
_LENGTH = 100  # characters of a value in an example


def reextract(
    sources: Annotated[list[str] | None, typer.Argument(metavar="[SOURCE…]")] = None,
    since: Annotated[
        str | None, typer.Option(metavar="DAY", help="Only articles first seen on this day or later.")
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what would change, change nothing.")
    ] = False,
) -> None:
    """Read the kept pages again and bring their articles up to what the extractor reads now."""
    with one_line():
        ready()
        from archive.reextract import count
        from archive.reextract import reextract as run
        from config.settings import load
        from sources import read as read_sources

        registry = read_sources(load().own_sources)
        wanted = sources or []
        for slug in wanted:
            if slug not in registry.sources and slug not in registry.broken and not count([slug], None):
                raise OneLineError(f"there is no source {slug}; 'tincongdoan sources list' shows them")
        begin = midnight(since)
        found = run(reader(registry), sources=wanted, since=begin, at=datetime.now(UTC), dry_run=dry_run)
        told = summary(counted(found, "pages", count(wanted, begin)))
    for line in lines(told, dry_run=dry_run):
        echo(line)


def reader(registry: Registry) -> Read:
    """Reads a page as a crawl would now, with the selectors of its source's file, if there is one.

    Raises ValueError for a page whose source's file can't be used.
    """
    from extraction import extract
    from pipelines.decide import decide
    from spiders.evidence import with_evidence

    def read(page: Any, slug: str, told: Any) -> Any:
        if slug in registry.broken:
            raise ValueError(f"the file of its source {slug} can't be used")
        source = registry.sources.get(slug)
        raw = extract(
            page.body, page.url, source=source, at=page.fetched_at, content_type=page.content_type or None
        )
        article = decide(with_evidence(raw, told), source)
        # It stays its source's also where the source's file is gone.
        return replace(article, source=slug)

    return read


class Summary:
    """``fields`` counts the articles that change by field, ``examples`` shows some; ``problems`` by name."""

    def __init__(self) -> None:
        self.articles = self.changed = 0
        self.fields: dict[str, int] = {}
        self.examples: dict[str, list[str]] = {}
        self.problems: dict[str, int] = {}


def summary(found: Iterable[Again]) -> Summary:
    """What all of it comes to."""
    told = Summary()
    for again in found:
        told.articles += 1
        told.changed += bool(again.changes)
        if again.problem:
            told.problems[again.problem] = told.problems.get(again.problem, 0) + 1
        for name, (before, after) in again.changes.items():
            told.fields[name] = told.fields.get(name, 0) + 1
            shown = told.examples.setdefault(name, [])
            if len(shown) < _EXAMPLES:
                shown.append(
                    f"{again.article} {again.url}\n      - {_short(before)}\n      + {_short(after)}"
                )
    return told


def lines(told: Summary, *, dry_run: bool) -> Iterable[str]:
    """The summary as it is printed."""
    for name, number in sorted(told.fields.items(), key=lambda pair: -pair[1]):
        yield f"{name}: {number}"
        yield from (f"    {example}" for example in told.examples[name])
    for problem, number in sorted(told.problems.items()):
        yield f"passed over, {problem}: {number}"
    verb = "would change" if dry_run else "changed"
    yield f"{told.articles} pages read again, {told.changed} articles {verb}"


def _short(value: Any) -> str:
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    text = " ".join(text.split())
    return text if len(text) <= _LENGTH else text[: _LENGTH - 1] + "…"
