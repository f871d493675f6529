"""The whole decision as one pure function: what a crawl's stages do one by one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from items import Article, RawArticle, Source
from pipelines.authors import decide_authors
from pipelines.bounds import decide_bounds
from pipelines.dates import decide_dates
from pipelines.documents import decide_documents
from pipelines.draft import Draft, begin
from pipelines.places import decide_province
from pipelines.sanitise import SanitiseStage
from pipelines.titles import decide_titles
from pipelines.topics import decide_topics
from pipelines.views import decide_views

# The order of the flow; sanitising is last, so that nothing after it can bring markup back in.
STAGES: Final[tuple[Callable[[Draft], Draft], ...]] = (
    decide_titles,
    decide_dates,
    decide_documents,
    decide_bounds,
    decide_authors,
    decide_views,
    decide_province,
    decide_topics,
    SanitiseStage().process_item,
)


def decide(raw: RawArticle, source: Source | None = None, key: str = "") -> Article:
    """Everything that a page tells, decided. Pure and total: any RawArticle gives an Article."""
    draft = begin(raw, source, key)
    for stage in STAGES:
        draft = stage(draft)
    return draft.article
