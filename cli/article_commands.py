"""``tincongdoan article show``: one article as the archive holds it, and what it was before."""

from __future__ import annotations

from typing import Annotated

import typer

from cli.access import open_archive
from cli.errors import one_line
from cli.plain import PlainConsole, echo

article_app = typer.Typer(help="Single articles of the archive.", no_args_is_help=True)


@article_app.command()
def show(
    article: Annotated[str, typer.Argument(metavar="ID|URL", help="The article's number or URL.")],
    revisions: Annotated[bool, typer.Option("--revisions", help="Also show its earlier revisions.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print a line as `export` does.")] = False,
) -> None:
    """Show an article: its fields, editors' corrections, views and revisions."""
    with one_line():
        open_archive()
        from cli import article_view

        row = article_view.find_article(article)
        line = article_view.to_json(row) if as_json else None
        lines = [] if as_json else list(article_view.describe(row, revisions=revisions))
    console = PlainConsole(highlight=False, soft_wrap=True)
    if line is not None:
        echo(line)
    for part in lines:
        console.print(part)
