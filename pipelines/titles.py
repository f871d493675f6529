"""Title, lead and section: selector, then document rule, then the page's headline, then metadata."""

from __future__ import annotations

from typing import Any

from items import Candidate
from items.raw import Field
from pipelines.draft import Draft


def decide_titles(draft: Draft) -> Draft:
    title = _best(draft, "title")
    summary = _best(draft, "summary")
    section = _best(draft, "section")
    reason = f"title: {title.rule} at {title.place}" if title else "title: the page has none"
    return draft.decided(
        reason, title=_value(title), summary=_value(summary), section=section.value if section else ()
    )


def _best(draft: Draft, field: Field) -> Candidate | None:
    offered = [c for c in draft.raw.offered(field) if c.refused is None]
    return offered[0] if offered else None


def _value(candidate: Candidate | None) -> Any:
    return candidate.value if candidate else None


class TitlesStage:
    """The stage over drafts."""

    def process_item(self, item: Draft) -> Draft:
        return decide_titles(item)
