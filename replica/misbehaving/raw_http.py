"""A client on a raw socket: it follows no redirects, repairs nothing and trusts every certificate."""

import socket
import ssl
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Literal

from replica.misbehaving.good_site import GoodSite
from replica.misbehaving.server import MisbehavingServer


@dataclass(frozen=True, slots=True)
class RawResponse:
    """The bytes received. ``end``: why reading stopped; "silence" is a timeout, "enough" the size limit."""

    head: str
    body: bytes
    end: Literal["closed", "reset", "silence", "enough"]

    @property
    def status(self) -> int:
        """The status code, 0 without a status line."""
        return int(self.head.split(" ")[1]) if self.head.startswith("HTTP/") else 0

    @property
    def headers(self) -> Mapping[str, str]:
        """The headers by lower-case names."""
        lines = self.head.split("\r\n")[1:]
        return {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}

    @property
    def text(self) -> str:
        """The body as UTF-8."""
        return self.body.decode()


def fetch_raw(
    server: MisbehavingServer, target: str, *, quiet: float = 3.0, enough: int = 1 << 24, more: str = ""
) -> RawResponse:
    """Send a GET and read until the end, ``quiet`` seconds of silence, or ``enough`` bytes.

    ``more``: further header lines, each with its line end. Raises OSError if the port refuses the connection.
    """
    data = bytearray()
    end: Literal["closed", "reset", "silence", "enough"] = "closed"
    head_lines = f"GET {target} HTTP/1.1\r\nHost: {server.address}:{server.port}\r\n{more}\r\n"
    with (
        socket.create_connection((server.address, server.port), timeout=quiet) as plain,
        _tls_if_needed(server, plain) as client,
    ):
        client.sendall(head_lines.encode())
        try:
            while part := client.recv(1 << 16):
                data += part
                if len(data) >= enough:
                    end = "enough"
                    break
        except TimeoutError:
            end = "silence"
        except ConnectionResetError:
            end = "reset"
    head, _, body = bytes(data).partition(b"\r\n\r\n")
    return RawResponse(head.decode("latin-1"), body, end)


def fetch_faulty_article(
    name: str, *, quiet: float = 3.0, enough: int = 1 << 24
) -> tuple[RawResponse, GoodSite]:
    """The response of a faulty site to its affected article, and the good site around it."""
    with MisbehavingServer(name, "127.0.1.9", max_seconds=5) as server:
        return fetch_raw(server, server.site.faulty_article.path, quiet=quiet, enough=enough), server.site


@contextmanager
def _tls_if_needed(server: MisbehavingServer, plain: socket.socket) -> Iterator[socket.socket]:
    if server.certificate is None:
        yield plain
        return
    trusting = ssl.create_default_context()
    trusting.check_hostname, trusting.verify_mode = False, ssl.CERT_NONE
    with trusting.wrap_socket(plain) as secure:
        yield secure
