"""What can go wrong with a request, a page or a whole crawl, by the names in reports, and what each means.

One table for all who ask: is it tried again, how much does it tell against the source, whose fault is it,
which finding is it. Words for people are in ``monitoring.finding_texts``.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Final, Literal

_DAY: Final = timedelta(days=1)
# How much a failure tells against a source: gone, in our way, or passing.
HARD: Final = 1.0
SOFT: Final = 0.5
TEMPORARY: Final = 0.25


class FailureKind(StrEnum):
    """Failures with a name of their own; besides them there are "http 404" and "no article: listing"."""

    DNS = "dns"
    TIMEOUT = "timeout"
    CONNECTION_REFUSED = "connection refused"
    CONNECTION_LOST = "connection lost"
    NO_CONNECTIONS = "out of connections"
    NO_ROUTE = "no route"
    TLS = "tls"
    CERTIFICATE = "certificate"
    ADDRESS_REFUSED = "address refused"
    TOO_LARGE = "too large"
    TRUNCATED = "truncated"
    SCHEME = "scheme"
    UNDECODABLE = "undecodable"
    ENDLESS_REDIRECT = "endless redirect"
    OFF_SITE = "off site"
    ROBOTS = "robots"
    ROBOTS_UNREADABLE = "robots unreadable"
    FLOOD = "flood"
    IGNORED = "ignored"
    # Pages that came in place of what was asked for.
    PARKED = "parked"
    BLOCKED = "blocked"
    MAINTENANCE = "maintenance"
    LOGIN = "login"
    ERROR = "error"
    NO_PAGE = "no page"
    EMPTY = "empty"
    OTHER = "other"
    # Of a whole crawl.
    SILENT_ZERO = "silent zero"
    SPIDER_ERROR = "spider error"
    STORE = "store"


class FinishReason(StrEnum):
    """How the crawl of a source ended."""

    FINISHED = "finished"
    LIMIT = "limit"
    BUSY = "busy"
    ARCHIVE = "archive"
    CRASHED = "crashed"
    HUNG = "hung"
    ENDED = "ended"
    SHUTDOWN = "shutdown"
    NOT_STARTED = "not started"
    BROKEN_FILE = "broken file"
    TIME_LIMIT = "closespider_timeout"
    PAGE_LIMIT = "closespider_pagecount"
    ITEM_LIMIT = "closespider_itemcount"


@dataclass(frozen=True, slots=True)
class Meaning:
    """``weight`` tells against the source. ``at_once``: a second try in the same run may mend it. ``rests``
    is for how long its link is not asked for again, None where it stays in the frontier and is asked for
    after a growing pause. ``ours``: it may be the fault of this machine, its network or what it lets through.
    ``door`` is the finding where the site did not let us in. ``passes``: over by itself more often than not,
    so a finding only when it is met twice. ``connected``: the server was reached. ``in_our_way``: the site
    keeps us out. ``shown_as_blocked``: readers and editors see the source as blocked. ``no_list``: what
    stands at a list's address is none of ours, which is no fault. ``gone``: the page is not there.
    ``no_feed``: a feed or sitemap that answers so is not offered, which is no fault. ``of_page``: single
    pages fail so.
    """

    weight: float = TEMPORARY
    at_once: bool = True
    rests: timedelta | None = None
    ours: bool = False
    door: str = "unreachable"
    passes: bool = False
    connected: bool = True
    in_our_way: bool = False
    shown_as_blocked: bool = False
    no_list: bool = False
    gone: bool = False
    no_feed: bool = False
    of_page: bool = False


@dataclass(frozen=True, slots=True)
class Ending:
    """What a finish reason means. ``ours``: we ended it before the source could tell anything. ``part``: no
    whole visit, though it may tell something. ``in_place``: told in place of a crawl of which nobody heard.
    ``broken_off``: told to end, so that its night is to be caught up."""

    ours: bool = False
    part: bool = False
    in_place: bool = False
    broken_off: bool = False
    weight: float = TEMPORARY


_K = FailureKind
MEANINGS: Final[dict[str, Meaning]] = {
    _K.DNS: Meaning(HARD, connected=False, ours=True),
    _K.TIMEOUT: Meaning(at_once=False, passes=True, connected=False, ours=True, of_page=True),
    _K.CONNECTION_REFUSED: Meaning(SOFT, passes=True, connected=False, ours=True),
    _K.CONNECTION_LOST: Meaning(passes=True, connected=False, ours=True, of_page=True),
    _K.NO_ROUTE: Meaning(passes=True, connected=False, ours=True),
    _K.NO_CONNECTIONS: Meaning(0.0, passes=True, connected=False, ours=True),
    _K.TLS: Meaning(HARD, at_once=False),
    _K.CERTIFICATE: Meaning(HARD, at_once=False, door="certificate"),
    _K.ADDRESS_REFUSED: Meaning(
        HARD, at_once=False, rests=7 * _DAY, connected=False, ours=True, shown_as_blocked=True, no_list=True
    ),
    _K.TOO_LARGE: Meaning(SOFT, at_once=False, rests=30 * _DAY, no_list=True),
    _K.TRUNCATED: Meaning(passes=True, of_page=True),
    _K.SCHEME: Meaning(HARD, at_once=False, rests=30 * _DAY, no_list=True),
    _K.UNDECODABLE: Meaning(SOFT, of_page=True),
    _K.ENDLESS_REDIRECT: Meaning(SOFT, rests=30 * _DAY),
    _K.OFF_SITE: Meaning(HARD, door="moved", no_list=True, no_feed=True),
    _K.ROBOTS: Meaning(
        SOFT,
        rests=7 * _DAY,
        door="robots",
        in_our_way=True,
        shown_as_blocked=True,
        no_list=True,
        no_feed=True,
    ),
    # No permission (RFC 9309), and over by itself more often than not.
    _K.ROBOTS_UNREADABLE: Meaning(passes=True, in_our_way=True),
    _K.FLOOD: Meaning(door="flood", in_our_way=True, shown_as_blocked=True),
    _K.IGNORED: Meaning(),
    _K.PARKED: Meaning(HARD, door="parked"),
    _K.BLOCKED: Meaning(SOFT, door="blocked", in_our_way=True, shown_as_blocked=True),
    _K.MAINTENANCE: Meaning(door="maintenance", passes=True),
    _K.LOGIN: Meaning(SOFT, door="blocked", in_our_way=True, no_list=True),
    _K.ERROR: Meaning(SOFT, of_page=True),
    _K.NO_PAGE: Meaning(SOFT, rests=30 * _DAY, door="", no_list=True),
    _K.EMPTY: Meaning(SOFT, door=""),
    _K.OTHER: Meaning(door=""),
    _K.SILENT_ZERO: Meaning(HARD, door=""),
    _K.SPIDER_ERROR: Meaning(ours=True, door=""),
    _K.STORE: Meaning(ours=True, door=""),
    "http 400": Meaning(SOFT, rests=7 * _DAY, no_feed=True, of_page=True),
    "http 401": Meaning(
        SOFT,
        rests=7 * _DAY,
        door="blocked",
        in_our_way=True,
        shown_as_blocked=True,
        no_list=True,
        no_feed=True,
        of_page=True,
    ),
    "http 403": Meaning(
        SOFT,
        rests=7 * _DAY,
        door="blocked",
        in_our_way=True,
        shown_as_blocked=True,
        no_feed=True,
        of_page=True,
    ),
    "http 404": Meaning(HARD, rests=7 * _DAY, gone=True, no_feed=True, of_page=True),
    "http 408": Meaning(SOFT, passes=True, of_page=True),
    "http 410": Meaning(HARD, rests=30 * _DAY, gone=True, no_feed=True, of_page=True),
    "http 425": Meaning(SOFT, of_page=True),
    "http 429": Meaning(door="flood", in_our_way=True, shown_as_blocked=True, of_page=True),
    "http 451": Meaning(SOFT, rests=7 * _DAY, door="blocked", in_our_way=True, of_page=True),
}
_CLIENT_ERROR: Final = Meaning(SOFT, rests=7 * _DAY, of_page=True)
_SERVER_ERROR: Final = Meaning(passes=True, of_page=True)
_REDIRECTION: Final = Meaning(SOFT, of_page=True)
_NO_ARTICLE: Final = Meaning(door="")
_UNFORESEEN: Final = Meaning()
_ENDINGS: Final[dict[str, Ending]] = {
    FinishReason.BUSY: Ending(ours=True, in_place=True),
    FinishReason.ENDED: Ending(ours=True, in_place=True, broken_off=True),
    FinishReason.SHUTDOWN: Ending(ours=True),
    FinishReason.NOT_STARTED: Ending(ours=True, in_place=True, broken_off=True),
    FinishReason.ARCHIVE: Ending(ours=True),
    FinishReason.CRASHED: Ending(in_place=True),
    FinishReason.HUNG: Ending(in_place=True, weight=SOFT),
    FinishReason.LIMIT: Ending(part=True),
    FinishReason.BROKEN_FILE: Ending(part=True),
}
_ENDING: Final = Ending()
# Which failure names a visit that read nothing, the most telling first.
DOORS: Final = (
    _K.CERTIFICATE, _K.PARKED, _K.BLOCKED, _K.LOGIN, "http 401", "http 403", "http 451", _K.FLOOD,
    _K.MAINTENANCE, _K.ROBOTS, _K.OFF_SITE,
)  # fmt: skip
# The findings that a site which does not let us in can have.
DOOR_FINDINGS: Final = frozenset(known.door for known in MEANINGS.values() if known.door)
# And of those that are "unreachable".
REASONS: Final = (
    _K.DNS, _K.TIMEOUT, _K.CONNECTION_REFUSED, _K.CONNECTION_LOST, _K.NO_ROUTE, _K.NO_CONNECTIONS, _K.TLS,
    _K.ROBOTS_UNREADABLE, _K.ADDRESS_REFUSED, _K.SCHEME, _K.ENDLESS_REDIRECT, _K.TOO_LARGE, _K.UNDECODABLE,
    _K.TRUNCATED, _K.ERROR,
)  # fmt: skip


def meaning(name: str) -> Meaning:
    """What a failure of this name means; names that nobody foresaw are passing and the site's."""
    if (known := MEANINGS.get(name)) is not None:
        return known
    if name.startswith("no article"):
        return _NO_ARTICLE
    if name.startswith("http "):
        return {"3": _REDIRECTION, "4": _CLIENT_ERROR}.get(name[5:6], _SERVER_ERROR)
    return _UNFORESEEN


def ending(reason: str) -> Ending:
    """What it means that a crawl ended so."""
    return _ENDINGS.get(reason, _ENDING)


def endings(what: Literal["ours", "part", "in_place", "broken_off"]) -> tuple[str, ...]:
    """The finish reasons of which that is true."""
    return tuple(str(reason) for reason in FinishReason if getattr(ending(reason), what))


def out_of_reach(names: Iterable[str]) -> bool:
    """Whether there were failures, and in all of them not even a connection came about."""
    told = tuple(names)
    return bool(told) and not any(meaning(name).connected for name in told)
