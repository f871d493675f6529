"""How far a list of a source was read, and where the next run goes on."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

ListState = Literal["read", "unchanged", "failed", "cut", "open", "no list", "not asked"]


@dataclass(frozen=True, slots=True)
class Rest:
    """Where a list is still to be read: from the page with this ``number`` at ``address`` on. What was found
    up to ``horizon`` (aware) ends that walk; with None it goes to the list's end."""

    number: int
    address: str
    horizon: datetime | None = None


@dataclass(frozen=True, slots=True)
class ListReport:
    """One list (home page, section) after a run, and what the next run must know of it. Times are aware.

    ``state``: "read" to where everything is known, "unchanged" (304), "failed" (its first page could not be
    read), "cut" (our own limit ended it), "open" (the run ended before), "no list" (what stands there is not
    for us: another site, a file, a log-in), "not asked" (no page led to it). ``reason`` is the failure of the
    first page that could not be read; ``pages`` were read in this run. ``at`` is when the list was last read,
    ``front_at`` when it last was from its first page to where everything is known or to ``rest``,
    ``whole_at`` when nothing of it was left for the first time. ``reach`` pages were read of a list that
    can't be gone on with in its midst.
    """

    address: str
    state: ListState
    reason: str = ""
    pages: int = 0
    at: datetime | None = None
    front_at: datetime | None = None
    whole_at: datetime | None = None
    rest: tuple[Rest, ...] = ()
    reach: int = 0

    def to_record(self) -> dict[str, Any]:
        """As JSON has it; what says nothing is left out."""
        record: dict[str, Any] = {"address": self.address, "state": self.state}
        record |= {name: told for name in ("reason", "pages", "reach") if (told := getattr(self, name))}
        record |= {
            name: moment.isoformat()
            for name in ("at", "front_at", "whole_at")
            if (moment := getattr(self, name)) is not None
        }
        if self.rest:
            record["rest"] = [
                [each.number, each.address, each.horizon and each.horizon.isoformat()] for each in self.rest
            ]
        return record

    @classmethod
    def from_record(cls, record: Mapping[str, Any]) -> "ListReport":
        """The inverse of ``to_record``."""
        return cls(
            address=record["address"],
            state=record["state"],
            reason=record.get("reason", ""),
            pages=record.get("pages", 0),
            at=_moment(record.get("at")),
            front_at=_moment(record.get("front_at")),
            whole_at=_moment(record.get("whole_at")),
            rest=tuple(Rest(number, address, _moment(at)) for number, address, at in record.get("rest", ())),
            reach=record.get("reach", 0),
        )


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
