"""The five replica sites, each on its own loopback address."""

from types import TracebackType
from typing import Self

from replica.server import ReplicaServer
from replica.site import Clock, ReplicaSite, local_now
from replica.sites import SITES, make_site
from replica.text.newsroom import PERIOD, Period

FIRST_ADDRESS = 2


class Network:
    """Serves the five sites on 127.0.0.2 to 127.0.0.6; ``port=0`` takes a free port for each.

    The other parameters are those of ``ReplicaSite``. On Linux all of 127.0.0.0/8 is loopback; elsewhere the
    addresses must be set up first.
    """

    def __init__(
        self,
        port: int = 0,
        *,
        clock: Clock = local_now,
        counting: bool = False,
        feeds: bool = False,
        period: Period = PERIOD,
    ) -> None:
        self._port = port
        self.sites: dict[str, ReplicaSite] = {
            slug: make_site(slug, clock=clock, counting=counting, feeds=feeds, period=period)
            for slug in SITES
        }
        self.servers: dict[str, ReplicaServer] = {}

    @property
    def addresses(self) -> dict[str, str]:
        """The base URLs by slug, without a trailing slash; empty until started."""
        return {slug: server.url for slug, server in self.servers.items()}

    def start(self) -> Self:
        """Start all five servers or none. Raises OSError if a port is taken."""
        try:
            for number, (slug, site) in enumerate(self.sites.items(), FIRST_ADDRESS):
                self.servers[slug] = ReplicaServer(site, f"127.0.0.{number}", self._port).start()
        except OSError:
            self.stop()
            raise
        return self

    def stop(self) -> None:
        """Stop all servers; may be called twice."""
        for server in self.servers.values():
            server.stop()
        self.servers = {}

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()
