"""What went wrong with a request, by a name that a report can carry."""

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
    "UnsupportedURLSchemeError": "scheme",
}


def failure_name(failure: Failure, host: str = "") -> str:
    """The name of a failed request: "http 404", "dns", "address refused", "robots", "off site", "tls", …

    ``host`` is whom the request was for. What nobody foresaw is named after its exception's class.
    """
    error = failure.value
    response = getattr(error, "response", None)
    if response is not None and hasattr(response, "status"):
        return "flood" if response.status == 429 else f"http {response.status}"
    text = str(error)
    if type(error).__name__ == "IgnoreRequest":
        return _ignored(text)
    names = [kind.__name__ for kind in type(error).__mro__]
    if "CannotResolveHostError" in names and host in refused_hosts:
        return "address refused"
    if "certificate" in text.lower():
        return "certificate"
    if "SSL" in text or "ssl" in text or "tls" in text.lower():
        return "tls"
    for name in names:
        if name in _NAMES:
            return _NAMES[name]
    if "DownloadFailedError" in names or "ResponseFailed" in names:
        return "connection lost"
    return names[0]


def _ignored(text: str) -> str:
    if "robots" in text:
        return "robots"
    if "offsite" in text:
        return "off site"
    if "redirect" in text:
        return "endless redirect"
    return "ignored"
