"""Names of provinces and topics for what readers see."""

from datetime import date
from functools import cache

from vietnamese.provinces import Province, all_provinces, by_slug
from vietnamese.text import sort_key
from vietnamese.topics import TOPICS

# The last day of the 63 provinces.
_BEFORE = date(2025, 6, 30)


def topics() -> dict[str, str]:
    """The name of each topic by its slug."""
    return dict(TOPICS)


def province(slug: str) -> Province | None:
    """Today's province of this slug; None where there is none by this name today."""
    found = by_slug(slug)
    return found if found is not None and found.current == slug else None


@cache
def provinces() -> tuple[Province, ...]:
    """Today's provinces in the order of their names."""
    return tuple(sorted(all_provinces(), key=lambda each: sort_key(each.name)))


@cache
def merged_provinces() -> dict[str, str]:
    """The slugs of provinces that are no more, and of what each became."""
    current = {each.slug for each in provinces()}
    return {each.slug: each.current for each in all_provinces(_BEFORE) if each.slug not in current}


def order(name: str) -> tuple[tuple[int, ...], tuple[int, ...], str]:
    """A key that sorts names as Vietnamese does."""
    return sort_key(name)
