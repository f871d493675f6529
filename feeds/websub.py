"""Telling a WebSub hub that feeds have changed, so that it fetches them for its subscribers."""

from collections.abc import Sequence
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import Request, urlopen

TIMEOUT = 10  # seconds
BATCH = 50


def ping(hub: str, addresses: Sequence[str]) -> str | None:
    """Tell ``hub`` (an http or https address that the operator set) of changed feeds.

    None where it took all, else what went wrong: no publishing fails because a hub is away.
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
