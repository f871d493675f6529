"""What went wrong with a request, by a name that a report can carry."""

import re
from typing import Any

from twisted.python.failure import Failure

from crawler.resolver import refused_hosts

# The exception's class name → our name; looked up along its base classes, so that subclasses are named too.
_NAMES = {
    "CannotResolveHostError": "dns",
    "DNSLookupError": "dns",
    "DownloadTimeoutError": "timeout",
    "TimeoutError": "timeout",
    "DownloadConnectionRefusedError": "connection refused",
    "ConnectionRefusedError": "connection refused",
    "DownloadCancelledError": "too large",
    "ResponseDataLossError": "truncated",
    "TruncatedError": "truncated",
    "UnsupportedURLSchemeError": "scheme",
    "VerificationError": "certificate",
    "BadGzipFile": "undecodable",
    "EOFError": "truncated",
}
_SCHEME = re.compile(rb"\s*([A-Za-z][A-Za-z0-9+.-]{0,20}):")
_CODECS = ("zlib", "brotli", "brotlicffi", "zstandard", "gzip", "_brotli")


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
    text = str(error)
    if type(error).__name__ == "IgnoreRequest":
        return _ignored(text)
    names = [kind.__name__ for kind in type(error).__mro__]
    if "CannotResolveHostError" in names and host in refused_hosts:
        return "address refused"
    if "certificate" in text.lower() or "VerificationError" in text:
        return "certificate"
    if "SSL" in text or "ssl" in text or "tls" in text.lower():
        return "tls"
    if type(error).__module__ in _CODECS:
        return "undecodable"
    if isinstance(error, ValueError) and "scheme" in text.lower():
        return "scheme"
    for name in names:
        if name in _NAMES:
            return _NAMES[name]
    if "DownloadFailedError" in names or "ResponseFailed" in names:
        return "connection lost"
    return names[0]


def _of_status(response: Any) -> str:
    if response.status == 429:
        return "flood"
    scheme = _SCHEME.match(response.headers.get("Location") or b"")
    if 300 <= response.status < 400 and scheme and scheme[1].lower() not in (b"http", b"https"):
        return "scheme"  # A redirect to file: or the like, which nobody follows.
    return f"http {response.status}"


def _ignored(text: str) -> str:
    for kind in ("parked", "blocked", "maintenance"):
        if text.endswith(f"({kind})"):
            return kind
    if "scheme" in text:
        return "scheme"
    if "robots" in text or text.startswith("Closed"):
        return "robots"
    if "private" in text:
        return "address refused"
    if "offsite" in text:
        return "off site"
    if "maxsize" in text.lower() or "max size" in text or "exceed" in text:
        return "too large"
    if "redirect" in text:
        return "endless redirect"
    return "ignored"
