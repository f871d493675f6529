"""``extract --explain``: every candidate of a page, and why it was taken or not."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from rich.table import Table
from rich.text import Text

from cli.plain import PlainConsole
from items import Article, Candidate, Moment
from pipelines.authors import choose as choose_authors
from vietnamese.text import fold

TAKEN = "taken"
_PIPE_WIDTH = 170  # columns if standard error is no terminal: six table columns without a break
_MAX_RAW_LENGTH = 100  # characters of a candidate's raw text


def show_candidates(article: Article) -> None:
    """Print the candidates and the reasons on standard error; standard output stays JSON."""
    console = PlainConsole(stderr=True)
    if not console.is_terminal:
        console = PlainConsole(stderr=True, width=_PIPE_WIDTH)
    table = Table(title=f"{article.kind}: {article.title or '(no title)'}", title_justify="left")
    for heading in ("field", "as printed", "rule", "where", "confidence", "outcome"):
        table.add_column(heading, overflow="fold")
    for candidate, outcome in candidate_outcomes(article):
        style = "bold" if outcome == TAKEN else "dim" if candidate.refused else ""
        cells = (
            candidate.field,
            _shorten(candidate.raw),
            candidate.rule,
            candidate.place,
            f"{candidate.confidence:.2f}",
            outcome,
        )
        table.add_row(*(Text(cell) for cell in cells), style=style)
    console.print(table)
    for reason in article.reasons:
        console.print(Text(f"  {reason}"))
    for warning in article.warnings:
        console.print(Text(f"  warning: {warning}", style="yellow"))


def _shorten(text: str) -> str:
    """
    >>> _shorten("a" * 101) == "a" * 99 + "…"
    True
    """
    return text if len(text) <= _MAX_RAW_LENGTH else text[: _MAX_RAW_LENGTH - 1].rstrip() + "…"


def candidate_outcomes(article: Article) -> list[tuple[Candidate, str]]:
    """Return each candidate with its outcome in one line, by field, the most confident first. Pure.

    It does not decide again: a candidate was taken if the article has its value.
    """
    outcomes: list[tuple[Candidate, str]] = []
    for field in sorted({proof.field for proof in article.proofs}):
        candidates = [proof for proof in article.proofs if proof.field == field]
        candidates.sort(key=lambda candidate: -candidate.confidence)
        taken = _taken(article, field, [one for one in candidates if one.refused is None])
        outcomes += [(candidate, _outcome(article, candidate, taken)) for candidate in candidates]
    return outcomes


def _taken(article: Article, field: str, candidates: Sequence[Candidate]) -> list[Candidate]:
    if field == "authors":
        # A byline can combine several candidates.
        chosen, _ = choose_authors(list(candidates))
        return [candidate for candidate in chosen if _people(candidate.value) & _people(article.authors)]
    if field in ("published", "updated"):
        moments = [getattr(article, field)]
        if not any(proof.field == "published" and proof.refused is None for proof in article.proofs):
            # The time of the last change is the publication, too, if it is the only date.
            moments.append(article.published)
        return [one for one in candidates if any(_gave(one, moment) for moment in moments)][:1]
    if field in ("earliest", "latest"):
        bound = getattr(article.published_between, field, None)
        return [one for one in candidates if bound and (one.origin, one.raw) == (bound.origin, bound.raw)]
    decided = getattr(article, field)
    if field == "views":
        return [candidate for candidate in candidates if decided and candidate.value == decided.value][:1]
    # The most confident one; cleaning may have changed its text since.
    return list(candidates[:1]) if decided else []


def _outcome(article: Article, candidate: Candidate, taken: Sequence[Candidate]) -> str:
    if candidate.refused is not None:
        return f"refused: {candidate.refused}"
    if any(candidate is one for one in taken):
        return TAKEN
    if not taken:
        if candidate.field in ("earliest", "latest"):
            return "not taken: it has no year, or contradicts another bound; see below"
        if candidate.field == "updated":
            return "not taken: no later than the publication"
        return "not taken, see below"
    best = taken[0]
    if candidate.field in ("earliest", "latest"):
        return f"{best.rule} is closer"
    if _agrees(article, candidate, best):
        return f"agrees with {best.rule}"
    cause = "less confident" if candidate.confidence < best.confidence else "ranks lower"
    return f"outvoted by {best.rule} ({cause})"


def _agrees(article: Article, candidate: Candidate, best: Candidate) -> bool:
    if candidate.field == "authors":
        return _people(candidate.value) <= _people(article.authors)
    if candidate.field in ("published", "updated"):
        return bool(_day(candidate.value.value) == _day(best.value.value))
    return bool(candidate.value == best.value)


def _people(authors: Sequence[Any]) -> set[tuple[str, str]]:
    return {(fold(author.name), author.role) for author in authors}


def _gave(candidate: Candidate, moment: Moment | None) -> bool:
    """Return True if the moment has the candidate's value and origin."""
    parsed = candidate.value
    value = (parsed.value, parsed.precision, parsed.raw, candidate.origin)
    return moment is not None and value == (moment.value, moment.precision, moment.raw, moment.origin)


def _day(value: Any) -> Any:
    return value.date() if isinstance(value, datetime) else value
