"""What to write for an article that a source shows, decided on values before anything is written. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, Protocol

from archive import values
from archive.values import Values


class Stored(Protocol):
    """The fields of a stored article that are compared; ``archive.models.Article`` has them."""

    content_hash: str
    said: dict[str, Any]
    published: Mapping[str, Any] | None
    updated: Mapping[str, Any] | None
    views_value: int | None
    missing_since: Any


@dataclass(frozen=True, slots=True)
class Write:
    """What to write for one article.

    ``action`` is "insert" for a new article, "change" for a stored one (a revision keeps its earlier values),
    "sharpen" for a relative date that this reading makes more exact (the source did not change, so no
    revision), or "leave". ``source_values`` are the source's values to store. ``views`` is the view count if
    it differs from the last one, else None. ``restored`` is True when the source shows an article again that
    was missing or removed.
    """

    action: Literal["insert", "change", "sharpen", "leave"]
    source_values: Values
    views: Values | None = None
    restored: bool = False

    @property
    def is_empty(self) -> bool:
        """True if nothing is to be written: only the run's report records the visit."""
        return self.action == "leave" and self.views is None and not self.restored


def decide_write(stored: Stored | None, source_values: Values, views: Values | None) -> Write:
    """Decide what to write for an article whose page has these values and view count.

    ``source_values`` come from ``values.content``, ``views`` from ``values.views``. ``stored`` is the article
    as the archive has it, None for a new one.
    """
    if stored is None:
        return Write("insert", source_values, views)
    moments = {"published": stored.published, "updated": stored.updated}
    # Dates are in columns that are always loaded; ``said`` holds the source's value of every corrected field.
    stable = values.without_date_drift({**moments, **stored.said}, source_values)
    action: Literal["change", "sharpen", "leave"] = "leave"
    if values.content_hash(stable.values) != stored.content_hash:
        action = "change"
    elif stable.sharper:
        action = "sharpen"
    new_views = views if views is not None and views["value"] != stored.views_value else None
    return Write(action, stable.values | stable.sharper, new_views, restored=stored.missing_since is not None)
