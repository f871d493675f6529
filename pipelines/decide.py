"""The whole decision as one pure function: what a crawl's stages do one by one."""

from __future__ import annotations

from functools import lru_cache
from importlib import import_module
from typing import Protocol

from crawler.stages import DECIDING
from items import Article, RawArticle, Source
from pipelines.draft import Draft, begin


class Stage(Protocol):
    """One decision; each stands in a file of its own."""

    def process_item(self, item: Draft) -> Draft: ...


@lru_cache(maxsize=1)
def stages() -> tuple[Stage, ...]:
    """The stages of a crawl that decide, in the order in which a crawl runs them."""
    named = (name.rpartition(".") for name in DECIDING)
    return tuple(getattr(import_module(module), stage)() for module, _, stage in named)


def decide(raw: RawArticle, source: Source | None = None, key: str = "") -> Article:
    """Everything that a page tells, decided. Pure and total: any RawArticle gives an Article."""
    draft = begin(raw, source, key)
    for stage in stages():
        draft = stage.process_item(draft)
    return draft.article
