"""Unknown values in filters of ``search`` and ``export``. Django must be set up before the import."""

from __future__ import annotations

from collections.abc import Collection

from archive.models import Article, ArticleTopic
from archive.search import Search
from archive.search.filter_suggestions import find_unknown_filters
from cli.access import load_registry
from cli.errors import OneLineError, one_line
from config.settings import load
from sources import did_you_mean, source_slugs
from sources.province_coverage import province_slugs
from vietnamese.topics import TOPICS


def check_filters(*, sources: Collection[str], province: str | None, topic: str | None) -> None:
    """Raise OneLineError for a filter that no article can match: a misspelling, not an empty result."""
    if province is not None:
        _check_known("province", province, province_slugs())
    # An import may have brought topics that are none of ours.
    if topic is not None and not ArticleTopic.objects.filter(topic=topic).exists():
        _check_known("topic", topic, [slug for slug, _ in TOPICS])
    if sources:
        registry = load_registry()
        with one_line():
            # Sources whose files were removed may have left articles.
            stored = set(Article.objects.order_by("source").values_list("source", flat=True).distinct())
        for slug in sources:
            _check_known("source", slug, {*registry.sources, *registry.broken, *stored})


def _check_known(name: str, value: str, known: Collection[str]) -> None:
    if value not in known:
        raise OneLineError(f'there is no {name} "{value}"; {did_you_mean(value, known)}'.rstrip("; "))


def check_search(search: Search) -> None:
    """Raise OneLineError if a filter in the search has a value that no article can have."""
    unknown = find_unknown_filters(search, lambda: source_slugs(load().own_sources))
    if unknown:
        raise OneLineError("; ".join(_describe(one.filter, one.value, one.suggestion) for one in unknown))


def _describe(name: str, value: str, likely: str) -> str:
    return f'there is no {name} "{value}"' + (f'; did you mean "{likely}"?' if likely else "")
