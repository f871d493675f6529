"""What a failed link means for the frontier: when is it asked for again? Pure."""

from datetime import timedelta
from urllib.parse import urlsplit

from crawler.state import Outcome
from spiders.discovery import Link

_DAY = timedelta(days=1)
# What may be gone tomorrow: the link stays in the frontier. Names are ``crawler.failures``' and page kinds.
_PASSING = frozenset(
    ("timeout", "connection lost", "connection refused", "dns", "flood", "truncated", "tls", "certificate",
     "maintenance", "blocked", "parked", "login", "error", "robots unreadable", "http 408", "http 425")
)  # fmt: skip
# What nobody needs to look at again soon, although it is still listed.
_SETTLED = {
    "http 404": 7 * _DAY,
    "http 410": 30 * _DAY,
    "robots": 7 * _DAY,
    "address refused": 7 * _DAY,
    "too large": 30 * _DAY,
    "endless redirect": 30 * _DAY,
    "scheme": 30 * _DAY,
    "no page": 30 * _DAY,
}
_SECOND_LOOKS = (_DAY, 7 * _DAY)
_LONGEST_PAUSE = 7 * _DAY


def outcome_of(name: str, link: Link, *, tries: int = 0, address: str = "") -> Outcome:
    """The outcome of a link behind which no article was found, by the failure's name.

    ``address`` is where redirects ended. A passing failure keeps the link in the frontier, and the pause
    grows with ``tries`` up to a week; it never ends for good.
    """
    if name == "off site":
        return Outcome(link.key, link.address, "external", done=True, target=address or None)
    if name.startswith("no article"):
        # Whatever is wrong, with the page or with us, may be right tomorrow: two more looks before it rests.
        if tries < len(_SECOND_LOOKS):
            return Outcome(link.key, link.address, name, done=False, again=_SECOND_LOOKS[tries])
        return Outcome(link.key, link.address, name, done=True, again=30 * _DAY)
    if name in _SETTLED:
        return Outcome(link.key, link.address, name, done=True, again=_SETTLED[name])
    if name.startswith("http 4") and name not in _PASSING:
        return Outcome(link.key, link.address, name, done=True, again=7 * _DAY)
    return Outcome(link.key, link.address, name, done=False, again=pause(tries))


def pause(tries: int) -> timedelta:
    """How long a link that failed so often before waits: 1, 4, 16, 64 hours, then a week."""
    return min(timedelta(hours=4 ** min(tries, 8)), _LONGEST_PAUSE)


def host_of(address: str) -> str:
    """The host of an address, "" where there is none."""
    try:
        return urlsplit(address).hostname or ""
    except ValueError:
        return ""
