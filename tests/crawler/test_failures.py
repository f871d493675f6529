"""What went wrong gets a name of its own."""

from types import SimpleNamespace

import pytest
from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    IgnoreRequest,
    ResponseDataLossError,
)
from twisted.python.failure import Failure

from crawler import resolver
from crawler.failures import failure_name


class AnsweredError(Exception):
    def __init__(self, status: int) -> None:
        super().__init__(f"Ignoring non-200 response {status}")
        self.response = SimpleNamespace(status=status)


@pytest.mark.parametrize(
    ("error", "name"),
    [
        (AnsweredError(404), "http 404"),
        (AnsweredError(503), "http 503"),
        (AnsweredError(429), "flood"),
        (CannotResolveHostError("x"), "dns"),
        (DownloadTimeoutError("x"), "timeout"),
        (DownloadConnectionRefusedError("x"), "connection refused"),
        (DownloadCancelledError("Expected size 99 larger than maximum"), "too large"),
        (ResponseDataLossError(), "truncated"),
        (DownloadFailedError("[<Failure ConnectionLost>]"), "connection lost"),
        (DownloadFailedError("certificate verify failed"), "certificate"),
        (DownloadFailedError("[('SSL routines', '', 'unexpected eof')]"), "tls"),
        (IgnoreRequest("Forbidden by robots.txt"), "robots"),
        (IgnoreRequest("Filtered offsite request"), "off site"),
        (IgnoreRequest("max redirections reached"), "endless redirect"),
        (ZeroDivisionError("x"), "ZeroDivisionError"),
    ],
)
def test_each_failure_has_its_name(error: Exception, name: str) -> None:
    assert failure_name(Failure(error), "a.example") == name


def test_a_refused_address_is_not_called_a_dns_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(resolver, "refused_hosts", {"a.example"})
    monkeypatch.setattr("crawler.failures.refused_hosts", {"a.example"})
    assert failure_name(Failure(CannotResolveHostError("x")), "a.example") == "address refused"
    assert failure_name(Failure(CannotResolveHostError("x")), "b.example") == "dns"
