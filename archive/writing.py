"""What becomes of an article that a source shows: decided on values, before anything is written. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, Protocol

from archive import values
from archive.values import Values


class Stored(Protocol):
    """What is compared of an article that the archive has; ``archive.models.Article`` has it."""

    content_hash: str
    said: dict[str, Any]
    published: Mapping[str, Any] | None
    updated: Mapping[str, Any] | None
    views_value: int | None
    missing_since: Any


@dataclass(frozen=True, slots=True)
class Write:
    """``action``: "insert" a new article, "change" the stored one (a revision keeps what it said), "sharpen"
    a relative date of which this reading says more (no change of the source, so no revision), or "leave" its
    values. ``said`` are the source's values as they are to be kept. ``reading`` is a count of readers
    that differs from the last one; ``back``: the source shows again what it had taken away."""

    action: Literal["insert", "change", "sharpen", "leave"]
    said: Values
    reading: Values | None = None
    back: bool = False

    @property
    def nothing(self) -> bool:
        """Nothing is to be written: the visit is told in the run's report alone."""
        return self.action == "leave" and self.reading is None and not self.back


def decide_write(stored: Stored | None, said: Values, views: Values | None) -> Write:
    """What to write of an article of which its source says ``said`` (``values.content``) and ``views``
    (``values.views``), where the archive has it as ``stored``."""
    if stored is None:
        return Write("insert", said, views)
    moments = {"published": stored.published, "updated": stored.updated}
    # The moments are in the light columns; what an editor corrected stands beside them.
    settled = values.settle({**moments, **stored.said}, said)
    action: Literal["change", "sharpen", "leave"] = "leave"
    if values.content_hash(settled.values) != stored.content_hash:
        action = "change"
    elif settled.sharper:
        action = "sharpen"
    new = views if views is not None and views["value"] != stored.views_value else None
    return Write(action, settled.values | settled.sharper, new, back=stored.missing_since is not None)
