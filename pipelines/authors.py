"""Who wrote, photographed, compiled: visible bylines first, metadata only where the page shows none."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from items import Author, Candidate
from pipelines.draft import Draft
from vietnamese.provinces import union_unit
from vietnamese.text import fold

_ORDER: Final = {
    role: place
    for place, role in enumerate(
        (
            "writer",
            "compiler",
            "translator",
            "photographer",
            "videographer",
            "graphics",
            "editor",
            "poster",
            "source",
        )
    )
}
_WRITERS: Final = frozenset(
    ("writer", "compiler", "translator", "photographer", "videographer", "graphics", "editor")
)
_VISIBLE: Final = ("selector", "platform", "label", "line")


def decide_authors(draft: Draft) -> Draft:
    offered = [c for c in draft.raw.offered("authors") if c.refused is None]
    chosen, reason = choose(offered)
    authors = merge(chosen)
    if draft.raw.kind == "document":
        # A signer is not an author; an unlabelled name under an official document is its signer.
        authors = merge(
            [c for c in chosen if c.origin in ("selector", "label") or ".organisation." in c.rule]
        )
    organisation = draft.article.organisation or _organisation(authors, draft)
    return draft.decided(f"authors: {reason}", authors=authors, organisation=organisation)


def choose(candidates: list[Candidate]) -> tuple[list[Candidate], str]:
    """The candidates that together are the byline."""
    selected = [c for c in candidates if c.origin in ("selector", "platform")]
    if selected:
        return selected[:1], f"{selected[0].rule}: {selected[0].raw!r}"
    visible = [c for c in candidates if c.origin in _VISIBLE]
    people = [c for c in visible if any(author.role in _WRITERS for author in c.value)]
    sources = [c for c in visible if c not in people]
    if people:
        best = people[0]
        labelled = [c for c in people if c.origin == "label"]
        tail = [c for c in people if c.rule.endswith(".tail")]
        group = [*labelled, *(c for c in tail if c not in labelled)] if labelled or tail else [best]
        raw = "; ".join(c.raw for c in group)
        return [*group, *sources], f"{best.rule}: {raw!r}"
    machine = [c for c in candidates if c.origin not in _VISIBLE]
    if machine:
        best = machine[0]
        group = [c for c in machine if c.origin == best.origin]
        return [*group, *sources], f"{best.rule}: the page shows no byline, its metadata name {best.raw!r}"
    return sources, "only a source is named" if sources else "the page names nobody"


def merge(candidates: list[Candidate]) -> tuple[Author, ...]:
    """All names once a role, writers first; the same name twice keeps the organisation."""
    found: dict[tuple[str, str], Author] = {}
    for candidate in candidates:
        for author in candidate.value:
            key = (fold(author.name), author.role)
            known = found.get(key)
            if known is None or (known.organisation is None and author.organisation):
                found[key] = author if known is None else replace(known, organisation=author.organisation)
    return tuple(sorted(found.values(), key=lambda author: _ORDER[author.role]))


def _organisation(authors: tuple[Author, ...], draft: Draft) -> str | None:
    named = next((author.organisation for author in authors if author.organisation), None)
    if named is None:
        return None
    province = draft.source.province if draft.source else None
    return (union_unit(named, province) if province else None) or named


class AuthorsStage:
    """The stage over drafts."""

    def process_item(self, item: Draft) -> Draft:
        return decide_authors(item)
