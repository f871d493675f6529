"""The proof of every field as a table for people."""

from __future__ import annotations

from rich.table import Table
from rich.text import Text

from cli.plain import PlainConsole
from cli.verdicts import TAKEN, verdicts
from items import Article

_PIPED = 170  # columns where nobody looks at a terminal: a table of six columns unbroken
_LONGEST = 100  # characters of a text that are shown


def show(article: Article) -> None:
    """Print the candidates and the reasons on standard error, so that standard output stays JSON."""
    console = PlainConsole(stderr=True)
    if not console.is_terminal:
        console = PlainConsole(stderr=True, width=_PIPED)
    table = Table(title=f"{article.kind}: {article.title or '(no title)'}", title_justify="left")
    for heading in ("field", "as printed", "rule", "where", "sure", "taken or why not"):
        table.add_column(heading, overflow="fold")
    for proof, verdict in verdicts(article):
        style = "bold" if verdict == TAKEN else "dim" if proof.refused else ""
        cells = (
            proof.field,
            _cut(proof.raw),
            proof.rule,
            proof.place,
            f"{proof.confidence:.2f}",
            verdict,
        )
        table.add_row(*(Text(cell) for cell in cells), style=style)
    console.print(table)
    for reason in article.reasons:
        console.print(Text(f"  {reason}"))
    for warning in article.warnings:
        console.print(Text(f"  warning: {warning}", style="yellow"))


def _cut(text: str) -> str:
    """
    >>> _cut("a" * 101) == "a" * 99 + "…"
    True
    """
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1].rstrip() + "…"
