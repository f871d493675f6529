"""Which source reads an address already?"""

from collections.abc import Iterable
from urllib.parse import urlsplit

from items import Source
from sources.hosts import authorities, start_addresses

_DEFAULT_PORTS = {"http": 80, "https": 443}
_INDEXES = ("", "/", "/index.php", "/index.html", "/default.aspx", "/trang-chu", "/home")


def known_as(address: str, sources: Iterable[Source]) -> Source | None:
    """The source that this address belongs to, or None.

    A refused source has its whole host. A home page belongs to whoever reads the host; a section only to the
    source that begins there, as a portal may be read in parts. Scheme, ``www.`` and a closing slash don't
    matter.
    """
    try:
        parts = urlsplit(address)
        own = (parts.hostname or "").rstrip("."), parts.port or _DEFAULT_PORTS.get(parts.scheme, 80)
    except ValueError:
        return None
    on_host = [source for source in sources if own in authorities(source)]
    for source in on_host:
        if source.status == "refused" or any(_page(one) == _page(address) for one in start_addresses(source)):
            return source
    if parts.path.lower().rstrip("/") in _INDEXES and not parts.query:
        return next(iter(on_host), None)
    return None


def _page(address: str) -> tuple[str, str, str]:
    parts = urlsplit(address)
    return (parts.hostname or "").removeprefix("www."), parts.path.rstrip("/"), parts.query
