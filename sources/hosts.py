"""Where a source lives: the addresses that its crawl begins at, and the hosts that it may speak to."""

from urllib.parse import urljoin, urlsplit

from items import Source

_DEFAULT_PORTS = {"http": 80, "https": 443}


def start_addresses(source: Source) -> tuple[str, ...]:
    """The whole addresses of the listings to begin with; the home page where the file names none."""
    home = source.home if urlsplit(source.home).path else source.home + "/"
    return tuple(dict.fromkeys(urljoin(home, start) for start in source.start)) or (home,)


def authorities(source: Source) -> frozenset[tuple[str, int]]:
    """The (host, port) pairs that are the source's own.

    A host is taken with and without ``www.`` and on both default ports, as sites redirect from one to the
    other; a port of its own holds for the host it was written with.
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
    """The host names that are the source's own, in the order of the alphabet."""
    return tuple(sorted({host for host, _ in authorities(source)}))
