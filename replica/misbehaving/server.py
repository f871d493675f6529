"""A server for a faulty site on a loopback address."""

import socket
import ssl
import threading
import time
from collections import Counter
from collections.abc import Callable
from types import TracebackType
from typing import Self

from replica.misbehaving.certificates import Certificate, make_certificate
from replica.misbehaving.exchange import Exchange, ExchangeEndedError, VisitState
from replica.misbehaving.good_site import GoodArticle, GoodSite
from replica.misbehaving.registry import MISBEHAVIOURS
from replica.site import Request

MAX_SECONDS = 55.0
_HEAD_LIMIT = 1 << 16


class MisbehavingServer:
    """Serves one misbehaviour and the good site around it; ``port=0`` takes a free port.

    Use it as a context manager, or ``start`` and ``stop``. Any response ends after ``max_seconds``. ``hits``
    counts the requests by path and query; ``requests`` holds them in order as (monotonic seconds, target). A
    crawl can find ``misbehaviour.articles`` of the ``articles``. Raises KeyError for an unknown name, OSError
    if the port is taken.
    """

    def __init__(
        self, name: str, address: str = "127.0.1.1", port: int = 0, *, max_seconds: float = MAX_SECONDS
    ) -> None:
        self.misbehaviour = MISBEHAVIOURS[name]
        self.site = GoodSite(name)
        self.hits: Counter[str] = Counter()
        self.requests: list[tuple[float, str]] = []
        self.certificate: Certificate | None = None
        self._context: ssl.SSLContext | None = None
        self._max_seconds = max_seconds
        self._memory = VisitState()
        self._stopped = threading.Event()
        self._open: set[socket.socket] = set()
        self._threads: list[threading.Thread] = []
        self._listener = socket.create_server((address, port), backlog=128)
        if not self.misbehaviour.listens:
            self._listener.close()
            self._listener = _bind_without_listening(address, port)
        self._listener.settimeout(1.0)
        self.address, self.port = self._listener.getsockname()[:2]

    @property
    def url(self) -> str:
        """The base URL, without a trailing slash."""
        scheme = "https" if self.misbehaviour.tls else "http"
        return f"{scheme}://{self.address}:{self.port}"

    @property
    def articles(self) -> tuple[GoodArticle, ...]:
        """The five articles of the good site, newest first."""
        return self.site.articles

    def start(self) -> Self:
        """Serve in threads; returns the server itself."""
        if self.misbehaviour.tls and self.misbehaviour.tls != "plain":
            self.certificate = make_certificate(self.address, self.misbehaviour.tls)
            self._context = self.certificate.context()
        if self.misbehaviour.listens:
            self._run(self._accept)
        return self

    def stop(self) -> None:
        """Stop the server, its responses and their threads; may be called twice."""
        self._stopped.set()
        _shut_down(self._listener)  # wakes the accepting thread
        for thread in self._threads[:1]:  # the accepting thread, which adds connections
            thread.join(timeout=5)
        self._listener.close()
        with self._memory.lock:
            waiting = list(self._open)
        for connection in waiting:
            _shut_down(connection)
        for thread in self._threads:
            thread.join(timeout=5)
        self._threads = [thread for thread in self._threads if thread.is_alive()]

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    # implementation

    def _run(self, target: Callable[..., None], *arguments: object) -> None:
        thread = threading.Thread(
            target=target,
            args=arguments,
            name=f"misbehaving-{self.misbehaviour.name}",
            daemon=True,
        )
        self._threads = [known for known in self._threads if known.is_alive()]
        self._threads.append(thread)
        thread.start()

    def _accept(self) -> None:
        while not self._stopped.is_set():
            try:
                connection, _ = self._listener.accept()
            except OSError:  # closed by stop, or no connection for a second
                continue
            with self._memory.lock:
                self._open.add(connection)
            self._run(self._serve, connection)

    def _serve(self, connection: socket.socket) -> None:
        deadline = time.monotonic() + self._max_seconds
        try:
            connection.settimeout(min(10.0, self._max_seconds))
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            if self._context is not None:
                connection = self._secured(self._context, connection)
            request = _read(connection)
            if request is not None:
                self.misbehaviour.answer(self._exchange(request, connection, deadline))
        except (ExchangeEndedError, OSError):
            pass  # the client closed the connection, or the response reached its deadline
        finally:
            self._close(connection)

    def _secured(self, context: ssl.SSLContext, plain: socket.socket) -> ssl.SSLSocket:
        secure = context.wrap_socket(plain, server_side=True, do_handshake_on_connect=False)
        with self._memory.lock:
            self._open.discard(plain)
            self._open.add(secure)
        try:
            secure.do_handshake()
        except OSError:
            self._close(secure)
            raise
        return secure

    def _close(self, connection: socket.socket) -> None:
        with self._memory.lock:
            self._open.discard(connection)
        _shut_down(connection)
        connection.close()

    def _exchange(self, request: Request, connection: socket.socket, deadline: float) -> Exchange:
        path = request.target.partition("?")[0]
        with self._memory.lock:
            self.hits[request.target] += 1
            self.requests.append((time.monotonic(), request.target))
            visit = self._memory.visits[path] = self._memory.visits.get(path, 0) + 1
        host = request.headers.get("host") or f"{self.address}:{self.port}"
        base = f"{self.url.partition(':')[0]}://{host}"
        return Exchange(request, self.site, base, visit, self._memory, connection, self._stopped, deadline)


def _bind_without_listening(address: str, port: int) -> socket.socket:
    """A socket that is bound but does not listen, so that its port refuses connections."""
    bound = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    bound.bind((address, port))
    return bound


def _read(connection: socket.socket) -> Request | None:
    """The request, without reading its body; None if there is no complete head."""
    data = b""
    while b"\r\n\r\n" not in data:
        more = connection.recv(4096)
        if not more or len(data) > _HEAD_LIMIT:
            return None
        data += more
        if data.startswith(b"\x16\x03"):  # a TLS ClientHello instead of HTTP
            return Request("TLS", "/")
    first, *lines = data.partition(b"\r\n\r\n")[0].decode("latin-1").split("\r\n")
    words = first.split(" ")
    if len(words) != 3:
        return None
    headers = {
        name.strip().lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)
    }
    return Request(words[0], words[1], headers)


def _shut_down(connection: socket.socket) -> None:
    try:
        connection.shutdown(socket.SHUT_RDWR)
    except OSError:
        return
