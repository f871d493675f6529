"""``tincongdoan search`` and ``tincongdoan stories``: articles by their text, and reprints."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.text import Text

from cli.access import open_archive
from cli.errors import OneLineError, one_line
from cli.options import check_search
from cli.output import local_time

if TYPE_CHECKING:
    from archive.models import Article
    from archive.search import Piece, Question

stories_app = typer.Typer(help="Stories: articles and their reprints on other sources.", no_args_is_help=True)


def search(
    question: Annotated[
        list[str] | None,
        typer.Argument(
            help='Words, "a phrase", prefix*; after -- also -without; filters: tỉnh:"Lào Cai" từ:2026-11-01.'
        ),
    ] = None,
    best: Annotated[bool, typer.Option("--best", help="Sort by relevance, not by date.")] = False,
    limit: Annotated[int, typer.Option(min=1, max=1000, help="The most articles to print.")] = 20,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON line an article.")] = False,
    rebuild: Annotated[bool, typer.Option("--rebuild", help="Rebuild the index of all articles.")] = False,
) -> None:
    """Find articles, by words with or without accents; with --best, exact accents rank first."""
    if rebuild == bool(question):
        raise OneLineError('say what to search for, for example `tincongdoan search "đại hội" công đoàn`')
    with one_line():
        open_archive()
        from archive import search as index

        if rebuild:
            typer.echo(f"{index.rebuild()} articles indexed")
            return
        # The shell has removed the quotes: an argument with a blank is a phrase.
        text = " ".join(_quoted(word) for word in question or ())
        query = index.Search(text, order="relevance" if best else "time")
        check_search(query)
        rows = index.articles(query, limit)
        total = index.count(query)
        parsed = index.read(text)
    if as_json:
        for row in rows:
            typer.echo(json.dumps(_record(row), ensure_ascii=False))
        return
    console = Console(highlight=False, soft_wrap=True)
    for row in rows:
        for line in _lines(row, parsed):
            console.print(line)
    many = f"{total}" if total < 1000 else "1000 or more"
    console.print(f"{len(rows)} of {many} articles", style="dim")


@stories_app.command("show")
def show(article: Annotated[int, typer.Argument(metavar="ID", help="The article's number.")]) -> None:
    """Show which sources published an article's text, who was first, and how much the others share."""
    with one_line():
        open_archive()
        from archive import stories
        from archive.models import Article

        if not Article.objects.filter(pk=article).exists():
            raise OneLineError(f"there is no article {article}")
        members = stories.of(article)
    if not members:
        typer.echo("stands alone")
    for member in members:
        at = member.published_at or member.first_seen_at
        when = f"{'' if member.published_at else 'seen '}{local_time(at)}"
        part = f"{member.share:.0%} of it, paragraphs {_ranges(member.paragraphs)}"
        hidden = "" if member.public else ", not public"
        description = f"{'first' if member.first else part}{hidden}"
        typer.echo(f"{member.id}  {member.source}  {when}  {description}  {member.url}")


@stories_app.command("rebuild")
def rebuild() -> None:
    """Delete all stories and compare every article again."""
    with one_line():
        open_archive()
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
    # An article without a date is sorted by the day it was first seen, which is not its date.
    seen = "" if row.published_at else "seen "
    where = f"   {row.pk}  {row.source}  {seen}{local_time(row.sort_at)[:10]}  {row.url}"
    text = f"{row.summary or ''}\n{row.body_text}"
    return [head, _text([]).append(where, style="cyan"), _text([]).append("   ").append_text(
        _text(snippet(text.strip(), question))
    )]  # fmt: skip


def _text(pieces: list[Piece]) -> Text:
    text = Text()
    for piece in pieces:
        text.append(piece.text, style="reverse" if piece.found else "")
    return text


def _ranges(numbers: tuple[int, ...]) -> str:
    """Format ascending numbers of paragraphs as ranges: ``1–3, 5``; 0 is the lead."""
    ranges: list[list[int]] = []
    for number in numbers:
        if ranges and number == ranges[-1][-1] + 1:
            ranges[-1][1:] = [number]
        else:
            ranges.append([number])
    ends = (["lead" if number == 0 else str(number) for number in pair] for pair in ranges)
    return ", ".join("–".join(pair) for pair in ends) or "none"
