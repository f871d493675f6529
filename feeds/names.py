"""Names of provinces and topics for what readers see."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ProvinceName:
    name: str
    full_name: str


def topics() -> dict[str, str]:
    """The name of each topic by its slug."""
    try:
        from vietnamese.topics import TOPICS
    except ImportError:
        return {}
    return dict(TOPICS)


def province(slug: str) -> ProvinceName | None:
    """The province of today with this slug."""
    try:
        from vietnamese.provinces import by_slug
    except ImportError:
        return ProvinceName(slug, slug)
    found = by_slug(slug)
    return ProvinceName(found.name, found.full_name) if found else None


def current_slug(slug: str) -> str | None:
    try:
        from vietnamese.provinces import current_slug
    except ImportError:
        return slug
    return current_slug(slug)
