"""``tincongdoan article show``: one article as the archive knows it, and what it was before."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated, Any

import typer
from django.utils import timezone

from cli.archive_commands import ready
from cli.errors import OneLineError, one_line
from cli.plain import PlainConsole, echo

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime

    from rich.text import Text

    from archive.history import Change, Step
    from archive.models import Article

article_app = typer.Typer(help="Single articles of the archive.", no_args_is_help=True)
# What stands in the head of what is shown, or would fill pages.
_ELSEWHERE = ("url", "source", "kind", "body_text", "body_html", "language")
_COLOURS = {"equal": "", "insert": "green", "delete": "red"}
_SIGNS = {"equal": " ", "insert": "+", "delete": "-", "change": "~"}


@article_app.command()
def show(
    article: Annotated[str, typer.Argument(metavar="ID|URL", help="Its number or its address.")],
    revisions: Annotated[bool, typer.Option("--revisions", help="Also what it was before.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="As a line of `tincongdoan export`.")] = False,
) -> None:
    """One article: its fields, what editors say of it, how often it was read and what changed."""
    with one_line():
        ready()
        from archive.export import line_of

        row = _found(article)
        told = json.dumps(line_of(row), ensure_ascii=False) if as_json else None
        shown = [] if as_json else [*_fields(row), *_word_of_editors(row), *_readings(row)]
        before = _revisions(row) if revisions and not as_json else []

    console = PlainConsole(highlight=False, soft_wrap=True)
    if told is not None:
        echo(told)
    for line in (*shown, *before):
        console.print(line)


def _found(told: str) -> Article:
    from archive.models import Article, OtherAddress

    if told.isascii() and told.isdigit():
        row = Article.objects.filter(pk=int(told)).first() if len(told) < 19 else None
        if row is None:
            raise OneLineError(f"there is no article {told}")
        return row
    from archive.models import KnownSource
    from spiders.address import address_key, clean_address
    from spiders.keys import article_key
    from spiders.platforms import PLATFORMS

    address = clean_address(told)
    if address is None:
        raise OneLineError(f'"{told}" is neither an article\'s number nor a web address')
    keys = {article_key(address, name) for name in PLATFORMS}
    sources = list(KnownSource.objects.values_list("slug", flat=True))
    rows = list(Article.objects.filter(source__in=sources, key__in=keys))
    others = OtherAddress.objects.filter(source__in=sources, key__in=keys).select_related("article")
    rows += [other.article for other in others]
    # Two sites can number their articles alike: the same host first, the same address before all.
    same = [row for row in rows if _host(row.url) == _host(address)]
    same.sort(key=lambda row: address_key(clean_address(row.url) or "") != address_key(address))
    if not same:
        raise OneLineError(f"the archive holds no article of {told}")
    return same[0]


def _host(address: str) -> str:
    from urllib.parse import urlsplit

    return (urlsplit(address).hostname or "").removeprefix("www.")


def _fields(row: Article) -> Iterator[str | Text]:
    from rich.text import Text

    from archive.record import ORDER

    yield Text(f"{row.pk}  {row.title or '(no title)'}", style="bold")
    yield f"   {row.url}"
    for url in row.other_addresses.values_list("url", flat=True):
        yield f"   also at {url}"
    yield f"   {row.source}, {row.kind}, {row.state}{'' if row.public else ', not public'}"
    yield f"   first seen {_local(row.first_seen_at)}, last {_local(row.last_seen_at)}, {row.fetches} visits"
    if row.removed_at is not None:
        yield f"   removed at the source: gone since {_local(row.missing_since)}"
    for name in ORDER:
        value = None if name in _ELSEWHERE else getattr(row, name)
        if value not in (None, [], "", {}):
            yield Text(f"{name}: ", style="cyan").append(_plain(value), style="default")
    yield Text("body_text: ", style="cyan").append(f"{len(row.body_text)} characters", style="default")
    for reason in row.evidence.get("reasons", []):
        yield Text(f"   {reason}", style="dim")


def _word_of_editors(row: Article) -> Iterator[str | Text]:
    from archive.models import Correction

    if row.state_at is not None:
        yield f"state: {row.state} since {_local(row.state_at)} ({row.state_by})"
    for made in Correction.objects.filter(article=row):
        gone = f", withdrawn {_local(made.withdrawn_at)} by {made.withdrawn_by}" if made.withdrawn_at else ""
        yield f"correction of {made.field} by {made.author}, {_local(made.at)}{gone}: {made.reason}"
        yield f"   source: {_plain(row.said.get(made.field, made.source_value))}"
        yield f"   editor: {_plain(made.value)}"


def _readings(row: Article) -> Iterator[str]:
    from archive import queries, readings

    course = queries.course(row.pk)
    if course:
        told = ", ".join(f"{each.value} ({_local(each.at)})" for each in course[-5:])
        yield f"views: {told}{f', of {len(course)} readings' if len(course) > 5 else ''}"
        for each in readings.resets(course):
            yield f"   the counter was set back before {_local(each.at)}"
    found = readings.velocity(course, course[-1].at, published_at=row.published_at) if course else None
    if found is not None:
        yield f"   {found.a_day:.1f} readers a day, {_local(found.since)} to {_local(found.until)}"


def _revisions(row: Article) -> Iterator[str | Text]:
    from archive.history import steps

    found = steps(row)
    if not found:
        yield "nothing changed since it was first seen"
    for step in found:
        yield from _step(step)


def _step(step: Step) -> Iterator[str | Text]:
    from rich.text import Text

    why = "the source changed" if step.reason == "source" else "we read anew"
    fields = ", ".join(change.field for change in step.changes)
    yield Text(f"revision {step.number}, {_local(step.at)}: {why} {fields}", style="bold")
    for change in step.changes:
        yield from _change(change)


def _change(change: Change) -> Iterable[str | Text]:
    from rich.text import Text

    if change.paragraphs:
        for paragraph in change.paragraphs:
            line = Text(f"  {_SIGNS[paragraph.what]} ")
            for piece in paragraph.pieces:
                line.append(_marked(piece.what, piece.text), style=_COLOURS[piece.what])
            if paragraph.what != "equal":
                yield line
    elif change.pieces:
        line = Text(f"  ~ {change.field}: ")
        for piece in change.pieces:
            line.append(_marked(piece.what, piece.text), style=_COLOURS[piece.what])
        yield line
    else:
        yield Text(f"  - {change.field}: {_plain(change.before)}", style="red")
        yield Text(f"  + {change.field}: {_plain(change.after)}", style="green")


def _marked(what: str, text: str) -> str:
    """Also without colours it must be seen what came and went."""
    return {"equal": text, "insert": f"{{+{text}+}}", "delete": f"[-{text}-]"}[what]


def _plain(value: Any) -> str:
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return " ".join(text.split())


def _local(at: datetime | None) -> str:
    return f"{timezone.localtime(at):%Y-%m-%d %H:%M}" if at else "–"
