"""``tincongdoan reextract``: runs the current extractor over the raw pages in the archive."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cli.access import load_registry, open_archive
from cli.errors import OneLineError, one_line
from cli.options import parse_day
from cli.output import track_progress
from cli.plain import echo

if TYPE_CHECKING:
    from archive.reextract import Again, Read
    from sources import Registry

_MAX_EXAMPLES = 3
_MAX_VALUE_LENGTH = 100  # characters of a value in an example


def reextract(
    sources: Annotated[
        list[str] | None, typer.Argument(metavar="[SOURCE…]", help="By default all sources.")
    ] = None,
    since: Annotated[
        str | None, typer.Option(metavar="DAY", help="Only articles first seen on this day or later.")
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Print what would change, change nothing.")
    ] = False,
) -> None:
    """Extract articles again from their raw pages, and update those that come out differently."""
    with one_line():
        open_archive()
        from archive import reextract as archive_pages

        registry = load_registry()
        slugs = sources or []
        for slug in slugs:
            known = slug in registry.sources or slug in registry.broken
            if not known and not archive_pages.count([slug], None):
                raise OneLineError(f"there is no source {slug}; 'tincongdoan sources list' shows them")
        first_day = parse_day(since)
        results = archive_pages.reextract(
            make_reader(registry), sources=slugs, since=first_day, at=datetime.now(UTC), dry_run=dry_run
        )
        total = archive_pages.count(slugs, first_day)
        summary = summarise(track_progress(results, "pages", total))
    for line in summary_lines(summary, dry_run=dry_run):
        echo(line)


def make_reader(registry: Registry) -> Read:
    """Return a function that extracts a page as a crawl would now, by the rules of its source's file, if any.

    It raises ValueError for a page whose source's file can't be used.
    """
    # Loading the extractor takes 0.4 s.
    from extraction import extract
    from pipelines.decide import decide
    from spiders.link_evidence import add_link_evidence

    def read(page: Any, slug: str, evidence: Any) -> Any:
        if slug in registry.broken:
            raise ValueError(f"the file of its source {slug} can't be used")
        source = registry.sources.get(slug)
        raw = extract(
            page.body, page.url, source=source, at=page.fetched_at, content_type=page.content_type or None
        )
        article = decide(add_link_evidence(raw, evidence), source)
        # The article stays its source's, even if the source's file was removed.
        return replace(article, source=slug)

    return read


class Summary:
    """Counts of a re-extraction.

    ``fields`` counts the articles that change, by field; ``examples`` shows some of them; ``problems`` counts
    the pages that were skipped, by reason.
    """

    def __init__(self) -> None:
        self.articles = self.changed = 0
        self.fields: dict[str, int] = {}
        self.examples: dict[str, list[str]] = {}
        self.problems: dict[str, int] = {}


def summarise(results: Iterable[Again]) -> Summary:
    """Count the results; consuming them is what runs the re-extraction."""
    summary = Summary()
    for result in results:
        summary.articles += 1
        summary.changed += bool(result.changes)
        if result.problem:
            summary.problems[result.problem] = summary.problems.get(result.problem, 0) + 1
        for name, (before, after) in result.changes.items():
            summary.fields[name] = summary.fields.get(name, 0) + 1
            examples = summary.examples.setdefault(name, [])
            if len(examples) < _MAX_EXAMPLES:
                values = f"      - {_shorten(before)}\n      + {_shorten(after)}"
                examples.append(f"{result.article} {result.url}\n{values}")
    return summary


def summary_lines(summary: Summary, *, dry_run: bool) -> Iterator[str]:
    """Format the summary, the field that changed most often first."""
    for name, number in sorted(summary.fields.items(), key=lambda item: -item[1]):
        yield f"{name}: {number}"
        yield from (f"    {example}" for example in summary.examples[name])
    for problem, number in sorted(summary.problems.items()):
        yield f"skipped, {problem}: {number}"
    verb = "would change" if dry_run else "changed"
    yield f"{summary.articles} pages read again, {summary.changed} articles {verb}"


def _shorten(value: Any) -> str:
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    text = " ".join(text.split())
    return text if len(text) <= _MAX_VALUE_LENGTH else text[: _MAX_VALUE_LENGTH - 1] + "…"
