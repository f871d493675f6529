"""Notifies a WebSub hub of changed feeds, so that it fetches them for its subscribers.

Failed notifications are kept in a file beside the feeds and retried with exponential backoff, so that an
outage of the hub or a restart of ours loses nothing.
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
    """Feed URLs (``addresses``) that ``hub`` has not accepted yet: ``tries`` failed since ``since``, the last
    one with ``error``; the next is at ``due``. Times are aware."""

    hub: str
    addresses: tuple[str, ...]
    tries: int
    since: datetime
    due: datetime
    error: str


def notify(folder: Path, hub: str, addresses: Iterable[str], *, at: datetime) -> PendingNotification | None:
    """Notify ``hub`` of these feeds and of all that are pending; return what is still pending, or None.

    A hub's failure raises nothing. Raises OSError if the pending notification cannot be stored."""
    before = read(folder)
    if before is not None and before.hub != hub:
        before = None  # What an earlier hub did not accept is no matter for a new one.
    waiting = before.addresses if before else ()
    return _try(folder, hub, tuple(dict.fromkeys([*waiting, *addresses])), before, at)


def retry(folder: Path, hub: str, *, at: datetime) -> PendingNotification | None:
    """Retry what is due; return what is still pending, or None. Raises OSError as ``notify`` does."""
    before = read(folder)
    if before is None or before.hub != hub or at < before.due:
        return before if before is not None and before.hub == hub else None
    return _try(folder, hub, before.addresses, before, at)


def read(folder: Path) -> PendingNotification | None:
    """The pending notification; None where there is none or its file cannot be read."""
    try:
        record = json.loads((folder / NAME).read_bytes())
        return PendingNotification(
            hub=str(record["hub"]),
            addresses=tuple(str(address) for address in record["addresses"]),
            tries=int(record["tries"]),
            since=datetime.fromisoformat(record["since"]),
            due=datetime.fromisoformat(record["due"]),
            error=str(record["problem"]),
        )
    except (OSError, ValueError, TypeError, KeyError):
        return None


def pause(tries: int) -> timedelta:
    """How long to wait after this many failed tries."""
    factor = 2.0 ** min(tries - 1, 20)
    return min(FIRST_PAUSE * factor, LONGEST_PAUSE)


def ping(hub: str, addresses: Sequence[str]) -> str | None:
    """Notify ``hub`` (an http or https URL set by the operator) of changed feeds.

    None where it accepted all, else the error in words.
    """
    for start in range(0, len(addresses), BATCH):
        form = [("hub.mode", "publish")]
        form += [("hub.url", address) for address in addresses[start : start + BATCH]]
        request = Request(hub, urlencode(form).encode(), {"User-Agent": "tincongdoan"})  # noqa: S310
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
    # Stored before the request, so that a killed process retries.
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
    record = {
        "hub": pending.hub,
        "addresses": pending.addresses,
        "tries": pending.tries,
        "since": pending.since.isoformat(),
        "due": pending.due.isoformat(),
        "problem": pending.error,
    }
    replace_if_changed(folder / NAME, json.dumps(record, ensure_ascii=False).encode())
