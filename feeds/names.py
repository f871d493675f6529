"""Names of provinces and topics for what readers see."""

from vietnamese.provinces import Province, by_slug
from vietnamese.topics import TOPICS


def topics() -> dict[str, str]:
    """The name of each topic by its slug."""
    return dict(TOPICS)


def province(slug: str) -> Province | None:
    """Today's province of this slug; None where there is none by this name today."""
    found = by_slug(slug)
    return found if found is not None and found.current == slug else None
