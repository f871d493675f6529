"""Which articles the queue shows, as the query of an address."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Final
from urllib.parse import urlencode

from archive.values import READABLE, storable
from vietnamese.zone import VIETNAM

# New articles, and articles that their source changed after an editor's decision.
WAITING: Final = "waiting"
CHANGED: Final = "changed"
VIEWS: Final = (WAITING, CHANGED, "approved", "hidden", "retracted", "all")
_MAX_LENGTH: Final = 200  # characters of one value


@dataclass(frozen=True, slots=True)
class QueueFilter:
    """``view`` is one of ``VIEWS``; the other values narrow it and are "" or None where they do not.

    ``since`` and ``until`` are days in Việt Nam, both included.
    """

    view: str = WAITING
    source: str = ""
    province: str = ""
    topic: str = ""
    kind: str = ""
    q: str = ""
    assignee: str = ""
    since: date | None = None
    until: date | None = None

    @property
    def narrowed(self) -> bool:
        """Whether any filter besides the view is set."""
        return self != QueueFilter(self.view)

    @property
    def begin(self) -> datetime | None:
        """The first moment of ``since``, in UTC."""
        return _midnight(self.since) if self.since else None

    @property
    def end(self) -> datetime | None:
        """The first moment after ``until``, in UTC."""
        return _midnight(self.until + timedelta(days=1)) if self.until else None

    def query(self, **changes: str) -> str:
        """The query of an address for this filter with ``changes``; empty values are left out."""
        values = {
            "view": self.view if self.view != WAITING else "",
            "source": self.source,
            "province": self.province,
            "topic": self.topic,
            "kind": self.kind,
            "q": self.q,
            "assignee": self.assignee,
            "since": self.since.isoformat() if self.since else "",
            "until": self.until.isoformat() if self.until else "",
            **changes,
        }
        return urlencode({name: value for name, value in values.items() if value})


def parse_queue_filter(parameters: Mapping[str, str]) -> QueueFilter:
    """The filter of an address; an invalid value counts as missing."""
    view = parameters.get("view", WAITING)
    kind = parameters.get("kind", "")
    queue_filter = QueueFilter(
        view=view if view in VIEWS else WAITING,
        kind=kind if kind in READABLE else "",
        since=_day(parameters.get("since", "")),
        until=_day(parameters.get("until", "")),
    )
    texts = {
        name: storable(parameters.get(name, ""))[:_MAX_LENGTH].strip()
        for name in ("source", "province", "topic", "q", "assignee")
    }
    return replace(queue_filter, **texts)


def _day(text: str) -> date | None:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    # The days before and after must be representable, too.
    return day if 1900 <= day.year <= 2200 else None


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), VIETNAM).astimezone(UTC)
