"""Listings of a source that fail while others work: one finding each. Pure."""

from datetime import datetime
from urllib.parse import urlsplit

from monitoring.values import Key, ListingStatus, ObservedFinding, SourceHistory, VisitReport

NAME = "section fails"
# A source with more failing listings has another finding for the same cause.
_MOST = 8
_LONGEST = 200  # characters of a finding's detail


def failing_lists(visit: VisitReport, history: SourceHistory) -> tuple[list[ObservedFinding], set[Key]]:
    """(findings of listings that failed in this crawl and the one before, keys that this crawl covers).

    A single failure may be transient. A page that is no listing (``state`` "no list") is no failure.
    """
    now = {place_of(listing): listing for listing in visit.lists if _fails(listing)}
    before, since = _before(history)
    findings = []
    for place, listing in sorted(now.items())[:_MOST]:
        if place in before or history.open(NAME, place):
            figures = {"reason": listing.reason, "examples": [listing.address]}
            findings.append(ObservedFinding(NAME, place, figures, since=since))
    whole = visit.read and visit.finish_reason == "finished" and bool(visit.lists)
    over = {known.key for known in history.findings if known.name == NAME and known.detail not in now}
    return findings, over if whole else set()


def place_of(listed: ListingStatus) -> str:
    """The listing's URL without the host, as the finding's detail."""
    parts = urlsplit(listed.address)
    return (parts.path + (f"?{parts.query}" if parts.query else "") or "/")[:_LONGEST]


def _fails(listed: ListingStatus) -> bool:
    return bool(listed.reason) and listed.state not in ("no list", "not asked")


def _before(history: SourceHistory) -> tuple[frozenset[str], datetime | None]:
    for visit in history.visits:
        if visit.lists:
            return frozenset(place_of(listing) for listing in visit.lists if _fails(listing)), visit.at
    return frozenset(), None
