"""What the article is about: the lexicon's topics, each with the phrases that speak for it."""

from __future__ import annotations

from typing import Final

from pipelines.draft import Draft
from vietnamese.topics import find_topics

_LONGEST: Final = 100_000  # characters of the text that tell what it is about


def decide_topics(draft: Draft) -> Draft:
    article = draft.article
    hits = find_topics(
        article.title or "",
        article.summary or "",
        article.body_text[:_LONGEST],
        is_document=article.document is not None,
    )
    why = "; ".join(
        f"{hit.slug} {hit.score:g} ({', '.join(phrase for phrase, *_ in hit.because[:3])})" for hit in hits
    )
    return draft.decided(f"topics: {why or 'none'}", topics=tuple(hit.slug for hit in hits))


class TopicsStage:
    """The stage over drafts."""

    def process_item(self, item: Draft) -> Draft:
        return decide_topics(item)
