"""What became of every candidate of a page: taken, of the same mind as the taken one, outvoted or refused."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from items import Article, Candidate, Moment
from pipelines.authors import choose as choose_authors
from vietnamese.text import fold

TAKEN = "taken"


def verdicts(article: Article) -> list[tuple[Candidate, str]]:
    """Each candidate with one line, by field, the surest first. Pure.

    It looks at what was decided rather than deciding again: a candidate is taken whose value the article has.
    """
    told: list[tuple[Candidate, str]] = []
    for field in sorted({proof.field for proof in article.proofs}):
        offered = [proof for proof in article.proofs if proof.field == field]
        offered.sort(key=lambda proof: -proof.confidence)
        taken = _taken(article, field, [each for each in offered if each.refused is None])
        told += [(each, _verdict(article, each, taken)) for each in offered]
    return told


def _taken(article: Article, field: str, possible: Sequence[Candidate]) -> list[Candidate]:
    if field == "authors":
        # A byline can be put together of several.
        chosen, _ = choose_authors(list(possible))
        return [each for each in chosen if _people(each.value) & _people(article.authors)]
    if field in ("published", "updated"):
        moments = [getattr(article, field)]
        if not any(proof.field == "published" and proof.refused is None for proof in article.proofs):
            # The line of the last change is the publication, too, where it is the only date.
            moments.append(article.published)
        return [each for each in possible if any(_is(each, moment) for moment in moments)][:1]
    if field in ("earliest", "latest"):
        bound = getattr(article.published_between, field, None)
        return [each for each in possible if bound and (each.origin, each.raw) == (bound.origin, bound.raw)]
    decided = getattr(article, field)
    if field == "views":
        return [each for each in possible if decided and each.value == decided.value][:1]
    # The surest one; cleaning may have changed its words since.
    return list(possible[:1]) if decided else []


def _verdict(article: Article, each: Candidate, taken: Sequence[Candidate]) -> str:
    if each.refused is not None:
        return f"refused: {each.refused}"
    if any(each is one for one in taken):
        return TAKEN
    if not taken and each.field in ("earliest", "latest"):
        return "not taken: it has no year, or contradicts another bound; see below"
    if not taken:
        return (
            "not taken: no later than the publication" if each.field == "updated" else "not taken, see below"
        )
    best = taken[0]
    if each.field in ("earliest", "latest"):
        return f"{best.rule} is closer"
    if _agrees(article, each, best):
        return f"agrees with {best.rule}"
    return f"outvoted by {best.rule} ({'less sure' if each.confidence < best.confidence else 'ranks lower'})"


def _agrees(article: Article, each: Candidate, best: Candidate) -> bool:
    if each.field == "authors":
        return _people(each.value) <= _people(article.authors)
    if each.field in ("published", "updated"):
        return bool(_day(each.value.value) == _day(best.value.value))
    return bool(each.value == best.value)


def _people(authors: Sequence[Any]) -> set[tuple[str, str]]:
    return {(fold(author.name), author.role) for author in authors}


def _is(candidate: Candidate, moment: Moment | None) -> bool:
    parsed = candidate.value
    told = (parsed.value, parsed.precision, parsed.raw, candidate.origin)
    return moment is not None and told == (moment.value, moment.precision, moment.raw, moment.origin)


def _day(value: Any) -> Any:
    return value.date() if isinstance(value, datetime) else value
