"""What of the archive somebody asks the queue for, as it stands in an address."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Final
from urllib.parse import urlencode

from archive.values import READABLE, storable
from vietnamese.zone import VIETNAM

# What waits for an editor: what is new, and what its source changed since an editor looked at it.
WAITING: Final = "waiting"
CHANGED: Final = "changed"
VIEWS: Final = (WAITING, CHANGED, "approved", "hidden", "retracted", "all")
_LONGEST: Final = 200


@dataclass(frozen=True, slots=True)
class Wanted:
    """``view`` is one of ``VIEWS``; the others narrow it, empty where they do not.

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
        """Whether any filter is set."""
        return self != Wanted(self.view)

    @property
    def begin(self) -> datetime | None:
        """The moment with which ``since`` begins, in UTC."""
        return _midnight(self.since) if self.since else None

    @property
    def end(self) -> datetime | None:
        """The moment at which ``until`` is over, in UTC."""
        return _midnight(self.until + timedelta(days=1)) if self.until else None

    def query(self, **other: str) -> str:
        """The address's query of this, with other values where given; what says nothing is left out."""
        told = {
            "view": self.view if self.view != WAITING else "",
            "source": self.source,
            "province": self.province,
            "topic": self.topic,
            "kind": self.kind,
            "q": self.q,
            "assignee": self.assignee,
            "since": self.since.isoformat() if self.since else "",
            "until": self.until.isoformat() if self.until else "",
            **other,
        }
        return urlencode({name: value for name, value in told.items() if value})


def read(told: Mapping[str, str]) -> Wanted:
    """What an address asks for; a value that means nothing is as if it were not there."""
    view = told.get("view", WAITING)
    kind = told.get("kind", "")
    wanted = Wanted(
        view=view if view in VIEWS else WAITING,
        kind=kind if kind in READABLE else "",
        since=_day(told.get("since", "")),
        until=_day(told.get("until", "")),
    )
    texts = {
        name: storable(told.get(name, ""))[:_LONGEST].strip()
        for name in ("source", "province", "topic", "q", "assignee")
    }
    return replace(wanted, **texts)


def _day(text: str) -> date | None:
    try:
        found = date.fromisoformat(text)
    except ValueError:
        return None
    # So that a day before and after is still one.
    return found if 1900 <= found.year <= 2200 else None


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), VIETNAM).astimezone(UTC)
