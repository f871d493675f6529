"""The article's view count: the surest candidate, or none where two of the same rank disagree."""

from __future__ import annotations

from items import ViewCount
from pipelines.draft import Draft


def decide_views(draft: Draft) -> Draft:
    offered = [c for c in draft.raw.offered("views") if c.refused is None]
    views, reason = None, "the page tells none"
    if offered:
        best = offered[0]
        rivals = {c.value for c in offered if c.confidence == best.confidence}
        if len(rivals) > 1:
            reason = f"refused: {sorted(rivals)} compete"
        else:
            views = ViewCount(best.value, best.raw, best.origin)
            reason = f"{best.rule} at {best.place}: {best.raw!r}"
    return draft.decided(f"views: {reason}", views=views)


class ViewsStage:
    """The stage over drafts."""

    def process_item(self, item: Draft) -> Draft:
        return decide_views(item)
