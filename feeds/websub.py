"""Telling a WebSub hub that feeds have changed, so that it fetches them for its subscribers.

What a hub did not take is kept in a file beside the feeds and tried again, each time after twice as long: a
hub that is down for a night, or a restart of ours, loses nothing.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import Request, urlopen

from feeds.files import replace_if_changed

TIMEOUT = 10  # seconds
BATCH = 50
NAME = ".websub.json"
FIRST_PAUSE, LONGEST_PAUSE = timedelta(minutes=1), timedelta(hours=6)


@dataclass(frozen=True, slots=True)
class PendingNotification:
    """``addresses`` that ``hub`` is still to be told of, after so many ``tries`` that failed since ``since``,
    the last with ``error``; not before ``due``. Times are aware."""

    hub: str
    addresses: tuple[str, ...]
    tries: int
    since: datetime
    due: datetime
    error: str


def notify(folder: Path, hub: str, addresses: Iterable[str], *, at: datetime) -> PendingNotification | None:
    """Tell ``hub`` of these feeds and of all that it was not told of yet; what it still does not know, None
    where it took all. No publishing fails because a hub is away. Raises OSError where that cannot be kept."""
    before = read(folder)
    if before is not None and before.hub != hub:
        before = None  # Another hub has its own subscribers, who are told from now on.
    there = before.addresses if before else ()
    return _try(folder, hub, tuple(dict.fromkeys([*there, *addresses])), before, at)


def retry(folder: Path, hub: str, *, at: datetime) -> PendingNotification | None:
    """Try again what is due; what the hub still does not know. Raises OSError as ``tell`` does."""
    before = read(folder)
    if before is None or before.hub != hub or at < before.due:
        return before if before is not None and before.hub == hub else None
    return _try(folder, hub, before.addresses, before, at)


def read(folder: Path) -> PendingNotification | None:
    """What a hub was not told of yet; None where that is nothing, or cannot be read."""
    try:
        told = json.loads((folder / NAME).read_bytes())
        return PendingNotification(
            hub=str(told["hub"]),
            addresses=tuple(str(each) for each in told["addresses"]),
            tries=int(told["tries"]),
            since=datetime.fromisoformat(told["since"]),
            due=datetime.fromisoformat(told["due"]),
            error=str(told["problem"]),
        )
    except (OSError, ValueError, TypeError, KeyError):
        return None


def pause(tries: int) -> timedelta:
    """How long to wait after so many tries that failed."""
    factor = 2.0 ** min(tries - 1, 20)
    return min(FIRST_PAUSE * factor, LONGEST_PAUSE)


def ping(hub: str, addresses: Sequence[str]) -> str | None:
    """Tell ``hub`` (an http or https address that the operator set) of changed feeds.

    None where it took all, else what went wrong.
    """
    for start in range(0, len(addresses), BATCH):
        told = [("hub.mode", "publish")]
        told += [("hub.url", address) for address in addresses[start : start + BATCH]]
        request = Request(hub, urlencode(told).encode(), {"User-Agent": "tincongdoan"})  # noqa: S310
        try:
            with urlopen(request, timeout=TIMEOUT) as response:  # noqa: S310
                response.read(1000)
        except HTTPError as error:
            error.close()
            return f"the hub answered {error.code}"
        except (OSError, ValueError) as error:
            return f"the hub cannot be reached: {error}"
    return None


def _try(
    folder: Path, hub: str, addresses: tuple[str, ...], before: PendingNotification | None, at: datetime
) -> PendingNotification | None:
    if not addresses:
        return None
    tries, since = (before.tries, before.since) if before else (0, at)
    # Kept before the hub is asked: who is killed meanwhile asks again.
    pending = PendingNotification(hub, addresses, tries, since, at, before.error if before else "")
    _write(folder, pending)
    hub_error = ping(hub, addresses)
    if hub_error is None:
        (folder / NAME).unlink(missing_ok=True)
        return None
    pending = replace(pending, tries=tries + 1, due=at + pause(tries + 1), error=hub_error)
    _write(folder, pending)
    return pending


def _write(folder: Path, pending: PendingNotification) -> None:
    told = {
        "hub": pending.hub,
        "addresses": pending.addresses,
        "tries": pending.tries,
        "since": pending.since.isoformat(),
        "due": pending.due.isoformat(),
        "problem": pending.error,
    }
    replace_if_changed(folder / NAME, json.dumps(told, ensure_ascii=False).encode())
