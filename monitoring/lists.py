"""Lists of a source that can't be read, while the others can: each is a finding of its own. Pure."""

from datetime import datetime
from urllib.parse import urlsplit

from monitoring.values import Key, ListingStatus, ObservedFinding, SourceHistory, VisitReport

NAME = "section fails"
# A source with more of them has another trouble, which says the same.
_MOST = 8
_LONGEST = 200  # characters of a finding's detail


def failing_lists(visit: VisitReport, history: SourceHistory) -> tuple[list[ObservedFinding], set[Key]]:
    """The lists that fail since a visit before this one, and what the visit can speak of.

    One failure may be a fault of an hour. What is no list for us (``state`` "no list") is no fault.
    """
    now = {place_of(each): each for each in visit.lists if _fails(each)}
    before, since = _before(history)
    found = []
    for place, each in sorted(now.items())[:_MOST]:
        if place in before or history.open(NAME, place):
            figures = {"reason": each.reason, "examples": [each.address]}
            found.append(ObservedFinding(NAME, place, figures, since=since))
    whole = visit.read and visit.finish_reason == "finished" and bool(visit.lists)
    over = {known.key for known in history.findings if known.name == NAME and known.detail not in now}
    return found, over if whole else set()


def place_of(listed: ListingStatus) -> str:
    """How people name the list: its address without the host."""
    parts = urlsplit(listed.address)
    return (parts.path + (f"?{parts.query}" if parts.query else "") or "/")[:_LONGEST]


def _fails(listed: ListingStatus) -> bool:
    return bool(listed.reason) and listed.state not in ("no list", "not asked")


def _before(history: SourceHistory) -> tuple[frozenset[str], datetime | None]:
    for visit in history.visits:
        if visit.lists:
            return frozenset(place_of(each) for each in visit.lists if _fails(each)), visit.at
    return frozenset(), None
