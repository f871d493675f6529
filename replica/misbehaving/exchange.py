"""One request to a site that misbehaves, with everything needed to answer it badly."""

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

_STEP: Final = 0.05  # seconds between two looks at whether the server is to end


class ExchangeEndedError(Exception):
    """The server stops, or the answer has taken as long as any may."""


@dataclass
class VisitState:
    """What a running site remembers between requests; ``lock`` guards all of it."""

    lock: threading.Lock = field(default_factory=threading.Lock)
    visits: dict[str, int] = field(default_factory=dict)
    facts: dict[str, Any] = field(default_factory=dict)


@dataclass
class Exchange:
    """``visit`` counts the requests of this path, from 1. ``deadline`` is monotonic time in seconds."""

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
        return self.request.target.partition("?")[0]

    @property
    def query(self) -> str:
        return self.request.target.partition("?")[2]

    def good(self) -> None:
        """The answer that a good site would give."""
        self.answer(self.site.respond(self.request.target))

    def answer(self, response: Response) -> None:
        self.reply(response.body, response.status, **dict(response.headers))

    def html(self, markup: str, status: int = 200, **headers: str) -> None:
        self.reply(markup.encode(), status, **({"Content-Type": HTML} | headers))

    def reply(self, body: bytes, status: int = 200, **headers: str) -> None:
        """A whole, correct answer; ``_`` in a header's name stands for its dash."""
        self.head(status, {"Content-Length": str(len(body)), **headers})
        if self.request.method != "HEAD":
            self.send(body)

    def redirect(self, location: str, status: int = 302, **headers: str) -> None:
        self.reply(b"", status, Location=location, **headers)

    def head(self, status: int = 200, headers: Mapping[str, str] | None = None) -> None:
        """The status line and the headers, text/html in UTF-8 if they say nothing else."""
        given = {name.replace("_", "-"): value for name, value in (headers or {}).items()}
        if status < 300 or status >= 400:
            given.setdefault("Content-Type", HTML)
        lines = [f"HTTP/1.1 {status} {_reason(status)}", *(f"{name}: {given[name]}" for name in given)]
        self.send("\r\n".join([*lines, "Connection: close", "", ""]).encode("latin-1", "replace"))

    def send(self, data: bytes) -> None:
        """Puts raw bytes on the wire; EndedError at the deadline, OSError where the client has gone."""
        rest = memoryview(data)
        self.connection.settimeout(_STEP * 4)
        while rest:
            self._go_on()
            try:
                rest = rest[self.connection.send(rest) :]
            except TimeoutError:
                continue

    def trickle(self, data: bytes, seconds: float = 1.0) -> None:
        """One byte, a pause, the next byte."""
        for place in range(len(data)):
            self.send(data[place : place + 1])
            self.pause(seconds)

    def pause(self, seconds: float) -> None:
        until = self.clock() + seconds
        while (left := until - self.clock()) > 0:
            self._go_on()
            self.stopped.wait(min(left, _STEP * 4))

    def stall(self) -> None:
        """Nothing more, until the longest time of an answer is over."""
        while True:
            self.pause(1.0)

    def reset(self) -> None:
        """Hangs up with RST instead of FIN."""
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.connection.close()

    def _go_on(self) -> None:
        if self.stopped.is_set() or self.clock() > self.deadline:
            raise ExchangeEndedError


def _reason(status: int) -> str:
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return "Unknown"
