"""The five sites, each on a loopback address of its own."""

from types import TracebackType
from typing import Self

from replica.server import ReplicaServer
from replica.site import Clock, Site, local_now
from replica.sites import SITES, make_site
from replica.text.newsroom import PERIOD, Period

FIRST_ADDRESS = 2


class Network:
    """Starts the five sites on 127.0.0.2 to 127.0.0.6; ``port=0`` takes a free port for each.
    ``clock`` and the others are as ``Site`` explains them.

    Works where the whole of 127.0.0.0/8 is loopback (Linux); elsewhere the addresses must be set up first.
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
        self.sites: dict[str, Site] = {
            slug: make_site(slug, clock=clock, counting=counting, feeds=feeds, period=period)
            for slug in SITES
        }
        self.servers: dict[str, ReplicaServer] = {}

    @property
    def addresses(self) -> dict[str, str]:
        """Slug → base address, without a slash at the end; empty until started."""
        return {slug: server.url for slug, server in self.servers.items()}

    def start(self) -> Self:
        """Starts all five or none; OSError where a port is taken."""
        try:
            for number, (slug, site) in enumerate(self.sites.items(), FIRST_ADDRESS):
                self.servers[slug] = ReplicaServer(site, f"127.0.0.{number}", self._port).start()
        except OSError:
            self.stop()
            raise
        return self

    def stop(self) -> None:
        for server in self.servers.values():
            server.stop()
        self.servers = {}

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()
