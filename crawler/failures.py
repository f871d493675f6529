"""What went wrong with a request, by a name that a report can carry (``items.failures``).

Classified by the types of exceptions, of what caused them, and by status; never by their words, which may
hold the name of a host.
"""

import errno
import re
from collections.abc import Iterator
from typing import Any, Final

from OpenSSL import SSL
from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    IgnoreRequest,
    ResponseDataLossError,
    UnsupportedURLSchemeError,
)
from scrapy.utils._compression import _DecompressionMaxSizeExceeded
from service_identity import VerificationError
from twisted.internet import error as internet
from twisted.python.failure import Failure
from twisted.web.client import ResponseFailed

from crawler.content_encoding import TruncatedError
from crawler.refused import RefusedError
from crawler.resolver import refused_hosts
from items.failures import FailureKind

_SCHEME = re.compile(rb"\s*([A-Za-z][A-Za-z0-9+.-]{0,20}):")
_CODECS = ("zlib", "brotli", "brotlicffi", "zstandard", "gzip", "_brotli")
# OpenSSL's own word for it (SSL_R_CERTIFICATE_VERIFY_FAILED), in the triples that its errors are.
_NOT_VERIFIED = "certificate verify failed"
# The first of these in the chain of causes names the failure.
_KINDS: Final[tuple[tuple[type[BaseException], FailureKind], ...]] = (
    (VerificationError, FailureKind.CERTIFICATE),
    (_DecompressionMaxSizeExceeded, FailureKind.TOO_LARGE),
    (DownloadCancelledError, FailureKind.TOO_LARGE),
    (TruncatedError, FailureKind.TRUNCATED),
    (ResponseDataLossError, FailureKind.TRUNCATED),
    (EOFError, FailureKind.TRUNCATED),
    (UnsupportedURLSchemeError, FailureKind.SCHEME),
    (CannotResolveHostError, FailureKind.DNS),
    (internet.DNSLookupError, FailureKind.DNS),
    (DownloadTimeoutError, FailureKind.TIMEOUT),
    (internet.TimeoutError, FailureKind.TIMEOUT),
    (TimeoutError, FailureKind.TIMEOUT),
    (DownloadConnectionRefusedError, FailureKind.CONNECTION_REFUSED),
    (internet.ConnectionRefusedError, FailureKind.CONNECTION_REFUSED),
    (internet.NoRouteError, FailureKind.NO_ROUTE),
    (internet.ConnectionClosed, FailureKind.CONNECTION_LOST),
    (internet.ConnectError, FailureKind.CONNECTION_LOST),
    (ConnectionError, FailureKind.CONNECTION_LOST),
    (DownloadFailedError, FailureKind.CONNECTION_LOST),
    (ResponseFailed, FailureKind.CONNECTION_LOST),
)
_ERRNOS: Final = {
    errno.EMFILE: FailureKind.NO_CONNECTIONS,
    errno.ENFILE: FailureKind.NO_CONNECTIONS,
    errno.ENOBUFS: FailureKind.NO_CONNECTIONS,
    errno.EADDRNOTAVAIL: FailureKind.NO_CONNECTIONS,
    errno.ENETUNREACH: FailureKind.NO_ROUTE,
    errno.EHOSTUNREACH: FailureKind.NO_ROUTE,
}


def failure_name(failure: Failure, host: str = "") -> str:
    """The name of a failed request: "http 404", "dns", "address refused", "robots", "off site", "tls", …

    ``host`` is whom the request was for. What nobody foresaw is named after its exception's class.
    """
    return failure_of(failure.value, host)


def failure_of(error: BaseException | None, host: str = "") -> str:
    """``failure_name`` of a bare exception."""
    response = getattr(error, "response", None)
    if response is not None and hasattr(response, "status"):
        return _of_status(response)
    chain = list(_causes(error))
    if kind := next((each.kind for each in chain if isinstance(each, RefusedError)), None):
        return kind
    if host in refused_hosts and any(isinstance(each, CannotResolveHostError) for each in chain):
        return FailureKind.ADDRESS_REFUSED
    for each in chain:
        if kind := _of_system(each):
            return kind
    for known, kind in _KINDS:
        if any(isinstance(each, known) for each in chain):
            return kind
    if isinstance(error, IgnoreRequest):
        return FailureKind.IGNORED
    return type(error).__name__


def _of_system(error: BaseException) -> FailureKind | None:
    """What OpenSSL, a codec or the operating system says."""
    if isinstance(error, SSL.Error):
        triples = error.args[0] if error.args and isinstance(error.args[0], (list, tuple)) else ()
        verified = not any(_NOT_VERIFIED in triple for triple in triples if isinstance(triple, tuple))
        return FailureKind.TLS if verified else FailureKind.CERTIFICATE
    if type(error).__module__ in _CODECS:
        return FailureKind.UNDECODABLE
    number = getattr(error, "osError", None) or getattr(error, "errno", None)
    return _ERRNOS.get(number) if isinstance(number, int) else None


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    """The exception, what it was raised from, and what Twisted gathered in it; each once."""
    waiting: list[Any] = [error]
    seen: set[int] = set()
    while waiting:
        each = waiting.pop(0)
        each = each.value if isinstance(each, Failure) else each
        if not isinstance(each, BaseException) or id(each) in seen:
            continue
        seen.add(id(each))
        yield each
        reasons = getattr(each, "reasons", None)
        waiting += [each.__cause__, *(reasons if isinstance(reasons, (list, tuple)) else ())]


def _of_status(response: Any) -> str:
    if response.status == 429:
        return FailureKind.FLOOD
    scheme = _SCHEME.match(response.headers.get("Location") or b"")
    if 300 <= response.status < 400 and scheme and scheme[1].lower() not in (b"http", b"https"):
        return FailureKind.SCHEME  # A redirect to file: or the like, which nobody follows.
    return f"http {response.status}"
