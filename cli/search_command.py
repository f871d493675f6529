"""``tincongdoan search`` and ``tincongdoan stories``: what the archive holds, found again."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated

import typer
from django.utils import timezone

from cli.archive_commands import ready
from cli.errors import OneLineError, one_line
from cli.slips import refuse_slips

if TYPE_CHECKING:
    from rich.text import Text

    from archive.models import Article
    from archive.search import Piece, Question

stories_app = typer.Typer(help="Reprints of one text, across sources.", no_args_is_help=True)


def search(
    question: Annotated[
        list[str] | None,
        typer.Argument(
            help='Words, "a phrase", begin*, and after -- also -not; filters: tỉnh:"Lào Cai" từ:2026-11-01.'
        ),
    ] = None,
    best: Annotated[bool, typer.Option("--best", help="The best first, not the newest.")] = False,
    limit: Annotated[int, typer.Option(min=1, max=1000, help="At most so many.")] = 20,
    as_json: Annotated[bool, typer.Option("--json", help="A line of JSON each.")] = False,
    rebuild: Annotated[bool, typer.Option("--rebuild", help="Index every article anew.")] = False,
) -> None:
    """Find articles, without accents or with them; exact accents come first by --best."""
    if rebuild == bool(question):
        raise OneLineError('say what to search for, for example `tincongdoan search "đại hội" công đoàn`')
    with one_line():
        ready()
        from archive import search as index

        if rebuild:
            typer.echo(f"{index.rebuild()} articles indexed")
            return
        # A shell takes the quotes away: what holds a blank is one phrase again.
        told = " ".join(_quoted(word) for word in question or ())
        asked = index.Search(told, order="relevance" if best else "time")
        refuse_slips(asked)
        rows = index.articles(asked, limit)
        total = index.count(asked)
        read = index.read(told)
    if as_json:
        for row in rows:
            typer.echo(json.dumps(_record(row), ensure_ascii=False))
        return
    from rich.console import Console

    console = Console(highlight=False, soft_wrap=True)
    for row in rows:
        for line in _lines(row, read):
            console.print(line)
    many = f"{total}" if total < 1000 else "1000 or more"
    console.print(f"{len(rows)} of {many} articles", style="dim")


@stories_app.command("show")
def show(article: Annotated[int, typer.Argument(metavar="ID", help="An article's number.")]) -> None:
    """Who published the article's text, who was first, and how much the others share with it."""
    with one_line():
        ready()
        from archive import stories
        from archive.models import Article

        if not Article.objects.filter(pk=article).exists():
            raise OneLineError(f"there is no article {article}")
        members = stories.of(article)
    if not members:
        typer.echo("stands alone")
    for each in members:
        at = each.published_at or each.first_seen_at
        seen = "" if each.published_at else "seen "
        part = "first" if each.first else f"{each.share:.0%} of it, paragraphs {_ranges(each.paragraphs)}"
        hidden = "" if each.public else ", not public"
        when = f"{seen}{timezone.localtime(at):%Y-%m-%d %H:%M}"
        typer.echo(f"{each.id}  {each.source}  {when}  {part}{hidden}  {each.url}")


@stories_app.command("rebuild")
def rebuild() -> None:
    """Forget all stories and compare every article anew."""
    with one_line():
        ready()
        from archive import stories
        from archive.models import Story

        number = stories.rebuild()
        typer.echo(f"{number} articles compared, {Story.objects.count()} stories")


def _quoted(word: str) -> str:
    return f'"{word}"' if " " in word and '"' not in word and ":" not in word else word


def _record(row: Article) -> dict[str, object]:
    return {
        "id": row.pk,
        "source": row.source,
        "title": row.title,
        "url": row.url,
        "published": row.published,
        "first_seen": row.first_seen_at.isoformat(),
    }


def _lines(row: Article, question: Question) -> list[Text]:
    from archive.search import marked, snippet

    head = _text(marked(row.title or row.url, question))
    head.stylize("bold")
    where = f"   {row.pk}  {row.source}  {_when(row)}  {row.url}"
    text = f"{row.summary or ''}\n{row.body_text}"
    return [head, _text([]).append(where, style="cyan"), _text([]).append("   ").append_text(
        _text(snippet(text.strip(), question))
    )]  # fmt: skip


def _when(row: Article) -> str:
    """The day, or between which days where the page prints none, or when it was first seen."""
    from archive.dating.bounds import shown

    if row.published_at:
        return f"{timezone.localtime(row.published_at):%Y-%m-%d}"
    first, last = shown(row.published_between)
    if first is None and last is None:
        return f"seen {timezone.localtime(row.first_seen_at):%Y-%m-%d}"
    return f"{first or ''}..{last or ''}"


def _text(pieces: list[Piece]) -> Text:
    from rich.text import Text

    told = Text()
    for piece in pieces:
        told.append(piece.text, style="reverse" if piece.found else "")
    return told


def _ranges(numbers: tuple[int, ...]) -> str:
    """``1–3, 5``; 0 is the lead."""
    told: list[list[int]] = []
    for number in numbers:
        if told and number == told[-1][-1] + 1:
            told[-1][1:] = [number]
        else:
            told.append([number])
    return ", ".join("–".join("lead" if each == 0 else str(each) for each in pair) for pair in told) or "none"
