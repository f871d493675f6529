"""The guard at the one place that every connection passes: the resolver of names (``TWISTED_DNS_RESOLVER``).

Twisted asks it for literal addresses too and connects only to what it returned, so odd spellings, redirects
and names with changing answers are all decided on the very address that would be connected to.
"""

import logging
from collections.abc import Collection, Iterable, Sequence
from pathlib import Path
from typing import Any, cast

from scrapy.crawler import Crawler
from scrapy.resolver import CachingHostnameResolver
from twisted.internet.base import ReactorBase
from twisted.internet.interfaces import IAddress, IHostResolution, IResolutionReceiver
from zope.interface import implementer  # type: ignore[import-untyped]

from crawler.guard import Allowed, parse_allowed, permitted
from sources import authorities, read_registry

logger = logging.getLogger(__name__)

# The hosts of which an address was refused in this process: Scrapy reports them as names that can't be
# resolved, so that ``crawler.failures`` asks here for their true name.
refused_hosts: set[str] = set()


@implementer(IResolutionReceiver)
class _Guarded:
    """Hands on the permitted addresses only."""

    def __init__(
        self, receiver: Any, host: str, port: int, allow: Sequence[Allowed], own_ports: frozenset[int]
    ) -> None:
        self._receiver, self._host, self._port = receiver, host, port
        self._allow, self._own_ports = allow, own_ports

    def resolutionBegan(self, resolution: IHostResolution) -> None:  # noqa: N802 (Twisted's name)
        self._receiver.resolutionBegan(resolution)

    def addressResolved(self, address: IAddress) -> None:  # noqa: N802
        literal = str(getattr(address, "host", ""))
        if permitted(literal, self._port, self._allow, self._own_ports):
            self._receiver.addressResolved(address)
            return
        if self._host not in refused_hosts:
            logger.warning("refused to connect to %s (%s port %d)", self._host, literal, self._port)
        refused_hosts.add(self._host)

    def resolutionComplete(self) -> None:  # noqa: N802
        self._receiver.resolutionComplete()


class GuardedResolver(CachingHostnameResolver):
    """Scrapy's caching resolver behind the guard.

    Settings: ``TCD_ALLOW_PRIVATE`` (a list of entries, see ``crawler.guard``), ``TCD_OWN_SOURCES`` (the
    user's source files: a port that one writes for its host is permitted there), ``TCD_ONLY_SOURCES`` (the
    slugs of the sources that count, None for all) and ``TCD_OWN_AUTHORITIES`` (such pairs of host and port
    that no file writes yet).
    """

    def __init__(
        self,
        reactor: ReactorBase,
        cache_size: int,
        allow: Sequence[Allowed] = (),
        own: Iterable[tuple[str, int]] = (),
    ) -> None:
        super().__init__(reactor, cache_size)
        self._allow = allow
        self._own = frozenset(own)

    @classmethod
    def from_crawler(cls, crawler: Crawler, reactor: ReactorBase) -> "GuardedResolver":
        settings = crawler.settings
        return cls(
            reactor,
            settings.getint("DNSCACHE_SIZE") if settings.getbool("DNSCACHE_ENABLED") else 0,
            parse_allowed(settings.getlist("TCD_ALLOW_PRIVATE")),
            _own_of(settings.get("TCD_OWN_SOURCES"), settings.get("TCD_ONLY_SOURCES"))
            | {(str(host), int(port)) for host, port in settings.getlist("TCD_OWN_AUTHORITIES")},
        )

    def resolveHostName(  # noqa: N802
        self,
        resolutionReceiver: IResolutionReceiver,  # noqa: N803
        hostName: str,  # noqa: N803
        portNumber: int = 0,  # noqa: N803
        addressTypes: Sequence[type[IAddress]] | None = None,  # noqa: N803
        transportSemantics: str = "TCP",  # noqa: N803
    ) -> IHostResolution:
        own_ports = frozenset({portNumber} if (hostName.lower(), portNumber) in self._own else ())
        guarded = cast(
            IResolutionReceiver,
            _Guarded(resolutionReceiver, hostName, portNumber, self._allow, own_ports),
        )
        return super().resolveHostName(guarded, hostName, portNumber, addressTypes, transportSemantics)


def _own_of(own: str | None, only: Collection[str] | None) -> set[tuple[str, int]]:
    """The (host, port) pairs of all sources, or of ``only`` these."""
    sources = read_registry(Path(own) if own else None, only).sources
    return {pair for source in sources.values() for pair in authorities(source)}
