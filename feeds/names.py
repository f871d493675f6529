"""Display names of provinces and topics."""

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
    """Today's province of this slug, or None."""
    province_ = by_slug(slug)
    return province_ if province_ is not None and province_.current == slug else None


@cache
def provinces() -> tuple[Province, ...]:
    """Today's provinces in the order of their names."""
    return tuple(sorted(all_provinces(), key=lambda province_: sort_key(province_.name)))


@cache
def merged_provinces() -> dict[str, str]:
    """The slugs of former provinces, each with its successor's."""
    current = {province_.slug for province_ in provinces()}
    return {
        province_.slug: province_.current
        for province_ in all_provinces(_BEFORE)
        if province_.slug not in current
    }


def order(name: str) -> tuple[tuple[int, ...], tuple[int, ...], str]:
    """A sort key for names in Vietnamese order."""
    return sort_key(name)
