"""The URLs and hosts that belong to a source, and the source that a URL belongs to."""

from collections.abc import Iterable
from urllib.parse import urljoin, urlsplit

from items import Source

_DEFAULT_PORTS = {"http": 80, "https": 443}
_HOME_PATHS = ("", "/", "/index.php", "/index.html", "/default.aspx", "/trang-chu", "/home")


def start_addresses(source: Source) -> tuple[str, ...]:
    """The full URLs of the listings that a crawl starts at; the home page if the source file names none."""
    home = source.home if urlsplit(source.home).path else source.home + "/"
    return tuple(dict.fromkeys(urljoin(home, start) for start in source.start)) or (home,)


def authorities(source: Source) -> frozenset[tuple[str, int]]:
    """The (host, port) pairs that are the source's own.

    A host counts with and without ``www.`` and on both default ports, since sites redirect between them. Any
    other port counts only with the host that the source file gives it.
    """
    own: set[tuple[str, int]] = set()
    for address in (source.home, *start_addresses(source)):
        parts = urlsplit(address)
        host = (parts.hostname or "").rstrip(".")
        port = parts.port or _DEFAULT_PORTS.get(parts.scheme, 80)
        if port in _DEFAULT_PORTS.values():
            names = {host, host.removeprefix("www."), f"www.{host.removeprefix('www.')}"}
            own |= {(name, default) for name in names for default in _DEFAULT_PORTS.values()}
        else:
            own.add((host, port))
    return frozenset(own)


def hosts_of(source: Source) -> tuple[str, ...]:
    """The host names that are the source's own, sorted."""
    return tuple(sorted({host for host, _ in authorities(source)}))


def source_of_url(url: str, sources: Iterable[Source]) -> Source | None:
    """The source that a URL belongs to, or None.

    All URLs of a refused source's hosts belong to it. A home page belongs to the first source on its host;
    any other page only to the source that starts there, since several sources may read parts of one portal.
    Scheme, ``www.`` and a trailing slash are ignored.
    """
    try:
        parts = urlsplit(url)
        authority = (parts.hostname or "").rstrip("."), parts.port or _DEFAULT_PORTS.get(parts.scheme, 80)
    except ValueError:
        return None
    on_host = [source for source in sources if authority in authorities(source)]
    for source in on_host:
        starts_here = any(_page_key(start) == _page_key(url) for start in start_addresses(source))
        if source.status == "refused" or starts_here:
            return source
    if parts.path.lower().rstrip("/") in _HOME_PATHS and not parts.query:
        return next(iter(on_host), None)
    return None


def _page_key(url: str) -> tuple[str, str, str]:
    parts = urlsplit(url)
    return (parts.hostname or "").removeprefix("www."), parts.path.rstrip("/"), parts.query
