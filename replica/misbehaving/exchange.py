"""One request to a faulty site, and the means to answer it badly."""

import socket
import struct
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any, Final

from replica.misbehaving.good_site import HTML, GoodSite
from replica.site import Request, Response

_STEP: Final = 0.05  # seconds between two checks whether the server stops


class ExchangeEndedError(Exception):
    """The server stops, or the response has reached its deadline."""


@dataclass
class VisitState:
    """What a running site keeps between requests; ``lock`` guards all of it."""

    lock: threading.Lock = field(default_factory=threading.Lock)
    visits: dict[str, int] = field(default_factory=dict)
    values: dict[str, Any] = field(default_factory=dict)


@dataclass
class Exchange:
    """A request and its connection.

    ``base``: the base URL as the client sees it; ``visit``: the number of this request among those of its
    path, from 1; ``deadline``: monotonic time in seconds at which the response ends.
    """

    request: Request
    site: GoodSite
    base: str
    visit: int
    memory: VisitState
    connection: socket.socket
    stopped: threading.Event
    deadline: float
    clock: Callable[[], float] = time.monotonic

    @property
    def path(self) -> str:
        """The path of the request, without its query."""
        return self.request.target.partition("?")[0]

    @property
    def query(self) -> str:
        """The query of the request, without "?"."""
        return self.request.target.partition("?")[2]

    def good(self) -> None:
        """Send the response of the good site."""
        self.answer(self.site.respond(self.request.target))

    def answer(self, response: Response) -> None:
        """Send a response."""
        self.reply(response.body, response.status, **dict(response.headers))

    def html(self, markup: str, status: int = 200, **headers: str) -> None:
        """Send an HTML page; header names as in ``reply``."""
        self.reply(markup.encode(), status, **({"Content-Type": HTML} | headers))

    def reply(self, body: bytes, status: int = 200, **headers: str) -> None:
        """Send a correct response; ``_`` in the name of a header stands for a hyphen."""
        self.head(status, {"Content-Length": str(len(body)), **headers})
        if self.request.method != "HEAD":
            self.send(body)

    def redirect(self, location: str, status: int = 302, **headers: str) -> None:
        """Send a redirect to ``location``."""
        self.reply(b"", status, Location=location, **headers)

    def head(self, status: int = 200, headers: Mapping[str, str] | None = None) -> None:
        """Send status line and headers; the default Content-Type is text/html in UTF-8."""
        given = {name.replace("_", "-"): value for name, value in (headers or {}).items()}
        if status < 300 or status >= 400:
            given.setdefault("Content-Type", HTML)
        lines = [f"HTTP/1.1 {status} {_reason(status)}", *(f"{name}: {given[name]}" for name in given)]
        self.send("\r\n".join([*lines, "Connection: close", "", ""]).encode("latin-1", "replace"))

    def send(self, data: bytes) -> None:
        """Send raw bytes.

        Raises ExchangeEndedError at the deadline, and OSError if the client has closed the connection.
        """
        rest = memoryview(data)
        self.connection.settimeout(_STEP * 4)
        while rest:
            self._check_deadline()
            try:
                rest = rest[self.connection.send(rest) :]
            except TimeoutError:
                continue

    def trickle(self, data: bytes, seconds: float = 1.0) -> None:
        """Send the data one byte at a time, with pauses of ``seconds``."""
        for place in range(len(data)):
            self.send(data[place : place + 1])
            self.pause(seconds)

    def pause(self, seconds: float) -> None:
        """Wait. Raises ExchangeEndedError at the deadline or when the server stops."""
        until = self.clock() + seconds
        while (left := until - self.clock()) > 0:
            self._check_deadline()
            self.stopped.wait(min(left, _STEP * 4))

    def stall(self) -> None:
        """Send nothing until the deadline."""
        while True:
            self.pause(1.0)

    def reset(self) -> None:
        """Close the connection with RST instead of FIN."""
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.connection.close()

    def _check_deadline(self) -> None:
        if self.stopped.is_set() or self.clock() > self.deadline:
            raise ExchangeEndedError


def _reason(status: int) -> str:
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return "Unknown"
