"""``tincongdoan search`` and ``tincongdoan stories``: articles by their text, and reprints."""

from __future__ import annotations

import json
from typing import Annotated

import typer

from cli.access import open_archive
from cli.errors import OneLineError, one_line
from cli.plain import PlainConsole, echo

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
        from cli import search_view

        if rebuild:
            echo(f"{search_view.rebuild_index()} articles indexed")
            return
        hits = search_view.find_articles(question or (), best=best, limit=limit)
    if as_json:
        for row in hits.rows:
            echo(json.dumps(search_view.to_record(row), ensure_ascii=False))
        return
    console = PlainConsole(highlight=False, soft_wrap=True)
    for row in hits.rows:
        for line in search_view.describe_hit(row, hits.question):
            console.print(line)
    total = f"{hits.total}" if hits.total < 1000 else "1000 or more"
    console.print(f"{len(hits.rows)} of {total} articles", style="dim")


@stories_app.command("show")
def show(article: Annotated[int, typer.Argument(metavar="ID", help="The article's number.")]) -> None:
    """Show which sources published an article's text, who was first, and how much the others share."""
    with one_line():
        open_archive()
        from cli import search_view

        lines = search_view.story_lines(article)
    for line in lines:
        echo(line)


@stories_app.command("rebuild")
def rebuild() -> None:
    """Delete all stories and compare every article again."""
    with one_line():
        open_archive()
        from cli import search_view

        articles, stories = search_view.rebuild_stories()
    echo(f"{articles} articles compared, {stories} stories")
