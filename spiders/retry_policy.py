"""When a link that failed is requested again. Pure."""

from datetime import timedelta
from urllib.parse import urlsplit

from crawler.state import Outcome
from items.failures import FailureKind, meaning
from spiders.discovery import Link

_DAY = timedelta(days=1)
_SECOND_LOOKS = (_DAY, 7 * _DAY)
_LONGEST_PAUSE = 7 * _DAY


def outcome_of(name: str, link: Link, *, tries: int = 0, address: str = "") -> Outcome:
    """The outcome of a link behind which no article was found, by the failure's name.

    ``address`` is where redirects ended. A passing failure keeps the link in the frontier, and the pause
    grows with ``tries`` up to a week; it never ends for good.
    """
    if name == FailureKind.OFF_SITE:
        return Outcome(link.key, link.address, "external", done=True, target=address or None)
    if name.startswith("no article"):
        # Whatever is wrong, with the page or with us, may be right tomorrow: two more looks before it rests.
        if tries < len(_SECOND_LOOKS):
            return Outcome(link.key, link.address, name, done=False, again=_SECOND_LOOKS[tries])
        return Outcome(link.key, link.address, name, done=True, again=30 * _DAY)
    if (rests := meaning(name).rests) is not None:
        return Outcome(link.key, link.address, name, done=True, again=rests)
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
